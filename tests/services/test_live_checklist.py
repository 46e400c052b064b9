"""The checklist of a live interview: told on connecting, each change on record before it is confirmed, taken once."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from candor.domain.checklist import ItemId, Mark, SkipReason
from candor.errors import WireError
from candor.wire.messages import ChecklistMessage, ItemAnswer, ItemSaved, ServerMessage
from candor.wire.parts import NotedItem
from checklist_builders import TEMPLATE, answer
from fakes import FakeInterviewRecords
from live_house import ONE, FakePeer, House


@pytest.fixture
def house() -> House:
    records = FakeInterviewRecords()
    records.add()
    return House(records)


def asked(change: str = "c-1", item: str = "place", **more: object) -> ItemAnswer:
    return ItemAnswer(change=change, item=item, mark=Mark.ASKED, **more)  # type: ignore[arg-type]


def saved(peer: FakePeer) -> list[NotedItem]:
    return [told.noted for told in peer.told(ItemSaved)]


def test_every_client_is_told_the_checklist_in_its_language(house: House) -> None:
    (told,) = house.connect(language="id").told(ChecklistMessage)
    assert (told.template, told.version, told.title) == ("small", 1, "A small checklist (id)")
    assert [card.id for card in told.items] == ["id_card", "light", "place", "work", "degree"]
    assert (told.noted, told.earlier) == ([], [])


def test_a_change_is_on_record_before_it_is_confirmed(house: House) -> None:
    peer = house.connect()
    on_record: list[list[str]] = []
    tell = peer.send

    def send(message: ServerMessage) -> None:
        if isinstance(message, ItemSaved):
            on_record.append(list(house.records.interviews[ONE].answers))
        tell(message)

    peer.send = send
    house.live.item(ONE, asked())
    assert on_record == [["place"]]
    assert [(noted.item, noted.change, noted.by) for noted in saved(peer)] == [("place", "c-1", "Ina")]


def test_a_client_that_comes_back_is_told_what_is_on_record(house: House) -> None:
    peer = house.connect()
    house.live.item(ONE, asked(text="Bandung"))
    house.live.disconnect(ONE, peer)
    (told,) = house.connect().told(ChecklistMessage)
    assert [(noted.item, noted.text) for noted in told.noted] == [("place", "Bandung")]


def test_another_server_goes_on_with_the_checklist_that_the_interview_began_with(house: House) -> None:
    house.connect()
    house.live.item(ONE, asked(text="Bandung"))
    later = House(house.records)
    later.records.interviews[ONE].template = replace(TEMPLATE, version=7)
    (told,) = later.connect().told(ChecklistMessage)
    assert (told.version, [noted.text for noted in told.noted]) == (7, ["Bandung"])


def test_a_change_that_is_told_twice_is_taken_once_and_confirmed_twice(house: House) -> None:
    peer = house.connect()
    house.frame(peer)
    house.live.item(ONE, asked())
    house.now_s += 30
    house.live.item(ONE, asked())
    first, second = saved(peer)
    assert first == second
    assert house.records.interviews[ONE].answers[ItemId("place")].at_s == 0.0


def test_the_time_is_when_the_change_was_made_and_not_when_it_arrived(house: House) -> None:
    peer = house.connect()
    house.frame(peer)
    house.now_s += 60
    house.live.item(ONE, asked(age_s=12.5))
    house.live.item(ONE, asked("c-2", "work", age_s=3600.0))
    assert [noted.at_s for noted in saved(peer)] == [47.5, 0.0]
    kept = house.records.interviews[ONE].answers[ItemId("place")]
    assert kept.given_at == datetime(2030, 1, 1, 0, 17, 27, 625000, tzinfo=UTC)


def test_without_pictures_there_is_no_interview_time_and_without_consent_the_checklist_still_works(
    house: House,
) -> None:
    house.records.interviews[ONE].consented = False
    peer = house.connect()
    house.frame(peer)
    house.live.item(ONE, asked())
    assert [noted.at_s for noted in saved(peer)] == [None]


def test_skipping_keeps_its_reason(house: House) -> None:
    peer = house.connect()
    house.live.item(ONE, ItemAnswer(change="c-1", item="work", mark=Mark.SKIPPED, reason=SkipReason.NO_TIME))
    assert saved(peer)[0].reason is SkipReason.NO_TIME


@pytest.mark.parametrize(
    "given", [asked(item="nothing"), asked(rating=2), asked(reason=SkipReason.NO_TIME), asked(item="work", rating=4)]
)
def test_what_the_checklist_does_not_have_is_one_documented_error(house: House, given: ItemAnswer) -> None:
    peer = house.connect()
    with pytest.raises(WireError) as refused:
        house.live.item(ONE, given)
    assert refused.value.code == "bad_message"
    assert (saved(peer), house.records.interviews[ONE].answers) == ([], {})


def test_earlier_rounds_are_told_of_items_that_ask_to_compare_alone() -> None:
    records = FakeInterviewRecords()
    records.add("interview-0", token="old-token")
    for named in ("place", "work"):
        records.save_checklist_answer(next(iter(records.interviews)), answer(named, text=f"Said of {named}"))
    records.add()
    (told,) = House(records).connect().told(ChecklistMessage)
    assert [(early.round, early.on, early.noted.text) for early in told.earlier] == [
        ("Engineer, round 1", "2026-11-22", "Said of place")
    ]
