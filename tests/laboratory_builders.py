"""Recorded sessions, laboratories and rules for the tests of the laboratory: small, and as the real ones."""

from __future__ import annotations

import csv
from pathlib import Path

import cv2
import msgspec
import numpy as np

from candor.domain.questions import Question
from candor.evaluation.laboratory.lab_file import Footage, Laboratory, Run
from candor.evaluation.laboratory.recorded import Recorded, Said
from candor.evaluation.laboratory.refusion import fuse
from candor.evaluation.laboratory.scores import Played
from candor.fusion.rules import Rules, load_rules

MODELS = Path(__file__).resolve().parents[1] / "models"
QUESTIONS = (Question.LIVE_PERSON, Question.CONTINUITY)
RUN = Run("calls", ("mid",), ("some",))


def rules() -> Rules:
    return load_rules(MODELS)


def loops(llr: float, seconds: int = 12, signal: str = "frozen_or_looping") -> tuple[Said, ...]:
    """One signal that says the same every second."""
    code = "video_repeats" if llr > 0 else "moves"
    details: dict[str, float | int | str] = {"matched_s": 4.0, "lag_s": 4.0, "last_at_s": 9.0}
    return tuple(Said(float(at), signal, llr, llr / 2, code, details) for at in range(1, seconds + 1))


def silent(reason: str = "too_short", signal: str = "frozen_or_looping") -> tuple[Said, ...]:
    return (Said(1.0, signal, None, 0.0, reason),)


def recorded(
    said: tuple[Said, ...] = (),
    species: str = "",
    group: str = "g1",
    part: int = 0,
    name: str = "a.mp4",
    **more: object,
) -> Recorded:
    base = Recorded(
        key=f"{name}-{species}",
        run="calls",
        source="some",
        name=name,
        file_sha256="00",
        donor="",
        donor_sha256="",
        group=group,
        part=part,
        recipe=species or "plain",
        species=species,
        point="mid",
        seed=1,
        fps=10.0,
        duration_s=15.0,
        face_width_px=100.0,
        luma=120.0,
        said=said,
    )
    return msgspec.structs.replace(base, **more)


def played(*args: object, **more: object) -> Played:
    one = recorded(*args, **more)  # pyright: ignore[reportArgumentType]
    return Played(one, fuse(one, rules(), QUESTIONS))


def crowd(attack_llr: float = 5.0, honest_llr: float = -1.0) -> list[Recorded]:
    """Twelve groups in two parts, one honest and one attacked session each."""
    sessions: list[Recorded] = []
    for i in range(12):
        where = {"group": f"g{i}", "part": i % 2}
        sessions.append(recorded(loops(honest_llr), name=f"honest-{i}", **where))  # pyright: ignore[reportArgumentType]
        sessions.append(recorded(loops(attack_llr), "a2_loop", name=f"attack-{i}", **where))  # pyright: ignore[reportArgumentType]
    return sessions


def footage(name: str, group: str, species: str = "", source: str = "some") -> Footage:
    return Footage(Path(name), name, source, group, species, None)


def laboratory(*footage: Footage, run: Run = RUN) -> Laboratory:
    return Laboratory("lab", 7, QUESTIONS, footage, (run,))


def write_video(path: Path, seconds: float = 1.0, fps: int = 15, size: tuple[int, int] = (64, 48)) -> None:
    """A small video of a moving square."""
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"MJPG"), fps, size)
    for i in range(round(seconds * fps)):
        rgb = np.full((size[1], size[0], 3), 60, np.uint8)
        rgb[10:30, 5 + i % 30 : 25 + i % 30] = 200
        writer.write(rgb)
    writer.release()


def write_laboratory(folder: Path, runs: str = "", people: int = 4) -> Path:
    """A laboratory of small videos, with its list."""
    with (folder / "list.csv").open("w", newline="") as lines:
        writer = csv.writer(lines)
        writer.writerow(["file", "person", "label"])
        for i in range(people):
            write_video(folder / f"v{i}.avi")
            writer.writerow([f"v{i}.avi", f"p{i}", "real" if i < people - 1 else "fake"])
    path = folder / "lab.toml"
    path.write_text(
        'schema = "candor.laboratory/1"\nname = "small"\nseed = 3\n'
        '[[source]]\nname = "real"\nlist = "list.csv"\nwhere = { label = "real" }\n'
        '[[source]]\nname = "fake"\nlist = "list.csv"\nspecies = "real_fake"\nwhere = { label = "fake" }\n'
        + (
            runs
            or '[[run]]\nname = "first"\npoints = ["mid"]\nsources = ["real", "fake"]\nattacks = ["a1_frozen_frame"]\n'
        )
    )
    return path
