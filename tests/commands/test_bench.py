import json
from pathlib import Path

import cv2
import jsonschema
import numpy as np
import pytest
from click.testing import CliRunner

from candor.commands.bench import bench, bench_document, encode_jpeg, time_face_recognition
from candor.commands.bench_stages import STAGES, StageTimes
from candor.domain.frames import EncodedFrame
from pipeline.recording_builders import flat, video

SCHEMA = json.loads(
    (Path(__file__).resolve().parents[2] / "docs" / "schemas" / "candor.bench.1.json").read_text(encoding="utf-8")
)
OURS = StageTimes(10, 20.0, dict.fromkeys((*STAGES, "other"), 2.0), {"corners": 2.0}, 25.0)


class SlowLibrary:
    """A stand-in for face_recognition that finds one face."""

    def face_locations(self, img: np.ndarray, number_of_times_to_upsample: int = 1, model: str = "hog") -> list[object]:
        return [img.shape]

    def face_landmarks(self, face_image: np.ndarray, face_locations: list[object]) -> list[object]:
        return face_locations

    def face_encodings(self, face_image: np.ndarray, known_face_locations: list[object]) -> list[object]:
        return known_face_locations


@pytest.mark.parametrize(("theirs_ms", "speedup"), [(400.0, 20.0), (None, None)])
def test_the_document_keeps_its_published_schema(theirs_ms: float | None, speedup: float | None) -> None:
    document = bench_document(OURS, theirs_ms, file="demo")

    published = json.loads(json.dumps(document))
    jsonschema.validate(published, SCHEMA)
    assert published["speedup_vs_face_recognition"] == speedup
    assert published["concurrent_interviews"]["per_core"] == 4


def test_pictures_are_scaled_to_the_size_of_a_tile() -> None:
    data = encode_jpeg(flat(90, 1280, 720))

    decoded = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR)
    assert decoded is not None
    assert decoded.shape == (360, 640, 3)


def test_the_library_is_timed_per_picture() -> None:
    ticks = iter([1.0, 2.0])
    pictures = [EncodedFrame(i, 0.0, 0.0, encode_jpeg(flat(9))) for i in range(4)]
    seen: list[int] = []

    ms = time_face_recognition(SlowLibrary(), pictures, lambda: seen.append(1), lambda: next(ticks))

    assert ms == 250.0
    assert len(seen) == 4


@pytest.mark.models
def test_a_run_measures_every_stage(tmp_path: Path) -> None:
    clip = video(tmp_path / "clip.mp4", [flat(4 * i) for i in range(30)])

    result = CliRunner().invoke(
        bench, ["--video", str(clip), "--skip-comparison", "--json", "-"], catch_exceptions=False
    )

    document = json.loads(result.stdout)
    jsonschema.validate(document, SCHEMA)
    assert document["frames"] == 14
    assert document["stages_ms"]["detect"] > 0
