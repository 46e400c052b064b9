"""Applications and contexts for the tests of screening, and fakes of what checks ask."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

from candor.domain.applications import Application, ApplicationId
from candor.domain.findings import Screening, Source
from candor.domain.watchlist import WatchlistSearch
from candor.intake.values import Places, application_of
from candor.screening import keys
from candor.screening.folding import folded
from candor.screening.judge import screen
from candor.screening.pack_file import load_shipped
from candor.screening.protocol import Check, Context, Hit, MailLookup, Other, ToDo
from candor.screening.rules import Rulebook, rulebook
from candor.screening.run import Means
from candor.screening.view import View

TODAY = date(2026, 11, 27)


def applicant(**values: Any) -> Application:
    """Return an application of JSON values."""
    return application_of(values, 1, Places("form")).application


@dataclass
class FakeLists:
    """Lists of a few entries; None as in a list that is not there."""

    disposable: frozenset[str] | None = frozenset({"minutes.example"})
    domain_ages: dict[str, date] = field(default_factory=dict[str, date])
    public_sms: dict[str, date] = field(default_factory=dict[str, date])
    networks: dict[str, str] = field(default_factory=dict[str, str])
    institutions: dict[str, str] = field(default_factory=lambda: {"University of Examples": "examples.edu"})
    mills: dict[str, str] = field(default_factory=lambda: {"Degrees R Us University": "a court"})
    drops: dict[str, str] = field(default_factory=lambda: {"pmb": "a mail drop"})

    def is_disposable(self, domain: str) -> bool | None:
        return None if self.disposable is None else domain in self.disposable

    def domain_created(self, domain: str) -> date | None:
        return self.domain_ages.get(domain)

    def public_sms_seen(self, e164: str) -> date | None:
        return self.public_sms.get(e164)

    def network_kind(self, ip: str) -> str | None:
        return self.networks.get(ip, "")

    def institution(self, name: str) -> str | None:
        return next((listed for listed in self.institutions if folded(listed) == folded(name)), "")

    def site_of(self, institution: str) -> str:
        return self.institutions.get(institution, "")

    def mill(self, name: str) -> str | None:
        return self.mills.get(name, "")

    def mail_drop(self, address: str) -> str | None:
        return next((whose for held, whose in self.drops.items() if held in folded(address).split()), "")

    def source(self, name: str) -> Source | None:
        return Source(name, date(2026, 11, 1), "abc")


class FakeSeen:
    """Other applications, by their keys."""

    def __init__(self, *applications: Application) -> None:
        self._held: dict[str, list[Other]] = {}
        for each in applications:
            name = folded(each.name.value) if each.name else ""
            other = Other(each.id, name, each.portrait.value if each.portrait else "")
            for key in keys.all_keys(View(each, keys.READS)):
                self._held.setdefault(key, []).append(other)

    def others(self, key: str) -> Sequence[Other]:
        return self._held.get(key, [])


@cache
def shipped_rules() -> Rulebook:
    """Return the rules of this release."""
    return rulebook(load_shipped(), TODAY)


def context(
    check: str,
    *others: Application,
    lists: FakeLists | None = None,
    watchlists: WatchlistSearch | None = None,
    mail: MailLookup | None = None,
) -> Context:
    """Return a context with the shipped limits of a check."""
    limits = shipped_rules().limits.get(check, {})
    return Context(TODAY, lists or FakeLists(), FakeSeen(*others), limits, watchlists, mail)


def hits(check: Check, application: Application, given: Context | None = None) -> dict[str, Hit]:
    """Return the rules that a check names, by name; every one of them has its words."""
    found = [said for said in check.judge(View(application, check.reads), given or context(check.id)) if said]
    named = {said.rule: said for said in found if isinstance(said, Hit)}
    assert {f"{check.id}.{rule}" for rule in named} <= set(shipped_rules().rules)
    return named


def reasons(check: Check, application: Application, given: Context | None = None) -> list[str]:
    """Return why a check cannot judge."""
    found = check.judge(View(application, check.reads), given or context(check.id))
    return [said.reason for said in found if not isinstance(said, Hit | ToDo)]


def tasks(check: Check, application: Application) -> list[str]:
    """Return what is to be done for everybody."""
    found = check.judge(View(application, check.reads), context(check.id))
    return [said.about for said in found if isinstance(said, ToDo)]


def screened(application: Application, *others: Application, lists: FakeLists | None = None) -> Screening:
    """Return what all shipped rules say."""
    return screen(application, shipped_rules(), context("", application, *others, lists=lists))


def with_id(application: Application, id_: str) -> Application:
    """Return an application under another id."""
    values = {name: getattr(application, name) for name in Application.__slots__}
    return Application(**{**values, "id": ApplicationId(id_)})


@dataclass(frozen=True)
class FakeMaker:
    """Makes means of fakes, in any process."""

    def __call__(self) -> Means:
        """Return them."""
        return Means(shipped_rules(), FakeLists(), TODAY)

    def mark(self) -> str:
        """Return the same always."""
        return "fakes"
