"""Is a public profile the candidate's own? From what the recruiter saw there; Candor itself opens no profile.

Identities are taken from dormant profiles: their owners are victims. So the way out is the same for everybody, a code
that only the owner can post. Having no profile is nothing at all.
"""

from __future__ import annotations

from collections.abc import Iterator

from candor.domain.applications import Field, Link, Stated
from candor.domain.findings import CheckId, Evidence
from candor.screening.protocol import Cannot, Context, Hit, ToDo
from candor.screening.view import View


class ProfileLinks:
    """New, dormant, and not the candidate's."""

    id = CheckId("profile_links")
    reads = frozenset({Field.LINKS})

    def judge(self, view: View, context: Context) -> Iterator[Hit | Cannot | ToDo]:
        """Yield what the recruiter's notes of each profile show, and the ownership check for everybody."""
        if not view.links:
            yield Cannot("nothing_stated")
        for stated in view.links:
            if stated.value.code_found is None:
                yield ToDo("post_code", stated.value.url[:120])
            yield from _judge(stated, context)


def _judge(stated: Stated[Link], context: Context) -> Iterator[Hit]:
    link = stated.value
    shown = (Evidence(Field.LINKS, link.url[:200], stated.where),)
    if link.code_asked and link.code_found is False:
        yield Hit("code_missing", shown, {"code": link.code_asked[:40]})
    if link.code_found:
        return
    if link.created and (context.today - link.created).days < context.limits["new_days"]:
        yield Hit("new", shown, {"created": link.created.isoformat()})
    if link.dormant_until and link.last_active_before:
        silent_years = (link.dormant_until - link.last_active_before).days / 365.25
        is_recent = (context.today - link.dormant_until).days <= context.limits["awake_days"]
        if silent_years >= context.limits["dormant_years"] and is_recent:
            yield Hit("dormant", shown, {"years": f"{silent_years:.0f}", "until": link.dormant_until.isoformat()})
