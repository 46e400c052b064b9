"""What an analysis is told besides pictures: in order, and never dropped but for sound that waits too long."""

from __future__ import annotations

from dataclasses import dataclass

from candor.domain.checks import Check, CheckId
from candor.domain.frames import CloseUp
from candor.domain.light import LightShow
from candor.domain.sound import OpusBlock, SoundBlock


@dataclass(frozen=True, slots=True)
class StartCheck:
    """Ask for a movement now. A check that runs is skipped, which is neutral."""

    check: Check


@dataclass(frozen=True, slots=True)
class SkipCheck:
    """End a check without a finding; one that is over stays as it is."""

    check: CheckId


@dataclass(frozen=True, slots=True)
class ConfirmCheck:
    """What the interviewer heard of a check that only a person can judge; on any other it changes nothing."""

    check: CheckId
    seen: bool


@dataclass(frozen=True, slots=True)
class ShowLight:
    """A coded light starts, or goes on as this: the newest replaces the one before."""

    show: LightShow


Order = SoundBlock | OpusBlock | StartCheck | SkipCheck | ConfirmCheck | ShowLight | CloseUp
