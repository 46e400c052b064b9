"""A server to be killed by tests: SQL store in a folder, real worker processes with quick sessions, real sockets.

`python serve_process.py HOME PORT`; prints "ready PID..." (of the workers) once clients can connect.
"""

from __future__ import annotations

import sys
import threading
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import fake_sessions
from candor.challenges.rules import load_challenge_rules
from candor.checklists.template_file import load_shipped
from candor.engines.local import LocalEngine
from candor.engines.slot import WorkerRules
from candor.services.live import LiveInterviews
from candor.settings import Settings
from candor.store.store import open_store
from candor.stream.server import StreamServer

MODELS = Path(__file__).resolve().parents[2] / "models"


def main() -> None:
    settings = Settings(home=Path(sys.argv[1]), port=int(sys.argv[2]) - 1)
    store = open_store(settings)
    engine = LocalEngine(fake_sessions.make_sessions, 1, WorkerRules(checkpoint_every_s=0.5))
    live = LiveInterviews(
        store.interviews, engine, replace(load_challenge_rules(MODELS), wait_min_s=0.0, wait_max_s=0.0), load_shipped()
    )
    live.start()
    engine.wait_ready(30)
    server = StreamServer(settings, store.interviews, live)
    server.start()
    sys.stdout.write(f"ready {' '.join(map(str, engine.worker_pids))}\n")
    sys.stdout.flush()
    threading.Event().wait()


if __name__ == "__main__":
    main()
