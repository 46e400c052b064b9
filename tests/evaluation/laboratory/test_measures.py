"""Error rates at a fixed BPCER: thresholds cross the parts, silence is an error, chance looks like chance."""

import numpy as np
import pytest

from candor.evaluation.laboratory.measures import measure
from candor.evaluation.laboratory.recorded import Recorded
from candor.evaluation.laboratory.refusion import fuse
from candor.evaluation.laboratory.scores import Played
from laboratory_builders import QUESTIONS, crowd, loops, recorded, rules, silent


def subject(sessions: list[Recorded], name: str = "frozen_or_looping"):
    return measure([Played(one, fuse(one, rules(), QUESTIONS)) for one in sessions], name, np.random.default_rng(0))


def test_a_clear_signal_misses_nothing_and_alarms_nobody() -> None:
    found = subject(crowd())

    for operating in found.operating:
        assert operating.bpcer.errors == 0
        assert operating.apcer["a2_loop"].errors == 0
        assert operating.apcer["a2_loop"].interval.high == pytest.approx(0.265, abs=0.01)
    cell = found.cells[0]
    assert (cell.n, cell.judged) == (12, 12)
    assert cell.auc is not None
    assert cell.d_eer is not None
    assert cell.cllr_min is not None
    assert (cell.auc.value, cell.d_eer.value) == (1.0, 0.0)
    assert cell.cllr_min.value < 0.01


def test_a_silent_signal_misses_everything() -> None:
    sessions = [recorded(silent(), one.species, group=one.group, part=one.part, name=one.name) for one in crowd()]

    found = subject(sessions)

    assert found.judged_bona_fide == 0
    assert [operating.apcer["a2_loop"].errors for operating in found.operating] == [12, 12]
    assert found.cells[0].auc is None


def test_a_threshold_comes_from_the_other_part() -> None:
    sessions = [
        recorded(loops(one.said[0].llr or 0.0), one.species, group=one.group, part=one.part, name=one.name)
        if one.part or one.is_attack
        else recorded(loops(4.0), group=one.group, part=one.part, name=one.name)
        for one in crowd(attack_llr=3.0)
    ]

    at_one_percent = subject(sessions).operating[0]

    # Part 0's honest sessions say 4, so part 1's attacks at 3 are missed; part 1's honest ones say less than 0, so part
    # 0's threshold is low: its attacks are found, and its honest sessions alarm.
    assert at_one_percent.apcer["a2_loop"].errors == 6
    assert at_one_percent.bpcer.errors == 6


def test_the_direction_of_a_raw_score_is_taken_from_the_other_part() -> None:
    found = subject(crowd(attack_llr=-3.0, honest_llr=-1.0)).cells[0]

    assert found.auc is not None
    assert found.auc.value == 1.0
    assert found.auc_llr is not None
    assert found.auc_llr.value == 0.5


def test_chance_is_not_taken_for_skill() -> None:
    values = np.random.default_rng(4).normal(size=12)
    sessions = [
        recorded(loops(float(values[(i // 2 + 6 * (i % 2)) % 12])), o.species, group=o.group, part=o.part, name=o.name)
        for i, o in enumerate(crowd())
    ]

    cell = subject(sessions).cells[0]

    assert cell.auc is not None
    assert cell.auc.low < 0.5
    assert cell.auc_llr is not None
    assert cell.auc_llr.value == pytest.approx(0.5)
