"""What do signals cost, with the looks that only they ask for? `python tests/benchmarks/bench_signals.py VIDEO`.

The first 30 seconds of a recording are analysed several times: CPU time of every look (pipeline/looks.py). Then its
facts are played to and fro with a little noise on their pictures, for half a minute and for a quarter of an hour: CPU
time of every signal. All per picture at 10 pictures a second, the quickest run of each. Sound, where the recording has
some, is told apart; checks are not in it.
"""

from __future__ import annotations

import argparse
import itertools
import json
import sys
import time
import timeit
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np

from candor.bootstrap.sessions import SessionMaker, Sessions
from candor.commands.bench_stages import Stopwatch, timed_look
from candor.domain.facts import FrameFacts
from candor.domain.frames import Frame
from candor.domain.ids import InterviewId
from candor.domain.orders import Order
from candor.domain.ports import Brief, StepResult
from candor.domain.sound import SoundBlock
from candor.pipeline.looks import LOOKS
from candor.pipeline.recording import open_recording
from candor.pipeline.replay import replay
from candor.pipeline.session import InterviewSession
from candor.pipeline.window import RollingWindow
from candor.settings import load_settings
from candor.signals import ALL_SIGNALS

FPS, SECONDS, RUNS, LOOK_RUNS = 10, 30, 25, 5
BUDGET_MS = 6.0
MINUTES = (0.5, 16.0)
Costs = dict[str, float]
"""CPU ms per picture, by name."""


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("video", type=Path)
    asked.add_argument("--json", type=Path, help="write the numbers here")
    given = asked.parse_args()
    cv2.setNumThreads(1)
    sessions = SessionMaker(load_settings())()
    recording = open_recording(given.video, None, float(FPS))
    frames = list(itertools.islice(recording, SECONDS * FPS))
    facts, looks, sound_ms = analysed(sessions, frames, list(recording.sounds()))
    signals = {minutes: in_the_long_run(sessions, facts, minutes) for minutes in MINUTES}
    totals = {minutes: sum(looks.values()) + sum(costs.values()) for minutes, costs in signals.items()}
    show(looks, signals, totals, sound_ms)
    if given.json:
        found = {"file": given.video.name, "pictures": len(frames), **document(looks, signals, totals, sound_ms)}
        given.json.write_text(json.dumps(found, indent=2) + "\n")


class TimedSession:
    """Stands before a session: keeps its facts, takes the time of sound."""

    def __init__(self, session: InterviewSession, watch: Stopwatch) -> None:
        self.session, self.watch = session, watch
        self.facts: list[FrameFacts] = []

    def advance_rgb(self, frame: Frame, dropped: int = 0) -> StepResult:
        result = self.session.advance_rgb(frame, dropped)
        if newest := self.session.newest:
            self.facts.append(newest)
        return result

    def tell(self, order: Order) -> None:
        with self.watch.stage("sound"):
            self.session.tell(order)


def analysed(
    sessions: Sessions, frames: Sequence[Frame], sounds: Sequence[SoundBlock]
) -> tuple[list[FrameFacts], Costs, float]:
    """Return the facts of every frame, what each look costs, and what hearing costs."""
    runs: list[Costs] = []
    facts: list[FrameFacts] = []
    for _ in range(LOOK_RUNS):
        watch = Stopwatch()
        looks = {name: timed_look(name, look, watch) for name, look in LOOKS.items()}
        brief = Brief(InterviewId("bench"), None, consented=True)
        session = InterviewSession(brief, sessions.analysers, sessions.rules, signals=(), looks=looks)
        timed = TimedSession(session, watch)
        replay(timed, frames, time.perf_counter, sounds=sounds)
        facts = timed.facts
        runs.append({name: 1000 * seconds / len(frames) for name, seconds in watch.seconds.items()})
    quickest = {name: min(run.get(name, 0.0) for run in runs) for name in runs[0]}
    return facts, {name: quickest.get(f"looks.{name}", 0.0) for name in LOOKS}, quickest.get("sound", 0.0)


def in_the_long_run(sessions: Sessions, facts: Sequence[FrameFacts], minutes: float) -> Costs:
    """Return what each signal costs when the window holds so many minutes."""
    context = sessions.open(Brief(InterviewId("bench"), None, consented=True))._context()
    window = RollingWindow(sessions.rules.pipeline.window)
    for one in to_and_fro(facts, round(minutes * 60 * FPS)):
        window.push(one)
    seen = window.view()
    took_ms = {s.name: cpu_ms(lambda s=s: s.observe(seen, context)) for s in ALL_SIGNALS}
    return {s.name: took_ms[s.name] / max(s.period_s * FPS, 1) for s in ALL_SIGNALS}


def to_and_fro(facts: Sequence[FrameFacts], count: int) -> list[FrameFacts]:
    """Return as many facts as wanted, each a tenth of a second later, their pictures a little different each time."""
    rng = np.random.default_rng(1)
    there_and_back = [*facts, *reversed(facts)]
    found: list[FrameFacts] = []
    for i in range(count):
        one = there_and_back[i % len(there_and_back)]
        noise = rng.integers(-3, 4, one.picture.thumbnail.shape)
        grid = np.clip(one.picture.thumbnail.astype(int) + noise, 0, 255).astype(np.uint8)
        picture = replace(one.picture, digest=int(rng.integers(2**62)), thumbnail=grid)
        found.append(replace(one, seq=i, captured_at_s=i / FPS, received_at_s=i / FPS, picture=picture))
    return found


def cpu_ms(run: Callable[[], object]) -> float:
    """Return the quickest of some runs: what a core gives when nobody else uses its caches."""
    return 1000 * min(timeit.repeat(run, number=1, repeat=RUNS, timer=time.process_time))


def show(looks: Costs, signals: dict[float, Costs], totals: dict[float, float], sound_ms: float) -> None:
    """Print a table; what takes less than a hundredth of a millisecond is left out."""
    rows = [(f"look {name}", [ms] * len(MINUTES)) for name, ms in looks.items()]
    rows += [(f"signal {name}", [signals[m][name] for m in MINUTES]) for name in signals[MINUTES[0]]]
    rows = [(name, costs) for name, costs in rows if max(costs) >= 0.01]
    rows += [
        (f"all, budget {BUDGET_MS:g}", [totals[m] for m in MINUTES]),
        ("sound beside it", [sound_ms] * len(MINUTES)),
    ]
    heading = f"{'CPU ms per picture, after':<32}" + "".join(f"{m:g} min".rjust(9) for m in MINUTES)
    lines = [heading, *(f"{name:<32}" + "".join(f"{ms:9.2f}" for ms in costs) for name, costs in rows)]
    sys.stdout.write("\n".join(lines) + "\n")


def document(
    looks: Costs, signals: dict[float, Costs], totals: dict[float, float], sound_ms: float
) -> dict[str, object]:
    """Return the numbers for a machine."""
    after = [
        {"minutes": m, "signals_ms": {k: round(v, 3) for k, v in signals[m].items()}, "all_ms": round(totals[m], 3)}
        for m in MINUTES
    ]
    rounded = {name: round(ms, 3) for name, ms in looks.items()}
    return {"budget_ms": BUDGET_MS, "looks_ms": rounded, "after": after, "sound_ms": round(sound_ms, 3)}


if __name__ == "__main__":
    main()
