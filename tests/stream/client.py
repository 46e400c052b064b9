"""A client of the stream as the extension is one, for tests: connects with a token, sends pictures, keeps what comes.

By hand: `python tests/stream/client.py ws://127.0.0.1:8701/stream TOKEN a.jpg b.jpg ... --fps 8`.
"""

from __future__ import annotations

import argparse
import socket as sockets
import struct
import sys
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

import msgspec
from PIL import Image
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

from candor.wire.codec import decode_server_message
from candor.wire.framing import MediaFrame, MediaKind, encode_frame
from candor.wire.messages import (
    SUBPROTOCOL,
    TOKEN_SUBPROTOCOL_PREFIX,
    Answer,
    AnswerKind,
    CheckConfirm,
    CheckSkip,
    CheckStart,
    Credit,
    End,
    Ended,
    Error,
    Hello,
    Message,
    StateMessage,
    WarningMessage,
    Welcome,
)

EXTENSION = "chrome-extension://gjhmfjkkidgobnjboomckemfmioocilg"
M = TypeVar("M", bound=Message)


class StreamClient:
    """One client over any number of connections; `messages` keeps all it ever heard, in order."""

    def __init__(self, url: str, token: str, *, origin: str | None = EXTENSION, language: str = "en") -> None:
        self.url, self.token, self.origin, self.language = url, token, origin, language
        self.messages: list[Message] = []
        self.last_event = 0
        self.close_code: int | None = None
        self.credit = 0
        self._seq = 0
        self._changed = threading.Condition()
        self._socket: ClientConnection | None = None
        self._reader: threading.Thread | None = None

    # --- connecting -----------------------------------------------------------------------------------------------

    def open(self) -> None:
        """Open a socket and read from it; says nothing yet."""
        offered = [Subprotocol(one) for one in (SUBPROTOCOL, TOKEN_SUBPROTOCOL_PREFIX + self.token)]
        named = None if self.origin is None else Origin(self.origin)
        self._socket = connect(
            self.url,
            subprotocols=offered,
            origin=named,
            compression=None,
            proxy=None,
            legacy=True,
            close_timeout=1,
        )
        self.close_code, self.credit, self._seq = None, 0, 0
        self._reader = threading.Thread(target=self._read, args=(self._socket,), daemon=True)
        self._reader.start()

    def connect(self, timeout_s: float = 10.0) -> Welcome:
        """Open a socket, say hello with the last event seen, wait for the welcome."""
        before = len(self.messages)
        self.open()
        self.send(Hello(version=1, client="stream-client/1", last_event=self.last_event, language=self.language))
        return self.wait(Welcome, timeout_s=timeout_s, after=before)

    def connect_until(self, timeout_s: float) -> Welcome:
        """Try again and again, as the extension does."""
        until_s = time.monotonic() + timeout_s
        while True:
            try:
                return self.connect()
            except (OSError, ConnectionClosed, AssertionError):
                if time.monotonic() > until_s:
                    raise
                time.sleep(0.1)

    def cut(self) -> None:
        """Lose the network: the socket is reset, no close handshake (RST by SO_LINGER 0)."""
        assert self._socket is not None
        self._socket.socket.setsockopt(sockets.SOL_SOCKET, sockets.SO_LINGER, struct.pack("ii", 1, 0))
        self._socket.socket.shutdown(sockets.SHUT_RDWR)
        self.wait_closed()

    def close(self) -> None:
        """Close in order."""
        if self._socket is not None:
            self._socket.close()

    # --- sending --------------------------------------------------------------------------------------------------

    def send(self, message: Message) -> None:
        """Send one text message."""
        self.send_raw(msgspec.json.encode(message).decode())

    def send_raw(self, data: str | bytes) -> None:
        """Send anything."""
        assert self._socket is not None
        self._socket.send(data)

    def frame(
        self, payload: bytes, *, width: int = 640, height: int = 360, at_s: float | None = None, timeout_s: float = 10.0
    ) -> int:
        """Wait for credit and send a picture; return its number within this connection."""
        with self._changed:
            ready = self._changed.wait_for(lambda: self.credit > 0 or self.close_code is not None, timeout_s)
            assert ready, "no credit came"
            assert self.close_code is None, f"closed with {self.close_code}"
            self.credit -= 1
            seq, self._seq = self._seq, self._seq + 1
        captured_s = time.monotonic() if at_s is None else at_s
        self.send_raw(encode_frame(MediaFrame(MediaKind.VIDEO, seq, captured_s, width, height, payload)))
        return seq

    def wait_settled(self, timeout_s: float = 10.0) -> None:
        """Wait until no frame is under way: all are analysed."""
        welcome = self.told(Welcome)[-1]
        with self._changed:
            assert self._changed.wait_for(lambda: self.credit == welcome.credit, timeout_s), "frames are under way"

    def stream_files(self, files: Sequence[Path], fps: float = 8.0) -> None:
        """Send picture files at a pace; without credit a picture is dropped, as the extension does."""
        begin_s = time.monotonic()
        for number, file in enumerate(files):
            time.sleep(max(0.0, begin_s + number / fps - time.monotonic()))
            if self.credit > 0:
                with Image.open(file) as image:
                    width, height = image.size
                self.frame(file.read_bytes(), width=width, height=height)

    def check(self, order: CheckStart | CheckSkip | CheckConfirm) -> None:
        """Ask something of movement checks."""
        self.send(order)

    def answer(self, warning: str, kind: AnswerKind, note: str = "") -> None:
        """Answer a warning."""
        self.send(Answer(warning=warning, kind=kind, note=note))

    def end(self, timeout_s: float = 10.0) -> str:
        """End the interview; return where the report is."""
        self.send(End())
        return self.wait(Ended, timeout_s=timeout_s).report_url

    # --- hearing --------------------------------------------------------------------------------------------------

    def told(self, kind: type[M]) -> list[M]:
        """All messages of a kind so far."""
        with self._changed:
            return [message for message in self.messages if isinstance(message, kind)]

    def wait(
        self, kind: type[M], wanted: Callable[[M], bool] = lambda _: True, *, timeout_s: float = 10.0, after: int = 0
    ) -> M:
        """Wait for the first message of a kind that fits; `after`: index into `messages` where to begin."""

        def found() -> M | None:
            return next((m for m in self.messages[after:] if isinstance(m, kind) and wanted(m)), None)

        with self._changed:
            self._changed.wait_for(lambda: found() is not None or self.close_code is not None, timeout_s)
            message = found()
            assert message is not None, f"no {kind.__name__} came; closed: {self.close_code}; {self.messages[-5:]}"
            return message

    def wait_closed(self, timeout_s: float = 10.0) -> int:
        """Wait until the connection is closed; return the close code."""
        with self._changed:
            assert self._changed.wait_for(lambda: self.close_code is not None, timeout_s), "still open"
            assert self.close_code is not None
            return self.close_code

    def _read(self, socket: ClientConnection) -> None:
        try:
            for text in socket:
                self._hear(decode_server_message(text))
        except (ConnectionClosed, OSError):
            pass
        with self._changed:
            self.close_code = 1006 if socket.close_code is None else socket.close_code
            self._changed.notify_all()

    def _hear(self, message: Message) -> None:
        with self._changed:
            self.messages.append(message)
            if isinstance(message, Welcome):
                self.credit = message.credit
            if isinstance(message, Credit):
                self.credit += message.frames
            if isinstance(message, WarningMessage):
                self.last_event = max(self.last_event, message.event)
            self._changed.notify_all()


def main() -> None:
    """Stream files and print what comes back."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("url")
    parser.add_argument("token")
    parser.add_argument("pictures", nargs="+", type=Path)
    parser.add_argument("--fps", type=float, default=8.0)
    arguments = parser.parse_args()
    client = StreamClient(arguments.url, arguments.token)
    sys.stdout.write(f"{client.connect()}\n")
    client.stream_files(arguments.pictures, arguments.fps)
    time.sleep(1.0)
    for message in [*client.told(WarningMessage), *client.told(StateMessage)[-1:], *client.told(Error)]:
        sys.stdout.write(f"{message}\n")
    client.close()


if __name__ == "__main__":
    main()
