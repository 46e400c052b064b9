"""What do signals cost, with the looks that only they ask for? `python tests/benchmarks/bench_signals.py VIDEO`.

The first 30 seconds of a recording are analysed several times: CPU time of every look (pipeline/looks.py). Then its
facts are played to and fro with a little noise on their pictures, for half a minute and for a quarter of an hour: CPU
time of every signal. All per picture at 10 pictures a second, the quickest run of each; sound and checks are not in it.
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
from candor.domain.ports import Brief
from candor.pipeline.looks import LOOKS
from candor.pipeline.recording import open_recording
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
    frames = list(itertools.islice(open_recording(given.video, None, float(FPS)), SECONDS * FPS))
    facts, looks = analysed(sessions, frames)
    signals = {minutes: in_the_long_run(sessions, facts, minutes) for minutes in MINUTES}
    totals = {minutes: sum(looks.values()) + sum(costs.values()) for minutes, costs in signals.items()}
    show(looks, signals, totals)
    if given.json:
        given.json.write_text(
            json.dumps(document(given.video.name, len(frames), looks, signals, totals), indent=2) + "\n"
        )


def analysed(sessions: Sessions, frames: Sequence[Frame]) -> tuple[list[FrameFacts], Costs]:
    """Return the facts of every frame, and what each look costs."""
    runs: list[Costs] = []
    facts: list[FrameFacts] = []
    for _ in range(LOOK_RUNS):
        watch = Stopwatch()
        looks = {name: timed_look(name, look, watch) for name, look in LOOKS.items()}
        brief = Brief(InterviewId("bench"), None, consented=True)
        session = InterviewSession(brief, sessions.analysers, sessions.rules, signals=(), looks=looks)
        facts = [seen for frame in frames if session.advance_rgb(frame) and (seen := session.newest)]
        runs.append({name: 1000 * watch.seconds[f"looks.{name}"] / len(frames) for name in LOOKS})
    return facts, {name: min(run[name] for run in runs) for name in LOOKS}


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


def show(looks: Costs, signals: dict[float, Costs], totals: dict[float, float]) -> None:
    """Print a table; signals below a hundredth of a millisecond are left out."""
    lines = [f"look    {name:<24}" + f"{ms:8.2f}" * len(MINUTES) for name, ms in looks.items()]
    for name in signals[MINUTES[-1]]:
        costs = [signals[minutes][name] for minutes in MINUTES]
        if max(costs) >= 0.01:
            lines.append(f"signal  {name:<24}" + "".join(f"{ms:8.2f}" for ms in costs))
    lines.append(f"{'all':<32}" + "".join(f"{totals[m]:8.2f}" for m in MINUTES) + f"   budget {BUDGET_MS:g}")
    heading = "CPU ms per picture, after" + " " * 7 + "".join(f"{m:5g} min"[:8].rjust(8) for m in MINUTES)
    sys.stdout.write("\n".join([heading, *lines]) + "\n")


def document(
    file: str, pictures: int, looks: Costs, signals: dict[float, Costs], totals: dict[float, float]
) -> dict[str, object]:
    """Return the numbers for a machine."""
    after = [
        {"minutes": m, "signals_ms": {k: round(v, 3) for k, v in signals[m].items()}, "all_ms": round(totals[m], 3)}
        for m in MINUTES
    ]
    return {
        "file": file,
        "pictures": pictures,
        "budget_ms": BUDGET_MS,
        "looks_ms": {k: round(v, 3) for k, v in looks.items()},
        "after": after,
    }


if __name__ == "__main__":
    main()
