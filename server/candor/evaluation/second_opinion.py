"""How often is the second opinion's liveness right, and how often does it abstain? One picture of each recording.

The picture in the middle of the recording, the largest face in it, the same limit as in use; what it would have said
without that limit stands beside, so that the limit can be judged. Behind `candor evaluate --scenarios second-opinion`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from candor.domain.ports import FaceDetector
from candor.evaluation.datasets import LabelledRecording
from candor.maths.statistics import wilson_interval
from candor.pipeline.recording import Crop, open_recording
from candor.second_opinion.counsel import Asked, context_of, face_at
from candor.second_opinion.protocol import Failed, picture_of

RGB = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Look:
    """What was said of one recording."""

    name: str
    kind: str
    """"bona fide" or the species."""
    person: str
    context: float
    """Side of the picture over side of the face; 0 without a face."""
    is_live: bool | None
    """None: no answer."""
    reason: str = ""


def look_at_all(
    recordings: Sequence[LabelledRecording],
    fps: float,
    detector: FaceDetector,
    witness: Asked,
    count: Callable[[], None] = lambda: None,
) -> Iterator[Look]:
    """Ask about the middle picture of each recording."""
    for recording in recordings:
        kind = recording.species or "bona fide"
        rgb = middle_picture(recording, fps)
        context, is_live, reason = look_at(rgb, detector, witness)
        yield Look(recording.file.name, kind, recording.person, context, is_live, reason)
        count()


def look_at(rgb: RGB, detector: FaceDetector, witness: Asked) -> tuple[float, bool | None, str]:
    """Return (context, whether the largest face is called live, why there is no answer)."""
    boxes = [detection.box_xyxy for detection in detector.detect(rgb)]
    if not boxes:
        return 0.0, None, "no_face"
    box = max(boxes, key=lambda b: float(b[2] - b[0]))
    context = context_of(box, rgb.shape[1], rgb.shape[0])
    answer = witness.liveness(picture_of(rgb))
    if isinstance(answer, Failed):
        return context, None, answer.code
    face = face_at(answer, box)
    return (context, None, "no_face") if face is None else (context, face.is_live, "")


def middle_picture(recording: LabelledRecording, fps: float) -> RGB:
    """Return the picture in the middle of a recording.

    Raises:
        DecodeError: it cannot be read.
    """
    crop = Crop(*recording.crop) if recording.crop else None
    times = [frame.captured_at_s for frame in open_recording(recording.file, crop, fps)]
    middle = times[len(times) // 2] if times else 0.0
    return next(f.rgb for f in open_recording(recording.file, crop, fps) if f.captured_at_s >= middle)


def second_opinion_report(looks: Sequence[Look], min_context: float) -> str:
    """Return how often each kind was asked about and called live, as Markdown; 95 % Wilson intervals per recording."""
    asked = f"asked (face fits {min_context:g} times)"
    head = f"| recordings | n | people | {asked} | called live | 95 % interval | without the limit | called live |"
    kinds = sorted({look.kind for look in looks})
    rows = [_row(kind, [look for look in looks if look.kind == kind], min_context) for kind in kinds]
    wrong = [k for k in looks if k.context >= min_context and k.is_live is (k.kind != "bona fide")]
    told = [f"- {look.kind} {look.name}: called {'live' if look.is_live else 'not live'}" for look in wrong]
    return "\n".join([head, "| --- | --- | --- | --- | --- | --- | --- | --- |", *rows, "", *told])


def _row(kind: str, looks: Sequence[Look], min_context: float) -> str:
    answered = [look for look in looks if look.is_live is not None]
    asked = [look for look in answered if look.context >= min_context]
    live = sum(look.is_live is True for look in asked)
    interval = wilson_interval(live, len(asked))
    percent = f"{100 * interval.low:.0f} to {100 * interval.high:.0f} %" if asked else "-"
    people = len({look.person for look in looks})
    all_live = sum(look.is_live is True for look in answered)
    return f"| {kind} | {len(looks)} | {people} | {len(asked)} | {live} | {percent} | {len(answered)} | {all_live} |"
