"""The four questions Candor asks all through a call, the five states of an answer, and evidence families."""

from __future__ import annotations

from enum import StrEnum


class Question(StrEnum):
    """What is asked. Each question is answered alone; there is no overall score of a person."""

    IDENTITY = "identity"
    """Is this the person on the ID photo?"""
    LIVE_PERSON = "live_person"
    """Is a live, three-dimensional person in front of the camera?"""
    GENUINE = "genuine"
    """Is the picture or the voice swapped or synthesised?"""
    CONTINUITY = "continuity"
    """Is it the same single person all the time?"""


class State(StrEnum):
    """What is shown. Always as colour + icon + word; NO_CONCERN never means "verified"."""

    CANT_TELL = "cant_tell"
    CHECKING = "checking"
    NO_CONCERN = "no_concern"
    PLEASE_CHECK = "please_check"
    PAUSE_AND_VERIFY = "pause_and_verify"


class Family(StrEnum):
    """Signals of one family are correlated: their evidence is capped together (signals.md C3)."""

    IDENTITY = "identity"
    FRAMES = "frames"
    PRESENCE = "presence"
    TEXTURE = "texture"
    GEOMETRY = "geometry"
    SOUND = "sound"
    ACTIVE = "active"
    PHYSIOLOGY = "physiology"


class Severity(StrEnum):
    """How urgent a warning is: amber asks to check, red asks to pause and verify."""

    AMBER = "amber"
    RED = "red"
