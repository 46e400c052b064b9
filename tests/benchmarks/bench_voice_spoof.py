"""How does the countermeasure score real and made voices? `python tests/benchmarks/bench_voice_spoof.py DATA TMP`.

DATA is the folder of the shared recordings: `calls/calls.csv` names who speaks. Made voices are spoken into TMP by
whichever of espeak-ng, flite, festival (text2wave) and piper (PIPER_VOICES: its .onnx files, divided by colons) are
installed; to these come the demonstration voice and the real voices with their pitch changed. Every clip is heard as it
is and coded anew, by the same detector, rules and countermeasure as in an interview. Prints a JSON line a clip, then
the table.
"""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import cast

import av
import numpy as np
from av.audio.stream import AudioStream

from candor.bootstrap.sessions import SessionMaker
from candor.demo.acting import Performance
from candor.demo.voice import write_voice
from candor.domain.sound import SOUND_RATE_HZ, SoundBlock
from candor.evaluation.recipes.sounds import repitched
from candor.maths.detection_error import area_under_curve
from candor.maths.statistics import wilson_interval
from candor.pipeline.sound import Ear
from candor.settings import load_settings

TEXTS = """\
Good morning, and thank you for taking the time to talk to me today. I have worked as a software engineer for about \
seven years, mostly on payment systems, and for the last two years I have led a small team.
The hardest problem we had was a queue that lost messages whenever the network was slow. We wrote a test that cut the \
connection at random, and after a week we found that two workers had shared one lock.
I would like to work on something that people use every day. My notice period is one month, and I could move in \
spring, although I would rather start from home and come to the office twice a week.
""".splitlines()
CODINGS: dict[str, Callable[[np.ndarray], np.ndarray]] = {
    "as given": lambda pcm: pcm,
    "12 dB quieter": lambda pcm: pcm // 4,
    "AAC 96": lambda pcm: coded(pcm, "ipod", "aac", 48_000, 96_000),
    "Opus 24": lambda pcm: coded(pcm, "ogg", "libopus", 48_000, 24_000),
    "Opus 12, 8 kHz": lambda pcm: coded(pcm, "ogg", "libopus", 8_000, 12_000),
}
BLOCK = SOUND_RATE_HZ // 5


@dataclass
class Clip:
    kind: str
    voice: str
    name: str
    pcm: np.ndarray = field(repr=False)
    """(n,) int16, 16 kHz."""


def main(data: Path, folder: Path) -> None:
    sessions = SessionMaker(load_settings())()
    analysers, rules = sessions.analysers, sessions.rules.pipeline.sound
    assert analysers.countermeasure is not None, "import the weights first: candor models import DIR"
    timed, scored = Timed(analysers.countermeasure), []
    for clip in every_clip(data, folder):
        for coding, how in CODINGS.items():
            looks = heard(Ear(analysers.speech, rules, None, timed), how(clip.pcm))
            line = {"kind": clip.kind, "voice": clip.voice, "clip": clip.name, "coding": coding, "scores": looks}
            sys.stdout.write(json.dumps(line) + "\n")
            scored.append(line)
    sys.stdout.write("\n".join(table(scored)) + "\n")
    sys.stdout.write(f"{1000 * median(timed.took_s):.0f} ms of CPU a look, median of {len(timed.took_s)}\n")


def table(scored: Sequence[dict]) -> Iterator[str]:
    """Yield Markdown: a row per kind; a voice counts once per coding, by the median of its clips."""
    yield "| voice | n | " + " | ".join(CODINGS) + " | called made, as given; Opus 24 | AUC, Opus 24 |"
    yield "| --- " * (len(CODINGS) + 4) + "|"
    real = of_voices(scored, "real", "Opus 24")
    for kind in dict.fromkeys(line["kind"] for line in scored):
        by_coding = {coding: of_voices(scored, kind, coding) for coding in CODINGS}
        cells = [f"{median(v):.1f}" + f" ({min(v):.1f} to {max(v):.1f})" * (len(v) > 1) for v in by_coding.values()]
        made = "; ".join(called_made(by_coding[coding]) for coding in ("as given", "Opus 24"))
        n, auc = len(by_coding["as given"]), "-" if kind == "real" else auc_of(real, by_coding["Opus 24"])
        yield f"| {kind} | {n} | " + " | ".join(cells) + f" | {made} | {auc} |"


def of_voices(scored: Sequence[dict], kind: str, coding: str) -> list[float]:
    """Return one score a voice, of those that were judged."""
    clips: dict[str, list[float]] = defaultdict(list)
    for line in scored:
        if (line["kind"], line["coding"]) == (kind, coding) and line["scores"]:
            clips[line["voice"]].append(median(line["scores"]))
    return [median(of_one) for of_one in clips.values()]


def called_made(scores: Sequence[float]) -> str:
    """Return how many voices are below 0, of how many, with the 95 % interval."""
    below = sum(score < 0 for score in scores)
    interval = wilson_interval(below, len(scores))
    return f"{below} of {len(scores)} ({100 * interval.low:.0f}-{100 * interval.high:.0f} %)"


