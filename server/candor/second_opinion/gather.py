"""What does the second opinion say of a whole recording? Shows it the key frames and keeps what it says."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from candor.domain.facts import FaceFacts
from candor.domain.second_opinion import Ability, Opinion, Readiness, SecondOpinion
from candor.pipeline.key_frames import OF_RECORDINGS, KeyFrames
from candor.second_opinion.counsel import Counsel

RGB = NDArray[np.uint8]


class Gathering:
    """The second opinion of one recording, while it is played."""

    def __init__(self, counsel: Counsel, versions: Mapping[str, str], id_photo: RGB | None) -> None:
        """Begin with what there is.

        Args:
            counsel: is asked.
            versions: of the model files.
            id_photo: (H, W, 3) uint8 RGB; None where there is none: then faces are not compared.
        """
        self._counsel = counsel
        self._versions = versions
        self._id_photo = id_photo
        self._frames = KeyFrames()
        self._opinions: list[Opinion] = []

    def look(self, rgb: RGB, face: FaceFacts | None, at_s: float, *, has_new_warning: bool) -> None:
        """Take one frame; see pipeline.key_frames.KeyFrames.look."""
        self._frames, frame = self._frames.look(rgb, face, at_s, OF_RECORDINGS, has_new_warning=has_new_warning)
        if frame is not None:
            self._opinions.extend(self._counsel.opinions(frame, self._id_photo))

    def result(self) -> SecondOpinion:
        """Return everything that was said."""
        equipment = self._counsel.equipment
        readiness = dict(equipment.readiness)
        if self._id_photo is None and readiness[Ability.SAME_PERSON] is Readiness.READY:
            readiness[Ability.SAME_PERSON] = Readiness.NO_ID_PHOTO
        return SecondOpinion(equipment.engine, readiness, equipment.missing, self._versions, tuple(self._opinions))
