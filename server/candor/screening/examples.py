"""Does a pack do what its own examples say? Runs each example against the pack alone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from candor.errors import UsageError
from candor.intake.values import Places, application_of
from candor.screening.judge import screen
from candor.screening.protocol import Context, Lists, Other
from candor.screening.rules import Pack, rulebook
from candor.screening.shape import Example


class NobodyElse:
    """A base without other applications."""

    def others(self, key: str) -> Sequence[Other]:  # noqa: ARG002 - whatever is asked, nobody holds it
        """Return nobody."""
        return ()


def broken_examples(pack: Pack, examples: Sequence[Example], lists: Lists, today: date) -> list[str]:
    """Return a sentence for each example that is not flagged as it says."""
    rules, context = rulebook((pack,), today), Context(today, lists, NobodyElse(), {})
    broken: list[str] = []
    for number, example in enumerate(examples, 1):
        try:
            taken = application_of(example.application, number, Places(f"example {example.name!r}"))
        except UsageError as error:
            broken.append(f"{example.name!r} is no application: {error.sentence}")
            continue
        screening = screen(taken.application, rules, context, checks=())
        flagged = {finding.rule.partition(".")[2] for finding in screening.findings}
        if flagged != set(example.flags):
            names = (", ".join(sorted(each)) or "nothing" for each in (set(example.flags), flagged))
            broken.append(f"{example.name!r} should be flagged by {next(names)}, and is flagged by {next(names)}.")
    return broken
