"""The WebSocket server with real sockets: admission, conversation, loss and resume, two clients, bad input."""

from __future__ import annotations

import json
import logging
import socket
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from websockets.exceptions import InvalidHandshake, InvalidStatus
from websockets.sync.client import connect
from websockets.typing import Origin, Subprotocol

from candor.domain.checklist import Mark
from candor.domain.checks import CheckKind, CheckPhase
from candor.domain.ids import InterviewId
from candor.errors import EngineError
from candor.settings import Settings
from candor.stream.server import StreamServer
from candor.wire.connection import ConnectionLimits
from candor.wire.framing import MediaFrame, MediaKind, encode_frame
from candor.wire.messages import (
    AnswerKind,
    CheckConfirm,
    ChecklistMessage,
    CheckMessage,
    CheckSkip,
    CheckStart,
    Ended,
    Error,
    ErrorCode,
    ItemAnswer,
    ItemSaved,
    NotesMessage,
    NoteWrite,
    StateMessage,
    Tile,
    WarningMessage,
    Welcome,
)
from checklist_builders import TEMPLATE
from stream.client import EXTENSION
from stream.house import House

ONE = InterviewId("interview-1")
VECTORS = Path(__file__).parents[1] / "wire/vectors"


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    house = House(tmp_path)  # port -1: the stream's port is the next one, 0, which means any free port
    yield house
    house.stop()


def refused(
    house: House,
    *,
    token: str = "good-token",
    origin: str | None = EXTENSION,
    subprotocols: Sequence[str] = (),
    url: str = "",
) -> tuple[int, bytes]:
    """Try to connect; return status and body of the refusal."""
    offered = [Subprotocol(one) for one in subprotocols or ("candor.v1", f"candor.token.{token}")]
    named = None if origin is None else Origin(origin)
    with pytest.raises(InvalidStatus) as caught:
        connect(url or house.url, subprotocols=offered, proxy=None, origin=named, legacy=True)
    return caught.value.response.status_code, bytes(caught.value.response.body or b"")


def test_a_client_is_welcomed_streams_and_hears_the_state(house: House) -> None:
    client = house.client()
    welcome = client.connect()
    client.send(Tile(width=640, height=360, platform="meet", name="Søren"))
    for _ in range(20):  # five times the credit
        client.frame(b"look")
    client.frame(b"state no_concern")
    state = client.wait(StateMessage, lambda state: state.questions[0].state == "no_concern")
    assert (welcome.interview, welcome.candidate, welcome.resumed) == ("interview-1", "Sample Candidate", False)
    assert len(state.questions) == 4


@pytest.mark.parametrize(
    ("options", "status", "body"),
    [
        ({"origin": None}, 403, b"bad_origin\n"),
        ({"origin": "https://meet.example"}, 403, b"bad_origin\n"),
        ({"token": "unknown-token"}, 403, b"unknown_token\n"),
        ({"token": "expired-token"}, 403, b"expired_token\n"),
        ({"token": "ended-token"}, 403, b"interview_ended\n"),
        ({"token": "too-bad"}, 403, b"unknown_token\n"),
        ({"subprotocols": ["candor.v1"]}, 400, b"bad_subprotocol\n"),
        ({"subprotocols": ["chat", "candor.token.good-token"]}, 400, b"bad_subprotocol\n"),
    ],
)
def test_refuses_before_the_connection_is_up_and_repeats_nothing(
    house: House, options: dict, status: int, body: bytes
) -> None:
    house.records.add("expired", token="expired-token", is_expired=True)
    house.records.end(house.records.add("ended", token="ended-token"))
    assert refused(house, **options) == (status, body)


def test_a_token_in_the_address_is_not_accepted(house: House) -> None:
    assert refused(house, url=f"{house.url}?token=good-token")[0] == 404


def test_no_token_is_ever_logged(house: House, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, logger="candor")
    refused(house, token="secret-but-unknown")
    client = house.client()
    client.connect()
    client.frame(b"look")
    client.send_raw("nonsense")
    client.wait_closed()
    texts = caplog.text
    own = [record for record in caplog.records if not record.name.startswith("websockets.client")]
    assert "secret-but-unknown" not in " ".join(record.getMessage() for record in own), texts
    assert "good-token" not in " ".join(record.getMessage() for record in own)


def test_an_address_that_tries_too_often_is_refused(house: House) -> None:
    statuses = [refused(house, token=f"guess-{number:08}")[0] for number in range(25)]
    assert statuses[:20] == [403] * 20
    assert statuses[-1] == 429


def test_the_old_token_of_an_ended_interview_opens_nothing(house: House) -> None:
    client = house.client()
    client.connect()
    client.frame(b"look")
    assert client.end() == "/interviews/interview-1/report"
    assert client.wait_closed() == 1000
    assert refused(house) == (403, b"interview_ended\n")


