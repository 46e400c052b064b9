"""How long does `candor screen` take over many applicants, and does its memory grow with them?

    CANDOR_HOME=HOME python tests/benchmarks/bench_screen.py [applicants ...]

Made applicants (models/screening.toml, with CVs), against the lists imported into HOME, with two processes; prints
the table of docs/screening.md. Memory is that of all processes together, as shared pages count for each a part (PSS),
looked at once a second; of the first and the second half of the judging the largest is told, so that growth shows.
"""

import json
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import msgspec

from candor.bootstrap.watchlists import list_store
from candor.commands.screening_trial import made_applicants
from candor.evaluation.screening.trial_file import load_trial
from candor.settings import load_settings

TRIAL = Path(__file__).resolve().parents[2] / "models" / "screening.toml"
CANDOR = Path(sys.executable).with_name("candor")


def pss_mb(process: int) -> float:
    """Return what a process and its children hold, MB; what has ended holds nothing."""
    children = Path(f"/proc/{process}/task/{process}/children")
    try:
        kids = [int(kid) for kid in children.read_text().split()]
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    own = next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)
    return own / 1024 + sum(pss_mb(kid) for kid in kids)


def screened(file: Path) -> tuple[float, float, list[float]]:
    """Screen a file; return wall seconds, CPU seconds, and memory second by second, MB."""
    began, held = time.perf_counter(), []
    before = os.times()
    command = [str(CANDOR), "screen", str(file), "--json", str(file.with_suffix(".json")), "--workers", "2"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as run:
        while run.poll() is None:
            held.append(pss_mb(run.pid))
            time.sleep(1)
    if run.returncode:
        sys.exit(f"candor screen ended with {run.returncode}")
    after = os.times()
    used = after.children_user + after.children_system - before.children_user - before.children_system
    return time.perf_counter() - began, used, held


def main(sizes: list[int]) -> None:
    """Make and screen so many applicants each."""
    heads = list_store(load_settings()).heads()
    sys.stdout.write(f"Lists: high-risk, {', '.join(f'{head.id} {head.version}' for head in heads)}\n\n")
    sys.stdout.write(
        "| applicants | s | CPU s | ms each | MB, first half | MB, second half |\n|---|---|---|---|---|---|\n"
    )
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "applicants.jsonl"
            trial = msgspec.structs.replace(load_trial(TRIAL), honest=size - 40)
            made = made_applicants(trial, random.Random(size).randrange(1 << 30))
            with file.open("w", encoding="utf-8") as out:
                out.writelines(json.dumps(each.values, ensure_ascii=False) + "\n" for each in made)
            del made
            wall_s, cpu_s, held = screened(file)
        half = len(held) // 2
        memory = f"{max(held[:half]):.0f} | {max(held[half:]):.0f}"
        row = f"{size} | {wall_s:.0f} | {cpu_s:.0f} | {1000 * cpu_s / size:.1f} | {memory}"
        sys.stdout.write(f"| {row} |\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main([int(word) for word in sys.argv[1:]] or [10_000, 100_000])
