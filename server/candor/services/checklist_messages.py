"""How is a checklist told to the client? What is on record in, wire messages out, in the client's language."""

from __future__ import annotations

from collections.abc import Sequence

from candor.challenges.wording import LANGUAGES
from candor.domain.checklist import ChecklistAnswer, ChecklistItem, EarlierAnswer, RecordedChecklist
from candor.wire.messages import ChecklistMessage, ItemSaved
from candor.wire.parts import ChecklistCard, EarlierNote, NotedItem


def checklist_message(recorded: RecordedChecklist, earlier: Sequence[EarlierAnswer], language: str) -> ChecklistMessage:
    """Return the checklist as it stands.

    Args:
        recorded: template and answers.
        earlier: what to compare with, newest round first.
        language: of the client; one that there are no words in reads English.
    """
    short = language.lower().replace("_", "-").split("-")[0]
    spoken = short if short in LANGUAGES else LANGUAGES[0]
    template = recorded.template
    return ChecklistMessage(
        template=template.id,
        version=template.version,
        title=template.title[spoken],
        items=[_card(item, spoken) for item in template.items],
        noted=[_noted(answer) for answer in recorded.answers.values()],
        earlier=[
            EarlierNote(round=told.round, on=f"{told.on:%Y-%m-%d}", noted=_noted(told.answer)) for told in earlier
        ],
    )


def saved_message(answer: ChecklistAnswer) -> ItemSaved:
    """Return what confirms a change."""
    return ItemSaved(noted=_noted(answer))


def _card(item: ChecklistItem, language: str) -> ChecklistCard:
    return ChecklistCard(
        id=item.id,
        section=item.section,
        kind=item.kind,
        title=item.title[language],
        say=item.say[language],
        follow_ups=[words[language] for words in item.follow_ups],
        hint="" if item.hint is None else item.hint[language],
        anchors=[words[language] for words in item.anchors],
        movement=item.movement,
        extra=item.extra,
    )


def _noted(answer: ChecklistAnswer) -> NotedItem:
    return NotedItem(
        item=answer.item,
        change=answer.change,
        mark=answer.mark,
        at_s=answer.at_s,
        text=answer.text,
        rating=answer.rating,
        reason=answer.reason,
        by=answer.by,
    )
