from __future__ import annotations

import pytest

from candor.errors import AccessError, NotFoundError, UsageError
from candor.evidence.employer import PATH, read_statement
from candor.services.employer import Employer, FetchProblem, Found, Unfetched, domain_name
from candor.store.values import Role
from store_builders import join

SERVER = "https://candor.sample.example"


class WebSite:
    """The organisation's own web site: what lies on it, or why it cannot be reached."""

    def __init__(self):
        self.file = b""
        self.problem = None
        self.asked = []

    def __call__(self, host, path, most_bytes):
        self.asked.append((host, path))
        if self.problem:
            raise Unfetched(self.problem, "made up")
        return self.file[:most_bytes]


@pytest.fixture
def website():
    return WebSite()


@pytest.fixture
def employer(services, website, clock):
    return Employer(services.store, website, clock)


@pytest.fixture
def stated(employer, admin, website):
    employer.state(admin, "Sample.Example", SERVER)
    website.file = employer.file(admin)
    return employer


def test_nothing_is_said_before_a_domain_is_named(employer, admin):
    assert employer.standing(admin, SERVER) is None
    for deed in (employer.file, employer.look):
        with pytest.raises(NotFoundError):
            deed(admin)


def test_the_file_names_domain_server_and_the_key_of_this_house(stated, admin, services):
    statement = read_statement(stated.file(admin))
    assert (statement.domain, statement.server) == ("sample.example", SERVER)
    assert statement.public_key == services.evidence.public_key(admin).hex()


def test_candidates_are_pointed_to_it_only_when_it_was_found(stated, admin, website):
    standing = stated.shown(SERVER)
    assert (standing.found, standing.is_proven) == (None, False)
    stated.look(admin)
    standing = stated.shown(SERVER)
    assert (standing.found, standing.reasons, standing.is_proven) == (Found.RIGHT, (), True)
    assert website.asked == [("sample.example", PATH)]


def test_what_is_not_there_is_told_with_its_reason(stated, admin, website):
    website.problem = FetchProblem.STATUS
    stated.look(admin)
    standing = stated.shown(SERVER)
    assert (standing.found, standing.reasons, standing.is_proven) == (Found.NOT_FOUND, ("status",), False)


def test_a_file_of_another_kind_or_of_somebody_else_differs(stated, admin, website):
    website.file = b"<html>"
    stated.look(admin)
    assert stated.shown(SERVER).reasons == ("not_a_statement",)
    stated.state(admin, "other.example", SERVER)
    website.file = stated.file(admin)
    stated.state(admin, "sample.example", "https://moved.example")
    stated.look(admin)
    assert (stated.shown(SERVER).found, stated.shown(SERVER).reasons) == (Found.DIFFERS, ("domain", "server"))


def test_a_file_made_anew_has_to_be_found_anew(stated, admin):
    stated.look(admin)
    stated.state(admin, "sample.example", SERVER)
    assert not stated.shown(SERVER).is_proven


def test_a_server_that_moved_and_a_file_that_expired_prove_nothing(stated, admin, clock):
    stated.look(admin)
    assert [str(flaw) for flaw in stated.shown("https://moved.example").flaws] == ["server"]
    clock.pass_time(days=340)
    assert (stated.shown(SERVER).is_old, stated.shown(SERVER).is_proven) == (True, True)
    clock.pass_time(days=40)
    assert [str(flaw) for flaw in stated.shown(SERVER).flaws] == ["expired"]
    assert not stated.shown(SERVER).is_proven


def test_it_can_be_taken_away_and_each_deed_is_in_the_audit_trail(stated, admin, services):
    stated.look(admin)
    stated.forget(admin)
    assert stated.shown(SERVER) is None
    newest = [entry.action for entry in services.store.audit.entries(3)]
    assert newest == ["employer_forgotten", "employer_looked_for", "employer_stated"]


def test_only_administrators_speak_for_the_house(stated, admin, services):
    recruiter = join(services, admin, Role.RECRUITER)
    for deed in (stated.file, stated.look, stated.forget, lambda by: stated.state(by, "a.example", SERVER)):
        with pytest.raises(AccessError):
            deed(recruiter)


@pytest.mark.parametrize(
    ("typed", "name"), [(" Example.COM. ", "example.com"), ("bücher.example", "xn--bcher-kva.example")]
)
def test_a_domain_is_taken_as_people_write_it(typed, name):
    assert domain_name(typed) == name


@pytest.mark.parametrize(
    "typed",
    ["", "localhost", "10.0.0.1", "[::1]", "0x7f.1", "a.example:8443", "https://a.example", "a.example/x",
     "u@a.example",
     "-a.example", "a..example", "a" * 64 + ".example", "a.example\r\nX: 1", "x." * 130 + "example", "a.1"],
)  # fmt: skip
def test_what_is_no_public_name_is_not_taken(typed):
    with pytest.raises(UsageError) as caught:
        domain_name(typed)
    assert caught.value.code == "bad_domain"
