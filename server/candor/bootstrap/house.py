"""Which store, engine, stream and pages stand behind a server? Everything that `candor serve` starts and stops."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

from flask import Flask

from candor.bootstrap.live_opinions import live_opinions
from candor.bootstrap.public_fetch import PublicFetch
from candor.bootstrap.screening_process import ScreeningProcess
from candor.bootstrap.sessions import SessionMaker, Sessions, step_back
from candor.challenges.light_plan import load_light_plan
from candor.challenges.rules import load_challenge_rules
from candor.checklists.template_file import load_shipped
from candor.documents.read import DocumentReader
from candor.domain.documents import DocumentFields, ReadPicture
from candor.domain.identity import Template
from candor.engines.local import LocalEngine
from candor.inference.text_reader import RapidTextReader
from candor.inference.versions import versions_in_force
from candor.pipeline.key_frames import LIVE
from candor.pipeline.reference import inspect_photo, make_reference
from candor.services.build import Services, Surroundings, build
from candor.services.live import LiveInterviews
from candor.services.live_opinions import LiveOpinions
from candor.settings import Settings
from candor.store.store import Store, open_store, utc_now
from candor.stream.server import StreamServer
from candor.web.app import create_app


class PhotoDesk:
    """Looks at ID photos and documents for the pages, on one thread of its own that lets live calls go first: models
    are not made for several threads, and reading a document takes seconds.
    """

    def __init__(self, sessions: Sessions) -> None:
        self._analysers = sessions.analysers
        self._rules = sessions.rules.pipeline.reference
        self._reader = DocumentReader(self._analysers.detector, self._analysers.mesher, RapidTextReader())
        self._thread = ThreadPoolExecutor(1, "candor-photos", initializer=step_back)

    def inspect(self, photo: bytes) -> None:
        """See pipeline.reference.inspect_photo: no embedding is computed."""
        self._thread.submit(inspect_photo, photo, self._analysers, self._rules).result()

    def make_reference(self, photo: bytes) -> Template:
        """See pipeline.reference.make_reference: only after consent."""
        return self._thread.submit(make_reference, photo, self._analysers, self._rules).result()

    def read_photo(self, photo: bytes) -> ReadPicture:
        """See domain.documents.PictureReader."""
        return self._thread.submit(self._reader.read_photo, photo, utc_now().date()).result()

    def read_back(self, photo: bytes) -> DocumentFields | None:
        """See domain.documents.PictureReader."""
        return self._thread.submit(self._reader.read_back, photo, utc_now().date()).result()


@dataclass(frozen=True, slots=True)
class House:
    """A whole server: everything that `candor serve` starts and stops."""

    store: Store
    services: Services
    engine: LocalEngine
    live: LiveInterviews
    opinions: LiveOpinions
    screener: ScreeningProcess
    stream: StreamServer
    app: Flask


def build_house(settings: Settings) -> House:
    """Open the store and wire store, engine, live interviews, stream and pages; nothing runs or listens yet.

    Raises:
        ModelError: a model file is missing or altered.
        ConfigurationError: settings, calibration, database or key cannot be used.
    """
    make_sessions = SessionMaker(settings, is_live=True)
    photos = PhotoDesk(make_sessions())
    store = open_store(settings)
    opinions = live_opinions(settings, store.interviews)
    make_sessions = replace(make_sessions, pace=LIVE if opinions.is_asked else None)
    engine = LocalEngine(make_sessions, settings.workers or os.cpu_count() or 1)
    challenges, checklist = load_challenge_rules(settings.models_dir), load_shipped()
    live = LiveInterviews(store.interviews, engine, challenges, checklist, opinions=opinions)
    plan = load_light_plan(settings.models_dir)
    screener = ScreeningProcess(settings)
    around = Surroundings(
        live=live,
        versions=versions_in_force(settings),
        light=plan,
        documents=photos,
        fetch=PublicFetch(),
        screener=screener,
        second_opinion=opinions.health,
        models_dir=settings.models_dir,
    )
    services = build(store, photos.inspect, photos.make_reference, around)
    return House(
        store=store,
        services=services,
        engine=engine,
        live=live,
        opinions=opinions,
        screener=screener,
        stream=StreamServer(settings, store.interviews, live),
        app=create_app(services, settings),
    )
