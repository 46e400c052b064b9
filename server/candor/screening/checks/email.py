"""Can an e-mail address receive mail, and is it one of those that live for minutes? Syntax by email-validator.

Who shares an address stands in duplicates.py. That an address does not hold the name is a note of weight zero.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from email_validator import EmailNotValidError, validate_email

from candor.domain.applications import Field, Stated
from candor.domain.findings import CheckId, Evidence
from candor.screening.folding import folded, is_latin
from candor.screening.protocol import Cannot, Context, Hit
from candor.screening.view import View


class Email:
    """Well formed, lasting, reachable."""

    id = CheckId("email")
    reads = frozenset({Field.EMAILS, Field.NAME})

    def judge(self, view: View, context: Context) -> Iterator[Hit | Cannot]:
        """Yield what is unusual about each address; `Cannot` where the name servers may not be asked."""
        if not view.emails:
            yield Cannot("nothing_stated")
            return
        name = view.name.value if view.name else ""
        if not is_latin(name):
            yield Cannot("other_script")
            name = ""
        for stated in view.emails:
            yield from _judge(stated, folded(name), context)
        if context.mail is None:
            yield Cannot("mail_not_asked")


def _judge(stated: Stated[str], name: str, context: Context) -> Iterator[Hit | Cannot]:
    evidence = (Evidence(Field.EMAILS, stated.value[:120], stated.where),)
    try:
        valid = validate_email(stated.value.strip(), check_deliverability=False)
    except EmailNotValidError:
        yield Hit("malformed", evidence)
        return
    yield from _young(valid.ascii_domain, evidence, context)
    disposable = context.lists.is_disposable(valid.ascii_domain)
    if disposable is None:
        yield Cannot("no_list")
    elif disposable:
        source = context.lists.source("disposable_domains")
        yield Hit("disposable", evidence, {"domain": valid.domain}, (source,) if source else ())
    elif context.mail is not None and context.mail.takes_mail(valid.ascii_domain) is False:
        yield Hit("takes_no_mail", evidence, {"domain": valid.domain})
    if name and not _shares(name, valid.local_part):
        yield Hit("name_differs", evidence)


def _young(domain: str, evidence: tuple[Evidence, ...], context: Context) -> Iterator[Hit]:
    created = context.lists.domain_created(domain)
    if created is not None and (context.today - created).days < context.limits["young_domain_days"]:
        source = context.lists.source("domain_ages")
        yield Hit("young_domain", evidence, {"domain": domain, "day": created.isoformat()}, (source,) if source else ())


def _shares(name: str, local: str) -> bool:
    """Whether any part of a name, or its initials, stands in the part before the @."""
    letters = re.sub(r"[^a-z]", "", folded(local))
    words = name.split()
    initials = "".join(word[0] for word in words)
    return any(len(word) > 1 and word[:4] in letters for word in words) or (len(initials) > 1 and initials in letters)
