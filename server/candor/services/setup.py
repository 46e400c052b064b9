"""First run: how does the first administrator come in, and nobody else on the network? By a token on the terminal.

Until somebody has set Candor up, the server prints a one-time token when it starts; the set-up page asks for it.
"""

from __future__ import annotations

import hmac

from argon2 import PasswordHasher

from candor.errors import AccessError
from candor.services import inputs
from candor.store.ids import new_token
from candor.store.store import Store
from candor.store.values import House, Person


class Setup:
    """The set-up of one running server."""

    def __init__(self, store: Store, hasher: PasswordHasher) -> None:
        self._store = store
        self._hasher = hasher
        self._token = new_token()

    def is_needed(self) -> bool:
        """Return whether nobody has set Candor up yet."""
        return self._store.people.house() is None

    @property
    def token(self) -> str:
        """The one-time token, for the terminal only; a restart makes a new one."""
        return self._token

    def house(self) -> House:
        """Return the organisation; empty before set-up."""
        return self._store.people.house() or House("", "")

    def found(self, token: str, organisation: str, name: str, email: str, password: str) -> Person:
        """Set Candor up: organisation, and its first administrator.

        Raises:
            AccessError: "wrong_setup_token", "already_set_up".
            UsageError: something typed cannot be used.
        """
        if not hmac.compare_digest(token.strip().encode(), self._token.encode()):
            sentence = "The set-up token is wrong. Copy it from the terminal in which the server was started."
            raise AccessError("wrong_setup_token", sentence)
        address = inputs.email(email)
        house = House(inputs.name(organisation), address)
        founder, secret = inputs.name(name), self._hasher.hash(inputs.password(password))
        return self._store.people.found(house, address, founder, secret)
