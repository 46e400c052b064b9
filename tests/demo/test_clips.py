from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from candor.demo import clips
from candor.demo.clips import Cast, Scene
from candor.pipeline.recording import open_recording
from candor.settings import Settings

pytestmark = pytest.mark.models


@pytest.fixture
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    """Clips of half a second."""
    monkeypatch.setattr(
        clips, "CLIPS", {"interview": (Scene("candidate", 0.4, 1), Scene("stand_in", 0.2, 2)), "candidate": ()}
    )


def _make(home: Path, cast: Callable[[], Cast], progress: Callable[[int, int], None] = lambda *_: None) -> None:
    clips.make_clips(Settings(home=home), cast, ("interview",), progress)


@pytest.mark.usefixtures("short")
def test_a_clip_is_written_once_and_plays(tmp_path: Path, cast: Cast) -> None:
    seen: list[tuple[int, int]] = []
    _make(tmp_path, lambda: cast, lambda done, total: seen.append((done, total)))

    frames = list(open_recording(clips.files(Settings(home=tmp_path))["interview"]))

    assert len(frames) == 9
    assert seen[-1] == (9, 9)
    assert frames[0].rgb.shape == (360, 640, 3)
    assert np.abs(frames[0].rgb.astype(int) - frames[-1].rgb).mean() > 30


@pytest.mark.usefixtures("short")
def test_what_is_there_is_not_made_again(tmp_path: Path, cast: Cast) -> None:
    _make(tmp_path, lambda: cast)

    _make(tmp_path, lambda: pytest.fail("must not be called"))


@pytest.mark.usefixtures("short")
def test_nothing_is_left_of_a_clip_that_was_broken_off(tmp_path: Path, cast: Cast) -> None:
    def stop(_done: int, _total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        _make(tmp_path, lambda: cast, stop)

    files = clips.files(Settings(home=tmp_path))
    assert not files["interview"].exists()
    assert list(files["interview"].parent.glob("*.mp4")) == []


def test_every_clip_and_the_photo_have_a_place(tmp_path: Path) -> None:
    assert set(clips.files(Settings(home=tmp_path))) == {"interview", "candidate", "stand_in", "turning", "id_photo"}
