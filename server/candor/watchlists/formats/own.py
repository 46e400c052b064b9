"""What does an own list say? Reads the open format of organisations and of Candor's list of high-risk institutions.

TOML or JSON, described in docs/watchlists.md and by the schema docs/schemas/candor.watchlist.1.json. Every entry names
its source, the date of it and when the entry ends: what is not looked at again falls silent by itself.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from typing import Annotated, Any, Final

import msgspec

from candor.domain.listed import EntryKind, Identifier, IdentifierKind, ListedEntry, Tie, TieKind
from candor.watchlists.formats.files import ListFile, ReadList, broken, only_file, text_of

SCHEMA: Final = "candor.watchlist/1"
MAX_ENTITIES: Final = 50_000

Text = Annotated[str, msgspec.Meta(min_length=1, max_length=300)]
Sentences = Annotated[str, msgspec.Meta(max_length=1000)]
Id = Annotated[str, msgspec.Meta(pattern=r"^[a-z0-9][a-z0-9-]{0,59}$")]


class OwnKind(StrEnum):
    """What an entity of an own list is."""

    PERSON = "person"
    ORGANISATION = "organisation"


class Named(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An owner."""

    name: Text
    note: Sentences = ""


class OwnTie(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What leads to another entity, of this list or any other."""

    kind: TieKind
    to: Text
    note: Sentences = ""


class OwnIdentifier(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An e-mail address, profile ("github.com/name"), wallet, number of a document or phone number."""

    kind: IdentifierKind
    value: Text


class Entity(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A firm, institution or person that deserves a closer look, and who says so."""

    id: Id
    kind: OwnKind
    name: Text
    source: Text
    """Title and publisher, or an address."""
    dated: date = msgspec.field(name="date")
    """Of the source."""
    expires: date
    """From then on the entry is silent, until somebody looked again."""
    aliases: Annotated[list[Text], msgspec.Meta(max_length=100)] = []
    addresses: Annotated[list[Text], msgspec.Meta(max_length=50)] = []
    owners: Annotated[list[Named], msgspec.Meta(max_length=50)] = []
    ties: Annotated[list[OwnTie], msgspec.Meta(max_length=200)] = []
    identifiers: Annotated[list[OwnIdentifier], msgspec.Meta(max_length=200)] = []
    sanctioned_by: Sentences = ""
    """Authority and date, where one has listed the entity."""
    note: Sentences = ""


class Example(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What an applicant states, and which entries it must find: tried whenever the list is read."""

    name: Annotated[str, msgspec.Meta(max_length=300)] = ""
    organisation: Annotated[str, msgspec.Meta(max_length=300)] = ""
    email: Annotated[str, msgspec.Meta(max_length=300)] = ""
    handle: Annotated[str, msgspec.Meta(max_length=300)] = ""
    address: Annotated[str, msgspec.Meta(max_length=300)] = ""
    finds: Annotated[list[Id], msgspec.Meta(max_length=20)] = []
    """Ids of this list; empty: nothing may be found."""


class Head(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is said of the whole list."""

    id: Id
    title: Text
    publisher: Text
    version: Text
    published: date


class OwnFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A whole file."""

    schema: Annotated[str, msgspec.Meta(pattern=r"^candor\.watchlist/1$")]
    head: Head = msgspec.field(name="list")
    entities: Annotated[list[Entity], msgspec.Meta(min_length=1, max_length=MAX_ENTITIES)]
    examples: Annotated[list[Example], msgspec.Meta(max_length=500)] = []


def read_own(list_id: str, files: Sequence[ListFile]) -> ReadList:
    """Return the entries of an own list.

    Raises:
        ListError: the sentence says what is wrong, and where.
    """
    own = own_file(only_file(files))
    return ReadList(tuple(_entry(list_id, entity) for entity in own.entities), own.head.published)


def own_file(file: ListFile) -> OwnFile:
    """Return an own list as it is written.

    Raises:
        ListError: as `read_own`.
    """
    text = text_of(file)
    try:
        values: Any = json.loads(text) if text.lstrip().startswith("{") else tomllib.loads(text)
        own = msgspec.convert(values, OwnFile)
    except (ValueError, RecursionError) as error:  # of TOML, JSON and msgspec
        raise broken(file.name, str(error)) from error
    ids = [entity.id for entity in own.entities]
    if twice := {each for each in ids if ids.count(each) > 1} if len(set(ids)) < len(ids) else set[str]():
        raise broken(file.name, f"the id {min(twice)} is there twice")
    return own


def json_schema() -> dict[str, Any]:
    """Return the schema of an own list."""
    return msgspec.json.schema(OwnFile)


def _entry(list_id: str, entity: Entity) -> ListedEntry:
    owners = (Tie(TieKind.OWNER, owner.name, owner.note) for owner in entity.owners)
    return ListedEntry(
        id=f"{list_id}:{entity.id}",
        kind=EntryKind(entity.kind.value),
        names=tuple(dict.fromkeys((entity.name, *entity.aliases))),
        identifiers=tuple(Identifier(each.kind, each.value) for each in entity.identifiers),
        addresses=tuple(entity.addresses),
        ties=(*owners, *(Tie(tie.kind, tie.to, tie.note) for tie in entity.ties)),
        source=f"{entity.source}, {entity.dated}",
        expires_on=entity.expires,
        sanctioned_by=entity.sanctioned_by,
        note=entity.note,
    )
