"""A checklist in words of the client, whole."""

from __future__ import annotations

import pytest

from candor.checklists.template_file import load_shipped
from candor.domain.checklist import ItemId, Mark, RecordedChecklist, SkipReason
from candor.services.checklist_messages import checklist_message, saved_message
from candor.wire.codec import decode_server_message, encode
from checklist_builders import TEMPLATE, answer

NOTHING = RecordedChecklist(TEMPLATE, {})


@pytest.mark.parametrize(("language", "said"), [("en", "Say place"), ("id-ID", "Say place (id)"), ("de", "Say place")])
def test_an_item_is_told_in_the_language_of_the_client(language: str, said: str) -> None:
    card = checklist_message(NOTHING, [], language).items[2]
    assert card.say == said


def test_a_card_says_what_the_panel_needs() -> None:
    id_card, light, place, work, degree = checklist_message(NOTHING, [], "en").items
    assert (id_card.hint, place.hint) == ("Compare the photo", "")
    assert (light.extra, place.extra) == (True, False)
    assert place.follow_ups == ["What is near?"]
    assert work.anchors == ["General", "Some detail", "Detail that holds"]
    assert degree.kind.value == "verify"


def test_what_is_noted_comes_whole() -> None:
    skipped = answer("work", Mark.SKIPPED, reason=SkipReason.OTHER, text="Fire alarm", at_s=None)
    noted = saved_message(skipped).noted
    assert (noted.mark, noted.reason, noted.text, noted.at_s) == (Mark.SKIPPED, SkipReason.OTHER, "Fire alarm", None)
    told = checklist_message(RecordedChecklist(TEMPLATE, {ItemId("work"): skipped}), [], "en")
    assert told.noted == [noted]


@pytest.mark.parametrize("language", ["en", "id"])
def test_the_shipped_checklist_fits_its_message(language: str) -> None:
    told = checklist_message(RecordedChecklist(load_shipped(), {}), [], language)
    assert decode_server_message(encode(told)) == told
    assert len(encode(told).encode()) < 20_000
