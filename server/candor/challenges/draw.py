"""Which check comes next? Unpredictable to whoever does not hold the seed, and the same again for whoever checks it.

Every choice comes from BLAKE2b, keyed with the seed of the interview, of the number of the draw (RFC 7693): a recording
cannot be made in advance, and the record shows afterwards that nobody picked.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence
from typing import TypeVar

from candor.challenges.catalogue import CATALOGUE
from candor.challenges.rules import ChallengeRules
from candor.domain.checks import Check, CheckDrawn, CheckId, CheckKind
from candor.errors import UsageError

T = TypeVar("T")
SEED_BYTES = 16


class _Choices:
    """Choices out of one number of 512 bits, each taking its share of it."""

    def __init__(self, seed: str, number: int) -> None:
        keyed = hashlib.blake2b(f"candor check {number}".encode(), key=_key(seed))
        self._left = int.from_bytes(keyed.digest(), "big")

    def below(self, n: int) -> int:
        self._left, chosen = divmod(self._left, n)
        return chosen

    def one_of(self, items: Sequence[T]) -> T:
        return items[self.below(len(items))]


def draw(
    seed: str,
    number: int,
    rules: ChallengeRules,
    *,
    last: CheckKind | None = None,
    cannot: Collection[CheckKind] = (),
    kind: CheckKind | None = None,
) -> CheckDrawn:
    """Return the next check: the same arguments give the same check.

    Args:
        seed: of this interview, 32 hexadecimal digits, from the `secrets` module; kept from everybody until the end.
        number: of the draw in this interview, from 1.
        rules: for the pause before.
        last: the kind asked for last; not drawn again unless nothing else is left.
        cannot: kinds that this candidate cannot do.
        kind: asked for by the interviewer; side and digits are still drawn.

    Raises:
        UsageError: "no_check_left": all kinds are excluded; "bad_seed".
    """
    choices = _Choices(seed, number)
    if kind is None:
        able = [entry for entry in CheckKind if entry not in cannot]
        fresh = [entry for entry in able if entry is not last] or able
        if not fresh:
            raise UsageError("no_check_left", "No check is left that this candidate can do: look at the ID instead.")
        kind = choices.one_of(fresh)
    side = choices.one_of(CATALOGUE[kind].sides)
    digits = f"{choices.below(10_000):04d}" if kind is CheckKind.SAY_DIGITS else ""
    check = Check(CheckId(f"check-{number}"), kind, side, digits)
    low_ms, high_ms = (round(limit * 1000) for limit in (rules.wait_min_s, rules.wait_max_s))
    wait_s = (low_ms + choices.below(high_ms - low_ms + 1)) / 1000
    return CheckDrawn(check, seed, number, tuple(sorted(cannot)), wait_s)


def _key(seed: str) -> bytes:
    try:
        key = bytes.fromhex(seed)
    except ValueError:
        key = b""
    if len(key) != SEED_BYTES:
        raise UsageError("bad_seed", f"The seed of a draw must be {2 * SEED_BYTES} hexadecimal digits.")
    return key
