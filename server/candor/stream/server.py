"""The WebSocket server: admits clients, moves messages between sockets, protocol machine and live interviews.

    socket ═▶ wire.connection.Connection ─ events ─▶ services.live ─▶ engine
    socket ◀═ wire.connection.Connection ◀ messages ─ services.live ◀─ engine

Runs on one event loop in its own thread. Whatever may wait for the database goes to threads.
"""

from __future__ import annotations

import asyncio
import logging
import threading
import time
from collections.abc import Sequence
from dataclasses import replace
from http import HTTPStatus
from weakref import WeakKeyDictionary

from websockets.asyncio.server import Server, ServerConnection, serve
from websockets.exceptions import ConnectionClosed
from websockets.http11 import Request, Response
from websockets.typing import Subprotocol

from candor.domain.ports import Clock
from candor.domain.records import InterviewRecords, StreamGrant
from candor.errors import AccessError, EngineError, NotFoundError, WireError
from candor.services.live import LiveInterviews
from candor.settings import Settings
from candor.stream import admission
from candor.stream.peer import SocketPeer
from candor.wire.connection import Connection, ConnectionLimits, Event
from candor.wire.framing import MediaFrame
from candor.wire.messages import (
    MAX_BINARY_BYTES,
    SUBPROTOCOL,
    Answer,
    CheckConfirm,
    CheckSkip,
    CheckStart,
    End,
    ErrorCode,
    Hello,
    ItemAnswer,
    NoteWrite,
    Tile,
)

log = logging.getLogger(__name__)
_sockets_log = logging.getLogger("candor.stream.sockets")
_sockets_log.setLevel(logging.WARNING)  # below that, headers are logged, and with them tokens

MAX_CONNECTIONS = 500
_TICK_S = 0.25
_PING_S = 10.0
_CLOSE_RESTART = 1012
"""Source: IANA WebSocket close code registry, "Service Restart"."""


