"""A candidate's look at camera, light and sound before a call: kept only if they want, as context, never a verdict."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Annotated, Final

import msgspec
from msgspec import Meta

from candor.domain.ids import CandidateId
from candor.errors import UsageError
from candor.services.access import Permission
from candor.services.reach import Gate
from candor.store.own_checks import LightAnswer, LightWord, OwnCheck
from candor.store.store import Store
from candor.store.values import Person

PROGRAMS: Final = (
    "virtual", "obs", "manycam", "xsplit", "mmhmm", "camo", "droidcam", "iriun", "epoccam", "snap camera", "youcam",
    "nvidia broadcast", "splitcam", "webcamoid", "v4l2", "dummy", "e2esoft", "unity video", "logi capture",
)  # fmt: skip
"""Parts of the names under which programs, not cameras, hand a picture on. Innocent as a rule: blurred backgrounds, a
telephone or a good camera as webcam."""


class Told(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the page sends."""

    camera: Annotated[str, Meta(max_length=120)]
    width: Annotated[int, Meta(ge=0, le=20_000)]
    height: Annotated[int, Meta(ge=0, le=20_000)]
    fps: Annotated[float, Meta(ge=0, le=1000)]
    light: LightWord
    heard: bool | None
    answer: LightAnswer


class OwnCheckDesk:
    """Keeps and shows what candidates looked at."""

    def __init__(self, store: Store, now: Callable[[], datetime]) -> None:
        self._store = store
        self._gate = Gate(store)
        self._now = now

    def keep_by_link(self, link: str, body: bytes) -> None:
        """Keep what the page of the candidate behind a private link sends.

        Raises:
            AccessError: "unknown_link".
            UsageError: "bad_own_check".
        """
        candidate = self._store.candidates.by_link(link)
        try:
            told = msgspec.json.decode(body, type=Told)
        except (msgspec.MsgspecError, UnicodeDecodeError) as error:
            raise UsageError("bad_own_check", "The page sent something odd. Reload it.", cause=str(error)) from error
        camera = "".join(letter for letter in told.camera if letter.isprintable())
        kept = camera, told.width, told.height, told.fps, told.light, told.heard, told.answer
        self._store.own_checks.save(candidate.id, OwnCheck(*kept, self._now()))

    def forget_by_link(self, link: str) -> None:
        """Delete what the candidate behind a private link kept."""
        self._store.own_checks.forget(self._store.candidates.by_link(link).id)

    def own(self, candidate: CandidateId) -> OwnCheck | None:
        """Return what a candidate kept, for their own page."""
        return self._store.own_checks.of(candidate)

    def shown(self, by: Person, candidate: CandidateId) -> OwnCheck | None:
        """Return what a candidate kept, for whoever works on their interviews."""
        self._gate.candidate(by, Permission.READ_INTERVIEWS, candidate)
        return self._store.own_checks.of(candidate)


def is_program(camera: str) -> bool:
    """Return whether a camera's label is that of a program."""
    return any(part in camera.lower() for part in PROGRAMS)
