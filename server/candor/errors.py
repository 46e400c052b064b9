"""Everything that can go wrong in Candor, as one small tree.

    CandorError
    ├── UsageError           the caller asked for something that cannot be done; exit code 2, HTTP 400
    │   ├── ConfigurationError   a setting, manifest or calibration file is wrong
    │   ├── DecodeError          a picture or a video cannot be read within its limits
    │   ├── ReferencePhotoError  the ID photo cannot serve as a reference (no face, two faces, too small)
    │   ├── ConsentError         something was asked for that the candidate has not consented to
    │   └── NotFoundError        no such candidate, interview, report ...
    ├── ModelError           a model file is missing, altered or not of the expected shape
    ├── WireError            a peer broke the protocol; carries the code that the peer is told
    ├── AccessError          not signed in, wrong role, expired or replayed token; HTTP 401 or 403
    └── EngineError          an analysis worker is gone or refuses work

Every error carries a `code` (stable, for machines), a sentence for the user (`str(error)`, says what to do next) and
may carry a `cause` for the log. A peer or a browser sees code and sentence, never the cause.
"""

from __future__ import annotations


class CandorError(Exception):
    """Base of all named errors: a stable code, a sentence for the user, a cause for the log."""

    def __init__(self, code: str, sentence: str, *, cause: str = "") -> None:
        super().__init__(sentence)
        self.code = code
        self.sentence = sentence
        self.cause = cause


class UsageError(CandorError):
    """The caller asked for something that cannot be done as asked."""


class ConfigurationError(UsageError):
    """A setting, manifest or calibration file is wrong."""


class DecodeError(UsageError):
    """A picture or video cannot be read, or is larger than the limits allow."""


class ReferencePhotoError(UsageError):
    """A photo cannot serve as a reference: no face, several faces, face too small or too poor."""


class ConsentError(UsageError):
    """The candidate has not consented to what was asked for; nothing was computed."""


class NotFoundError(UsageError):
    """The record that was asked for does not exist, or does not exist any more."""


class ModelError(CandorError):
    """A model file is missing, altered, or not of the shape its manifest entry promises."""


class WireError(CandorError):
    """A peer broke the protocol. `code` is one of wire.messages.ErrorCode and is all the peer learns."""


class AccessError(CandorError):
    """Not signed in, wrong role, or a token that is expired, unknown or already used."""


class EngineError(CandorError):
    """An analysis worker is gone, or takes no more interviews."""
