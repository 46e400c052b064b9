"""How does a list get here? Asks only what changed, only the list's own hosts, and takes no more than agreed."""

from __future__ import annotations

import ssl
import urllib.request
from dataclasses import dataclass
from http.client import HTTPException
from typing import IO, Final
from urllib.error import HTTPError, URLError

from candor.watchlists.formats.files import ListError, ListFile
from candor.watchlists.sources import SourceFile, SourceList

TIMEOUT_S: Final = 60.0
"""Silence on the line longer than this ends the attempt."""
_CHUNK: Final = 1 << 16
_NOT_MODIFIED: Final = 304
_AGENT: Final = "candor-watchlists/1"

Marks = dict[str, str]
"""What the server said of a file's version, by the header that asks for a newer one."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """The files of a list, and the marks of their versions."""

    files: tuple[ListFile, ...]
    marks: dict[str, Marks]
    """By name of the file."""


def fetch_list(source: SourceList, marks: dict[str, Marks], *, context: ssl.SSLContext | None = None) -> Fetched | None:
    """Return all files of a list, or None when none has changed since `marks`.

    Args:
        source: addresses, hosts and size.
        marks: of the kept version; empty fetches everything.
        context: trust anchors; None takes the system's.

    Raises:
        ListError: "fetch_failed": nothing of a list that came in part is used.
    """
    line = _Line(source, context)
    answers = {file.name: line.ask(file, marks.get(file.name, {})) for file in source.files}
    if all(answer is None for answer in answers.values()):
        return None
    whole = {file.name: answers[file.name] or line.ask(file, {}) for file in source.files}
    taken = {name: answer for name, answer in whole.items() if answer is not None}
    files = tuple(ListFile(name, content) for name, (content, _) in taken.items())
    return Fetched(files, {name: mark for name, (_, mark) in taken.items()})


class _Line:
    """Asks for the files of one list, and counts what came."""

    def __init__(self, source: SourceList, context: ssl.SSLContext | None) -> None:
        self._source = source
        self._left = source.max_mb * 1_000_000
        handler = urllib.request.HTTPSHandler(context=context or ssl.create_default_context())
        self._opener = urllib.request.build_opener(handler, _PinnedRedirects(source))

    def ask(self, file: SourceFile, marks: Marks) -> tuple[bytes, Marks] | None:
        """Return content and marks of a file; None when it has not changed."""
        headers = {"User-Agent": _AGENT, **marks}
        request = urllib.request.Request(file.address, headers=headers)  # noqa: S310  # sources.py allows https only
        try:
            with self._opener.open(request, timeout=TIMEOUT_S) as answer:
                content = self._read(file, answer, answer.headers.get("Content-Length", ""))
                found = (("If-None-Match", answer.headers.get("ETag")),)
                found += (("If-Modified-Since", answer.headers.get("Last-Modified")),)
                return content, {name: value for name, value in found if value}
        except HTTPError as error:
            if error.code == _NOT_MODIFIED and marks:
                return None
            raise _failed(self._source, file, f"the server answers {error.code}") from error
        except (OSError, HTTPException, ValueError) as error:
            raise _failed(self._source, file, str(error)) from error

    def _read(self, file: SourceFile, answer: IO[bytes], declared: str) -> bytes:
        content = bytearray()
        while chunk := answer.read(_CHUNK):
            content += chunk
            self._left -= len(chunk)
            if self._left < 0:
                raise _failed(self._source, file, f"the list is larger than {self._source.max_mb} MB")
        if declared.isdecimal() and int(declared) != len(content):
            raise _failed(self._source, file, f"{len(content)} of {declared} bytes came")
        return bytes(content)


class _PinnedRedirects(urllib.request.HTTPRedirectHandler):
    """Follows redirects to the list's own hosts only."""

    def __init__(self, source: SourceList) -> None:
        self._source = source

    def redirect_request(
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: object, newurl: str
    ) -> urllib.request.Request | None:
        if not self._source.may_ask(newurl):
            raise URLError(f"it leads to {newurl[:200]}, which is no host of this list")
        # The type of the headers is typeshed's own.
        follow = super().redirect_request
        return follow(req, fp, code, msg, headers, newurl)  # pyright: ignore[reportArgumentType]


def _failed(source: SourceList, file: SourceFile, reason: str) -> ListError:
    sentence = (
        f"{file.address} could not be fetched ({reason}). What was kept before stays in use; or bring the file: "
        f"candor watchlists import FILE --list {source.id}."
    )
    return ListError("fetch_failed", sentence)
