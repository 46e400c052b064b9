"""Name servers are asked once for a domain; no answer says nothing."""

from typing import Any

import dns.exception
import dns.resolver
import pytest

from candor.screening.mail_servers import MailServers


class FakeResolver:
    """Answers from a table, and counts."""

    def __init__(self, answer: Any) -> None:
        self.answer = answer
        self.asked = 0

    def resolve(self, domain: str, kind: str, lifetime: float) -> Any:
        self.asked += 1
        if isinstance(self.answer, Exception):
            raise self.answer
        return [type("Record", (), {"exchange": name})() for name in self.answer]


@pytest.mark.parametrize(
    ("answer", "takes"),
    [
        (["mx.example."], True),
        (["."], False),
        (dns.resolver.NXDOMAIN(), False),
        (dns.resolver.NoAnswer(response=type("R", (), {"question": "?"})()), None),
        (dns.exception.Timeout(), None),
    ],
)
def test_an_answer_is_read_as_the_standards_say(answer: Any, takes: bool | None) -> None:
    assert MailServers(FakeResolver(answer)).takes_mail("x.example") is takes  # type: ignore[arg-type]


def test_a_domain_is_asked_once() -> None:
    resolver = FakeResolver(["mx.example."])
    servers = MailServers(resolver)  # type: ignore[arg-type]

    servers.takes_mail("x.example")
    servers.takes_mail("x.example")

    assert resolver.asked == 1
