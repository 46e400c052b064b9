"""Trembling is measured; what pose explains is taken out; too little says nothing."""

from __future__ import annotations

import numpy as np
import pytest

from candor.maths.jitter import unexplained_step

RNG = np.random.default_rng(4)


def seen(tremble: float, by_pose: float, count: int = 30) -> tuple[np.ndarray, np.ndarray]:
    pose = RNG.uniform(-1, 1, (count, 1))
    base, direction = np.eye(16)[0], np.eye(16)[1]
    return base + by_pose * pose * direction + RNG.normal(0, tremble, (count, 16)), pose


def test_more_trembling_gives_longer_steps() -> None:
    quiet, shaky = (unexplained_step(*seen(tremble, 0.0)) for tremble in (0.01, 0.05))

    assert quiet is not None
    assert shaky is not None
    assert shaky > 5 * quiet


def test_steps_that_pose_explains_are_taken_out() -> None:
    embeddings, pose = seen(0.01, 0.5)

    explained = unexplained_step(embeddings, pose)
    unexplained = unexplained_step(embeddings, RNG.uniform(-1, 1, pose.shape))

    assert explained is not None
    assert unexplained is not None
    assert explained < 0.7 * unexplained


def test_one_face_that_never_changes_has_no_jitter() -> None:
    assert unexplained_step(np.ones((10, 8)), np.zeros((10, 2))) == pytest.approx(0.0, abs=1e-12)


def test_too_few_or_empty_embeddings_say_nothing() -> None:
    assert unexplained_step(np.ones((3, 8)), np.zeros((3, 2))) is None
    assert unexplained_step(np.zeros((10, 8)), np.zeros((10, 2))) is None
