"""How does an interview survive the death of its worker? Its state as bytes, and back.

Written by pipeline/session.py every few seconds, opened by a new worker. Holds templates: who stores it encrypts it.
The fifteen minutes of thinned facts are left out (megabytes): a loop is found again one loop later; the newest
embeddings are kept, so that the identity question goes on at once.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Final, cast

import msgspec
import numpy as np
from numpy.typing import NDArray

from candor.domain.checks import CheckStatus
from candor.domain.facts import FrameFacts
from candor.domain.ids import SignalName
from candor.domain.light import LightShow
from candor.fusion.state import FusionState
from candor.pipeline.key_frames import KeyFrames
from candor.pipeline.timeline import Timeline
from candor.pipeline.tracking import Tracks
from candor.signals.enrolment import Enrolment

VERSION: Final = 3
"""Rises with every change of the state below; a checkpoint of another version is not opened."""


@dataclass(frozen=True, slots=True)
class SessionState:
    """All that one interview carries from frame to frame, but the models and the window."""

    version: int = 0
    """Of a written checkpoint: VERSION. What does not name its version is none."""
    model: str = ""
    """Manifest id of the embedder: embeddings of another one are of no use."""
    timeline: Timeline = field(default_factory=Timeline)
    tracks: Tracks = field(default_factory=Tracks)
    fusion: FusionState = field(default_factory=FusionState)
    enrolment: Enrolment = field(default_factory=Enrolment)
    last_run_s: dict[SignalName, float] = field(default_factory=dict[SignalName, float])
    """When each signal last ran."""
    checks: tuple[CheckStatus, ...] = ()
    """Every movement check so far, oldest first."""
    light: LightShow | None = None
    """The newest coded light."""
    key_frames: KeyFrames = field(default_factory=KeyFrames)
    """What was handed over for a second opinion."""
    frames: int = 0
    unreadable: int = 0
    recent: tuple[FrameFacts, ...] = ()
    """The newest frames with an embedding; filled only when a checkpoint is written."""


def encode_state(state: SessionState) -> bytes:
    """Return a state as bytes (MessagePack)."""
    return msgspec.msgpack.encode(replace(state, version=VERSION), enc_hook=_array_as_table)


def decode_state(data: bytes, model: str, *, consented: bool) -> SessionState | None:
    """Return the state in a checkpoint; None when it is damaged or of another version: the interview starts anew.

    Args:
        data: what `encode_state` gave.
        model: the embedder in use now; embeddings of another one are left behind.
        consented: without consent all embeddings are left behind.
    """
    try:
        state = msgspec.msgpack.decode(data, type=SessionState, dec_hook=_array_from_table)
    except (msgspec.MsgspecError, ValueError, TypeError, KeyError):
        return None
    if state.version != VERSION or not state.model:  # an empty map is a state of defaults, and no checkpoint
        return None
    if consented and state.model == model:
        return state
    return replace(state, model=model, enrolment=Enrolment(), recent=())


class _Array(msgspec.Struct):
    """An array as bytes."""

    dtype: str
    shape: tuple[int, ...]
    data: bytes


def _array_as_table(value: object) -> object:
    if isinstance(value, np.generic):
        return cast("object", value.item())
    if not isinstance(value, np.ndarray):
        raise NotImplementedError(f"no way to write {type(value)}")
    array = cast("NDArray[np.generic]", value)
    return _Array(array.dtype.str, array.shape, array.tobytes())


def _array_from_table(_: type, table: object) -> NDArray[np.generic]:
    array = msgspec.convert(table, _Array)
    return np.frombuffer(array.data, dtype=array.dtype).reshape(array.shape)
