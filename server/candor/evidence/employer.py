"""How does an organisation say on its own domain which server asks candidates for it? A small signed file, candor.json.

    https://DOMAIN/.well-known/candor.json (RFC 8615)

Signed (Ed25519, RFC 8032) are the fields without the signature, as compact JSON in the order they stand in here: only
white space may change on the way. What counts is where the file lies: only who runs the domain can put it there.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated, Final

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from msgspec import Meta

from candor.errors import UsageError

SCHEMA: Final = "candor.employer/1"
PATH: Final = "/.well-known/candor.json"
MAX_BYTES: Final = 16 * 1024

_Line = Annotated[str, Meta(min_length=1, max_length=300)]


class Claim(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What is signed."""

    schema: _Line = SCHEMA
    domain: _Line
    """Host name on which the file lies, in lower case, ASCII."""
    organisation: _Line
    server: _Line
    """Address at which candidates find their private pages."""
    public_key: Annotated[str, Meta(pattern="^[0-9a-f]{64}$")]
    """Ed25519, 32 bytes in hexadecimal."""
    valid_from: date
    valid_until: date


class EmployerStatement(Claim, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The file."""

    signature: Annotated[str, Meta(pattern="^[0-9a-f]{128}$")]

    @property
    def claim(self) -> Claim:
        """Return what is signed."""
        return Claim(**{name: getattr(self, name) for name in Claim.__struct_fields__})


class Flaw(StrEnum):
    """Why a statement is not to be relied on."""

    SIGNATURE = "signature"
    """Somebody changed it, or signed with another key."""
    DOMAIN = "domain"
    ORGANISATION = "organisation"
    SERVER = "server"
    PUBLIC_KEY = "public_key"
    NOT_YET = "not_yet"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class Expected:
    """What a statement should say; None: whatever it says."""

    domain: str | None = None
    server: str | None = None
    public_key: str | None = None
    organisation: str | None = None


def signed(claim: Claim, sign: Callable[[bytes], bytes]) -> EmployerStatement:
    """Return a claim with its signature."""
    return EmployerStatement(**msgspec.structs.asdict(claim), signature=sign(_signed_bytes(claim)).hex())


def written(statement: EmployerStatement) -> bytes:
    """Return a statement as the file that is put on the domain."""
    return msgspec.json.format(msgspec.json.encode(statement), indent=2) + b"\n"


def read_statement(raw: bytes) -> EmployerStatement:
    """Return the statement in a file.

    Raises:
        UsageError: "not_a_statement".
    """
    sentence = "This is no candor.json as this version of Candor writes it."
    try:
        statement = msgspec.json.decode(raw[: MAX_BYTES + 1], type=EmployerStatement)
    except (msgspec.MsgspecError, ValueError) as error:
        raise UsageError("not_a_statement", sentence, cause=str(error)) from error
    if len(raw) > MAX_BYTES or statement.schema != SCHEMA:
        raise UsageError("not_a_statement", sentence)
    return statement


def flaws(statement: EmployerStatement, expected: Expected, today: date) -> tuple[Flaw, ...]:
    """Return what is wrong with a statement, in the order of the file; nothing when it is right."""
    found = {
        Flaw.SIGNATURE: not _is_signed(statement),
        Flaw.DOMAIN: expected.domain not in (None, statement.domain),
        Flaw.ORGANISATION: expected.organisation not in (None, statement.organisation),
        Flaw.SERVER: expected.server not in (None, statement.server),
        Flaw.PUBLIC_KEY: expected.public_key not in (None, statement.public_key),
        Flaw.NOT_YET: today < statement.valid_from,
        Flaw.EXPIRED: today > statement.valid_until,
    }
    return tuple(flaw for flaw, is_so in found.items() if is_so)


def _is_signed(statement: EmployerStatement) -> bool:
    key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(statement.public_key))
    try:
        key.verify(bytes.fromhex(statement.signature), _signed_bytes(statement.claim))
    except InvalidSignature:
        return False
    return True


def _signed_bytes(claim: Claim) -> bytes:
    return msgspec.json.encode(claim)
