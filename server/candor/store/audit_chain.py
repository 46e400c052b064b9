"""Does each link of an audit trail follow from the one before? The rule, and the check of an exported file.

    hash = SHA-256(previous hash, at, actor, action, subject), joined by the ASCII unit separator

A file holds one link a line, oldest first, as JSON, and at last {"links": n, "head": hash}. That a whole chain was not
written anew shows by an older head: whoever keeps the heads of earlier exports can ask whether they are still in it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

import msgspec

from candor.errors import UsageError
from candor.store.values import AuditEntry

GENESIS: Final = "0" * 64


class Foot(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The last line of a file."""

    links: int
    head: str


@dataclass(frozen=True, slots=True)
class Verified:
    """A chain that is whole."""

    links: int
    head: str
    first_at: str
    last_at: str


def link_hash(previous: str, at: str, actor: str, action: str, subject: str) -> str:
    """Return the hash of a link, in hexadecimal."""
    return hashlib.sha256(f"{previous}\x1f{at}\x1f{actor}\x1f{action}\x1f{subject}".encode()).hexdigest()


def follows(entry: AuditEntry, previous: str) -> bool:
    """Return whether a link follows from the hash before it."""
    expected = link_hash(previous, entry.at, entry.actor, entry.action, entry.subject)
    return entry.previous_hash == previous and entry.hash == expected


def lines(entries: Iterable[AuditEntry]) -> Iterator[bytes]:
    """Write links, oldest first, as the lines of a file."""
    links, head = 0, GENESIS
    for entry in entries:
        links, head = links + 1, entry.hash
        yield msgspec.json.encode(entry) + b"\n"
    yield msgspec.json.encode(Foot(links, head)) + b"\n"


def verify(file: Iterable[bytes], contains: str = "") -> Verified:
    """Check the lines of a file.

    Args:
        file: lines, with or without their ends.
        contains: a head of an earlier export that must be in the chain; empty: none.

    Raises:
        UsageError: "audit_broken", which line is wrong and how; "audit_head_missing".
    """
    entries, foot = _read(file)
    head, seen = GENESIS, {GENESIS}
    for number, entry in enumerate(entries, 1):
        if not follows(entry, head):
            raise UsageError("audit_broken", f"Line {number}: this link was changed, or one before it was taken out.")
        head = entry.hash
        seen.add(head)
    if foot != Foot(len(entries), head):
        raise UsageError("audit_broken", "The last line does not fit: links at the end were taken out.")
    if contains and contains.lower() not in seen:
        raise UsageError("audit_head_missing", "The head that you kept is not in this chain: it was written anew.")
    return Verified(len(entries), head, entries[0].at if entries else "", entries[-1].at if entries else "")


def _read(file: Iterable[bytes]) -> tuple[list[AuditEntry], Foot]:
    entries: list[AuditEntry] = []
    foot: Foot | None = None
    for number, line in enumerate(file, 1):
        if foot is not None:
            raise UsageError("audit_broken", f"Line {number} comes after the end.")
        try:
            if line.startswith(b'{"links":'):
                foot = msgspec.json.decode(line, type=Foot)
            else:
                entries.append(msgspec.json.decode(line, type=AuditEntry))
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise UsageError("audit_broken", f"Line {number} is no line of an audit trail.") from error
    if foot is None:
        raise UsageError("audit_broken", "The last line, with the head, is missing: the file was cut short.")
    return entries, foot
