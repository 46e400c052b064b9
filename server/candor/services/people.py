"""Who works here, and as what? An administrator changes roles, hands out reset links, shuts people out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from candor.services.access import Permission, require
from candor.services.live_calls import LiveCalls
from candor.store.ids import new_token
from candor.store.store import Store
from candor.store.values import Person, Role

RESET_GOOD_FOR = timedelta(days=1)


class People:
    """What administrators do with people. The last administrator can neither be demoted nor deactivated."""

    def __init__(self, store: Store, live: LiveCalls, now: Callable[[], datetime]) -> None:
        self._people = store.people
        self._live = live
        self._now = now

    def person(self, by: Person, person: str) -> Person:
        """Return one person; NotFoundError "no_such_person"."""
        require(by, Permission.MANAGE_PEOPLE)
        return self._people.person(person)

    def change_role(self, by: Person, person: str, role: Role) -> None:
        """Give somebody another role; UsageError "last_administrator"."""
        require(by, Permission.MANAGE_PEOPLE)
        self._people.change_role(by.id, person, role)

    def offer_reset(self, by: Person, person: str) -> str:
        """Return the secret part of a link that sets a new password, shown once; UsageError "deactivated"."""
        require(by, Permission.MANAGE_PEOPLE)
        token = new_token()
        self._people.offer_reset(by.id, person, token, self._now() + RESET_GOOD_FOR)
        return token

    def deactivate(self, by: Person, person: str) -> None:
        """Shut somebody out at once, also of calls that run; UsageError "last_administrator"."""
        require(by, Permission.MANAGE_PEOPLE)
        for interview in self._people.deactivate(by.id, person):
            self._live.send_away(interview)

    def reactivate(self, by: Person, person: str) -> None:
        """Let somebody in again."""
        require(by, Permission.MANAGE_PEOPLE)
        self._people.reactivate(by.id, person)
