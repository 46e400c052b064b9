"""What is a list made of before it is read? Named files as bytes, decoded and guarded; each error has one sentence."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from candor.domain.listed import ListedEntry
from candor.errors import UsageError

MAX_NAMES: Final = 200
"""Of one entry; what is more is left out."""
MAX_NAME: Final = 300
"""Letters of a name."""


class ListError(UsageError):
    """A file is not the list that it is said to be, or is broken."""


@dataclass(frozen=True, slots=True)
class ListFile:
    """One file of a list, as published."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class ReadList:
    """What a reader makes of the files of a list."""

    entries: tuple[ListedEntry, ...]
    published_on: date | None = None
    """As the list says itself; None when it does not."""


ListReader = Callable[[str, Sequence[ListFile]], ReadList]
"""Takes the list's id and its files; raises ListError."""


def text_of(file: ListFile) -> str:
    """Return a file as text: UTF-8 or UTF-16 by its mark, else Windows' Western letters as old exports use them."""
    for encoding in ("utf-16",) if file.content[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "cp1252"):
        try:
            return file.content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise broken(file.name, "its letters are in no encoding that this list uses")


def xml_of(file: ListFile) -> Element:
    """Return the root of an XML file. Entities of its own, document types and outer references are refused."""
    try:
        root: Element = fromstring(file.content, forbid_dtd=True)
    except DefusedXmlException as error:
        raise broken(file.name, "it defines entities of its own, which no official list does") from error
    except (ParseError, ValueError, LookupError) as error:
        raise broken(file.name, f"it is not whole XML ({error})") from error
    for element in root.iter():
        element.tag = element.tag.rpartition("}")[2]
    return root


def only_file(files: Sequence[ListFile]) -> ListFile:
    """Return the one file of a list that has one."""
    if len(files) != 1:
        raise ListError("bad_list", f"This list is one file, not {len(files)}.")
    return files[0]


def broken(name: str, reason: str) -> ListError:
    """Return the error of a file that cannot be used."""
    return ListError("bad_list", f"{name} cannot be used as this list: {reason}. What was kept before stays in use.")


def clean_names(names: Sequence[str]) -> tuple[str, ...]:
    """Return names without repeats, quotes and odd spaces, in their order."""
    cleaned = (re.sub(r"\s+", " ", name).strip(" \"“”'‘;,") for name in names)
    return tuple(dict.fromkeys(name[:MAX_NAME] for name in cleaned if any(map(str.isalnum, name))))[:MAX_NAMES]
