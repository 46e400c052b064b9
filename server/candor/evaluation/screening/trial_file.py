"""Which applicants does a trial of screening make? Reads candor.screening-trial/1 and the origins."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Annotated, Final

import msgspec

from candor.errors import ConfigurationError, DecodeError
from candor.pipeline.given_file import read_given

SCHEMA: Final = "candor.screening-trial/1"
_MAX_BYTES: Final = 256 * 1024

Share = Annotated[float, msgspec.Meta(ge=0, le=1)]


class HonestRates(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How often honest people show something; assumptions."""

    couple: Share
    again: Share
    template: Share
    moved: Share
    national_phone: Share
    typo_phone: Share
    nickname_mail: Share
    minutes_mail: Share
    other_zone: Share
    ships_elsewhere: Share
    mail_drop: Share
    unlisted_school: Share
    gap: Share
    overlap: Share
    new_profile: Share
    awoken_profile: Share
    changed_address: Share
    changed_bank: Share
    native_script: Share


class RingRates(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How often a member of the ring shows what binds it."""

    shared_phone: Share
    shared_paragraphs: Share
    shared_address: Share
    front_company: Share


class Front(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The front company."""

    employer: str


class Trial(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A whole trial."""

    schema: str
    name: str
    honest: Annotated[int, msgspec.Meta(ge=100, le=1_000_000)]
    ring: Annotated[int, msgspec.Meta(ge=2, le=1_000)]
    report_seed: int
    tune_seed: int
    honest_rates: HonestRates
    ring_rates: RingRates
    front: Front


class Origin(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where made applicants come from."""

    id: str
    country: str
    zone: str
    code: str
    trunk: str
    phones: list[str]
    cities: list[str]
    given: str
    family: str
    schools: list[str]
    other: list[str]
    firms: str
    given_native: str = ""
    family_native: str = ""
    family_first: bool = False


class _Origins(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    origin: list[Origin]


def is_screening_trial(path: Path) -> bool:
    """Tell whether a file is such a trial; anything unreadable is none."""
    try:
        return tomllib.loads(read_given(path, _MAX_BYTES).decode("utf-8")).get("schema") == SCHEMA
    except (DecodeError, UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError):
        return False


def load_trial(path: Path) -> Trial:
    """Return a trial.

    Raises:
        ConfigurationError: "bad_trial".
    """
    try:
        return msgspec.convert(tomllib.loads(read_given(path, _MAX_BYTES).decode("utf-8")), Trial)
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        raise ConfigurationError("bad_trial", f"The trial {path.name} cannot be used: {error}.") from error


@cache
def load_origins() -> tuple[Origin, ...]:
    """Return where made applicants come from."""
    text = (resources.files("candor.evaluation.screening") / "origins.toml").read_text(encoding="utf-8")
    return tuple(msgspec.convert(tomllib.loads(text), _Origins).origin)
