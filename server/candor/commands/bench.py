"""`candor bench`: how fast is the analysis on this machine, and against `face_recognition` on the same pictures?"""

from __future__ import annotations

import json
import os
import platform
import time
import warnings
from collections.abc import Callable, Sequence
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Final, Protocol, cast

import click
import cv2
import numpy as np

from candor import __version__
from candor.bootstrap.sessions import SessionMaker, Sessions
from candor.commands.analyze import LIVE_FPS, read_reference
from candor.commands.bench_stages import StageTimes, encoded_frames, time_stages
from candor.commands.output import check_outputs, write_file
from candor.commands.progress import counted
from candor.demo import clips
from candor.domain.frames import EncodedFrame
from candor.domain.ids import InterviewId
from candor.domain.ports import RGB, Brief
from candor.errors import DecodeError
from candor.inference.default_set import model_store
from candor.pipeline.recording import open_recording
from candor.settings import Settings, load_settings

SCHEMA: Final = "candor.bench/1"
SIZE_PX: Final = (640, 360)
JPEG_QUALITY: Final = 85
"""As the extension encodes (reference: docs/wire.md)."""


class FaceRecognition(Protocol):
    """What is used of the package face_recognition."""

    def face_locations(self, img: RGB, number_of_times_to_upsample: int = 1, model: str = "hog") -> list[object]: ...  # noqa: D102  # of the package

    def face_landmarks(self, face_image: RGB, face_locations: list[object]) -> list[object]: ...  # noqa: D102  # of the package

    def face_encodings(self, face_image: RGB, known_face_locations: list[object]) -> list[object]: ...  # noqa: D102  # of the package


@click.command("bench")
@click.option("--json", "json_file", type=click.Path(path_type=Path), help="Write candor.bench/1 ('-': stdout).")
@click.option("--video", type=click.Path(path_type=Path), help="Pictures to use; the demo interview by default.")
@click.option("--frames", type=click.IntRange(10, 5000), default=150, show_default=True, help="At most so many.")
@click.option("--skip-comparison", is_flag=True, help="Do not run face_recognition.")
def bench(json_file: Path | None, video: Path | None, frames: int, skip_comparison: bool) -> None:
    """Measure speed: ms per stage, pictures per second on one core, and face_recognition beside it."""
    check_outputs((json_file,), inputs=(video,))
    cv2.setNumThreads(1)
    settings = load_settings()
    sessions = SessionMaker(settings)()
    pictures = _pictures(settings, sessions, video, frames)
    brief = _brief(settings, sessions, video)
    with counted("candor", len(pictures)) as tick:
        ours = time_stages(pictures, brief, sessions.analysers, sessions.rules, tick)
    library = None if skip_comparison else face_recognition()
    theirs_ms = None
    if library is not None:
        with counted("face_recognition", len(pictures)) as tick:
            theirs_ms = time_face_recognition(library, pictures, tick)
    document = bench_document(ours, theirs_ms, file=video.name if video else "demo")
    if json_file:
        write_file(json_file, json.dumps(document, indent=2) + "\n")
    if str(json_file) != "-":
        _show(ours, theirs_ms, document)


def _pictures(settings: Settings, sessions: Sessions, video: Path | None, frames: int) -> list[EncodedFrame]:
    """Return JPEGs of 640 x 360, as the extension sends them."""
    if video is None:
        _draw_demo(settings, sessions)
        video = clips.files(settings)["interview"]
    pictures = encoded_frames(iter(open_recording(video, fps=LIVE_FPS)), encode_jpeg, frames)
    if not pictures:
        raise DecodeError("no_pictures", f"{video.name} holds no picture. Please give another file.")
    return pictures


def _draw_demo(settings: Settings, sessions: Sessions) -> None:
    def cast_() -> clips.Cast:
        portrait = model_store(settings).read(clips.PORTRAIT_ID)
        return clips.make_cast(portrait, sessions.analysers.detector, sessions.analysers.mesher)

    clips.make_clips(settings, cast_, ("interview",), lambda _done, _total: None)


def _brief(settings: Settings, sessions: Sessions, video: Path | None) -> Brief:
    """Return a brief with the demo's ID photo, so that the identity question is asked; a video has none."""
    photo = clips.files(settings)["id_photo"] if video is None else None
    return Brief(InterviewId("bench"), read_reference(photo, sessions), consented=True)


