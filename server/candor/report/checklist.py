"""What was asked of the checklist, in words of the report? A recorded checklist in, lines out for summary.py."""

from __future__ import annotations

from dataclasses import dataclass

from candor.checklists.progress import Equality, Progress, equality, mark_of, progress
from candor.domain.checklist import ChecklistAnswer, ChecklistItem, ItemKind, Mark, RecordedChecklist, Section
from candor.report.texts import ReportTexts, clock_time


@dataclass(frozen=True, slots=True)
class ItemLine:
    """One item."""

    title: str
    say: str
    """What was read out, or is to be looked up."""
    mark: Mark
    word: str
    """The mark in one or two words."""
    when: str
    """Time and name, as "12:31, Ina"; empty while it is open."""
    text: str
    """What was noted."""
    rating: str
    """The rating with its anchor; empty where there is none."""
    reason: str
    """Why it was skipped."""


@dataclass(frozen=True, slots=True)
class SectionPart:
    """One section of the checklist."""

    title: str
    progress: str
    lines: tuple[ItemLine, ...]


@dataclass(frozen=True, slots=True)
class ChecklistPart:
    """The checklist as the report shows it."""

    title: str
    """Name and version of the template."""
    progress: str
    sections: tuple[SectionPart, ...]
    verify: tuple[ItemLine, ...]
    """To be looked up after the call."""
    verify_progress: str
    """How many of them are, as "2 of 4 done"."""
    equality: tuple[Equality, ...]
    """How often each item was asked, over all candidates; empty while there is nobody to compare with."""

    @property
    def has_open_verifications(self) -> bool:
        """Whether something is still to be looked up."""
        return any(line.mark is Mark.OPEN for line in self.verify)


def checklist_part(recorded: RecordedChecklist | None, texts: ReportTexts) -> ChecklistPart | None:
    """Return the checklist of an interview in words; None where none was begun."""
    if recorded is None:
        return None
    template, words = recorded.template, texts.checklist
    sections = [_section(section, recorded, texts) for section in Section]
    verify = tuple(_line(item, recorded, texts) for item in template.items if item.kind is ItemKind.VERIFY)
    done = sum(line.mark is not Mark.OPEN for line in verify)
    return ChecklistPart(
        title=words["version"].format(title=template.title[texts.language], version=template.version),
        progress=_progress(progress(template, recorded.answers), texts),
        sections=tuple(section for section in sections if section.lines),
        equality=_equality(recorded),
        verify=verify,
        verify_progress=words["verify_progress"].format(done=done, total=len(verify)),
    )


def _equality(recorded: RecordedChecklist) -> tuple[Equality, ...]:
    use = recorded.use
    return equality(recorded.template, use) if use is not None and use.interviews > 1 else ()


def _section(section: Section, recorded: RecordedChecklist, texts: ReportTexts) -> SectionPart:
    shown = [item for item in recorded.template.items if item.section is section and _is_shown(item, recorded)]
    counts = progress(recorded.template, recorded.answers, section)
    return SectionPart(
        texts.checklist[f"section_{section}"],
        _progress(counts, texts),
        tuple(_line(item, recorded, texts) for item in shown),
    )


def _is_shown(item: ChecklistItem, recorded: RecordedChecklist) -> bool:
    """Extra items are told only where something was noted; what is verified has a list of its own."""
    return item.is_counted or (item.extra and item.id in recorded.answers)


def _progress(counts: Progress, texts: ReportTexts) -> str:
    told = texts.checklist["progress"].format(asked=counts.asked, counted=counts.counted)
    skipped = texts.checklist["progress_skipped"].format(skipped=counts.skipped)
    return f"{told}, {skipped}" if counts.skipped else told


def _line(item: ChecklistItem, recorded: RecordedChecklist, texts: ReportTexts) -> ItemLine:
    language, words, answer = texts.language, texts.checklist, recorded.answers.get(item.id)
    mark = mark_of(recorded.answers, item)
    reason = None if answer is None else answer.reason
    return ItemLine(
        title=item.title[language],
        say=item.say[language],
        mark=mark,
        word=words[f"{'verify' if item.kind is ItemKind.VERIFY else 'mark'}_{mark}"],
        when="" if answer is None or mark is Mark.OPEN else _when(item, answer),
        text="" if answer is None else answer.text,
        rating="" if answer is None else _rating(item, answer, texts),
        reason="" if reason is None else words[f"reason_{reason}"],
    )


def _when(item: ChecklistItem, answer: ChecklistAnswer) -> str:
    """Return interview time where there was one, else the time of day; what is looked up later has its date."""
    day = "%Y-%m-%d " if item.kind is ItemKind.VERIFY else ""
    at = f"{answer.given_at:{day}%H:%M} UTC" if answer.at_s is None else clock_time(answer.at_s)
    return f"{at}, {answer.by}" if answer.by else at


def _rating(item: ChecklistItem, answer: ChecklistAnswer, texts: ReportTexts) -> str:
    if answer.rating is None:
        return ""
    anchor = item.anchors[answer.rating - 1][texts.language]
    return texts.checklist["rating"].format(rating=answer.rating, best=len(item.anchors), anchor=anchor)
