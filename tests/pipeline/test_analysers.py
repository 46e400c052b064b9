"""The models of an analysis are fixed once they are put together."""

from __future__ import annotations

import dataclasses

import pytest

from painted_faces import PaintedFaceDetector, painted_analysers


def test_a_model_cannot_be_exchanged_in_mid_call() -> None:
    analysers = painted_analysers()
    with pytest.raises(dataclasses.FrozenInstanceError):
        analysers.detector = PaintedFaceDetector()  # pyright: ignore[reportAttributeAccessIssue]  # the point of the test
