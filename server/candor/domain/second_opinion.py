"""What another library says of a few key frames: information for a person, never evidence in the fusion."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray


class Ability(StrEnum):
    """What is asked. There is nothing else that may be asked."""

    LIVENESS = "liveness"
    """Does the picture around the face look like a print or a screen?"""
    SAME_PERSON = "same_person"
    """Is it the face of the ID photo?"""


class Readiness(StrEnum):
    """Whether an ability can be used."""

    READY = "ready"
    NOT_INSTALLED = "not_installed"
    NO_WEIGHTS = "no_weights"
    NO_ID_PHOTO = "no_id_photo"


class Says(StrEnum):
    """The answers."""

    LIVE = "live"
    NOT_LIVE = "not_live"
    SAME = "same"
    DIFFERENT = "different"
    CANT_TELL = "cant_tell"


@dataclass(frozen=True, slots=True, eq=False)
class KeyFrame:
    """A frame that is worth a second opinion; never stored."""

    at_s: float
    """captured_at_s of the frame."""
    occasion: str
    """Why this frame: "first", "regular" or "warning"."""
    rgb: NDArray[np.uint8]
    """(H, W, 3)."""
    box_xyxy: NDArray[np.float32]
    """(4,) px: the candidate's face."""


@dataclass(frozen=True, slots=True)
class Opinion:
    """One answer about one key frame."""

    ability: Ability
    at_s: float
    """captured_at_s of the frame."""
    occasion: str
    """As of the key frame."""
    says: Says
    score: float | None = None
    """LIVENESS: the library's score of its answer, 0 to 1. SAME_PERSON: its distance, smaller is more alike."""
    reason: str = ""
    """Why it can't tell; else empty."""


@dataclass(frozen=True, slots=True)
class SecondOpinion:
    """Everything that the second library said about one interview or recording."""

    engine: str
    """Name and version, e.g. "deepface 0.0.103"; the bare name where it is not installed."""
    readiness: Mapping[Ability, Readiness]
    missing: Sequence[str] = ()
    """Ids of the model files that would be needed."""
    models: Mapping[str, str] = field(default_factory=dict[str, str])
    """Model id -> first digits of its SHA-256."""
    opinions: Sequence[Opinion] = ()

    def counts(self, ability: Ability) -> Mapping[Says, int]:
        """How often each answer was given."""
        return Counter(opinion.says for opinion in self.opinions if opinion.ability is ability)


class ServiceState(StrEnum):
    """Whether live interviews of this server ask for it."""

    OFF = "off"
    """By the setting."""
    NOT_INSTALLED = "not_installed"
    NO_WEIGHTS = "no_weights"
    READY = "ready"


@dataclass(frozen=True, slots=True)
class OpinionHealth:
    """How the second opinion of this server does, for its administrator; says nothing about anybody."""

    state: ServiceState
    asked: SecondOpinion
    """Who is asked, without opinions."""
    is_awake: bool = False
    """Whether its process may run now; it ends when nothing is asked for a while."""
    answers: int = 0
    """Since the server started."""
    unanswered: Mapping[str, int] = field(default_factory=dict[str, int])
    """Since the server started, by reason."""
