from __future__ import annotations

import pytest

from candor.domain.ids import SignalName, WarningId
from candor.domain.observations import Abstention, Observation
from candor.domain.questions import Family, Question
from candor.errors import AccessError
from candor.services.calibration_rows import SignalScores, row_of
from candor.store.settled import SettledWarning
from candor.store.values import Role
from store_builders import build_warning, join

FAMILY = next(iter(Family))


def seen(at_s, llr, score):
    return Observation(SignalName("planarity"), Question.LIVE_PERSON, FAMILY, at_s, score, llr, "flat")


def test_what_signals_said_before_a_warning_is_summed_up_and_the_rest_left_out():
    silent = Abstention(SignalName("blink"), Question.LIVE_PERSON, 95.0, "no_face")
    verdicts = (seen(69.0, 9.0, 9.0), seen(80.0, 1.0, 0.25), seen(100.0, 3.0, 0.75), seen(100.5, 9.0, 9.0), silent)
    row = row_of(SettledWarning("flat", Question.LIVE_PERSON, False, 100.0, 4.5, verdicts, {"candor": "1"}))
    assert row.signals["planarity"] == SignalScores(2, 0, 0.5, 2.0, 3.0)
    assert row.signals["blink"] == SignalScores(0, 1, None, None, None)
    assert (row.is_right, row.llr, row.versions) == (False, 4.5, {"candor": "1"})


@pytest.fixture
def settled(services, admin):
    made = services.interviews.create(admin, services.candidates.create(admin, "Sample", "", "en"), "Engineer")
    services.store.interviews.save_warning(build_warning(made), 1)
    services.interviews.end(admin, made)
    services.flags.note(admin, made, WarningId("w-1"), "false", "why")


def test_rows_are_read_and_the_export_is_on_record(services, admin, settled):
    [row] = services.calibration_rows.all(admin)
    assert (row.code, row.is_right) == ("made_up", False)
    assert services.store.audit.entries()[0].action == "calibration_exported"


@pytest.mark.parametrize("role", [Role.RECRUITER, Role.INTERVIEWER])
def test_it_is_for_administrators_and_reviewers(services, admin, role):
    assert services.calibration_rows.all(join(services, admin, Role.REVIEWER)) == []
    with pytest.raises(AccessError):
        services.calibration_rows.all(join(services, admin, role))
