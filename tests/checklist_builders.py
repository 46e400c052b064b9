"""A small checklist and answers to it, for the tests of all rooms."""

from __future__ import annotations

from datetime import UTC, datetime

from candor.domain.checklist import (
    ChecklistAnswer,
    ChecklistItem,
    ChecklistTemplate,
    ItemId,
    ItemKind,
    Mark,
    Section,
    SkipReason,
    Words,
)

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def words(text: str) -> Words:
    return {"en": text, "id": f"{text} (id)"}


def item(
    named: str, section: Section = Section.PLACE, kind: ItemKind = ItemKind.QUESTION, **more: object
) -> ChecklistItem:
    return ChecklistItem(ItemId(named), section, kind, words(f"Title of {named}"), words(f"Say {named}"), **more)  # type: ignore[arg-type]


ANCHORS = (words("General"), words("Some detail"), words("Detail that holds"))
TEMPLATE = ChecklistTemplate(
    "small",
    1,
    words("A small checklist"),
    (
        item("id_card", Section.IDENTITY, ItemKind.CHECK, hint=words("Compare the photo")),
        item("light", Section.IDENTITY, ItemKind.CHECK, extra=True),
        item("place", compare=True, follow_ups=(words("What is near?"),)),
        item("work", Section.EXPERIENCE, anchors=ANCHORS),
        item("degree", Section.PROCESS, ItemKind.VERIFY),
    ),
)
"""Three items are counted: id_card, place and work."""


def answer(
    named: str,
    mark: Mark = Mark.ASKED,
    *,
    change: str = "change-1",
    text: str = "",
    rating: int | None = None,
    reason: SkipReason | None = None,
    at_s: float | None = 65.0,
) -> ChecklistAnswer:
    return ChecklistAnswer(ItemId(named), change, mark, at_s, "Ina", NOON, text, rating, reason)


def typed(template: ChecklistTemplate = TEMPLATE) -> dict[str, str]:
    """The form of a template as a browser sends it."""
    form = {"version": str(template.version), "title-en": template.title["en"], "title-id": template.title["id"]}
    for n, item in enumerate(template.items):
        at = f"item-{n}"
        form |= {f"{at}-id": item.id, f"{at}-section": item.section.value, f"{at}-kind": item.kind.value}
        for language in ("en", "id"):
            form |= {f"{at}-title-{language}": item.title[language], f"{at}-say-{language}": item.say[language]}
            form[f"{at}-hint-{language}"] = "" if item.hint is None else item.hint[language]
            for name in ("follow_ups", "anchors"):
                form[f"{at}-{name}-{language}"] = "\r\n".join(words[language] for words in getattr(item, name))
        form |= {f"{at}-{flag}": "yes" for flag in ("compare", "movement", "extra") if getattr(item, flag)}
    return form
