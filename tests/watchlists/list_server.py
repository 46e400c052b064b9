"""A server on this computer that publishes lists as authorities do: versions, redirects, breakdowns."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from candor.watchlists.sources import SourceFile, SourceList


class ListServer(ThreadingHTTPServer):
    """Answers with `content` by path; "etag" and status can be set."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.content: dict[str, bytes] = {}
        self.etags: dict[str, str] = {}
        self.redirects: dict[str, str] = {}
        self.cut_short: set[str] = set()
        self.asked: list[tuple[str, int]] = []

    def source(
        self, *paths: str, list_format: str = "un", max_mb: int = 1, hosts: tuple[str, ...] = ("127.0.0.1",)
    ) -> SourceList:
        address = f"http://127.0.0.1:{self.server_port}"
        files = [SourceFile(path.strip("/").replace("/", "-"), address + path) for path in paths]
        return SourceList("un", "The UN list", "UN", list_format, max_mb, list(hosts), files)


class _Handler(BaseHTTPRequestHandler):
    @property
    def house(self) -> ListServer:
        assert isinstance(self.server, ListServer)
        return self.server

    def do_GET(self) -> None:
        house, path = self.house, self.path
        if path in house.redirects:
            self._answer(302, {"Location": house.redirects[path]})
        elif path not in house.content:
            self._answer(500)
        elif path in house.etags and self.headers.get("If-None-Match") == house.etags[path]:
            self._answer(304)
        else:
            marks = {"ETag": house.etags[path]} if path in house.etags else {}
            self._answer(200, marks, house.content[path])

    def _answer(self, status: int, headers: dict[str, str] | None = None, body: bytes = b"") -> None:
        self.house.asked.append((self.path, status))
        self.send_response(status)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body) + 10 * (self.path in self.house.cut_short)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the base class names it so
        """Say nothing."""


@contextmanager
def list_server() -> Iterator[ListServer]:
    with ListServer() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
