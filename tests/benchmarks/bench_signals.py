"""What does each signal cost in the long run? `python tests/benchmarks/bench_signals.py VIDEO`.

The facts of the first 30 seconds of a recording are played to and fro with a little noise on their pictures, for half a
minute and for a quarter of an hour. CPU time per picture at 10 pictures a second; sound and checks are not in it.
"""

from __future__ import annotations

import itertools
import json
import sys
import time
import timeit
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from candor.bootstrap.sessions import SessionMaker
from candor.domain.facts import FrameFacts
from candor.domain.ids import InterviewId
from candor.domain.ports import Brief
from candor.pipeline.recording import open_recording
from candor.pipeline.window import RollingWindow
from candor.settings import load_settings
from candor.signals import ALL_SIGNALS

FPS, RUNS = 10, 25


def main(video: Path) -> None:
    sessions = SessionMaker(load_settings())()
    session = sessions.open(Brief(InterviewId("bench"), None, consented=True))
    facts: list[FrameFacts] = []
    for frame in itertools.islice(open_recording(video, None, float(FPS)), 30 * FPS):
        session.advance_rgb(frame)
        facts.append(session.newest or facts[-1])
    context = session._context()
    for minutes in (0.5, 16.0):
        window = RollingWindow(sessions.rules.pipeline.window)
        for one in to_and_fro(facts, round(minutes * 60 * FPS)):
            window.push(one)
        seen = window.view()
        took_ms = {s.name: cpu_ms(lambda s=s, w=seen: s.observe(w, context)) for s in ALL_SIGNALS}
        per_picture = {s.name: round(took_ms[s.name] / max(s.period_s * FPS, 1), 3) for s in ALL_SIGNALS}
        total = round(sum(per_picture.values()), 2)
        sys.stdout.write(json.dumps({"minutes": minutes, "ms_per_picture": per_picture, "total": total}) + "\n")


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


if __name__ == "__main__":
    main(Path(sys.argv[1]))
