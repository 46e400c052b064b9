"""A running site over a store in a fresh folder, and a browser that keeps cookies and sends forgery tokens."""

from __future__ import annotations

import re
from pathlib import Path

from jinja2.bccache import Bucket, BytecodeCache

from candor.domain.second_opinion import OpinionHealth, SecondOpinion, ServiceState
from candor.settings import Settings
from candor.store.values import ConsentDecision, Person, Role
from candor.web.app import create_app
from store_builders import (
    PASSWORD,
    FacePorts,
    HandTurnedClock,
    LiveCallsNoted,
    build_services,
    open_quick_store,
    picture,
)


class CompiledTemplates(BytecodeCache):
    """Templates compiled once per run instead of once per test."""

    def __init__(self) -> None:
        self.compiled: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self.compiled:
            bucket.bytecode_from_string(self.compiled[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.compiled[bucket.key] = bucket.bytecode_to_string()


COMPILED = CompiledTemplates()


class Browser:
    """A visitor: cookies are kept, forms carry the forgery token of the page they stand on."""

    def __init__(self, app) -> None:
        self.client = app.test_client()
        self.email = ""
        """Who signed in last."""

    def open(self, path: str, **options):
        return self.client.get(path, **options)

    def send(self, path: str, on: str = "/sign-in", **fields):
        """Send the form of a page."""
        token = re.search(r'name="csrf_token" value="([^"]+)"', self.client.get(on).get_data(as_text=True))
        assert token, f"no form on {on}"
        return self.client.post(path, data={"csrf_token": token[1], **fields}, content_type="multipart/form-data")

    def sign_in(self, email: str = "ada@example.org", password: str = PASSWORD):
        self.email = email
        return self.send("/sign-in", email=email, password=password)


class Site:
    """One running server with what a test needs to know of it."""

    def __init__(self, home: Path, **settings) -> None:
        self.clock, self.faces, self.live = HandTurnedClock(), FacePorts(), LiveCallsNoted()
        self.store = open_quick_store(home, self.clock)
        self.second_opinion = OpinionHealth(ServiceState.OFF, SecondOpinion("", {}))
        self.services = build_services(self.store, self.faces, self.live, self.clock, lambda: self.second_opinion)
        self.settings = Settings(home=home, **settings)
        self.extension_dir = home / "extension"
        self.app = create_app(self.services, self.settings, self.extension_dir)
        self.app.jinja_env.bytecode_cache = COMPILED
        self._admin: Person | None = None

    @property
    def admin(self) -> Person:
        """Who set the site up."""
        assert self._admin is not None, "set_up() comes first"
        return self._admin

    def set_up(self):
        setup = self.services.setup
        self._admin = setup.found(setup.token, "Sample Works", "Ada Admin", "ada@example.org", PASSWORD)
        return self

    def browser(self) -> Browser:
        return Browser(self.app)

    def signed_in(self, role: Role = Role.ADMINISTRATOR) -> Browser:
        browser, email = self.browser(), "ada@example.org"
        if role is not Role.ADMINISTRATOR:
            email = f"{role}@example.org"
            token = self.services.invitations.invite(self.admin, role.title(), email, role)
            self.services.invitations.join(token, PASSWORD)
        assert browser.sign_in(email).status_code == 303
        return browser

    def person(self, role: Role) -> Person:
        """Who signed in with a role."""
        return next(person for person in self.services.store.people.all() if person.email == f"{role}@example.org")

    def assign(self, interview, role: Role) -> None:
        """Assign whoever signed in with a role."""
        self.services.assignments.assign(self.admin, interview, self.person(role).id)

    def candidate_of(self, interview):
        return self.services.interviews.interview(self.admin, interview).candidate

    def candidate(self, *, consented: bool = False, has_photo: bool = False, name: str = "Sample Candidate"):
        made = self.services.candidates.create(self.admin, name, "", "en")
        if consented:
            self.services.consent.record_read_out(self.admin, made, ConsentDecision.GRANTED, "en")
        if has_photo:
            self.services.photos.upload(self.admin, made, picture())
        return made

    def link(self, candidate) -> str:
        return "/c/" + self.services.candidates.link(self.admin, candidate)

    def interview(self, candidate=None):
        return self.services.interviews.create(self.admin, candidate or self.candidate(consented=True), "Engineer")
