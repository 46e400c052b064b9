"""Errands from other threads reach the connection in order, inside the loop."""

from __future__ import annotations

import asyncio
import json
import threading

from candor.stream.peer import SocketPeer
from candor.wire.connection import Connection
from candor.wire.framing import MediaFrame, MediaKind, encode_frame
from candor.wire.messages import ErrorCode, Notice, NoticeCode

HELLO = '{"type":"hello","version":1,"client":"test/1","last_event":0}'


def told(peer: SocketPeer) -> list[str]:
    return [json.loads(text)["type"] for text in peer.connection.take_output()]


def test_errands_of_another_thread_are_done_in_order() -> None:
    async def scene() -> list[str]:
        peer = SocketPeer(Connection(0.0), asyncio.get_running_loop())
        peer.connection.receive_text(HELLO, 0.0)

        def errands() -> None:
            peer.welcome("i", "Ada", resumed=False)
            peer.send(Notice(event=0, code=NoticeCode.NO_REFERENCE, text="x"))
            peer.fail(ErrorCode.REPLACED, "x")

        await asyncio.to_thread(errands)
        await asyncio.wait_for(peer.has_output.wait(), 5)
        return told(peer)

    assert asyncio.run(scene()) == ["welcome", "notice", "error"]


def test_settling_gives_credit_back() -> None:
    async def scene() -> list[str]:
        peer = SocketPeer(Connection(0.0), asyncio.get_running_loop())
        peer.connection.receive_text(HELLO, 0.0)
        peer.connection.welcome("i", "Ada", resumed=False)
        for seq in range(3):
            peer.connection.receive_binary(encode_frame(MediaFrame(MediaKind.VIDEO, seq, 0.0, 1, 1, b"x")), 0.0)
        peer.settle(0)
        await asyncio.sleep(0)
        first = told(peer)
        peer.settle(None)
        await asyncio.sleep(0)
        return [*first, "then", *told(peer)]

    assert asyncio.run(scene()) == ["welcome", "credit", "then", "credit"]


def test_a_welcome_that_comes_after_the_close_is_not_sent() -> None:
    async def scene() -> list[str]:
        peer = SocketPeer(Connection(0.0), asyncio.get_running_loop())
        peer.connection.receive_text(HELLO, 0.0)
        peer.connection.receive_text(HELLO, 0.0)
        peer.welcome("i", "Ada", resumed=False)
        await asyncio.sleep(0)
        return told(peer)

    assert asyncio.run(scene()) == ["error"]


def test_errands_after_the_end_of_the_loop_are_dropped() -> None:
    async def make() -> SocketPeer:
        return SocketPeer(Connection(0.0), asyncio.get_running_loop())

    peer = asyncio.run(make())
    thread = threading.Thread(target=peer.fail, args=(ErrorCode.INTERNAL, "x"))
    thread.start()
    thread.join()
    assert peer.connection.close_code is None
