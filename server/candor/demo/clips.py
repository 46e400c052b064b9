"""Which files does the demo show? Rendered once from the portrait of the manifest, and kept in the home folder.

The sample interview of `candor demo` (the person of the portrait, then a stand-in), one minute of each person for the
demo call page, and a turn of the head to both sides, for the movement checks. A clip is written beside its place and
moved there: readers see the whole file or none.
"""

# pyright: reportUnknownMemberType=false
# PyAV's stubs leave open which stream a packet belongs to.

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Final

import av
import cv2
import numpy as np
from numpy.typing import NDArray

from candor.demo.acting import AskedTurn, Performance
from candor.demo.portrait import Portrait, frame_portrait, make_portrait
from candor.demo.render import Camera, draw
from candor.demo.stand_in import make_stand_in
from candor.domain.ports import FaceDetector, FaceMesher
from candor.pipeline.decode import decode_photo
from candor.settings import Settings

RGB = NDArray[np.uint8]

PORTRAIT_ID: Final = "astronaut"
"""Manifest entry: public domain, NASA."""
EDITION: Final = 1
"""Raised when the rendering changes, so that kept clips are made anew."""
FPS: Final = 15
CANDIDATE_S: Final = 20.0
STAND_IN_S: Final = 12.0
"""Parts of the sample interview."""
CALL_S: Final = 60.0
"""Length of a clip of the call page: it starts again after a minute, and nothing in it repeats."""
CRF: Final = "20"

OnProgress = Callable[[int, int], None]
"""Called with frames done and frames in all."""


@dataclass(frozen=True, slots=True)
class Scene:
    """One person for a while."""

    who: str
    """"candidate" or "stand_in"."""
    seconds: float
    seed: int
    asked: tuple[AskedTurn, ...] = ()


TURN_S: Final = 8.0
FAR_DEG: Final = 44.0
"""Measured on the rendered head, this is just above what counts as a turn when one is asked for."""
BOTH_WAYS: Final = (AskedTurn(0.6, -FAR_DEG), AskedTurn(4.2, FAR_DEG))

CLIPS: Final[dict[str, tuple[Scene, ...]]] = {
    "interview": (Scene("candidate", CANDIDATE_S, 11), Scene("stand_in", STAND_IN_S, 23)),
    "candidate": (Scene("candidate", CALL_S, 31),),
    "stand_in": (Scene("stand_in", CALL_S, 47),),
    "turning": (Scene("candidate", TURN_S, 59, BOTH_WAYS),),
}
"""File stem -> what is in it."""


@dataclass(frozen=True, slots=True)
class Cast:
    """Both persons of the demo, ready to be moved."""

    candidate: Portrait
    stand_in: Portrait


def files(settings: Settings) -> dict[str, Path]:
    """Return where each clip and the ID photo are kept, whether they are rendered yet or not."""
    folder = settings.home / "demo" / f"edition-{EDITION}"
    return {name: folder / f"{name}.mp4" for name in CLIPS} | {"id_photo": folder / "id_photo.jpg"}


def make_cast(photo_png: bytes, detector: FaceDetector, mesher: FaceMesher) -> Cast:
    """Return both persons, made from the bytes of the portrait.

    Raises:
        DecodeError: the portrait cannot be read.
        ModelError: no face is found in it.
    """
    candidate = make_portrait(frame_portrait(decode_photo(photo_png)), detector, mesher)
    return Cast(candidate, make_stand_in(candidate))


def make_clips(settings: Settings, cast: Callable[[], Cast], names: tuple[str, ...], progress: OnProgress) -> None:
    """Render what is not there yet.

    Args:
        settings: say where.
        cast: called only when something must be rendered.
        names: keys of CLIPS; the ID photo is always among what is made.
        progress: told after each frame.
    """
    where = files(settings)
    missing = [name for name in names if not where[name].is_file()]
    if not missing and where["id_photo"].is_file():
        return
    people = cast()
    where["id_photo"].parent.mkdir(parents=True, exist_ok=True)
    _write_id_photo(people.candidate, where["id_photo"])
    total = sum(_frame_count(CLIPS[name]) for name in missing)
    done = 0
    for name in missing:
        with tempfile.TemporaryDirectory(dir=where[name].parent) as folder:
            written = Path(folder) / "clip.mp4"
            for picture_of in write_video(written, render(people, CLIPS[name])):
                done += picture_of
                progress(done, total)
            written.replace(where[name])


def render(cast: Cast, scenes: tuple[Scene, ...]) -> Iterator[RGB]:
    """Yield the frames of scenes, one after the other, FPS a second."""
    for scene in scenes:
        person: Portrait = cast.candidate if scene.who == "candidate" else cast.stand_in
        performance, camera = Performance(scene.seed, scene.seconds, scene.asked), Camera(scene.seed)
        for index in range(round(scene.seconds * FPS)):
            at_s = index / FPS
            yield camera.shoot(draw(person, performance.at(at_s)), at_s)


def write_video(path: Path, frames: Iterator[RGB]) -> Iterator[int]:
    """Write frames as H.264, and yield 1 after each."""
    first = next(frames)
    with av.open(str(path), "w", options={"movflags": "+faststart"}) as container:
        options = {"crf": CRF, "preset": "superfast"}
        stream = container.add_stream("libx264", rate=FPS, options=options)
        stream.width, stream.height, stream.pix_fmt = first.shape[1], first.shape[0], "yuv420p"
        stream.codec_context.thread_count = 1
        for index, rgb in enumerate(_and_then(first, frames)):
            picture = av.VideoFrame.from_ndarray(rgb, format="rgb24")
            picture.pts, picture.time_base = index, Fraction(1, FPS)
            container.mux(stream.encode(picture))
            yield 1
        container.mux(stream.encode())


def _and_then(first: RGB, rest: Iterator[RGB]) -> Iterator[RGB]:
    yield first
    yield from rest


def _frame_count(scenes: tuple[Scene, ...]) -> int:
    return sum(round(scene.seconds * FPS) for scene in scenes)


def _write_id_photo(candidate: Portrait, path: Path) -> None:
    """Write the still portrait as the ID photo of the demo person."""
    _, encoded = cv2.imencode(".jpg", candidate.rgb[..., ::-1], (cv2.IMWRITE_JPEG_QUALITY, 92))
    partial = path.with_suffix(".part")
    partial.write_bytes(encoded.tobytes())
    partial.replace(path)
