"""What becomes of an item when the interviewer changes something about it? A change in, the new answer out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from candor.domain.checklist import (
    MAX_ANSWER_CHARS,
    ChecklistAnswer,
    ChecklistItem,
    ChecklistTemplate,
    ItemId,
    Mark,
    SkipReason,
)
from candor.errors import NotFoundError, UsageError


@dataclass(frozen=True, slots=True)
class Change:
    """What the interviewer says of an item now, whole: what is not said any more is gone."""

    id: str
    """Drawn by the client."""
    item: str
    mark: Mark
    text: str = ""
    rating: int | None = None
    reason: SkipReason | None = None


@dataclass(frozen=True, slots=True)
class Moment:
    """When and by whom a change was made."""

    at_s: float | None
    """Interview time; None while no picture has given it."""
    given_at: datetime
    by: str


def answered(
    template: ChecklistTemplate, before: ChecklistAnswer | None, change: Change, moment: Moment
) -> ChecklistAnswer:
    """Return the answer after a change. One that was taken before changes nothing, and neither does its moment: the
    time of an item is when it got its mark, not when its words were polished.

    Raises:
        NotFoundError: "no_such_item".
        UsageError: "bad_checklist_answer".
    """
    item = template.item(change.item)
    if item is None:
        raise NotFoundError("no_such_item", "This interview's checklist has no such item.")
    if before is not None and before.change == change.id:
        return before
    _refuse_contradictions(item, change)
    keeps_mark = before is not None and before.mark is change.mark and before.at_s is not None
    return ChecklistAnswer(
        item=ItemId(item.id),
        change=change.id,
        mark=change.mark,
        at_s=before.at_s if before is not None and keeps_mark else moment.at_s,
        by=moment.by,
        given_at=moment.given_at,
        text=change.text,
        rating=change.rating,
        reason=change.reason,
    )


def _refuse_contradictions(item: ChecklistItem, change: Change) -> None:
    is_asked, is_skipped = change.mark is Mark.ASKED, change.mark is Mark.SKIPPED
    is_rating_wrong = change.rating is not None and not (is_asked and 1 <= change.rating <= len(item.anchors))
    if is_rating_wrong or is_skipped != (change.reason is not None) or len(change.text) > MAX_ANSWER_CHARS:
        sentence = "An item is rated by its anchors once it was asked, and skipped with a reason."
        raise UsageError("bad_checklist_answer", sentence)
