"""Builders and fakes around stored things, for the tests of store, services and web."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path

import numpy as np
from argon2 import PasswordHasher
from PIL import Image, UnidentifiedImageError

import postgresql_copies
from candor.challenges.light_plan import load_light_plan
from candor.domain.assessment import Explanation, Warning
from candor.domain.checks import Check, CheckId, CheckKind, CheckPhase, CheckStatus, Side
from candor.domain.documents import CheckDigit, DocumentFields, DocumentReading, ReadPicture, Zone
from candor.domain.identity import Template
from candor.domain.ids import CandidateId, InterviewId, WarningId
from candor.domain.light import LightShow
from candor.domain.questions import Question, Severity
from candor.domain.records import RecordedCheck
from candor.domain.second_opinion import OpinionHealth
from candor.errors import DecodeError, ReferencePhotoError
from candor.services.build import Services, Surroundings, build, nobody_is_asked
from candor.services.live_calls import NoLiveCalls
from candor.services.live_values import LiveSnapshot
from candor.settings import Settings, load_settings
from candor.store.store import Store, open_store
from candor.store.upgrade import upgrade
from candor.store.values import Consent, ConsentDecision, ConsentMethod, Person, Role

LATER = datetime(2026, 11, 22, 9, 0, tzinfo=UTC) + timedelta(days=90)
FACE_GREY = 200
"""FacePorts sees one face in a picture of this grey, two in a black one, none elsewhere."""


@cache
def migrated_database() -> bytes:
    """An empty, up-to-date SQLite file: migrating once per run instead of once per test."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "candor.db"
        upgrade(f"sqlite:///{path}")
        return path.read_bytes()


def open_quick_store(home: Path, clock: HandTurnedClock) -> Store:
    """A store in a fresh folder."""
    home.mkdir()
    if postgresql_copies.ADDRESS:
        return open_store(Settings(home=home, database_url=postgresql_copies.new_copy()), clock)
    (home / "candor.db").write_bytes(migrated_database())
    return open_store(Settings(home=home), clock)