def test_the_network_is_cut_and_the_interview_goes_on_without_doubling(house: House) -> None:
    client = house.client()
    client.connect()
    client.frame(b"warn extra_face")
    client.frame(b"state please_check")
    client.wait(WarningMessage)
    client.cut()
    back = client.connect_until(5)
    client.frame(b"warn extra_face")
    client.frame(b"warn id_mismatch")
    client.wait(WarningMessage, lambda warning: warning.code == "id_mismatch")
    assert back.resumed
    assert [(w.code, w.event) for w in client.told(WarningMessage)] == [("extra_face", 1), ("id_mismatch", 2)]
    assert len(house.engine.briefs) == 1, "the analysis went on, nothing was restored"


def test_a_client_that_lost_its_memory_is_told_every_warning(house: House) -> None:
    first = house.client()
    first.connect()
    first.frame(b"warn extra_face")
    first.wait(WarningMessage)
    first.close()
    second = house.client()
    second.connect()
    assert second.wait(WarningMessage).code == "extra_face"
    assert second.wait(StateMessage).event == 1


def test_a_second_connection_replaces_the_first(house: House) -> None:
    first, second = house.client(), house.client()
    first.connect()
    second.connect()
    assert first.wait(Error).code is ErrorCode.REPLACED
    assert first.wait_closed() == 1008
    second.frame(b"state no_concern")
    second.wait(StateMessage)


def test_an_answer_is_confirmed_by_the_warning_itself(house: House) -> None:
    client = house.client()
    client.connect()
    client.frame(b"warn extra_face")
    card = client.wait(WarningMessage)
    client.answer(card.id, AnswerKind.EXPLAINED, "a child came in")
    assert client.wait(WarningMessage, lambda warning: warning.answer is not None).event == 2


def test_an_answer_to_an_unknown_warning_is_one_documented_error(house: House) -> None:
    client = house.client()
    client.connect()
    client.answer("no-such-warning", AnswerKind.NOTE)
    assert client.wait(Error).code is ErrorCode.BAD_MESSAGE
    assert client.wait_closed() == 1008


def test_a_note_is_confirmed_and_told_again_to_a_client_that_comes_back(house: House) -> None:
    first, second = house.client(), house.client()
    first.connect()
    first.send(NoteWrite(id="n-1", at_s=0.0, text="Named the shop."))
    assert [note.text for note in first.wait(NotesMessage).notes] == ["Named the shop."]
    first.cut()
    second.connect()
    assert [note.by for note in second.wait(NotesMessage).notes] == ["Ina"]


def test_a_check_runs_from_asking_to_seen(house: House) -> None:
    client = house.client()
    client.connect()
    client.frame(b"look")
    client.check(CheckStart(kind=CheckKind.TURN_HEAD))
    assert client.wait(CheckMessage).phase is CheckPhase.RUNNING
    client.frame(b"check done")
    assert client.wait(CheckMessage, lambda check: check.phase is CheckPhase.DONE).evidence_jpeg_base64


@pytest.mark.parametrize("order", [CheckSkip(id="none"), CheckConfirm(id="none", seen=True)])
def test_an_order_about_an_unknown_check_is_one_documented_error(house: House, order: CheckSkip | CheckConfirm) -> None:
    client = house.client()
    client.connect()
    client.check(order)
    assert client.wait(Error).code is ErrorCode.BAD_MESSAGE
    assert client.wait_closed() == 1008


def test_an_item_of_the_checklist_is_taken_and_confirmed(house: House) -> None:
    client = house.client()
    client.connect()
    assert client.wait(ChecklistMessage).template == TEMPLATE.id
    client.send(ItemAnswer(change="c-1", item="place", mark=Mark.ASKED, text="Bandung"))
    assert client.wait(ItemSaved).noted.text == "Bandung"


def test_an_answer_to_an_unknown_item_is_one_documented_error(house: House) -> None:
    client = house.client()
    client.connect()
    client.send(ItemAnswer(change="c-1", item="nothing", mark=Mark.ASKED))
    assert client.wait(Error).code is ErrorCode.BAD_MESSAGE
    assert client.wait_closed() == 1008


def test_an_end_on_the_pages_reaches_the_client(house: House) -> None:
    client = house.client()
    client.connect()
    house.live.stop(ONE)
    assert client.wait(Ended).report_url == "/interviews/interview-1/report"


def test_a_client_without_credit_that_sends_on_is_refused(house: House) -> None:
    house.engine.is_held = True
    client = house.client()
    client.connect()
    for number in range(5):
        picture = MediaFrame(MediaKind.VIDEO, number, float(number), 640, 360, b"look")
        client.send_raw(encode_frame(picture))
    assert client.wait(Error).code is ErrorCode.OUT_OF_CREDIT
    assert client.wait_closed() == 1008


