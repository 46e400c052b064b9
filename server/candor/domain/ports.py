"""Ports: what the core needs from the edge. Implementations live at the edge; fakes in tests/fakes.py."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from candor.domain.assessment import Assessment, Warning
from candor.domain.checks import CheckStatus
from candor.domain.facts import TextureFacts
from candor.domain.frames import EncodedFrame, Region
from candor.domain.identity import Comparison, Template
from candor.domain.ids import InterviewId
from candor.domain.observations import Verdict
from candor.domain.orders import Order
from candor.domain.second_opinion import KeyFrame
from candor.domain.sound import SoundHeard

RGB = NDArray[np.uint8]
F32 = NDArray[np.float32]


class Clock(Protocol):
    """Seconds on a monotonic clock."""

    def __call__(self) -> float: ...


@dataclass(frozen=True, slots=True)
class Detection:
    """A detected face: (4,) box_xyxy px; (6, 2) keypoints px in BlazeFace order (right eye, left eye, nose tip,
    mouth centre, right ear, left ear, as the subject's own sides); score 0 to 1.
    """

    box_xyxy: F32
    keypoints_xy: F32
    score: float


@dataclass(frozen=True, slots=True)
class Mesh:
    """Face mesh of one face: (468, 3) px (x, y in the frame, z in the same scale, smaller is nearer); score 0 to 1."""

    landmarks_xyz: F32
    score: float


@dataclass(frozen=True, slots=True)
class Eye:
    """Iris model of one eye: (71, 2) eyelid contour px, (5, 2) iris px (centre first), in the frame."""

    contour_xy: F32
    iris_xy: F32


class FaceDetector(Protocol):
    """Finds faces in (H, W, 3) uint8 RGB; best first."""

    def detect(self, rgb: RGB) -> list[Detection]: ...


class FaceMesher(Protocol):
    """Fits the 468-point mesh to a detected (or previously meshed) face; None when no face is there."""

    def fit(self, rgb: RGB, detection: Detection) -> Mesh | None: ...


class EyeFitter(Protocol):
    """Fits eyelids and iris of both eyes: (picture-left, picture-right)."""

    def fit(self, rgb: RGB, mesh: Mesh) -> tuple[Eye, Eye]: ...


@dataclass(frozen=True, slots=True)
class Hand:
    """One hand: (21, 2) px in the frame, wrist first; score 0 to 1."""

    landmarks_xy: F32
    score: float


class HandFinder(Protocol):
    """Finds hands. Owned by one worker; keeps nothing from picture to picture."""

    def find(self, rgb: RGB, before: Sequence[Hand] = ()) -> tuple[Hand, ...]:
        """Return the hands of a (H, W, 3) uint8 picture, best first.

        Args:
            rgb: the picture.
            before: the hands of the picture before, followed without a new look for palms while they last.
        """
        ...


class PersonSegmenter(Protocol):
    """Tells person from background."""

    def segment(self, rgb: RGB) -> F32:
        """(144, 256) float32, 0 to 1: how far each cell of the (stretched) picture belongs to a person."""
        ...


class TextureJudge(Protocol):
    """Looks for the traces of a screen or a print around a face."""

    def score(self, rgb: RGB, detection: Detection) -> TextureFacts:
        """Judge one face of a (H, W, 3) uint8 picture; its box is a detector's, not a mesh's."""
        ...


class SpeechDetector(Protocol):
    """Tells speech from other sound; keeps nothing between calls, so one serves all interviews of a worker."""

    def speech(self, sound: F32, memory: F32 | None) -> tuple[F32, F32]:
        """Judge consecutive windows of 32 ms.

        Args:
            sound: (64 + N x 512,) float32, -1 to 1, 16 kHz: the 64 samples before, then N windows.
            memory: what the call before returned; None at the start and after a gap.

        Returns:
            (N,) float32, 0 to 1 for each window, and the memory for the next call.
        """
        ...


class DigitSpotter(Protocol):
    """Recognises digits that are known beforehand."""

    def spot(self, digits: str, pcm: bytes) -> bool:
        """Return whether these digits, e.g. "4071", were said in a stretch of sound: signed 16 bit, 16 kHz."""
        ...


class SwapTraceScorer(Protocol):
    """Looks for the traces of a face swap in a face."""

    def score(self, rgb: RGB, landmarks_xy: F32) -> float:
        """Return how much the face with these (468, 2) landmarks, px, looks swapped; no probability."""
        ...


class VoiceEmbedder(Protocol):
    """Turns speech into numbers that tell voices apart. Only asked with consent."""

    @property
    def seconds(self) -> float:
        """Shortest stretch of speech that can be embedded."""
        ...

    def embed(self, speech: F32) -> F32:
        """(d,) of length 1, from (n,) float32, -1 to 1, 16 kHz, pauses left out."""
        ...


class VoiceCountermeasure(Protocol):
    """Judges whether speech sounds as if a machine had made it. Only asked with consent."""

    @property
    def seconds(self) -> float:
        """Length of the stretch that is judged."""
        ...

    def score(self, sound: F32) -> float:
        """Log odds of bona fide speech as the network has it, from (n,) float32, -1 to 1, 16 kHz, as it was heard, at
        least `seconds` long (the newest count). Not calibrated: its zero means nothing.
        """
        ...


class FaceEmbedder(Protocol):
    """Turns an aligned face into an embedding."""

    @property
    def model(self) -> str:
        """Manifest id."""
        ...

    def embed(self, rgb: RGB, meshes: Sequence[Mesh]) -> F32:
        """(N, d) float32: one embedding per mesh of the same picture."""
        ...


class Comparator(Protocol):
    """Compares templates of one embedder with its cohort and calibration."""

    def compare(self, a: Template, b: Template) -> Comparison: ...


# --- engines: where the analysis of an interview runs -------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Brief:
    """What a worker must know before the first frame of an interview."""

    interview: InterviewId
    reference: Template | None
    """From the ID photo; None when there is none: the identity question abstains with "no_reference"."""
    consented: bool
    """Without consent no embedding is computed, ever."""
    language: str = "en"


@dataclass(frozen=True, slots=True)
class StepResult:
    """What one frame, or one batch, changed. Small but for a rare key frame: it crosses a process boundary."""

    interview: InterviewId
    seq: int
    at_s: float
    """captured_at_s."""
    received_at_s: float
    verdicts: tuple[Verdict, ...]
    assessment: Assessment
    warnings: tuple[Warning, ...]
    """Raised or updated by this frame; same id = same warning, newer content."""
    faces: int
    face_width_px: float | None
    effective_fps: float
    dropped: int
    """Frames dropped in the mailbox since the last result."""
    took_ms: float
    sound: SoundHeard = SoundHeard.NONE
    """Of the last seconds."""
    sound_lost_s: float = 0.0
    """Seconds of sound that were lost since the last result."""
    error: str | None = None
    """Code of the DecodeError when this frame could not be read; the interview goes on."""
    checks: tuple[CheckStatus, ...] = ()
    """Movement checks that are new or went on since the last result; a restored session tells all of them again."""
    key_frame: KeyFrame | None = None
    """This frame, where a second opinion should look at it."""
    portrait_jpeg: bytes | None = None
    """The first good view of the candidate, at most 320 px wide; once in a session, only with consent."""
    close_up_wanted: Region | None = None
    """Ask for a close-up of this part of the tile, only with consent."""
    close_up_fate: str = ""
    """What became of the close-up that came with this frame, if one did."""


@dataclass(frozen=True, slots=True)
class Checkpointed:
    """A worker wrote down the state of an interview. Opaque, holds templates: encrypt at rest."""

    interview: InterviewId
    state: bytes


@dataclass(frozen=True, slots=True)
class WorkerLost:
    """A worker died; its interviews are being reopened from their last checkpoints."""

    interviews: tuple[InterviewId, ...]


EngineEvent = StepResult | Checkpointed | WorkerLost


class Engine(Protocol):
    """Runs analyses somewhere. Thread-safe; `submit` never blocks; events come on the engine's own thread."""

    def start(self, on_event: Callable[[EngineEvent], None]) -> None: ...

    def open(self, brief: Brief, checkpoint: bytes | None = None) -> None: ...

    def submit(self, interview: InterviewId, frame: EncodedFrame) -> None:
        """Offer a frame. The newest frame wins: an older one still waiting is dropped and counted."""
        ...

    def tell(self, interview: InterviewId, order: Order) -> None:
        """Pass on an order: in order, before the next frame. One that is under way when a worker dies is lost."""
        ...

    def close(self, interview: InterviewId) -> None: ...

    def stop(self) -> None: ...


class TextReader(Protocol):
    """Finds and reads printed text. Not to be shared between threads."""

    def find(self, rgb: RGB) -> Sequence[F32]:
        """Return the boxes of lines of text in an (H, W, 3) uint8 picture: (4, 2) px, from the top left, clockwise."""
        ...

    def read(self, line: RGB) -> str:
        """Return the text of one upright line, (h, w, 3) uint8."""
        ...
