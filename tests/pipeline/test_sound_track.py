"""The sound of recordings: 16 kHz in blocks on the pictures' clock, whatever the file holds."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest

from candor.domain.sound import SoundBlock
from candor.pipeline.recording import open_recording
from candor.pipeline.sound_track import DueSound
from pipeline.recording_builders import flat, video


def film(path: Path, *, rate: int = 48000, layout: str = "stereo", late_s: float = 0.0, seconds: float = 2.0) -> Path:
    """A film of 25 grey pictures a second with a tone that begins `late_s` after the first picture."""
    with av.open(str(path), "w") as container:
        pictures = container.add_stream("libx264", rate=25)
        sound = container.add_stream("aac", rate=rate, layout=layout)
        assert isinstance(pictures, av.VideoStream)
        assert isinstance(sound, av.AudioStream)
        pictures.width, pictures.height, pictures.pix_fmt = 64, 48, "yuv420p"
        for index in range(round(25 * seconds)):
            picture = av.VideoFrame.from_ndarray(flat(100), format="rgb24")
            picture.pts, picture.time_base = index, Fraction(1, 25)
            container.mux(pictures.encode(picture))
        container.mux(pictures.encode())
        time_s = np.arange(round(rate * (seconds - late_s))) / rate
        tone = np.tile(
            (8000 * np.sin(2 * np.pi * 500 * time_s)).astype(np.float32) / 32768, (len(sound.layout.channels), 1)
        )
        for first in range(0, tone.shape[1], 1024):
            piece = av.AudioFrame.from_ndarray(np.ascontiguousarray(tone[:, first : first + 1024]), "fltp", layout)
            piece.rate, piece.pts, piece.time_base = rate, round(late_s * rate) + first, Fraction(1, rate)
            container.mux(sound.encode(piece))
        container.mux(sound.encode())
    return path


def heard(path: Path) -> list[SoundBlock]:
    recording = open_recording(path)
    next(iter(recording))
    return list(recording.sounds())


@pytest.mark.parametrize(("rate", "layout"), [(48000, "stereo"), (44100, "mono"), (16000, "mono")])
def test_any_sound_becomes_blocks_of_two_tenths_of_a_second(tmp_path: Path, rate: int, layout: str) -> None:
    blocks = heard(film(tmp_path / "film.mp4", rate=rate, layout=layout))

    assert {len(block.pcm) for block in blocks} == {6400}
    assert [block.seq for block in blocks] == list(range(len(blocks)))
    assert np.diff([block.captured_at_s for block in blocks]) == pytest.approx([0.2] * (len(blocks) - 1), abs=0.001)
    assert len(blocks) in {9, 10}
    level = np.frombuffer(blocks[4].pcm, "<i2").astype(float).std()
    assert level == pytest.approx(8000 / np.sqrt(2), rel=0.1)


def test_sound_that_begins_late_keeps_its_time(tmp_path: Path) -> None:
    blocks = heard(film(tmp_path / "film.mp4", late_s=0.5))
    first_loud = next(block for block in blocks if np.abs(np.frombuffer(block.pcm, "<i2").astype(int)).max() > 3000)

    assert first_loud.captured_at_s == pytest.approx(0.5, abs=0.21)


def test_a_film_without_sound_and_a_photo_give_none(tmp_path: Path) -> None:
    silent = video(tmp_path / "silent.mp4", [flat(8 * i) for i in range(10)])
    assert heard(silent) == []


def test_a_film_that_is_cut_off_gives_what_is_there(tmp_path: Path) -> None:
    whole = film(tmp_path / "whole.mkv", seconds=4.0)
    cut = tmp_path / "cut.mkv"
    cut.write_bytes(whole.read_bytes()[: whole.stat().st_size * 2 // 3])

    assert 3 <= len(heard(cut)) < len(heard(whole))


def test_a_block_is_due_once_it_has_been_heard() -> None:
    due = DueSound(SoundBlock(n, n * 0.2, n * 0.2, bytes(6400)) for n in range(5))

    assert [b.seq for b in due.until(0.1)] == []
    assert [b.seq for b in due.until(0.41)] == [0, 1]
    assert [b.seq for b in due.until(0.41)] == []
    assert [b.seq for b in due.until(10.0)] == [2, 3, 4]
    assert [b.seq for b in due.until(10.0)] == []