def test_a_message_above_every_limit_is_refused_unread(house: House) -> None:
    client = house.client()
    client.connect()
    client.send_raw(b"\0" * (4 * 1024 * 1024 + 1))
    assert client.wait_closed() == 1009


def malformed() -> list[tuple[str, str | bytes, str]]:
    texts = json.loads((VECTORS / "client_messages.json").read_text())
    frames = json.loads((VECTORS / "framing.json").read_text())
    found = [(v["name"], v["text"], v["error"]) for v in texts if "error" in v]
    found += [(v["name"], bytes.fromhex(v["hex"]), v["error"]) for v in frames if "error" in v]
    found += [
        ("a text too large", " " * 16385, "too_large"),
        ("a frame too large", b"CND" + b"\0" * 2**21, "too_large"),
    ]
    huge = encode_frame(MediaFrame(MediaKind.VIDEO, 0, 0.0, 16384, 16384, b"x"))
    sound = encode_frame(MediaFrame(MediaKind.AUDIO, 0, 0.0, 48000, 2, b"xxxx"))
    return [
        *found,
        ("a picture of 268 million pixels", huge, "too_large"),
        ("sound of another rate", sound, "not_allowed"),
        ("video that was not agreed on", encode_frame(MediaFrame(MediaKind.VP8, 0, 0.0, 9, 9, b"x")), "not_allowed"),
    ]


def test_every_malformed_message_gives_exactly_one_documented_error_and_the_server_goes_on(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(house.server._rate, "check", lambda *_: None)
    cases = malformed()
    for name, data, code in cases:
        client = house.client()
        client.connect()
        client.send_raw(data)
        client.wait_closed()
        assert [error.code for error in client.told(Error)] == [code], name
        assert isinstance(client.messages[-1], Error), name
    survivor = house.client()
    survivor.connect()
    survivor.frame(b"state no_concern")
    survivor.wait(StateMessage)
    assert len(cases) >= 70


def test_a_client_that_never_says_hello_is_sent_away(tmp_path: Path) -> None:
    house = House(tmp_path, ConnectionLimits(hello_within_s=0.2))
    client = house.client()
    client.open()
    assert client.wait(Error).code is ErrorCode.INTERNAL
    assert client.wait_closed() == 1011
    house.stop()


def test_a_failure_inside_closes_one_connection_and_tells_nothing_of_it(
    house: House, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object) -> None:
        raise ValueError("password=hunter2")

    client = house.client()
    client.connect()
    monkeypatch.setattr(house.live, "frame", broken)
    client.frame(b"look")
    error = client.wait(Error)
    assert (error.code, client.wait_closed()) == (ErrorCode.INTERNAL, 1011)
    assert "hunter2" not in error.text
    assert "hunter2" in caplog.text
    monkeypatch.undo()
    client.connect()
    client.frame(b"state no_concern")
    client.wait(StateMessage)


def test_a_stopping_server_says_so_and_writes_down(house: House) -> None:
    client = house.client()
    client.connect()
    client.frame(b"state no_concern")
    client.wait(StateMessage)
    house.stop()
    assert client.wait_closed() == 1012
    assert house.records.interviews[ONE].checkpoint is not None


def test_a_port_that_is_taken_is_named(house: House, tmp_path: Path) -> None:
    settings = Settings(home=tmp_path, port=house.server.port - 1)
    with pytest.raises(EngineError, match=str(house.server.port)) as caught:
        StreamServer(settings, house.records, house.live).start()
    assert caught.value.code == "stream_cannot_start"


def test_garbage_before_the_handshake_harms_nobody(house: House) -> None:
    for garbage in (b"\x16\x03\x01\x02\x00", b"GET / HTTP/1.1\r\n\r\n", b"POST /stream HTTP/1.1\r\n\r\n", b""):
        with socket.create_connection(("127.0.0.1", house.server.port)) as raw:
            raw.sendall(garbage)
    with pytest.raises(InvalidHandshake):
        connect(house.url.replace("/stream", "/nothing"), proxy=None, legacy=True)
    assert isinstance(house.client().connect(), Welcome)


def test_frames_of_a_slow_server_are_replaced_by_newer_ones_and_counted(house: House) -> None:
    client = house.client()
    client.connect()
    client.frame(b"look")
    client.wait(StateMessage)
    house.engine.is_held = True
    for _ in range(4):
        client.frame(b"look")
    time.sleep(0.2)
    house.engine.is_held = False
    house.engine.release()
    client.frame(b"state no_concern")
    state = client.wait(StateMessage, lambda state: state.questions[0].state == "no_concern")
    assert state.dropped == 3
