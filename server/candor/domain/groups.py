"""Which groups may a candidate say they belong to, for nothing but the question whether warnings are fair?

It is said by the candidate or by nobody: Candor never guesses any of it. It decides nothing, stands beside no person on
any page of the organisation, and is counted only in numbers too large to point at somebody.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from candor.errors import UsageError


class Axis(StrEnum):
    """In what respect warnings may be unfair."""

    AGE = "age"
    GENDER = "gender"
    SKIN_TONE = "skin_tone"


CHOICES: Final[Mapping[Axis, tuple[str, ...]]] = {
    Axis.AGE: ("under_30", "30_to_49", "50_and_over"),
    Axis.GENDER: ("woman", "man", "another"),
    Axis.SKIN_TONE: ("light", "medium", "dark"),
}

Declaration = Mapping[Axis, str]
"""What somebody said; axes about which they said nothing are left out."""


def declaration(said: Mapping[str, str]) -> Declaration:
    """Return what a form says.

    Raises:
        UsageError: "bad_group": none of the choices.
    """
    given = {axis: said.get(axis.value, "") for axis in Axis}
    if any(group and group not in CHOICES[axis] for axis, group in given.items()):
        raise UsageError("bad_group", "Choose one of the answers, or leave it open.")
    return {axis: group for axis, group in given.items() if group}
