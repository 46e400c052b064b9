"""What runs in the second opinion's own process? Reads questions, asks two functions of deepface, writes answers.

Started by witness.py as `python -m candor.second_opinion.child`. Before deepface is imported three doors are closed: no
network (an audit hook refuses every connection and look-up), no downloads (its downloader only returns files that are
there), no other model (its table of models is cut down to detection, recognition and anti-spoofing, so its age, gender,
emotion and race networks cannot be built, and the modules that would ask for them are never imported).
"""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final, Protocol, cast

import numpy as np
from numpy.typing import NDArray

from candor.second_opinion.protocol import (
    Answer,
    AskLiveness,
    AskSamePerson,
    BadMessage,
    Distance,
    Faces,
    Failed,
    Hello,
    LookedAt,
    Question,
    Reader,
    Writer,
    read_question,
    rgb_of,
    write_message,
)

DETECTOR: Final = "yunet"
ALLOWED_MODELS: Final[Mapping[str, frozenset[str]]] = {
    "facial_recognition": frozenset({"ArcFace", "Facenet512", "SFace"}),
    "spoofing": frozenset({"Fasnet"}),
    "face_detector": frozenset({DETECTOR, "opencv"}),
    "facial_attribute": frozenset(),
}
"""What deepface may build, by its own names of tasks; it looks for eyes with "opencv" where YuNet gives none."""
NETWORK: Final = ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto", "socket.sendmsg")
RGB = NDArray[np.uint8]


class Library(Protocol):
    """The two functions that may be asked for."""

    version: str

    def look(self, rgb: RGB) -> tuple[LookedAt, ...]:
        """Return every face of a picture with what the anti-spoofing says of it."""
        ...

    def distance(self, a: RGB, b: RGB, model: str) -> tuple[float, float]:
        """Return (distance, threshold) of the faces of two pictures."""
        ...


class NoFaceError(Exception):
    """There is no face in a picture."""


class NotAllowedError(Exception):
    """Something that the child does not do was asked for, by the parent or by a library."""


class DeepFace:
    """deepface with its doors closed: modules/detection.py and modules/verification.py of deepface 0.0.103."""

    def __init__(self) -> None:
        """Import deepface, ONNX Runtime as its engine.

        Raises:
            ImportError: it is not installed.
        """
        self.version = cast("str", importlib.import_module("deepface").__version__)
        weights = cast("Any", importlib.import_module("deepface.commons.weight_utils"))
        home = importlib.import_module("deepface.commons.folder_utils")
        modeling = importlib.import_module("deepface.modules.modeling")
        weights.download_weights_if_necessary = files_that_are_here(cast("Callable[[], str]", home.get_deepface_home))
        keep_allowed(cast("dict[str, dict[str, object]]", modeling.AVAILABLE_MODELS))
        self._extract_faces = cast("Any", importlib.import_module("deepface.modules.detection")).extract_faces
        self._verify = cast("Any", importlib.import_module("deepface.modules.verification")).verify
        self._no_face = cast("type[Exception]", importlib.import_module("deepface.modules.exceptions").FaceNotDetected)

    def look(self, rgb: RGB) -> tuple[LookedAt, ...]:
        """Return every face of a picture with what the anti-spoofing says of it."""
        bgr = np.ascontiguousarray(rgb[:, :, ::-1])
        try:
            found = self._extract_faces(img_path=bgr, detector_backend=DETECTOR, anti_spoofing=True)
        except self._no_face as error:
            raise NoFaceError from error
        return tuple(
            LookedAt(_box(face["facial_area"]), bool(face["is_real"]), float(face["antispoof_score"])) for face in found
        )

    def distance(self, a: RGB, b: RGB, model: str) -> tuple[float, float]:
        """Return (cosine distance, threshold of deepface) of the faces of two pictures."""
        if model not in ALLOWED_MODELS["facial_recognition"]:
            raise NotAllowedError(model)
        pictures = [np.ascontiguousarray(rgb[:, :, ::-1]) for rgb in (a, b)]
        try:
            said = self._verify(
                img1_path=pictures[0],
                img2_path=pictures[1],
                model_name=model,
                detector_backend=DETECTOR,
                distance_metric="cosine",
                silent=True,
            )
        except ValueError as error:
            if isinstance(error.__cause__, self._no_face):
                raise NoFaceError from error
            raise
        return float(said["distance"]), float(said["threshold"])


def keep_allowed(models: dict[str, dict[str, object]]) -> None:
    """Cut deepface's table of models (task -> name -> where its code is) down to ALLOWED_MODELS, in place."""
    for task, names in models.items():
        for name in [name for name in names if name not in ALLOWED_MODELS.get(task, frozenset())]:
            del names[name]


def files_that_are_here(home: Callable[[], str]) -> Callable[..., str]:
    """Return what stands in for deepface's downloader: the path of a weight file that is there, never a download."""

    def path_of(file_name: str, *_: object, **__: object) -> str:
        path = Path(home()) / ".deepface" / "weights" / Path(file_name).name
        if not path.is_file():
            raise NotAllowedError(f"{file_name} is not here, and nothing is downloaded")
        return str(path)

    return path_of


def refuse_network(event: str, _: tuple[object, ...]) -> None:
    """Audit hook: no connection and no look-up leaves this process."""
    if event in NETWORK:
        raise NotAllowedError(event)


def serve(questions: Reader, answers: Writer, library: Library) -> None:
    """Say hello, then answer until the questions end or one is not a question."""
    write_message(answers, Hello(library.version))
    while True:
        try:
            question = read_question(questions)
        except BadMessage as error:
            write_message(answers, Failed(0, "not_allowed", str(error)))
            return
        if question is None:
            return
        write_message(answers, answer(library, question))


def answer(library: Library, question: Question) -> Answer:
    """Return the answer to one question; whatever the library raises becomes Failed."""
    try:
        match question:
            case AskLiveness():
                return Faces(question.number, library.look(rgb_of(question.picture)))
            case AskSamePerson():
                apart = library.distance(rgb_of(question.a), rgb_of(question.b), question.model)
                return Distance(question.number, *apart)
    except NoFaceError:
        return Failed(question.number, "no_face")
    except (NotAllowedError, BadMessage) as error:
        return Failed(question.number, "not_allowed", str(error))
    except Exception as error:  # noqa: BLE001  # a foreign library raises what it likes; that costs one answer only
        return Failed(question.number, "failed", f"{type(error).__name__}: {error}"[:500])


def _box(area: Mapping[str, int]) -> tuple[float, float, float, float]:
    x, y, width, height = (float(area[name]) for name in ("x", "y", "w", "h"))
    return x, y, x + width, y + height


def main() -> None:
    """Run until the parent closes the pipe. stdout carries answers only: what libraries print goes nowhere."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    silent = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        os.dup2(silent, stream.fileno())
    take_one_core()
    sys.addaudithook(refuse_network)
    try:
        library = DeepFace()
    except ImportError as error:
        write_message(answers, Failed(0, "not_installed", str(error)))
        return
    serve(sys.stdin.buffer, answers, library)


def take_one_core() -> None:
    """Stay behind the interviews: lowest priority, and one core, because deepface's engine takes all it may."""
    if hasattr(os, "nice"):
        os.nice(19)
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})


if __name__ == "__main__":
    main()
