"""How does this server do? For its administrators; says nothing about anybody."""

from __future__ import annotations

from collections.abc import Callable

from candor.domain.second_opinion import OpinionHealth, ServiceState
from candor.services.access import Permission, require
from candor.store.values import Person


class Server:
    """What an administrator may know of the running server."""

    def __init__(self, second_opinion: Callable[[], OpinionHealth]) -> None:
        self._second_opinion = second_opinion

    def second_opinion(self, by: Person) -> OpinionHealth:
        """Return how the second opinion does."""
        require(by, Permission.MANAGE_PEOPLE)
        return self._second_opinion()

    def second_opinion_state(self) -> ServiceState:
        """Return one word for whoever watches the server; no permission is needed."""
        return self._second_opinion().state
