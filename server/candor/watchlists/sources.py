"""Which official lists are there, and where? Reads sources.toml, or an organisation's own file of that form."""

from __future__ import annotations

import tomllib
from importlib import resources
from pathlib import Path
from typing import Annotated, Final
from urllib.parse import urlsplit

import msgspec

from candor.errors import ConfigurationError, NotFoundError
from candor.watchlists.formats.bis import read_bis
from candor.watchlists.formats.eu import read_eu
from candor.watchlists.formats.files import ListReader
from candor.watchlists.formats.ofac import read_ofac
from candor.watchlists.formats.uk import read_uk
from candor.watchlists.formats.un import read_un

READERS: Final[dict[str, ListReader]] = {
    "ofac": read_ofac,
    "un": read_un,
    "eu": read_eu,
    "uk": read_uk,
    "bis": read_bis,
}
_LOOPBACK: Final = "127.0.0.1"


class SourceFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One file of a list."""

    name: Annotated[str, msgspec.Meta(pattern=r"^[\w.-]{1,100}$")]
    address: Annotated[str, msgspec.Meta(max_length=500)]


class SourceList(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One official list."""

    id: Annotated[str, msgspec.Meta(pattern=r"^[a-z0-9][a-z0-9-]{0,39}$")]
    title: str
    publisher: str
    format: str
    max_mb: Annotated[int, msgspec.Meta(ge=1, le=500)]
    """All files together."""
    hosts: Annotated[list[str], msgspec.Meta(min_length=1)]
    files: Annotated[list[SourceFile], msgspec.Meta(min_length=1, max_length=10)]

    @property
    def reader(self) -> ListReader:
        """What reads its format."""
        return READERS[self.format]

    def may_ask(self, address: str) -> bool:
        """Tell whether an address is one of the list's hosts over https (or this computer, where the file says so)."""
        parts = urlsplit(address)
        is_safe = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname == _LOOPBACK)
        return is_safe and parts.hostname in self.hosts and not parts.username


class _Sources(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    lists: list[SourceList]


def load_sources(own: Path | None = None) -> dict[str, SourceList]:
    """Return the official lists by id: those of the file `own` where it exists, else the shipped ones.

    Raises:
        ConfigurationError: "bad_sources".
    """
    is_own = own is not None and own.is_file()
    shipped = resources.files("candor.watchlists") / "sources.toml"
    try:
        text = own.read_text(encoding="utf-8") if own is not None and is_own else shipped.read_text(encoding="utf-8")
        lists = msgspec.convert(tomllib.loads(text), _Sources).lists
        for each in lists:
            _check(each)
    except (OSError, ValueError) as error:
        sentence = f"The addresses of the lists ({own if is_own else 'sources.toml'}) cannot be used: {error}."
        raise ConfigurationError("bad_sources", sentence) from error
    return {each.id: each for each in lists}


def the_source(sources: dict[str, SourceList], list_id: str) -> SourceList:
    """Return one list.

    Raises:
        NotFoundError: there is no such list.
    """
    if list_id not in sources:
        raise NotFoundError("no_such_list", f"There is no list {list_id!r}; known are {', '.join(sources)}.")
    return sources[list_id]


def _check(source: SourceList) -> None:
    if source.format not in READERS:
        raise ValueError(f"list {source.id}: format {source.format!r} is none of {', '.join(READERS)}")
    for file in source.files:
        if not source.may_ask(file.address):
            raise ValueError(f"list {source.id}: {file.address} is not https, or its host is not among hosts")
