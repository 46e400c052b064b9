"""In which words is the second opinion told? One sentence per ability, for the report and the command line."""

from __future__ import annotations

from collections.abc import Mapping

from candor.domain.second_opinion import Ability, Readiness, Says, SecondOpinion
from candor.report.texts import ReportTexts


def second_opinion_sentences(second: SecondOpinion, texts: ReportTexts) -> tuple[str, ...]:
    """Return what the second library said, one sentence per ability."""
    return tuple(_sentence(second, ability, texts.second_opinion) for ability in second.readiness)


def second_opinion_hint(second: SecondOpinion, texts: ReportTexts) -> str:
    """Return the sentence that says what this is worth."""
    return texts.second_opinion["hint"].format(engine=second.engine)


def _sentence(second: SecondOpinion, ability: Ability, words: Mapping[str, str]) -> str:
    return f"{words[ability.value]}: {_said(second, ability, words)}"


def _said(second: SecondOpinion, ability: Ability, words: Mapping[str, str]) -> str:
    state = second.readiness[ability]
    if state is not Readiness.READY:
        return words[state.value].format(missing=", ".join(second.missing))
    counts = second.counts(ability)
    total = sum(counts.values())
    if total == 0:
        return words["no_key_frame"]
    parts = [words[says.value].format(n=counts[says], total=total) for says in Says if counts.get(says)]
    codes = dict.fromkeys(o.reason for o in second.opinions if o.ability is ability and o.reason)
    why = f" ({'; '.join(words.get(f'reason_{code}', code) for code in codes)})" if codes else ""
    return f"{'; '.join(parts)}{why}."
