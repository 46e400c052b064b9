"""Which library, weights and limits stand behind the second opinion? Opens one for a recording, or for two photos."""

from __future__ import annotations

import tempfile
import tomllib
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

import msgspec
import numpy as np
from numpy.typing import NDArray

from candor.domain.facts import FaceFacts, FrameFacts
from candor.domain.frames import Frame
from candor.domain.ports import StepResult
from candor.domain.second_opinion import Ability, Opinion, Readiness, SecondOpinion
from candor.errors import ConfigurationError
from candor.inference.default_set import model_store
from candor.pipeline.decode import PHOTO_LIMITS, decode_photo
from candor.pipeline.given_file import read_given
from candor.pipeline.key_frames import FIRST
from candor.second_opinion.counsel import Counsel, compared
from candor.second_opinion.gather import Gathering
from candor.second_opinion.weights import Equipment, fill_home, look_around
from candor.second_opinion.witness import Witness, child_environment
from candor.settings import Settings

RGB = NDArray[np.uint8]


class _Limits(msgspec.Struct, frozen=True):
    min_context: float


class Gatherer(Protocol):
    """Where the frames go; candor.second_opinion.gather.Gathering is the real one."""

    def look(self, rgb: RGB, face: FaceFacts | None, at_s: float, *, has_new_warning: bool) -> None:
        """Take one frame."""
        ...

    def result(self) -> SecondOpinion:
        """Return everything that was said."""
        ...


class Onlooker:
    """Shows the second opinion the frames of a recording, each after the session has seen it."""

    def __init__(self, gathering: Gatherer | None, newest: Callable[[], FrameFacts | None]) -> None:
        """Look on; with no gathering nothing is asked and nothing kept.

        Args:
            gathering: where the frames go.
            newest: the session's facts of the newest frame.
        """
        self._gathering = gathering
        self._newest = newest
        self._rgb: RGB | None = None

    def frames(self, frames: Iterable[Frame]) -> Iterator[Frame]:
        """Pass the frames on and remember the newest."""
        for frame in frames:
            self._rgb = frame.rgb
            yield frame

    def after(self, on_step: Callable[[StepResult], None]) -> Callable[[StepResult], None]:
        """Return what is called after each step."""

        def look(step: StepResult) -> None:
            facts = self._newest()
            if self._gathering and facts and self._rgb is not None:
                is_new = any(warning.at_s == step.at_s for warning in step.warnings)
                self._gathering.look(self._rgb, facts.candidate, step.at_s, has_new_warning=is_new)
            on_step(step)

        return look

    @property
    def opinion(self) -> SecondOpinion | None:
        """What was said; None when nobody was asked."""
        return self._gathering.result() if self._gathering else None


@contextmanager
def onlooker(
    settings: Settings, newest: Callable[[], FrameFacts | None], id_photo: RGB | None, *, is_asked: bool
) -> Generator[Onlooker]:
    """Open the second opinion for one recording and close its process afterwards."""
    if not is_asked:
        yield Onlooker(None, newest)
        return
    with counsel(settings) as asked:
        versions = asked.equipment.versions(model_store(settings))
        yield Onlooker(Gathering(asked, versions, id_photo), newest)


@contextmanager
def counsel(settings: Settings) -> Generator[Counsel]:
    """Open somebody to ask about key frames, with the limits of the calibration.

    Raises:
        ModelError: a file was altered meanwhile.
        ConfigurationError: the limits are missing or damaged.
    """
    with opened(settings) as (witness, equipment):
        yield Counsel(witness, equipment, load_min_context(settings.models_dir))


def who_is_asked(settings: Settings) -> SecondOpinion:
    """Return who would be asked here and what is missing, without opinions; starts nothing."""
    store = model_store(settings)
    equipment = look_around(store)
    return SecondOpinion(equipment.engine, equipment.readiness, equipment.missing, equipment.versions(store))


@contextmanager
def opened(settings: Settings) -> Generator[tuple[Witness, Equipment]]:
    """Give a witness that has its weights, and what it can do; its process and its folder go at the end."""
    store = model_store(settings)
    equipment = look_around(store)
    with tempfile.TemporaryDirectory(prefix="candor-second-opinion-") as home:
        if any(state is Readiness.READY for state in equipment.readiness.values()):
            fill_home(Path(home), store, equipment)
        witness = Witness(child_environment(Path(home)))
        try:
            yield witness, equipment
        finally:
            witness.close()


def photos_opinion(settings: Settings, a: Path, b: Path) -> SecondOpinion:
    """Return what the second library says of two photos: are they of one person?

    Raises:
        DecodeError: a file is missing or no picture that can be read.
    """
    with opened(settings) as (witness, equipment):
        versions = equipment.versions(model_store(settings))
        state = equipment.readiness[Ability.SAME_PERSON]
        opinions: list[Opinion] = []
        if state is Readiness.READY:
            first, second = (
                decode_photo(read_given(path, PHOTO_LIMITS.max_bytes), allow_animated=True) for path in (a, b)
            )
            says, score, reason = compared(witness, first, second, equipment.recognition)
            opinions.append(Opinion(Ability.SAME_PERSON, 0.0, FIRST, says, score, reason))
        return SecondOpinion(
            equipment.engine, {Ability.SAME_PERSON: state}, equipment.missing, versions, tuple(opinions)
        )


def load_min_context(models_dir: Path) -> float:
    """Return how much room around the face liveness needs, from calibration/second_opinion.toml.

    Raises:
        ConfigurationError: missing or damaged.
    """
    path = models_dir / "calibration" / "second_opinion.toml"
    try:
        return msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), _Limits).min_context
    except (OSError, ValueError) as error:
        raise ConfigurationError("bad_calibration", f"{path} cannot be used: {error}.") from error
