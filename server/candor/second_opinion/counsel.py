"""What does the second library say of one key frame? Asks it, and turns its answers into opinions.

The library looks for faces itself; its answer counts for the face that it finds where ours is. The anti-spoofing needs
the surroundings of the face: with less room around it than it was made for, nothing is asked. For the comparison it
gets only the surroundings of the candidate's face, so that somebody else in the picture cannot match the ID photo.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Protocol

import numpy as np
from numpy.typing import NDArray

from candor.domain.second_opinion import Ability, KeyFrame, Opinion, Readiness, Says
from candor.maths.geometry import intersection_over_union
from candor.second_opinion.protocol import Distance, Faces, Failed, LookedAt, Picture, picture_of
from candor.second_opinion.weights import Equipment

RGB = NDArray[np.uint8]
_SAME_FACE_IOU: Final = 0.3
"""As the tracker's match_iou: the two detectors draw their boxes differently."""
_ROOM: Final = 0.6
"""Room around the face that is compared, over its box."""
_SAYS_SAME_ONLY: Final = frozenset({"SFace"})
"""As deepface cuts faces for it, half of the pairs of one person lie beyond its line (docs/second-opinion.md)."""


class Asked(Protocol):
    """Who is asked; candor.second_opinion.witness.Witness is the real one."""

    def liveness(self, picture: Picture) -> Faces | Failed:
        """Return what is said of every face of a picture."""
        ...

    def same_person(self, a: Picture, b: Picture, model: str) -> Distance | Failed:
        """Return how far apart the faces of two pictures are."""
        ...


@dataclass(frozen=True, slots=True)
class Counsel:
    """Somebody to ask, and what they are able to say."""

    witness: Asked
    """Not asked while nothing is ready."""
    equipment: Equipment
    """Of weights.look_around."""
    min_context: float
    """Smallest side of the picture over the side of the face box that liveness is asked for."""

    def opinions(self, frame: KeyFrame, id_photo: RGB | None) -> tuple[Opinion, ...]:
        """Return one opinion for each ability that is ready.

        Args:
            frame: what is looked at.
            id_photo: (H, W, 3) uint8 RGB; None where there is none: then faces are not compared.
        """
        said: list[Opinion] = []
        if self.equipment.readiness[Ability.LIVENESS] is Readiness.READY:
            said.append(Opinion(Ability.LIVENESS, frame.at_s, frame.occasion, *self._liveness(frame)))
        if self.equipment.readiness[Ability.SAME_PERSON] is Readiness.READY and id_photo is not None:
            seen = surroundings(frame.rgb, frame.box_xyxy)
            found = compared(self.witness, id_photo, seen, self.equipment.recognition)
            said.append(Opinion(Ability.SAME_PERSON, frame.at_s, frame.occasion, *found))
        return tuple(said)

    def _liveness(self, frame: KeyFrame) -> tuple[Says, float | None, str]:
        height, width = frame.rgb.shape[:2]
        if context_of(frame.box_xyxy, width, height) < self.min_context:
            return Says.CANT_TELL, None, "too_little_context"
        answer = self.witness.liveness(picture_of(frame.rgb))
        if isinstance(answer, Failed):
            return Says.CANT_TELL, None, answer.code
        face = face_at(answer, frame.box_xyxy)
        if face is None:
            return Says.CANT_TELL, None, "no_face"
        return (Says.LIVE if face.is_live else Says.NOT_LIVE), face.score, ""


def compared(witness: Asked, a: RGB, b: RGB, model: str) -> tuple[Says, float | None, str]:
    """Return what the library says of two pictures of one face each: (answer, distance, why not).

    Where it draws the line is the library's own number, which names no data set: one more reason to inform only.
    Beyond it a model that misses too many pairs of one person says nothing ("not_alike").
    """
    answer = witness.same_person(picture_of(a), picture_of(b), model)
    if isinstance(answer, Failed):
        return Says.CANT_TELL, None, answer.code
    if answer.distance <= answer.threshold:
        return Says.SAME, answer.distance, ""
    if model in _SAYS_SAME_ONLY:
        return Says.CANT_TELL, answer.distance, "not_alike"
    return Says.DIFFERENT, answer.distance, ""


def context_of(box_xyxy: NDArray[np.float32], width: int, height: int) -> float:
    """Return how many times the face fits into the picture, in the direction where it fits less often."""
    box_width, box_height = np.maximum(box_xyxy[2:] - box_xyxy[:2], 1.0)
    return float(min(width / box_width, height / box_height))


def face_at(answer: Faces, box_xyxy: NDArray[np.float32]) -> LookedAt | None:
    """Return the face that lies where the candidate's is, None when there is none."""
    overlaps = [(_overlap(face.box_xyxy, box_xyxy), number) for number, face in enumerate(answer.faces)]
    overlap, number = max(overlaps, default=(0.0, 0))
    return answer.faces[number] if overlap >= _SAME_FACE_IOU else None


def surroundings(rgb: RGB, box_xyxy: NDArray[np.float32]) -> RGB:
    """Return the part of a picture around a face."""
    room = _ROOM * (box_xyxy[2:] - box_xyxy[:2])
    size = np.array([rgb.shape[1], rgb.shape[0]])
    x1, y1 = np.clip(box_xyxy[:2] - room, 0, size - 1).astype(int)
    x2, y2 = np.clip(box_xyxy[2:] + room, [x1 + 1, y1 + 1], size).astype(int)
    return np.ascontiguousarray(rgb[y1:y2, x1:x2])


def _overlap(a: Sequence[float], b: NDArray[np.float32]) -> float:
    return float(intersection_over_union(np.asarray([a], np.float32), b[None])[0, 0])
