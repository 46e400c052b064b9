"""Which checks are to be run at which moments of a recording? Reads the file of `candor analyze --challenges`.

[[check]]
at_s = 5.0
kind = "turn_head"  # any candor.domain.checks.CheckKind
side = "left"       # of the kinds that have one
digits = "4071"     # say_digits only
confirmed = true    # say_digits only: whether the interviewer heard them; without it nobody was asked
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from typing import Annotated

import msgspec

from candor.domain.checks import SIDED, Check, CheckId, CheckKind, Side
from candor.errors import UsageError


class _Item(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    at_s: Annotated[float, msgspec.Meta(ge=0, le=86_400)]
    kind: CheckKind
    side: Side = Side.NONE
    digits: Annotated[str, msgspec.Meta(pattern="^([0-9]{4})?$")] = ""
    confirmed: bool | None = None


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    check: Annotated[tuple[_Item, ...], msgspec.Meta(min_length=1, max_length=1000)]


@dataclass(frozen=True, slots=True)
class AskedCheck:
    """A check and the moment it was asked for."""

    at_s: float
    check: Check
    confirmed: bool | None = None
    """What the interviewer said of spoken digits; None: not asked."""


def parse_script(content: bytes) -> tuple[AskedCheck, ...]:
    """Return the checks of a file in order of time.

    Raises:
        UsageError: "bad_challenges": it is no TOML, or an entry cannot be used; the sentence says which.
    """
    try:
        file = msgspec.convert(tomllib.loads(content.decode("utf-8")), _File)
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise UsageError("bad_challenges", f"The challenge file cannot be used: {error}.") from error
    for item in file.check:
        _check_item(item)
    asked = sorted(file.check, key=lambda item: item.at_s)
    return tuple(
        AskedCheck(i.at_s, Check(CheckId(f"check-{n}"), i.kind, i.side, i.digits), i.confirmed)
        for n, i in enumerate(asked, 1)
    )


def _check_item(item: _Item) -> None:
    if (item.side is not Side.NONE) != (item.kind in SIDED):
        kinds = ", ".join(sorted(SIDED))
        raise _unusable(item, f'{kinds} need side = "left" or "right", the others have no side')
    if bool(item.digits) != (item.kind is CheckKind.SAY_DIGITS):
        raise _unusable(item, 'say_digits needs digits = "four digits", the others have none')
    if item.confirmed is not None and item.kind is not CheckKind.SAY_DIGITS:
        raise _unusable(item, "only say_digits can be confirmed")


def _unusable(item: _Item, what: str) -> UsageError:
    return UsageError("bad_challenges", f"The check at {item.at_s:g} s: {what}.")
