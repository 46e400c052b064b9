"""All use cases of the pages, wired to one store. Called by the composition root."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from argon2 import PasswordHasher

from candor.checklists.template_file import load_all_shipped
from candor.domain.checklist import ChecklistTemplate
from candor.domain.documents import PictureReader
from candor.domain.light import LightPlan
from candor.domain.ports import Clock
from candor.domain.second_opinion import OpinionHealth, SecondOpinion, ServiceState
from candor.services.afterwards import Afterwards
from candor.services.api_tokens import Tokens
from candor.services.assignments import Assignments
from candor.services.audit import Audit
from candor.services.calibration_rows import CalibrationRows
from candor.services.candidates import Candidates
from candor.services.checklists import Checklists
from candor.services.consent import ConsentGate
from candor.services.corrections import CorrectionDesk
from candor.services.documents import Documents, NoPictureReader
from candor.services.employer import Employer, Fetch, nothing_is_fetched
from candor.services.erasure import Erasure
from candor.services.escalations import EscalationDesk
from candor.services.evidence import Evidence
from candor.services.flags import FlagDesk
from candor.services.group_rates import GroupRates
from candor.services.identity_timeline import IdentityTimeline
from candor.services.imports import Imports
from candor.services.interviews import Interviews
from candor.services.invitations import Invitations
from candor.services.jobs import Jobs
from candor.services.ledger import FalseAlarms
from candor.services.light_checks import LightChecks
from candor.services.live_calls import LiveCalls, NoLiveCalls
from candor.services.own_checks import OwnCheckDesk
from candor.services.own_results import OwnResults
from candor.services.people import People
from candor.services.photos import PhotoInspector, Photos, ReferenceMaker
from candor.services.planning import Planning
from candor.services.screener import HereScreener, Screener, shipped_means
from candor.services.screening import ScreeningDesk
from candor.services.second_factor import SecondFactor
from candor.services.server import Server
from candor.services.setup import Setup
from candor.services.sign_in import SignIn
from candor.settings import Settings
from candor.store.store import Store, utc_now


@dataclass(frozen=True, slots=True)
class Services:
    """One object per subject; each method is one use case."""

    store: Store
    setup: Setup
    sign_in: SignIn
    invitations: Invitations
    jobs: Jobs
    second_factor: SecondFactor
    tokens: Tokens
    people: People
    candidates: Candidates
    identity: IdentityTimeline
    imports: Imports
    documents: Documents
    employer: Employer
    photos: Photos
    consent: ConsentGate
    corrections: CorrectionDesk
    own_results: OwnResults
    group_rates: GroupRates
    calibration_rows: CalibrationRows
    own_checks: OwnCheckDesk
    screening: ScreeningDesk
    interviews: Interviews
    planning: Planning
    checklists: Checklists
    assignments: Assignments
    erasure: Erasure
    evidence: Evidence
    escalations: EscalationDesk
    flags: FlagDesk
    false_alarms: FalseAlarms
    afterwards: Afterwards
    audit: Audit
    light: LightChecks
    server: Server


def nobody_is_asked() -> OpinionHealth:
    """How the second opinion of a server without one does."""
    return OpinionHealth(ServiceState.OFF, SecondOpinion("", {}))


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the use cases need besides the store; the defaults are those of a server without live calls."""

    light: LightPlan
    """Which coded light is shown."""
    live: LiveCalls = field(default_factory=NoLiveCalls)
    versions: Mapping[str, str] = field(default_factory=dict[str, str])
    """Model, calibration and program versions in force: written into every interview."""
    checklists: Mapping[str, ChecklistTemplate] = field(default_factory=load_all_shipped)
    """The shipped ones, by id."""
    documents: PictureReader = field(default_factory=NoPictureReader)
    """Reads pictures of ID documents."""
    fetch: Fetch = nothing_is_fetched
    """Fetches a file of the organisation's web site."""
    screener: Screener = field(default_factory=lambda: HereScreener(shipped_means))
    """Reads and judges applications."""
    now: Callable[[], datetime] = utc_now
    clock: Clock = time.monotonic
    """On which live calls time their frames."""
    second_opinion: Callable[[], OpinionHealth] = nobody_is_asked
    """How it does."""
    models_dir: Path = field(default_factory=lambda: Settings(home=Path()).models_dir)
    """Whose calibrations go into evidence packs."""
    hasher: PasswordHasher = field(default_factory=PasswordHasher)
    """argon2id with the parameters of RFC 9106, low memory."""


def build(
    store: Store, inspect_photo: PhotoInspector, make_reference: ReferenceMaker, around: Surroundings
) -> Services:
    """Wire the use cases.

    Args:
        store: an open store.
        inspect_photo: looks whether a picture has exactly one usable face; computes no embedding.
        make_reference: makes the reference of an ID photo; only ever called after consent.
        around: live calls, versions, clock and password hashing.
    """
    checklists = Checklists(store.own_checklists, around.checklists)
    jobs = Jobs(store, checklists, around.now)
    documents = Documents(store, around.documents, around.now)
    photos = Photos(store, documents, inspect_photo, make_reference, around.live)
    consent = ConsentGate(store, photos, around.live, around.now)
    second_factor = SecondFactor(store, around.now)
    screening = ScreeningDesk(store, around.screener, around.now)
    return Services(
        store=store,
        setup=Setup(store, around.hasher),
        sign_in=SignIn(store, around.hasher, second_factor, around.now),
        second_factor=second_factor,
        invitations=Invitations(store, around.hasher, around.now),
        tokens=Tokens(store, around.now),
        people=People(store, around.live, around.now),
        jobs=jobs,
        checklists=checklists,
        candidates=Candidates(store, jobs),
        identity=IdentityTimeline(store),
        imports=Imports(store, jobs, screening, around.now),
        documents=documents,
        employer=Employer(store, around.fetch, around.now),
        photos=photos,
        consent=consent,
        corrections=CorrectionDesk(store),
        group_rates=GroupRates(store, around.now),
        calibration_rows=CalibrationRows(store, around.now),
        own_results=OwnResults(store, around.now),
        own_checks=OwnCheckDesk(store, around.now),
        screening=screening,
        interviews=Interviews(store, around.live, around.versions, around.now),
        planning=Planning(store, jobs, around.live, around.versions),
        assignments=Assignments(store),
        evidence=Evidence(store, consent, around.models_dir, around.now),
        erasure=Erasure(store, around.live, around.now),
        escalations=EscalationDesk(store, around.live),
        flags=FlagDesk(store),
        false_alarms=FalseAlarms(store),
        afterwards=Afterwards(store, around.now),
        audit=Audit(store, around.now),
        light=LightChecks(store, around.live, around.light, around.now, around.clock),
        server=Server(around.second_opinion),
    )
