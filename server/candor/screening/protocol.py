"""What every check is: it declares what it reads, sees only that, and names rules of its pack that apply, or abstains.

A check holds no words, no weight and no limit: those stand in its rules (`packs/*.toml`), for people to read. It keeps
no state; what other applications hold, and lists, come in by `Context`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from candor.domain.applications import ApplicationId, Field
from candor.domain.findings import CheckId, Evidence, Source, Way
from candor.domain.watchlist import WatchlistSearch
from candor.screening.view import View


@dataclass(frozen=True, slots=True)
class Hit:
    """A rule applies."""

    rule: str
    """Its name within the check's pack: "public_sms"."""
    evidence: tuple[Evidence, ...]
    values: Mapping[str, str] = field(default_factory=dict[str, str])
    """What goes into the {places} of the rule's words."""
    sources: tuple[Source, ...] = ()
    """Lists that were asked."""
    others: tuple[ApplicationId, ...] = ()
    way: Way | None = None


@dataclass(frozen=True, slots=True)
class Cannot:
    """The check, or a part of it, cannot judge."""

    reason: str


@dataclass(frozen=True, slots=True)
class ToDo:
    """To be done for everybody who states this."""

    rule: str
    about: str


class Lists(Protocol):
    """Lists that checks ask. Each says None where the list is not there, and the check abstains."""

    def is_disposable(self, domain: str) -> bool | None:
        """Whether an e-mail domain, or one above it, gives addresses for minutes."""
        ...

    def domain_created(self, domain: str) -> date | None:
        """When an e-mail domain was registered; None: not known."""
        ...

    def public_sms_seen(self, e164: str) -> date | None:
        """When a number was last seen on a page where everybody reads its messages; None: never, or no list."""
        ...

    def network_kind(self, ip: str) -> str | None:
        """What a network is: "vpn", "hosting", or "" for neither; None: no list, or no such address."""
        ...

    def institution(self, name: str) -> str | None:
        """Return the listed name of the institution meant, "" when none is near; None: no list."""
        ...

    def site_of(self, institution: str) -> str:
        """Return the domain of a listed institution; "" when it is not known."""
        ...

    def mill(self, name: str) -> str | None:
        """Return who named a school as a seller of degrees; "" for nobody, None: no list."""
        ...

    def mail_drop(self, address: str) -> str | None:
        """Return whose forwarder or mail drop an address is, "" for none; None: no list."""
        ...

    def source(self, name: str) -> Source | None:
        """Where a list comes from, and of when it is."""
        ...


@dataclass(frozen=True, slots=True)
class Other:
    """Another application that shares a key."""

    id: ApplicationId
    name: str
    """Folded for comparison."""
    portrait: str = ""
    """Perceptual hash of its photo; empty when it has none."""


class Seen(Protocol):
    """Which other applications hold the same? Keys are made by `screening/keys.py`."""

    def others(self, key: str) -> Sequence[Other]:
        """Return applications that hold the key, the asking one too; a few more than any rule needs."""
        ...


class MailLookup(Protocol):
    """Asks the name servers, where that is allowed."""

    def takes_mail(self, domain: str) -> bool | None:
        """None: could not be asked."""
        ...


@dataclass(frozen=True, slots=True)
class Context:
    """What a check may know besides the application."""

    today: date
    lists: Lists
    seen: Seen
    limits: Mapping[str, float]
    """Of the check's pack."""
    watchlists: WatchlistSearch | None = None
    mail: MailLookup | None = None


class Check(Protocol):
    """Looks at one thing in an application."""

    @property
    def id(self) -> CheckId:
        """The file's name."""
        ...

    @property
    def reads(self) -> frozenset[Field]:
        """All it may read: the view holds nothing else."""
        ...

    def judge(self, view: View, context: Context) -> Iterable[Hit | Cannot | ToDo]:
        """Yield the rules that apply; `Cannot` where something needed is missing."""
        ...
