"""Digits in real sound: said by a synthetic voice of the system, in two languages."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import av
import numpy as np
import pytest
from av.audio.resampler import AudioResampler

from candor.challenges.digit_grammar import load_digit_rules
from candor.inference.digit_spotter import DigitSpotter

SPOTTER = DigitSpotter(load_digit_rules(Path(__file__).resolve().parents[2] / "models"))


def said(text: str, voice: str, folder: Path) -> bytes:
    """16 kHz PCM of a sentence. Without the synthesiser: skip, but fail when CI=true."""
    program = shutil.which("espeak-ng")
    if program is None:
        if os.environ.get("CI") == "true":
            pytest.fail("espeak-ng is not there, and CI must not skip it")
        pytest.skip("espeak-ng is not installed (make voice)")
    wav = folder / "said.wav"
    subprocess.run([program, "-v", voice, "-s", "130", "-w", str(wav), text], check=True, timeout=60)
    resampler = AudioResampler("s16", "mono", 16_000)
    with av.open(str(wav)) as container:
        heard = [piece.to_ndarray() for frame in container.decode(audio=0) for piece in resampler.resample(frame)]
    pcm = np.concatenate(heard, axis=1).reshape(-1)
    quiet = np.random.default_rng(1).normal(0, 40, 6400)
    return np.concatenate([quiet, pcm, quiet]).astype("<i2").tobytes()


@pytest.mark.parametrize(
    ("voice", "digits", "text"),
    [
        ("en-us", "5839", "okay, five, eight, three, nine"),
        ("en-gb", "4271", "4 2 7 1"),
        ("id", "3952", "tiga, sembilan, lima, dua"),
    ],
)
def test_hears_the_asked_digits_in_either_language_and_no_others(
    voice: str, digits: str, text: str, tmp_path: Path
) -> None:
    sound = said(text, voice, tmp_path)

    assert SPOTTER.spot(digits, sound)
    assert not SPOTTER.spot("6607", sound)
    assert not SPOTTER.spot(digits[::-1], sound)


def test_does_not_hear_digits_in_other_speech(tmp_path: Path) -> None:
    sound = said(
        "I have been working on this project with my team since the beginning of the summer", "en-us", tmp_path
    )

    assert not any(SPOTTER.spot(digits, sound) for digits in ("4271", "0835", "6690"))


@pytest.mark.parametrize("pcm", [b"", b"\x01", bytes(3201), b"\xff\x7f" * 16_000, bytes(64_000)])
def test_hears_nothing_in_nothing_and_survives_any_bytes(pcm: bytes) -> None:
    assert not SPOTTER.spot("4271", pcm)


def test_hears_nothing_in_noise() -> None:
    noise = np.random.default_rng(2).normal(0, 3000, 48_000).astype("<i2").tobytes()

    assert not SPOTTER.spot("4271", noise)
    assert not SPOTTER.spot("", noise)
