"""A server that speaks wire version 1 and analyses nothing: what does the extension send, and does it keep its word?

    python tests/e2e/stub_server.py PORT STATIC_DIR [EXTRA_DIR]

PORT serves /demo/ (STATIC_DIR, then EXTRA_DIR, with the strict policy of the real server), POST /api/pair, GET /stats,
GET /last.jpg and POST /say (one message of the server as JSON). PORT + 1 is the stream: whoever comes to it by another
port or name (gate.mjs) is elsewhere, and asked for what the real server asks of those.
"""

from __future__ import annotations

import asyncio
import json
import sys
import threading
import time
from collections.abc import Coroutine
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import cv2
import msgspec
import numpy as np
from beats import Beats
from numpy.typing import NDArray
from websockets.asyncio.server import ServerConnection, serve
from websockets.datastructures import Headers
from websockets.exceptions import ConnectionClosed
from websockets.http11 import Request, Response
from websockets.typing import Subprotocol

from candor.domain.frames import NEEDS_KEYFRAME, EncodedFrame
from candor.domain.questions import Question, State
from candor.errors import DecodeError
from candor.pipeline.video_stream import FrameDecoder
from candor.stream.admission import budget
from candor.wire.codec import decode_server_message
from candor.wire.connection import Connection, ConnectionLimits
from candor.wire.framing import MediaFrame, MediaKind
from candor.wire.messages import (
    SUBPROTOCOL,
    TOKEN_SUBPROTOCOL_PREFIX,
    VERSION,
    Answer,
    CheckConfirm,
    CheckSkip,
    CheckStart,
    CloseUpWanted,
    End,
    Ended,
    Hello,
    Keyframe,
    ServerMessage,
    StateMessage,
    Tile,
    WarningMessage,
)
from candor.wire.parts import QuestionStatus

CODE = "K7QF-2M9P"
TOKEN = "token-of-the-stub"
KINDS = {
    ".html": "text/html",
    ".js": "text/javascript",
    ".css": "text/css",
    ".mp4": "video/mp4",
    ".webm": "video/webm",
    ".wav": "audio/wav",
}
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "media-src 'self' blob: data:; frame-ancestors 'none'"
)


