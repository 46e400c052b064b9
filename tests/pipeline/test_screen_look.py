"""One picture gives both: the border around a face, and a raster's wave. Real screens are found, real rooms are not."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest

from candor.bootstrap.sessions import Sessions
from candor.domain.facts import ScreenFacts
from candor.pipeline.screen_look import look_for_screen
from inference.pictures import read_rgb
from screen_scenes import FACE_XYXY, held_face, held_screen, room


def third_side(look: ScreenFacts) -> float:
    return sorted(side.coverage for side in look.border)[1]


def test_a_held_screen_and_a_room_look_different() -> None:
    screen, nothing = look_for_screen(held_screen(), held_face()), look_for_screen(room(), FACE_XYXY)

    assert third_side(screen) > 0.9
    assert third_side(nothing) < 0.66
    assert nothing.moire is not None
    assert nothing.moire < 1.8


@pytest.mark.shared
def test_the_border_of_a_real_telephone_is_found_and_rooms_have_none(sessions: Sessions, shared: Path) -> None:
    replays = shared / "data" / "replays"
    scores: dict[str, list[float]] = {"live": [], "spoof": []}
    for row in csv.DictReader((replays / "replays.csv").open()):
        if row["source"] == "ahforoughi" and row["context"] == "full":
            rgb = read_rgb(replays / row["file"])
            for detection in sessions.analysers.detector.detect(rgb)[:1]:
                scores[row["label"]].append(third_side(look_for_screen(rgb, detection.box_xyxy)))

    assert min(len(scores["live"]), len(scores["spoof"])) >= 15
    assert max(scores["live"]) < 0.8
    assert np.mean(np.array(scores["spoof"]) > 0.93) > 0.9