def encode_jpeg(rgb: RGB) -> bytes:
    """Return a picture as JPEG of 640 x 360, letterboxed by nothing: its sides are scaled to fit."""
    scale = min(SIZE_PX[0] / rgb.shape[1], SIZE_PX[1] / rgb.shape[0])
    size = (max(round(rgb.shape[1] * scale), 16), max(round(rgb.shape[0] * scale), 16))
    fitted = rgb if size == (rgb.shape[1], rgb.shape[0]) else cv2.resize(rgb, size, interpolation=cv2.INTER_AREA)
    _, encoded = cv2.imencode(".jpg", np.ascontiguousarray(fitted[..., ::-1]), (cv2.IMWRITE_JPEG_QUALITY, JPEG_QUALITY))
    return encoded.tobytes()


def face_recognition() -> FaceRecognition | None:
    """Return the package face_recognition, or None when it is not installed."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # its model package still imports pkg_resources
            return cast("FaceRecognition", import_module("face_recognition"))
    except (ImportError, SystemExit):
        # It calls quit() when its model package is missing.
        return None


def time_face_recognition(
    library: FaceRecognition,
    pictures: Sequence[EncodedFrame],
    tick: Callable[[], None],
    clock: Callable[[], float] = time.process_time,
) -> float:
    """Return CPU ms per picture of face_recognition: decode, find (HOG), 68 landmarks, encoding."""
    began_s = clock()
    for picture in pictures:
        bgr = np.asarray(cv2.imdecode(np.frombuffer(picture.data, np.uint8), cv2.IMREAD_COLOR), dtype=np.uint8)
        rgb = np.ascontiguousarray(bgr[..., ::-1])
        found = library.face_locations(rgb)
        library.face_landmarks(rgb, found)
        library.face_encodings(rgb, found)
        tick()
    return 1000 * (clock() - began_s) / len(pictures)


def bench_document(ours: StageTimes, theirs_ms: float | None, *, file: str) -> dict[str, object]:
    """Return the measurements as candor.bench/1, described in docs/performance.md."""
    cores, per_second = os.cpu_count() or 1, 1000 / ours.total_ms
    return {
        "schema": SCHEMA,
        "file": file,
        "size_px": list(SIZE_PX),
        "frames": ours.frames,
        "ms_per_frame": round(ours.total_ms, 3),
        "wall_ms_per_frame": round(ours.wall_ms, 3),
        "stages_ms": {name: round(ms, 3) for name, ms in ours.stages_ms.items()},
        "looks_ms": {name: round(ms, 3) for name, ms in ours.looks_ms.items()},
        "frames_per_s_one_core": round(per_second, 1),
        "concurrent_interviews": {
            "fps": LIVE_FPS,
            "per_core": int(per_second / LIVE_FPS),
            "this_machine": int(cores * per_second / LIVE_FPS),
            "cores": cores,
        },
        "face_recognition": None
        if theirs_ms is None
        else {
            "ms_per_frame": round(theirs_ms, 3),
            "frames_per_s_one_core": round(1000 / theirs_ms, 2),
            "version": _version("face-recognition"),
            "dlib": _version("dlib-bin") or _version("dlib"),
        },
        "speedup_vs_face_recognition": None if theirs_ms is None else round(theirs_ms / ours.total_ms, 2),
        "machine": {"system": platform.platform(terse=True), "python": platform.python_version()},
        "version": __version__,
    }


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def _show(ours: StageTimes, theirs_ms: float | None, document: dict[str, object]) -> None:
    click.echo(f"{ours.frames} pictures of {SIZE_PX[0]} x {SIZE_PX[1]}, one thread, CPU ms per picture")
    for name, ms in ours.stages_ms.items():
        click.echo(f"  {name:<8} {ms:6.2f}")
    click.echo(f"  {'total':<8} {ours.total_ms:6.2f}   {1000 / ours.total_ms:.0f} pictures per second on one core")
    if theirs_ms is None:
        click.echo("face_recognition is not installed or was skipped: no comparison.")
    else:
        click.echo(f"face_recognition {theirs_ms:.1f} ms: {document['speedup_vs_face_recognition']} times slower")
