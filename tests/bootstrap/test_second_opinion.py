"""From settings to opinions: the onlooker of a recording, two photos, and the real library where it is installed."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper

from analysis_builders import step, warning
from candor.bootstrap.second_opinion import Onlooker, load_min_context, onlooker, opened, photos_opinion
from candor.domain.facts import FaceFacts, FrameFacts, PictureFacts
from candor.domain.frames import Frame
from candor.domain.ids import TrackId
from candor.domain.second_opinion import Ability, Readiness, Says, SecondOpinion
from candor.errors import ConfigurationError
from candor.inference.default_set import model_store
from candor.pipeline.decode import decode_photo
from candor.second_opinion.protocol import Faces, picture_of
from candor.settings import Settings, load_settings
from second_opinion.test_weights import with_stand_in_recognition

RGB = np.full((48, 64, 3), 90, np.uint8)


class FakeGathering:
    def __init__(self) -> None:
        self.looks: list = []

    def look(self, rgb, face, at_s, *, has_new_warning):
        self.looks.append((int(rgb[0, 0, 0]), face.track if face else None, at_s, has_new_warning))

    def result(self):
        return SecondOpinion("what was said", {})


def facts(at_s: float) -> FrameFacts:
    picture = PictureFacts(0, 0, np.zeros((18, 32), np.uint8))
    return FrameFacts(0, at_s, at_s, (64, 48), picture, FaceFacts(TrackId(3), np.zeros(4, np.float32), 0.9))


def test_each_frame_is_shown_after_the_session_has_seen_it() -> None:
    gathering, told = FakeGathering(), []
    look = Onlooker(gathering, lambda: facts(0.0))
    after = look.after(told.append)
    frames = look.frames([Frame(0, 0.0, 0.0, RGB), Frame(1, 4.0, 4.0, RGB + 1)])
    for frame, warnings in zip(frames, ((), (warning(at_s=4.0),)), strict=True):
        after(step(frame.seq, frame.captured_at_s, warnings=warnings))

    assert gathering.looks == [(90, 3, 0.0, False), (91, 3, 4.0, True)]
    assert len(told) == 2
    assert look.opinion == SecondOpinion("what was said", {})


def test_a_warning_that_goes_on_is_not_new() -> None:
    gathering = FakeGathering()
    look = Onlooker(gathering, lambda: facts(9.0))
    list(look.frames([Frame(0, 9.0, 9.0, RGB)]))
    look.after(lambda _: None)(step(0, 9.0, warnings=(warning(at_s=4.0),)))

    assert [has_new for *_, has_new in gathering.looks] == [False]


def test_where_nobody_asked_nothing_is_said(tmp_path: Path) -> None:
    with onlooker(Settings(home=tmp_path), lambda: None, None, is_asked=False) as look:
        assert list(look.frames([])) == []
        look.after(lambda _: None)(step(0, 0.0))

        assert look.opinion is None


def test_without_weights_the_answer_is_which_are_missing(tmp_path: Path) -> None:
    with onlooker(Settings(home=tmp_path), lambda: facts(0.0), RGB, is_asked=True) as look:
        list(look.frames([Frame(0, 0.0, 0.0, RGB)]))
        look.after(lambda _: None)(step(0, 0.0))
    second = look.opinion

    assert second is not None
    assert set(second.readiness.values()) <= {Readiness.NO_WEIGHTS, Readiness.NOT_INSTALLED}
    assert "minifasnet-v1se" in second.missing
    assert second.opinions == ()


def test_two_photos_without_weights_are_not_opened(tmp_path: Path) -> None:
    second = photos_opinion(Settings(home=tmp_path), tmp_path / "a.jpg", tmp_path / "b.jpg")

    assert list(second.readiness) == [Ability.SAME_PERSON]
    assert second.opinions == ()


def test_the_limit_stands_in_the_calibration(tmp_path: Path) -> None:
    assert load_min_context(load_settings().models_dir) > 1
    with pytest.raises(ConfigurationError, match=r"second_opinion\.toml"):
        load_min_context(tmp_path)


@pytest.fixture
def equipped(tmp_path: Path, shared: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """Real anti-spoofing networks, and a stand-in network where SFace's file would be."""
    if importlib.util.find_spec("deepface") is None:
        pytest.skip("the extra candor[deepface] is not installed")
    settings = Settings(home=tmp_path)
    store = with_stand_in_recognition(model_store(settings), averaging_network())
    for name, path in {
        "yunet-2023mar": "face_detection_yunet_2023mar.onnx",
        "minifasnet-v2": "minifasnet/2.7_80x80_MiniFASNetV2.pth",
        "minifasnet-v1se": "minifasnet/4_0_0_80x80_MiniFASNetV1SE.pth",
    }.items():
        store.write(store.manifest.entry(name), (shared / "weights" / path).read_bytes(), "shared")
    monkeypatch.setattr("candor.bootstrap.second_opinion.model_store", lambda _: store)
    return settings


def averaging_network() -> bytes:
    """An "embedding": the picture in 128 coarse squares. Takes and gives what SFace does."""
    pooled = helper.make_node("AveragePool", ["data"], ["p"], kernel_shape=[14, 14], strides=[14, 14])
    flat = helper.make_node("Flatten", ["p"], ["f"])
    cut = helper.make_node("Slice", ["f", "from", "to", "axis"], ["fc1"])
    numbers = [helper.make_tensor(n, TensorProto.INT64, [1], [v]) for n, v in (("from", 0), ("to", 128), ("axis", 1))]
    shapes = (
        [helper.make_tensor_value_info("data", TensorProto.FLOAT, [1, 3, 112, 112])],
        [helper.make_tensor_value_info("fc1", TensorProto.FLOAT, [1, 128])],
    )
    graph = helper.make_graph([pooled, flat, cut], "averages", *shapes, numbers)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)])
    model.ir_version = 8
    return model.SerializeToString()


@pytest.mark.shared
def test_the_real_library_answers_with_real_weights(equipped: Settings, astronaut: Path) -> None:
    onnx.checker.check_model(averaging_network())
    rgb = picture_of(np.asarray(read(astronaut)))

    with opened(equipped) as (witness, equipment):
        seen = witness.liveness(rgb)
        version = witness.version
    second = photos_opinion(equipped, astronaut, astronaut)

    assert isinstance(seen, Faces)
    assert len(seen.faces) == 1
    assert 1 / 3 <= seen.faces[0].score <= 1
    assert equipment.engine == f"deepface {version}"
    assert [(o.says, round(o.score or 0.0, 3)) for o in second.opinions] == [(Says.SAME, 0.0)]


@pytest.fixture
def astronaut(settings_with_models: Settings) -> Path:
    store = model_store(settings_with_models)
    return store.path(store.manifest.entry("astronaut"))


def read(path: Path):
    return decode_photo(path.read_bytes())
