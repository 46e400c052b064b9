"""The composition root: the only file that knows the concrete classes and puts them together."""

from __future__ import annotations

import os
import threading
from dataclasses import dataclass

from flask import Flask

from candor.domain.identity import Template
from candor.domain.ports import Brief
from candor.engines.local import LocalEngine
from candor.fusion.identity import load_comparator
from candor.inference.default_set import load_default_models
from candor.inference.versions import versions_in_force
from candor.pipeline.analysers import Analysers
from candor.pipeline.reference import inspect_photo, make_reference
from candor.pipeline.session import InterviewSession, SessionRules, load_session_rules
from candor.services.build import Services, Surroundings, build
from candor.services.live import LiveInterviews
from candor.settings import Settings
from candor.store.store import Store, open_store
from candor.stream.server import StreamServer
from candor.web.app import create_app


def build_analysers(settings: Settings) -> Analysers:
    """Load the default models and the comparator of their embedder. One set per thread or process.

    Raises:
        ModelError: a model file is missing or altered; the sentence says what to run.
        ConfigurationError: the manifest or a calibration cannot be used.
    """
    models = load_default_models(settings)
    return Analysers(
        detector=models.detector,
        mesher=models.mesher,
        eyes=models.eyes,
        embedder=models.embedder,
        comparator=load_comparator(settings.models_dir, models.embedder.model),
    )


@dataclass(frozen=True, slots=True)
class Sessions:
    """Opens analyses with models that are loaded once; what a worker owns."""

    analysers: Analysers
    rules: SessionRules

    def open(self, brief: Brief, checkpoint: bytes | None = None) -> InterviewSession:
        """Start the analysis of an interview, or go on from a checkpoint."""
        return InterviewSession(brief, self.analysers, self.rules, checkpoint)


@dataclass(frozen=True, slots=True)
class SessionMaker:
    """Loads models and rules where it is called. Picklable: a worker process gets this, not the models."""

    settings: Settings

    def __call__(self) -> Sessions:
        """Load everything, see `build_analysers` for the errors."""
        return Sessions(build_analysers(self.settings), load_session_rules(self.settings.models_dir))


class PhotoDesk:
    """Looks at ID photos for the pages. Models are not made for several threads, so one photo at a time."""

    def __init__(self, sessions: Sessions) -> None:
        self._analysers = sessions.analysers
        self._rules = sessions.rules.pipeline.reference
        self._one_at_a_time = threading.Lock()

    def inspect(self, photo: bytes) -> None:
        """See pipeline.reference.inspect_photo: no embedding is computed."""
        with self._one_at_a_time:
            inspect_photo(photo, self._analysers, self._rules)

    def make_reference(self, photo: bytes) -> Template:
        """See pipeline.reference.make_reference: only after consent."""
        with self._one_at_a_time:
            return make_reference(photo, self._analysers, self._rules)


@dataclass(frozen=True, slots=True)
class House:
    """A whole server: everything that `candor serve` starts and stops."""

    store: Store
    services: Services
    engine: LocalEngine
    live: LiveInterviews
    stream: StreamServer
    app: Flask


def build_house(settings: Settings) -> House:
    """Open the store and wire store, engine, live interviews, stream and pages; nothing runs or listens yet.

    Raises:
        ModelError: a model file is missing or altered.
        ConfigurationError: settings, calibration, database or key cannot be used.
    """
    make_sessions = SessionMaker(settings)
    photos = PhotoDesk(make_sessions())
    store = open_store(settings)
    engine = LocalEngine(make_sessions, settings.workers or os.cpu_count() or 1)
    live = LiveInterviews(store.interviews, engine)
    around = Surroundings(live=live, versions=versions_in_force(settings))
    services = build(store, photos.inspect, photos.make_reference, around)
    return House(
        store=store,
        services=services,
        engine=engine,
        live=live,
        stream=StreamServer(settings, store.interviews, live),
        app=create_app(services, settings),
    )