class Stub:
    """What was seen so far, and who is connected."""

    def __init__(self) -> None:
        pictures = ("frames", "bad_jpeg", "keyframes", "unread")
        names = (*pictures, "connections", "refused", "errors", "ends", "sounds", "opus", "sound_bytes")
        self.counts: dict[str, int] = dict.fromkeys(names, 0)
        self.seen: dict[str, list[object]] = {
            name: [] for name in ("hellos", "tiles", "answers", "checks", "frame_times", "sizes", "seqs", "close_ups")
        }
        self.warnings: list[WarningMessage] = []
        self.last_jpeg = b""
        self.wanted: dict[int, CloseUpWanted] = {}
        self.close_up: MediaFrame | None = None
        self.beats = Beats()
        self.hold_credit = False
        self.is_silent = False
        self.protocol = VERSION
        self.live: dict[ServerConnection, Connection] = {}
        self.loop: asyncio.AbstractEventLoop | None = None

    @property
    def stats(self) -> dict[str, object]:
        return {**self.counts, **self.seen, "lags_s": self.beats.lags_s}

    def count(self, name: str, by: int = 1) -> None:
        self.counts[name] += by

    def note(self, name: str, value: object) -> None:
        self.seen[name].append(value)

    def allow(self, _socket: ServerConnection, request: Request) -> Response | None:
        offered = request.headers.get("Sec-WebSocket-Protocol", "")
        is_extension = request.headers.get("Origin", "").startswith(("chrome-extension://", "moz-extension://"))
        if TOKEN_SUBPROTOCOL_PREFIX + TOKEN in offered and is_extension:
            return None
        self.count("refused")
        return Response(403, "Forbidden", Headers(), b"")

    async def talk(self, socket: ServerConnection) -> None:
        wire = Connection(time.monotonic(), limits_of(socket))
        decoder = FrameDecoder()
        self.live[socket] = wire
        self.count("connections")
        ticker = asyncio.create_task(self.tell_state(socket, wire))
        try:
            async for data in socket:
                now_s = time.monotonic()
                event = wire.receive_text(data, now_s) if isinstance(data, str) else wire.receive_binary(data, now_s)
                self.saw(wire, event, decoder)
                await self.flush(socket, wire)
        finally:
            ticker.cancel()
            del self.live[socket]

    def saw(self, wire: Connection, event: object, decoder: FrameDecoder) -> None:
        match event:
            case Hello():
                self.note("hellos", {"client": event.client, "last_event": event.last_event})
                wire.welcome("i-1", "Ada Example", resumed=len(self.seen["hellos"]) > 1)
                for warning in self.warnings:
                    if warning.event > event.last_event:
                        wire.send(warning)
            case Tile():
                self.note("tiles", msgspec.to_builtins(event))
            case Answer():
                self.note("answers", {"warning": event.warning, "kind": event.kind, "note": event.note})
            case CheckStart() | CheckSkip() | CheckConfirm():
                self.note("checks", msgspec.to_builtins(event))
            case End():
                self.count("ends")
                wire.send(Ended(report_url="/interviews/i-1/report"))
            case MediaFrame(kind=MediaKind.AUDIO | MediaKind.OPUS):
                self.count("sounds")
                self.count("opus", int(event.kind is MediaKind.OPUS))
                self.count("sound_bytes", len(event.payload))
                self.beats.listen(event)
            case MediaFrame():
                self.take(wire, event, decoder)
            case _:
                self.count("errors")

    def take(self, wire: Connection, frame: MediaFrame, decoder: FrameDecoder) -> None:
        if frame.kind is MediaKind.CLOSE_UP:
            self.close_up = frame
            return
        self.count("frames")
        self.note("frame_times", time.time())
        self.note("seqs", frame.seq)
        self.note("sizes", [frame.width, frame.height, len(frame.payload)])
        if frame.kind is MediaKind.VP8:
            self.watch(wire, frame, decoder)
        else:
            is_jpeg = frame.payload[:3] == b"\xff\xd8\xff" and frame.payload[-2:] == b"\xff\xd9"
            self.count("bad_jpeg", 0 if is_jpeg else 1)
            self.last_jpeg = frame.payload
        self.compare(frame)
        self.beats.look(frame.captured_at_s, self.last_jpeg)
        if not self.hold_credit:
            wire.settle(frame.seq)

    def watch(self, wire: Connection, frame: MediaFrame, decoder: FrameDecoder) -> None:
        self.count("keyframes", int(frame.chain == 0))
        try:
            seen = decoder.decode(EncodedFrame(frame.seq, 0.0, 0.0, frame.payload, frame.chain, frame.colour))
            self.last_jpeg = cv2.imencode(".jpg", seen.rgb[..., ::-1])[1].tobytes()
        except DecodeError as error:
            self.count("unread")
            if error.code == NEEDS_KEYFRAME:
                wire.send(Keyframe())

    def compare(self, frame: MediaFrame) -> None:
        """Note how far a close-up differs from the part of its picture that was asked for, mean grey levels."""
        near, self.close_up = self.close_up, None
        if near is None:
            return
        asked, whole = self.wanted[near.seq], picture_of(self.last_jpeg)
        height, width = whole.shape[:2]
        left, top = round(asked.x * width), round(asked.y * height)
        part = whole[top : top + round(asked.height * height), left : left + round(asked.width * width)]
        small = cv2.resize(picture_of(near.payload), part.shape[1::-1], interpolation=cv2.INTER_AREA)
        difference = float(cv2.absdiff(part, small).mean())
        is_same_moment = near.captured_at_s == frame.captured_at_s
        size = {"width": near.width, "height": near.height, "bytes": len(near.payload)}
        self.note("close_ups", {"id": near.seq, "difference": difference, "is_same_moment": is_same_moment, **size})

    async def tell_state(self, socket: ServerConnection, wire: Connection) -> None:
        for event in range(1, 1_000_000):
            await asyncio.sleep(0.5)
            if wire.phase.value == "open" and not self.is_silent:
                wire.send(checking(event))
                await self.flush(socket, wire)

    async def flush(self, socket: ServerConnection, wire: Connection) -> None:
        for text in wire.take_output():
            await socket.send(text)
        if wire.close_code is not None:
            await socket.close(wire.close_code)

    async def behave(
        self, *, hold_credit: bool | None = None, is_silent: bool | None = None, protocol: int = VERSION
    ) -> None:
        """Begin or stop to misbehave; credit that was held is given back."""
        self.protocol = protocol
        self.hold_credit = self.hold_credit if hold_credit is None else hold_credit
        self.is_silent = self.is_silent if is_silent is None else is_silent
        for socket, wire in list(self.live.items()):
            if not self.hold_credit:
                wire.settle_all()
                await self.flush(socket, wire)

    async def say(self, message: ServerMessage) -> None:
        """Now to whoever is connected; warnings are kept for those who come later."""
        if isinstance(message, WarningMessage):
            self.warnings.append(message)
        if isinstance(message, CloseUpWanted):
            self.wanted[message.id] = message
        for socket, wire in list(self.live.items()):
            wire.send(message)
            with suppress(ConnectionClosed, TimeoutError):  # some of them may be dead
                await asyncio.wait_for(self.flush(socket, wire), 0.5)