class Timed:
    """The countermeasure, and the CPU time that each look took."""

    def __init__(self, inner) -> None:
        self.inner, self.seconds, self.took_s = inner, inner.seconds, []

    def score(self, sound: np.ndarray) -> float:
        began_s = time.process_time()
        score = self.inner.score(sound)
        self.took_s.append(time.process_time() - began_s)
        return score


def auc_of(real: Sequence[float], made: Sequence[float]) -> str:
    """Return the AUC by voice, with the interval of 2,000 draws of voices of either side where that says something."""
    rng, one, other = np.random.default_rng(0), np.array(real), np.array(made)
    area = area_under_curve(one, other)
    if len(made) < 4:
        return f"{area:.2f} (too few)"
    drawn = [area_under_curve(rng.choice(one, len(one)), rng.choice(other, len(other))) for _ in range(2000)]
    low, high = np.percentile(drawn, [2.5, 97.5])
    return f"{area:.2f} (no overlap)" if low == high else f"{area:.2f} ({low:.2f}-{high:.2f})"


def heard(ear: Ear, pcm: np.ndarray) -> list[float]:
    """Return the scores of all looks at one clip."""
    for number, start in enumerate(range(0, len(pcm) - BLOCK + 1, BLOCK)):
        at_s = start / SOUND_RATE_HZ
        ear.hear(SoundBlock(number, at_s, at_s, pcm[start : start + BLOCK].tobytes()), 0.0, at_s)
    return [look.bona_fide_log_odds for look in ear.voice_looks or ()]


def every_clip(data: Path, folder: Path) -> Iterator[Clip]:
    """Yield real clips with sound, the same with their pitch changed, then made ones."""
    with (data / "calls" / "calls.csv").open(encoding="utf-8") as file:
        people = {row["file"]: row["person"] for row in csv.DictReader(file)}
    for name, person in people.items():
        pcm = sound_of(data / "calls" / name)
        if pcm is not None:
            yield Clip("real", person, name, pcm)
            yield Clip("real, pitch up 4", person, name, repitched(pcm, 4.0))
            yield Clip("real, pitch down 4", person, name, repitched(pcm, -4.0))
    for path in sorted((data / "swaps" / "other").glob("sadtalker_out__*")):
        pcm = sound_of(path)
        if pcm is not None:
            yield Clip("real, SadTalker clips", "sadtalker", path.name, pcm)
    for seed in range(3):
        write_voice(folder / f"demo-{seed}.wav", Performance(seed, 30.0), 30.0, seed)
        pcm = sound_of(folder / f"demo-{seed}.wav")
        assert pcm is not None
        yield Clip("demonstration voice", "demo", f"demo-{seed}.wav", pcm)
    for kind, voice, command in speakers(folder):
        for number, text in enumerate(TEXTS):
            path = folder / f"{kind}-{voice}-{number}.wav"
            subprocess.run([*command, str(path)], input=text, text=True, check=True, capture_output=True)
            pcm = sound_of(path)
            assert pcm is not None
            yield Clip(kind, voice, path.name, pcm)


def speakers(folder: Path) -> Iterator[tuple[str, str, list[str]]]:
    """Yield (kind, voice, command that reads a text and writes the WAV that is appended)."""
    if shutil.which("espeak-ng"):
        for voice in ("en-gb", "en-us+f3", "en-us+m3", "id", "id+f2", "en-gb-scotland"):
            yield "espeak-ng", voice, ["espeak-ng", "-v", voice, "--stdin", "-w"]
    if shutil.which("flite"):
        for voice in ("kal16", "awb", "rms", "slt"):
            yield "flite", voice, ["flite", "-voice", voice, "-f", "/dev/stdin", "-o"]
    if shutil.which("text2wave"):
        for voice in ("voice_cmu_us_slt_arctic_hts", "voice_kal_diphone"):
            yield "festival", voice, ["text2wave", "-eval", f"({voice})", "-o"]
    for path in filter(None, os.environ.get("PIPER_VOICES", "").split(":")):
        yield "piper", Path(path).stem, ["piper", "-m", path, "-f"]


def coded(pcm: np.ndarray, container: str, codec: str, rate_hz: int, bits: int) -> np.ndarray:
    """Return the sound after an encoder and its decoder."""
    file = io.BytesIO()
    with av.open(file, "w", format=container) as out:
        stream = cast("AudioStream", out.add_stream(codec, rate=rate_hz, layout="mono", bit_rate=bits))
        frame = av.AudioFrame.from_ndarray(pcm[None], "s16", "mono")
        frame.rate = SOUND_RATE_HZ
        for piece in [*av.AudioResampler(stream.format, "mono", rate_hz).resample(frame), None]:
            out.mux(stream.encode(piece))
    file.seek(0)
    again = sound_of(file)
    assert again is not None
    return again


def sound_of(path: Path | io.BytesIO) -> np.ndarray | None:
    with av.open(path if isinstance(path, io.BytesIO) else str(path), "r") as container:
        if not container.streams.audio:
            return None
        resampler = av.AudioResampler("s16", "mono", SOUND_RATE_HZ)
        frames = [*container.decode(audio=0), None]
        return np.concatenate([piece.to_ndarray()[0] for frame in frames for piece in resampler.resample(frame)])


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
