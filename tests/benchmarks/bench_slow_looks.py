"""Do slow looks at sound hold up pictures? `python tests/benchmarks/bench_slow_looks.py VIDEO [--seconds N]`.

A recording is sent to a real worker process at 10 pictures a second of the real clock, with a synthetic voice
(espeak-ng) that says other digits than the checks ask for, so that every pause is looked through: without a check, with
a new digits check every 15 seconds, and with such checks and all looks in the loop, as in a recording. Told: the
longest gap between pictures that were analysed, how many were dropped, and how late a result was. AASIST looks, too,
where its weights are installed. Other programs make gaps as well: the CPU time that the loop spends on one block of
sound, told last, is the same on a busy machine.
"""

from __future__ import annotations

import argparse
import itertools
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from candor.bootstrap.sessions import SessionMaker
from candor.commands.bench import encode_jpeg
from candor.domain.checks import Check, CheckId, CheckKind
from candor.domain.frames import EncodedFrame
from candor.domain.ids import InterviewId
from candor.domain.orders import StartCheck
from candor.domain.ports import Brief, EngineEvent, StepResult
from candor.domain.sound import SOUND_RATE_HZ, SoundBlock
from candor.engines.local import LocalEngine
from candor.evaluation.digit_voices import VOICES, spoken_digits
from candor.pipeline.recording import open_recording
from candor.settings import load_settings

FPS, BLOCK_S, CHECK_EVERY_S, SETTLE_S = 10, 0.2, 15.0, 5.0
BLOCK = round(BLOCK_S * SOUND_RATE_HZ)
WHERE = {True: "beside the loop", False: "in the loop"}
INTERVIEW = InterviewId("bench")


class Results:
    """What came back, and when."""

    def __init__(self) -> None:
        self.all: list[tuple[float, StepResult]] = []

    def __call__(self, event: EngineEvent) -> None:
        if isinstance(event, StepResult):
            self.all.append((time.monotonic(), event))


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("video", type=Path)
    asked.add_argument("--seconds", type=float, default=60.0, help="of each run")
    given = asked.parse_args()
    recording = open_recording(given.video, None, float(FPS))
    jpegs = [encode_jpeg(frame.rgb) for frame in itertools.islice(recording, 30 * FPS)]
    speech = other_digits(given.seconds)
    for has_checks, is_live in ((False, True), (True, True), (True, False)):
        found = run(jpegs, speech, given.seconds, has_checks=has_checks, is_live=is_live)
        show(found, has_checks=has_checks, is_live=is_live)
    for is_live in (True, False):
        longest_ms = 1000 * max(stops_s(jpegs, speech, given.seconds, is_live=is_live))
        sys.stdout.write(f"looks {WHERE[is_live]}: at most {longest_ms:.0f} ms of CPU of the loop for 0.2 s of sound\n")


def other_digits(seconds: float) -> np.ndarray:
    """Return a voice that says four digits, pauses, and says four again."""
    rng, voice = np.random.default_rng(1), next(voice for voice in VOICES if voice.program == "espeak-ng")
    said = [spoken_digits(voice, "5839", rng) for _ in range(10)]
    return np.resize(np.concatenate(said), round(seconds * SOUND_RATE_HZ))


def run(
    jpegs: Sequence[bytes], speech: np.ndarray, seconds: float, *, has_checks: bool, is_live: bool
) -> list[tuple[float, StepResult]]:
    """Return every result with the time at which it came."""
    results = Results()
    engine = LocalEngine(SessionMaker(load_settings(), is_live=is_live), workers=1)
    engine.start(results)
    try:
        engine.wait_ready(60.0)
        engine.open(Brief(INTERVIEW, None, consented=True))
        began_s = time.monotonic()
        for seq in range(round(seconds * FPS)):
            at_s = seq / FPS
            time.sleep(max(0.0, began_s + at_s - time.monotonic()))
            if has_checks and seq and at_s % CHECK_EVERY_S == 0:
                engine.tell(INTERVIEW, digits_check(seq))
            if seq % 2 == 0:
                engine.tell(INTERVIEW, sound(speech, seq // 2))
            engine.submit(INTERVIEW, EncodedFrame(seq, at_s, time.monotonic(), jpegs[seq % len(jpegs)]))
        time.sleep(1.0)
    finally:
        engine.stop()
    return results.all


def stops_s(jpegs: Sequence[bytes], speech: np.ndarray, seconds: float, *, is_live: bool) -> list[float]:
    """Return the CPU time of this thread for each block of sound, without an engine."""
    session = SessionMaker(load_settings(), is_live=is_live)().open(Brief(INTERVIEW, None, consented=True))
    found: list[float] = []
    for seq in range(0, round(seconds * FPS), 2):
        session.advance(EncodedFrame(seq, seq / FPS, seq / FPS, jpegs[seq % len(jpegs)]))
        if seq and seq / FPS % CHECK_EVERY_S == 0:
            session.tell(digits_check(seq))
        began_s = time.thread_time()
        session.tell(sound(speech, seq // 2))
        found.append(time.thread_time() - began_s)
    return found


def digits_check(seq: int) -> StartCheck:
    """Return a check of digits that the voice does not say."""
    return StartCheck(Check(CheckId(f"check-{seq}"), CheckKind.SAY_DIGITS, digits="4071"))


def sound(speech: np.ndarray, number: int) -> SoundBlock:
    """Return the block that ends with the newest picture."""
    at_s = number * BLOCK_S
    return SoundBlock(number, at_s, time.monotonic(), speech[number * BLOCK : (number + 1) * BLOCK].tobytes())


def show(results: Sequence[tuple[float, StepResult]], *, has_checks: bool, is_live: bool) -> None:
    """Print one line; the first seconds, in which everything is loaded, do not count."""
    settled = [(came_s, result) for came_s, result in results if result.at_s > SETTLE_S]
    gaps_s = np.diff([result.at_s for _, result in settled])
    late_s = np.array([came_s - result.received_at_s for came_s, result in settled])
    sys.stdout.write(
        f"{'digits checks' if has_checks else 'no check'}, looks {WHERE[is_live]}: analysed {len(settled)}, "
        f"dropped {sum(result.dropped for _, result in settled)}, longest gap {gaps_s.max() * 1000:.0f} ms, "
        f"gaps above 150 ms {(gaps_s > 0.15).sum()}, result after: median {np.median(late_s) * 1000:.0f} ms, "
        f"longest {late_s.max() * 1000:.0f} ms; load {os.getloadavg()[0]:.1f}\n"
    )


if __name__ == "__main__":
    main()
