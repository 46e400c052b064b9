"""With what are applications judged here? Rules, lists, watchlists and, where allowed, questions to mail servers."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from candor.bootstrap.watchlists import list_versions, open_watchlists
from candor.errors import UsageError
from candor.screening.checks import ALL_CHECKS
from candor.screening.examples import broken_examples
from candor.screening.mail_servers import MailServers
from candor.screening.pack_file import load_pack, load_shipped
from candor.screening.reference_lists import ReferenceLists
from candor.screening.remembered import RememberedSearch
from candor.screening.rules import Rulebook, rulebook
from candor.screening.run import Means
from candor.settings import Settings


@dataclass(frozen=True, slots=True)
class MeansMaker:
    """Makes the means anew in each process."""

    settings: Settings
    """Own lists stand in the folder `lists` of its home, watchlists in `watchlists`."""
    today: date
    packs: tuple[Path, ...] = ()
    ask_mail_servers: bool = False
    only_own_packs: bool = False
    """A dry run: nothing but the own packs is asked."""

    def __call__(self) -> Means:
        """Return the means.

        Raises:
            ConfigurationError: a pack or list cannot be used.
        """
        return Means(
            self.rules(),
            self._lists(),
            self.today,
            RememberedSearch(open_watchlists(self.settings, self.today)),
            MailServers() if self.ask_mail_servers else None,
            () if self.only_own_packs else ALL_CHECKS,
        )

    def rules(self) -> Rulebook:
        """Return the rules in force.

        Raises:
            ConfigurationError: a pack cannot be used.
            UsageError: "bad_examples".
        """
        own = [load_pack(path) for path in self.packs]
        for pack, examples in own:
            broken = broken_examples(pack, examples, self._lists(), self.today)
            if broken:
                raise UsageError("bad_examples", f"The examples of pack {pack.id!r} do not hold: {' '.join(broken)}")
        shipped = () if self.only_own_packs else load_shipped()
        return rulebook((*shipped, *(pack for pack, _ in own)), self.today)

    def mark(self) -> str:
        """Return what changes whenever results could: day, rules, lists, what is asked."""
        own = [(path.name, hashlib.sha256(path.read_bytes()).hexdigest()) for path in self.packs if path.is_file()]
        lists = [(path.name, path.stat().st_mtime_ns) for path in sorted((self.settings.home / "lists").glob("*"))]
        asked = (self.ask_mail_servers, self.only_own_packs)
        return f"{self.today} {self.rules().versions} {own} {lists} {list_versions(self.settings)} {asked}"

    def _lists(self) -> ReferenceLists:
        return ReferenceLists(self.settings.home / "lists")