class StreamServer:
    """Serves streams until it is stopped."""

    def __init__(
        self,
        settings: Settings,
        records: InterviewRecords,
        live: LiveInterviews,
        *,
        clock: Clock = time.monotonic,
        limits: ConnectionLimits | None = None,
    ) -> None:
        """Prepare.

        Args:
            settings: host, stream port, extra origins, public address.
            records: redeems tokens.
            live: where the streams go; started by its owner.
            clock: monotonic seconds, the same that `live` was given.
            limits: what one connection may do.
        """
        self._settings = settings
        self._records = records
        self._live = live
        self._clock = clock
        self._limits = limits or ConnectionLimits()
        self._rate = admission.ConnectRate()
        self._grants: WeakKeyDictionary[ServerConnection, StreamGrant] = WeakKeyDictionary()
        self._peers: set[SocketPeer] = set()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stop_asked: asyncio.Event | None = None
        self._started = threading.Event()
        self._start_error: OSError | None = None
        self._thread = threading.Thread(target=self._run, name="candor-stream", daemon=True)
        self.port = settings.stream_port
        """The port in use; differs from the setting when that is 0."""

    def start(self) -> None:
        """Listen; returns when clients can connect.

        Raises:
            EngineError: "stream_cannot_start": the port is taken, or the host is not ours.
        """
        self._thread.start()
        self._started.wait()
        if self._start_error is not None:
            where = f"{self._settings.host}:{self._settings.stream_port}"
            raise EngineError("stream_cannot_start", f"The stream cannot listen on {where}: {self._start_error}.")

    def stop(self) -> None:
        """Close all connections (1012) and end; clients come back by themselves."""
        if self._loop is not None and self._stop_asked is not None and self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._stop_asked.set)
            self._thread.join()

    # --- the loop's thread ----------------------------------------------------------------------------------------

    def _run(self) -> None:
        asyncio.run(self._main())

    async def _main(self) -> None:
        self._loop, self._stop_asked = asyncio.get_running_loop(), asyncio.Event()
        try:
            server = await self._listen()
        except OSError as error:
            self._start_error = error
            return
        finally:
            self._started.set()
        ticker = asyncio.create_task(self._tick())
        await self._stop_asked.wait()
        ticker.cancel()
        server.close(code=_CLOSE_RESTART, reason="restart")
        await server.wait_closed()

    async def _listen(self) -> Server:
        server = await serve(
            self._handle,
            self._settings.host,
            self._settings.stream_port,
            process_request=self._admit,
            select_subprotocol=_select_subprotocol,
            compression=None,
            max_size=2 * MAX_BINARY_BYTES,
            max_queue=4,
            ping_interval=_PING_S,
            ping_timeout=_PING_S,
            server_header=None,
            logger=_sockets_log,
        )
        self.port = next(iter(server.sockets)).getsockname()[1]
        return server

    async def _tick(self) -> None:
        while True:
            await asyncio.sleep(_TICK_S)
            for peer in self._peers:
                peer.connection.tick(self._clock())
                peer.has_output.set()
            try:
                await asyncio.to_thread(self._live.tick)
            except Exception:
                log.exception("a periodic task of the live interviews failed")

    # --- admission ------------------------------------------------------------------------------------------------

    async def _admit(self, socket: ServerConnection, request: Request) -> Response | None:
        try:
            self._grants[socket] = await self._grant(socket, request)
        except admission.Refusal as refusal:
            return socket.respond(refusal.status, f"{refusal.code}\n")
        return None

    async def _grant(self, socket: ServerConnection, request: Request) -> StreamGrant:
        headers = request.headers
        address = admission.client_address(
            _peer_address(socket),
            headers.get_all("X-Forwarded-For"),
            has_proxy=bool(self._settings.public_url),
        )
        self._rate.check(address, self._clock())
        admission.check_path(request.path)
        admission.check_origin(headers.get_all("Origin"), self._settings.extension_origins)
        token = admission.token_of(headers.get_all("Sec-WebSocket-Protocol"))
        if len(self._peers) >= MAX_CONNECTIONS:
            raise admission.Refusal(HTTPStatus.SERVICE_UNAVAILABLE, "server_full")
        try:
            return await asyncio.to_thread(self._records.redeem, token)
        except (AccessError, NotFoundError) as error:
            raise admission.Refusal(HTTPStatus.FORBIDDEN, error.code) from error

    # --- one connection -------------------------------------------------------------------------------------------

    async def _handle(self, socket: ServerConnection) -> None:
        grant = self._grants.pop(socket)
        peer = SocketPeer(Connection(self._clock(), self._limits_of(socket)), asyncio.get_running_loop())
        self._peers.add(peer)
        writer = asyncio.create_task(self._write(socket, peer))
        try:
            await self._read(socket, peer, grant)
            await writer
        except ConnectionClosed:
            pass  # lost or closed by the client: the interview waits for the next connection
        except Exception:
            log.exception("a connection failed")
            peer.fail(ErrorCode.INTERNAL, "The server failed. Connect again.")
            await asyncio.wait([writer], timeout=_PING_S)
        finally:
            self._peers.discard(peer)
            writer.cancel()
            await asyncio.gather(writer, return_exceptions=True)
            await asyncio.to_thread(self._live.disconnect, grant.interview, peer)

    def _limits_of(self, socket: ServerConnection) -> ConnectionLimits:
        """Return what this connection may do: bytes only count where there is a network."""
        forwarded = socket.request.headers.get_all("X-Forwarded-For") if socket.request else []
        is_same_computer = admission.is_same_computer(_peer_address(socket), forwarded)
        kbit_s, codec = admission.budget(self._settings.stream_kbit_s, is_same_computer=is_same_computer)
        return replace(self._limits, kbit_s=kbit_s, codec=codec)

    async def _read(self, socket: ServerConnection, peer: SocketPeer, grant: StreamGrant) -> None:
        connection = peer.connection
        while connection.close_code is None:
            message = await socket.recv()
            now_s = self._clock()
            if isinstance(message, str):
                event = connection.receive_text(message, now_s)
            else:
                event = connection.receive_binary(message, now_s)
            peer.has_output.set()
            if event is not None:
                await asyncio.to_thread(self._act, event, peer, grant, now_s)

    async def _write(self, socket: ServerConnection, peer: SocketPeer) -> None:
        while True:
            await peer.has_output.wait()
            peer.has_output.clear()
            close_code = peer.connection.close_code
            for text in peer.connection.take_output():
                await socket.send(text)
            if close_code is not None:
                await socket.close(close_code)
                return

    def _act(self, event: Event, peer: SocketPeer, grant: StreamGrant, now_s: float) -> None:
        """Do what a message asks for; runs in a thread."""
        try:
            self._carry_out(event, peer, grant, now_s)
        except NotFoundError as error:
            is_about_nothing = isinstance(event, Answer | CheckSkip | CheckConfirm)
            code = ErrorCode.BAD_MESSAGE if is_about_nothing else ErrorCode.ENDED
            peer.fail(code, error.sentence)
        except WireError as error:
            peer.fail(ErrorCode(error.code), error.sentence)

    def _carry_out(self, event: Event, peer: SocketPeer, grant: StreamGrant, now_s: float) -> None:
        match event:
            case MediaFrame():
                self._live.frame(grant.interview, peer, event, now_s)
            case Hello():
                self._live.connect(grant, event, peer)
            case Answer():
                self._live.answer(grant.interview, event)
            case NoteWrite():
                self._live.note(grant.interview, event)
            case End():
                self._live.end(grant.interview)
            case CheckStart() | CheckSkip() | CheckConfirm():
                self._live.check(grant.interview, event)
            case ItemAnswer():
                self._live.item(grant.interview, event)
            case Tile():
                log.info("tile of %s px by %s px on %s", event.width, event.height, event.platform)


def _peer_address(socket: ServerConnection) -> str:
    return str(socket.remote_address[0]) if socket.remote_address else ""


def _select_subprotocol(_: ServerConnection, __: Sequence[Subprotocol]) -> Subprotocol:
    return Subprotocol(SUBPROTOCOL)  # `_admit` has refused whoever did not offer it
