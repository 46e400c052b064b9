"""Made people whose lips go with their voice: the trials tell them from others, and find lags."""

import pytest

from candor.evaluation import sound_trials as trials
from candor.evaluation.sound_trials import DRIFT, LAGS_S, WINDOW_S, Said, auc, sound_trials
from speaking_people import people, sessions, silent_face


@pytest.fixture(scope="module")
def measured() -> trials.SoundTrials:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(trials, "WINDOWS", 3)
        patch.setattr(trials, "WINDOWS_A_ROUND", 2)
        patch.setattr(trials, "ROUNDS", 3)
        return sound_trials(people(3), [silent_face()], sessions(), 5)


def test_own_voices_are_told_from_unrelated_ones(measured: trials.SoundTrials) -> None:
    first = measured.told[0]

    assert measured.people == ["p1", "p2", "p3"]
    assert auc(first.own, first.unrelated) == 1.0
    assert first.own.windows == len(first.own.observations) == 3
    assert first.drawn
    assert min(one.score for one in first.own.observations) > 0.8


def test_lags_are_found_and_a_drift_shows_between_the_halves(measured: trials.SoundTrials) -> None:
    assert [one.lag_s for one in measured.lags] == list(LAGS_S)
    for one in measured.lags:
        assert all(abs(found - one.lag_s) <= 0.04 for found in one.found_s)
    drifting = measured.other[0].observations
    changes = [int(one.details["lag_change_ms"]) for one in drifting if "lag_change_ms" in one.details]
    assert changes == pytest.approx([1000 * DRIFT * WINDOW_S / 2] * len(changes), abs=60)


def test_a_voice_under_a_still_mouth_is_noticed_and_own_voices_are_not(measured: trials.SoundTrials) -> None:
    own, still = (one for one in measured.other if one.signal == "speech_without_lips")

    assert not any(one.llr > 0 for one in own.observations)
    assert still.observations
    assert all(one.llr > 0 for one in still.observations)


def test_who_was_never_judged_is_told_by_chance() -> None:
    nobody = Said("lip_voice_synchrony", "own voice", 2, [])

    assert auc(nobody, nobody) == 0.5
