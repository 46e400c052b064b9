"""What is kept of a played session? What every signal said and when, the quality of the view, and where it came from.

No picture and no sound: a line of JSON. Everything later (fusion, thresholds, tables) is made of these.
"""

from __future__ import annotations

import msgspec


class Said(msgspec.Struct, frozen=True, array_like=True):
    """One verdict of one signal."""

    at_s: float
    signal: str
    llr: float | None
    """None: the signal abstained."""
    score: float
    code: str
    """What was seen; of an abstention, its reason."""
    details: dict[str, float | int | str] = {}


class Recorded(msgspec.Struct, frozen=True):
    """One played session."""

    key: str
    """Hash of everything that it depends on: files, recipe, point, code."""
    run: str
    source: str
    name: str
    file_sha256: str
    donor: str
    donor_sha256: str
    group: str
    part: int
    recipe: str
    species: str
    """Empty for bona fide."""
    point: str
    seed: int
    fps: float = 0.0
    duration_s: float = 0.0
    attack_from_s: float = 0.0
    face_width_px: float = 0.0
    """Median; 0 when no face was seen."""
    luma: float = 0.0
    """Median of the mean of the picture, 0 to 255."""
    said: tuple[Said, ...] = ()
    left_out: str = ""
    """Why the session could not be made; everything measured is then meaningless."""

    @property
    def is_attack(self) -> bool:
        """Whether it is an attack."""
        return bool(self.species)