class HandTurnedClock:
    """A time of day that moves when the test says so."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def pass_time(self, **parts: float) -> None:
        self.now += timedelta(**parts)


class FacePorts:
    """PhotoInspector, ReferenceMaker and PictureReader on plain pictures: real decoding, made-up faces and documents;
    counts what was computed.
    """

    def __init__(self) -> None:
        self.embeddings = 0
        self.refuses_reference = False
        self.reading = DocumentReading(is_document=False, fields=None)
        """What the next photo shows of a document."""
        self.portrait: bytes | None = None
        """What is kept of the next photo; None: the photo."""
        self.back: DocumentFields | None = None
        """What the next other side says."""

    def read_photo(self, photo: bytes) -> ReadPicture:
        return ReadPicture(self.reading, self.portrait or photo)

    def read_back(self, photo: bytes) -> DocumentFields | None:
        return self.back

    def inspect(self, photo: bytes) -> None:
        try:
            grey = Image.open(io.BytesIO(photo)).convert("L")
        except (UnidentifiedImageError, OSError, ValueError) as error:
            raise DecodeError("not_an_image", "Send a JPEG, PNG or WebP picture.") from error
        if grey.width < 64:
            raise ReferencePhotoError("face_too_small", "The face is too small.")
        level = grey.resize((1, 1)).getpixel((0, 0))
        assert isinstance(level, int), "a grey picture has one level per pixel"
        if level == 0:
            raise ReferencePhotoError("several_faces", "There are two faces.")
        if abs(level - FACE_GREY) > 2:
            raise ReferencePhotoError("no_face", "There is no face.")

    def make_reference(self, photo: bytes) -> Template:
        self.inspect(photo)
        self.embeddings += 1
        if self.refuses_reference:
            raise ReferencePhotoError("face_too_poor", "The face is too poor.")
        return build_template()


PLAN = load_light_plan(load_settings().models_dir)


class LiveCallsNoted:
    """LiveCalls that remembers what it was told."""

    def __init__(self) -> None:
        self.told: list[tuple[str, InterviewId]] = []
        self.now: dict[str, object] = {}
        """What the snapshot of every interview says."""
        self.lights: list[tuple[InterviewId, LightShow]] = []

    def consent_changed(self, interview: InterviewId) -> None:
        self.told.append(("consent_changed", interview))

    def stop(self, interview: InterviewId) -> None:
        self.told.append(("stop", interview))

    def send_away(self, interview: InterviewId) -> None:
        self.told.append(("send_away", interview))

    def warning_answered(self, interview: InterviewId, warning: WarningId) -> None:
        self.told.append(("warning_answered", interview))

    def escalation_changed(self, interview: InterviewId) -> None:
        self.told.append(("escalation_changed", interview))

    def show_light(self, interview: InterviewId, show: LightShow) -> None:
        self.lights.append((interview, show))

    def snapshot(self, interview: InterviewId) -> LiveSnapshot:
        return replace(NoLiveCalls().snapshot(interview), **self.now)


def build_services(
    store: Store,
    faces: FacePorts,
    live: LiveCallsNoted,
    clock: HandTurnedClock,
    second_opinion: Callable[[], OpinionHealth] = nobody_is_asked,
) -> Services:
    """Use cases with cheap password hashing, so that tests are fast."""
    hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    around = Surroundings(
        light=PLAN,
        live=live,
        versions={"candor": "test"},
        documents=faces,
        now=clock,
        hasher=hasher,
        second_opinion=second_opinion,
    )
    return build(store, faces.inspect, faces.make_reference, around)


PASSWORD = "correct horse battery"


def join(services: Services, admin: Person, role: Role) -> Person:
    """Invite somebody of a role, who joins."""
    token = services.invitations.invite(admin, role.title(), f"{role}-{admin.id}@example.org", role)
    return services.invitations.join(token, PASSWORD)


def picture(grey: int = FACE_GREY, size: tuple[int, int] = (200, 240), form: str = "JPEG") -> bytes:
    """A picture in which FacePorts sees a face."""
    out = io.BytesIO()
    Image.new("RGB", size, (grey, grey, grey)).save(out, form)
    return out.getvalue()


def build_template() -> Template:
    """A made-up reference."""
    return Template("model-1", np.linspace(-1, 1, 16, dtype=np.float32), 1, 140.0)


def make_candidate(store: Store, name: str = "Sample Candidate") -> CandidateId:
    """A candidate, before any consent."""
    return store.candidates.create("p-1", name, "sample@example.org", "en", LATER)


def grant(store: Store, candidate: CandidateId, decision: str = "granted") -> None:
    """Record a decision about consent."""
    at = datetime(2026, 11, 22, tzinfo=UTC)
    told = Consent(ConsentDecision(decision), ConsentMethod.READ_OUT, "1", "0" * 64, "en", "Ina", at)
    store.candidates.record_consent("p-1", candidate, told)


def build_warning(interview: InterviewId, name: str = "w-1", *, evidence: bytes | None = b"\xff\xd8crop") -> Warning:
    """A red warning about identity, with evidence."""
    told = Explanation("Recorded title", "Recorded detail", ("old photo", "beard"), "Ask for the ID", "Could you?")
    details = {"seconds": 4.5, "faces": 2}
    return Warning(
        WarningId(name),
        interview,
        Question.IDENTITY,
        Severity.RED,
        "made_up",
        12.5,
        None,
        7.25,
        details,
        told,
        evidence,
    )


def build_check(
    number: int = 1, phase: CheckPhase = CheckPhase.DONE, *, strip: bytes | None = b"\xff\xd8strip"
) -> RecordedCheck:
    """A turn of the head to the left of the picture, with its strip."""
    asked = Check(CheckId(f"check-{number}"), CheckKind.TURN_HEAD, Side.LEFT)
    return RecordedCheck(number, CheckStatus(asked, phase, 12.5, 15.0, {"seconds": 2.5}, strip), is_chosen=False)


PASSPORT = DocumentFields(
    zone=Zone.TD3,
    issuer="UTO",
    surname="CANDIDATE",
    given_names="SAMPLE",
    is_name_cut=False,
    birth_date=date(1990, 5, 3),
    expiry_date=date(2031, 1, 31),
    checks={CheckDigit.NUMBER: True, CheckDigit.WHOLE: True},
)
"""Of "Sample Candidate"."""
