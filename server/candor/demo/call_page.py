"""Where is the call that the extension can be tried on without a server? A small server of one page and its clips.

`candor serve` serves the same files at the same addresses; this is for `candor demo --serve` alone. Listens on the own
machine only, serves a few fixed names, and answers ranges, which browsers need to play a video.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib import resources
from pathlib import Path
from typing import Final

from candor.errors import UsageError

KINDS: Final = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".mp4": "video/mp4",
}
POLICY: Final = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; media-src 'self' blob:"
"""Content security policy of the page."""


def page_files(clips: Mapping[str, Path]) -> dict[str, Path]:
    """Return address -> file of everything that the page consists of.

    Args:
        clips: as demo.clips.files gives them.
    """
    static = Path(str(resources.files("candor") / "web" / "static" / "demo"))
    return {
        "/demo/call": static / "call.html",
        "/demo/call.js": static / "call.js",
        "/demo/call.css": static / "call.css",
        "/demo/candidate.mp4": clips["candidate"],
        "/demo/stand_in.mp4": clips["stand_in"],
        "/demo/turning.mp4": clips["turning"],
    }


def serve_call_page(clips: Mapping[str, Path], port: int) -> None:
    """Serve the page on 127.0.0.1 until Ctrl+C.

    Raises:
        UsageError: the port is taken.
    """
    with make_server(clips, port) as server:
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            return


def make_server(clips: Mapping[str, Path], port: int) -> ThreadingHTTPServer:
    """Return the server, listening; port 0 takes a free one.

    Raises:
        UsageError: the port is taken.
    """
    try:
        return ThreadingHTTPServer(("127.0.0.1", port), partial(_Handler, page_files(clips)))
    except OSError as error:
        sentence = f"Port {port} is taken. Please give another one with --port."
        raise UsageError("port_taken", sentence, cause=str(error)) from error


class _Handler(BaseHTTPRequestHandler):
    """Answers GET and HEAD for the files it was given, and nothing else."""

    def __init__(self, files: Mapping[str, Path], *args: object, **named: object) -> None:
        self._files = files
        super().__init__(*args, **named)  # pyright: ignore[reportArgumentType]  # made by socketserver, three values

    def do_GET(self) -> None:  # name fixed by the base class
        """Send a file, or the range of it that was asked for."""
        self._answer(with_body=True)

    def do_HEAD(self) -> None:  # name fixed by the base class
        """Send the headers of a file."""
        self._answer(with_body=False)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # name fixed by the base class
        """Stay silent: the terminal belongs to the demo."""

    def _answer(self, *, with_body: bool) -> None:
        path = self._files.get(self.path.split("?")[0])
        if path is None or not path.is_file():
            self.send_error(HTTPStatus.NOT_FOUND)
            return
        content = path.read_bytes()
        span = byte_range(self.headers.get("Range"), len(content))
        self.send_response(HTTPStatus.PARTIAL_CONTENT if span else HTTPStatus.OK)
        start, stop = span or (0, len(content))
        if span:
            self.send_header("Content-Range", f"bytes {start}-{stop - 1}/{len(content)}")
        for name, value in self._headers(path, stop - start):
            self.send_header(name, value)
        self.end_headers()
        if with_body:
            self.wfile.write(content[start:stop])

    def _headers(self, path: Path, length: int) -> list[tuple[str, str]]:
        return [
            ("Content-Type", KINDS[path.suffix]),
            ("Content-Length", str(length)),
            ("Accept-Ranges", "bytes"),
            ("Content-Security-Policy", POLICY),
            ("X-Content-Type-Options", "nosniff"),
        ]


def byte_range(asked: str | None, size: int) -> tuple[int, int] | None:
    """Return (start, stop) of a single-range request that can be met; None means the whole file.

    Source: RFC 9110, section 14.1.2; what is not understood may be ignored (section 14.2).
    """
    found = re.fullmatch(r"bytes=(\d*)-(\d*)", asked or "")
    if not found or found.group(0) == "bytes=-":
        return None
    first, last = found.groups()
    if not first:
        return max(size - int(last), 0), size
    start, stop = int(first), min(int(last) + 1, size) if last else size
    return (start, stop) if start < stop else None
