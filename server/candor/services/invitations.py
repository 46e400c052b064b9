"""How do more people come in? An administrator makes a link; whoever opens it within a week chooses a password."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from argon2 import PasswordHasher

from candor.services import inputs
from candor.services.access import Permission, require
from candor.store.ids import new_token
from candor.store.store import Store
from candor.store.values import Person, Role

GOOD_FOR = timedelta(days=7)


class Invitations:
    """Invites people and lets them join."""

    def __init__(self, store: Store, hasher: PasswordHasher, now: Callable[[], datetime]) -> None:
        self._people = store.people
        self._hasher = hasher
        self._now = now

    def people(self, by: Person) -> list[Person]:
        """Return everybody who may sign in or was invited."""
        require(by, Permission.MANAGE_PEOPLE)
        return self._people.all()

    def invite(self, by: Person, name: str, email: str, role: Role) -> str:
        """Return the secret part of an invitation link, shown once."""
        require(by, Permission.MANAGE_PEOPLE)
        token = new_token()
        self._people.invite(by.id, inputs.email(email), inputs.name(name), role, token, self._now() + GOOD_FOR)
        return token

    def invited(self, token: str) -> Person:
        """Return whom an invitation is for; AccessError "unknown_invitation" when it is not good."""
        return self._people.invited(token)

    def join(self, token: str, password: str) -> Person:
        """Spend an invitation and set the password."""
        self._people.invited(token)
        return self._people.join(token, self._hasher.hash(inputs.password(password)))
