"""What do spoken digits sound like at the other end of a call? Synthetic voices, room noise, Opus.

Synthetic because nobody recorded says four digits. espeak-ng and flite are programs of the system, no part of Candor.
"""

from __future__ import annotations

import io
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any, Final, cast

import av
import numpy as np
from av.audio.frame import AudioFrame
from av.audio.resampler import AudioResampler
from numpy.typing import NDArray

from candor.domain.sound import SOUND_RATE_HZ
from candor.errors import UsageError

I16 = NDArray[np.int16]

BITRATE: Final = 24_000
OPUS_HZ: Final = 48_000
LEVEL: Final = 2500.0
"""RMS of speech, of 32768."""
SNR_DB: Final = (20.0, 30.0)
QUIET_S: Final = 1.2
WORDS_A_MINUTE: Final = (110.0, 170.0)

WORDS: Final = {
    "en": ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"),
    "id": ("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan"),
    # English digits as an Indonesian reader would spell them: a strong accent.
    "en by id": ("siro", "wan", "tu", "tri", "for", "faif", "siks", "sefen", "eit", "nain"),
}
LEAD_INS: Final = {"en": "okay, ", "id": "baik, ", "en by id": "okey, "}


@dataclass(frozen=True, slots=True)
class Voice:
    """A synthetic voice."""

    program: str
    name: str
    words: str
    """Key of WORDS."""
    is_tuned_on: bool
    """Limits were chosen with it."""


VOICES: Final = (
    Voice("flite", "kal16", "en", is_tuned_on=True),
    Voice("flite", "awb", "en", is_tuned_on=True),
    Voice("espeak-ng", "en-us", "en", is_tuned_on=True),
    Voice("espeak-ng", "en-us+f2", "en", is_tuned_on=True),
    Voice("espeak-ng", "en-gb", "en", is_tuned_on=True),
    Voice("espeak-ng", "en-gb-x-gbclan+m3", "en", is_tuned_on=True),
    Voice("espeak-ng", "id", "id", is_tuned_on=True),
    Voice("espeak-ng", "id+f4", "id", is_tuned_on=True),
    Voice("espeak-ng", "id+m3", "en by id", is_tuned_on=True),
    Voice("flite", "slt", "en", is_tuned_on=False),
    Voice("flite", "rms", "en", is_tuned_on=False),
    Voice("espeak-ng", "en-gb-scotland+m2", "en", is_tuned_on=False),
    Voice("espeak-ng", "en-029+f3", "en", is_tuned_on=False),
    Voice("espeak-ng", "en-us-nyc+m7", "en", is_tuned_on=False),
    Voice("espeak-ng", "en-gb-x-rp+f1", "en", is_tuned_on=False),
    Voice("espeak-ng", "id+m7", "id", is_tuned_on=False),
    Voice("espeak-ng", "id+f1", "id", is_tuned_on=False),
    Voice("espeak-ng", "id+f3", "en by id", is_tuned_on=False),
)


def spoken_digits(voice: Voice, digits: str, rng: np.random.Generator) -> I16:
    """Return 16 kHz sound of a voice that says digits, some after a word, in noise and through Opus.

    Raises:
        UsageError: "no_voices": the program is not installed.
    """
    separator = ", " if rng.random() < 0.5 else " "
    lead_in = LEAD_INS[voice.words] if rng.random() < 1 / 3 else ""
    text = lead_in + separator.join(WORDS[voice.words][int(digit)] for digit in digits)
    clean = _said(voice, text, rng.uniform(*WORDS_A_MINUTE)).astype(np.float64)
    speech = clean[np.abs(clean) > 0.01 * np.abs(clean).max()]
    quiet = np.zeros(round(QUIET_S * SOUND_RATE_HZ))
    loud = np.concatenate([quiet, clean * LEVEL / float(np.sqrt(np.square(speech).mean())), quiet])
    noise = rng.normal(0, LEVEL / 10 ** (float(rng.choice(SNR_DB)) / 20), len(loud))
    return through_opus(np.clip(loud + noise, -32768, 32767).astype(np.int16))


def _said(voice: Voice, text: str, words_a_minute: float) -> I16:
    program = shutil.which(voice.program)
    if program is None:
        raise UsageError("no_voices", f"The voices of {voice.program} are needed: install it and ask again.")
    with tempfile.TemporaryDirectory() as folder:
        wav = str(Path(folder) / "said.wav")
        if voice.program == "flite":
            slower = ["--setf", f"duration_stretch={150 / words_a_minute:.2f}"]
            command = [program, "-voice", voice.name, *slower, "-t", text, "-o", wav]
        else:
            command = [program, "-v", voice.name, "-s", f"{words_a_minute:.0f}", "-w", wav, text]
        subprocess.run(command, check=True, capture_output=True, timeout=60)
        return _decoded(wav)


def through_opus(pcm: I16) -> I16:
    """Return what is left of 16 kHz sound after Opus at BITRATE; a few milliseconds longer."""
    file = io.BytesIO()
    with cast("Any", av.open(file, "w", "ogg")) as container:  # its streams are typed in part only
        stream = container.add_stream("libopus", OPUS_HZ)
        stream.bit_rate, stream.layout = BITRATE, "mono"
        whole = AudioFrame.from_ndarray(np.ascontiguousarray(pcm[None]), "s16", "mono")
        whole.sample_rate, whole.time_base = SOUND_RATE_HZ, Fraction(1, SOUND_RATE_HZ)
        resampler = AudioResampler("s16", "mono", OPUS_HZ, OPUS_HZ // 50)
        for piece in (*resampler.resample(whole), *resampler.resample(None), None):
            for packet in stream.encode(piece):
                container.mux(packet)
    file.seek(0)
    return _decoded(file)


def _decoded(source: str | io.BytesIO) -> I16:
    resampler = AudioResampler("s16", "mono", SOUND_RATE_HZ)
    with cast("Any", av.open(source)) as container:
        frames: list[AudioFrame] = [piece for frame in container.decode(audio=0) for piece in resampler.resample(frame)]
        frames += resampler.resample(None)
    return np.concatenate([cast("I16", frame.to_ndarray()).reshape(-1) for frame in frames])
