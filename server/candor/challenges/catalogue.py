"""What can be asked for, of which side, and what does equally well for people who cannot do it?

The words stand in texts/, the numbers in models/calibration/challenges.toml; both are proven complete by tests.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from candor.domain.checks import SIDED, CheckKind, Side

BOTH: Final = (Side.LEFT, Side.RIGHT)
_HEAD: Final = (CheckKind.TURN_HEAD, CheckKind.LOOK_UP)


@dataclass(frozen=True, slots=True)
class Challenge:
    """One kind of check."""

    kind: CheckKind
    alternatives: tuple[CheckKind, ...]
    """Kinds that count as much, best first, some of another part of the body for who cannot do this one."""

    @property
    def sides(self) -> tuple[Side, ...]:
        """The sides it can be asked for."""
        return BOTH if self.kind in SIDED else (Side.NONE,)


_ALL: Final = (
    Challenge(CheckKind.TURN_HEAD, (CheckKind.HAND_OVER_FACE, CheckKind.SAY_DIGITS, CheckKind.LEAN_IN)),
    Challenge(CheckKind.LOOK_UP, (CheckKind.HAND_OVER_FACE, CheckKind.SAY_DIGITS, CheckKind.LEAN_IN)),
    Challenge(CheckKind.LEAN_IN, (CheckKind.HAND_OVER_FACE, *_HEAD, CheckKind.SAY_DIGITS)),
    Challenge(CheckKind.HAND_OVER_FACE, (*_HEAD, CheckKind.SAY_DIGITS)),
    Challenge(CheckKind.PRESS_CHEEK, (*_HEAD, CheckKind.SAY_DIGITS)),
    Challenge(CheckKind.COVER_EYE, (*_HEAD, CheckKind.SAY_DIGITS)),
    Challenge(CheckKind.SAY_DIGITS, (*_HEAD, CheckKind.HAND_OVER_FACE)),
)
CATALOGUE: Final[Mapping[CheckKind, Challenge]] = MappingProxyType({entry.kind: entry for entry in _ALL})
"""Every kind, once."""