def picture_of(still: bytes) -> NDArray[np.uint8]:
    """(H, W, 3) BGR."""
    return np.asarray(cv2.imdecode(np.frombuffer(still, np.uint8), cv2.IMREAD_COLOR), np.uint8)


def limits_of(socket: ServerConnection) -> ConnectionLimits:
    """What the real server would say to a client that came by this address."""
    host = socket.request.headers.get("Host", "") if socket.request else ""
    is_here = host == f"127.0.0.1:{socket.local_address[1]}"
    kbit_s, codec = budget(0, is_same_computer=is_here)
    return ConnectionLimits(kbit_s=kbit_s, codec=codec)


def checking(event: int) -> StateMessage:
    """All four questions at "checking"."""
    lines = [QuestionStatus(question=q, state=State.CHECKING, reason="starting", text="Looking.") for q in Question]
    return StateMessage(event=event, at_s=1.0, questions=lines, faces=1, fps=7.9, dropped=0)


class WebHandler(BaseHTTPRequestHandler):
    """The web half; a subclass made in `main` knows the stub, its port and its folders."""

    stub: Stub
    port: int
    folders: list[Path]

    def do_GET(self) -> None:
        path = urlsplit(self.path).path
        if path == "/stats":
            self.reply(200, "application/json", json.dumps(self.stub.stats).encode())
        elif path == "/last.jpg":
            self.reply(200, "image/jpeg", self.stub.last_jpeg)
        else:
            self.send_file(path)

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
        if self.path == "/api/pair":
            form = parse_qs(body.decode())
            self.pair(form.get("code", [""])[0], form.get("protocol", [""])[0])
            return
        if self.path == "/say":
            self.in_loop(self.stub.say(decode_server_message(body)))
        elif self.path == "/behave":
            self.in_loop(self.stub.behave(**json.loads(body)))
        self.reply(200, "application/json", b"{}")

    def in_loop(self, work: Coroutine[None, None, None]) -> None:
        assert self.stub.loop is not None
        asyncio.run_coroutine_threadsafe(work, self.stub.loop).result(5)

    def pair(self, code: str, protocol: str) -> None:
        if protocol != str(self.stub.protocol):
            misfit = {"error": {"code": "bad_version", "message": "Another version."}, "protocol": self.stub.protocol}
            self.reply(409, "application/json", json.dumps(misfit).encode())
            return
        if code != CODE:
            self.reply(401, "application/json", b'{"error": {"code": "bad_code", "message": "No such code."}}')
            return
        host, _, port = self.headers["Host"].rpartition(":")  # the asker may have come through a gate (gate.mjs)
        scheme = "ws" if host == "127.0.0.1" else "wss"
        answer = {"stream_url": f"{scheme}://{host}:{int(port) + 1}/stream", "token": TOKEN, "interview": "i-1"}
        answer |= {"candidate": "Ada Example", "expires_at": "2099-01-01T00:00:00+00:00"}
        self.reply(200, "application/json", json.dumps(answer).encode())

    def send_file(self, path: str) -> None:
        name = Path(path).name or "index.html"
        name = "call.html" if name == "call" else name
        found = next((folder / name for folder in self.folders if (folder / name).is_file()), None)
        if found is None:
            self.reply(404, "text/plain", b"not here")
        else:
            self.reply(200, KINDS.get(found.suffix, "application/octet-stream"), found.read_bytes())

    def reply(self, status: int, kind: str, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Content-Security-Policy", POLICY)
        self.send_header("Access-Control-Allow-Origin", self.headers.get("Origin", "*"))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name of the base class
        """Stay quiet."""


async def main() -> None:
    """Serve until killed."""
    port, folders = int(sys.argv[1]), [Path(name) for name in sys.argv[2:]]
    stub = Stub()
    stub.loop = asyncio.get_running_loop()
    handler = type("Handler", (WebHandler,), {"stub": stub, "port": port, "folders": folders})
    web = ThreadingHTTPServer(("127.0.0.1", port), handler)
    threading.Thread(target=web.serve_forever, daemon=True).start()
    async with serve(
        stub.talk,
        "127.0.0.1",
        port + 1,
        subprotocols=[Subprotocol(SUBPROTOCOL)],
        process_request=stub.allow,
        max_size=4 << 20,
    ):
        print("ready", flush=True)  # noqa: T201 - the harness waits for this word
        await asyncio.Future()


if __name__ == "__main__":
    asyncio.run(main())
