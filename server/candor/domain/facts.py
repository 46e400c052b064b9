"""What is extracted from a frame, once, before any question is asked of it.

Signals read these facts; nobody after the pipeline sees a pixel, except the evidence crop of a warning.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from candor.domain.ids import TrackId

F32 = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class HeadPose:
    """Head rotation in degrees. Positive yaw: the nose points to the right of the picture; positive pitch: up;
    positive roll: the head leans clockwise in the picture.
    """

    yaw_deg: float
    pitch_deg: float
    roll_deg: float


@dataclass(frozen=True, slots=True)
class FaceQuality:
    """How far a face can be judged. Compared with limits in models/calibration, never in code."""

    width_px: float
    inter_eye_px: float
    luma_mean: float
    """Mean luma inside the face, 0 to 255."""
    clipped_fraction: float
    """Share of face pixels below 8 or above 247 luma, 0 to 1."""
    sharpness: float
    """Variance of the Laplacian of the face resampled to 96 px inter-eye-normalised crop, grey levels squared."""


@dataclass(frozen=True, slots=True)
class PatchColours:
    """Mean colours on and around the face, (n, 3) float32 RGB, 0 to 255; a row is NaN where it is not in view.

    Means survive compression: active light and pulse read these, not pixels.
    """

    inner: F32
    """(5, 3): forehead, picture-left cheek, picture-right cheek, nose, chin: what a face swap paints over."""
    outer: F32
    """(3, 3): neck, picture-left and picture-right side of the face in front of the ears: what a swap leaves."""
    background: F32
    """(2, 3): picture-left and picture-right of the head, as far away as the picture allows."""


@dataclass(frozen=True, slots=True)
class CornerTracks:
    """Image corners inside the rigid part of the face, followed by optical flow since a key frame."""

    key_at_s: float
    """captured_at_s of the key frame."""
    key_pose: HeadPose
    from_xy: F32
    """(K, 2) px in the key frame."""
    to_xy: F32
    """(K, 2) px in this frame, same order; only corners that survived the forward-backward check."""
    error_px: float
    """Median forward-backward error."""


@dataclass(frozen=True, slots=True)
class SwapTraceFacts:
    """What compositing a face into a picture may leave behind: pipeline/swap_traces.py says what each number is."""

    values: F32
    """(k,) dimensionless."""


@dataclass(frozen=True, slots=True)
class ReplayFacts:
    """What a screen or a print in front of the camera may leave behind: pipeline/replay_traces.py says what each is."""

    values: F32
    """(k,) dimensionless, own light features."""
    live_score: float | None = None
    """0 to 1, of MiniFASNet where its weights were imported; None without."""


@dataclass(frozen=True, slots=True)
class HandFacts:
    """One hand. Looked for only while a challenge asks for a hand."""

    landmarks_xy: F32
    """(21, 2) px, MediaPipe hand order."""
    score: float
    """Hand presence, 0 to 1."""


@dataclass(frozen=True, slots=True)
class SceneFacts:
    """The picture around the person, a few times a minute: context for other signals, never a risk."""

    person_fraction: float
    """Share of the picture that is person, 0 to 1."""
    background_sharpness: float
    """Variance of the Laplacian of the background over that of the person's outline region, dimensionless."""
    background_stillness: float
    """Mean absolute difference of background luma to the scene before, grey levels."""


@dataclass(frozen=True, slots=True)
class SoundFacts:
    """A stretch of the tile's sound. The samples themselves are dropped as soon as this is made."""

    start_s: float
    """Interview time of the first sample, on the clock of captured_at_s."""
    envelope_db: F32
    """(N,) loudness of 300 to 3000 Hz in steps of 10 ms, dB relative to full scale."""
    voice: F32
    """(M,) probability of voice in steps of 32 ms, 0 to 1."""
    voiceprint: F32 | None = None
    """(d,) what the voice sounds like, of stretches with enough voice; None otherwise and always before consent."""
    synthetic_score: float | None = None
    """Of AASIST where its weights were imported, natural log odds of synthetic voice; None without."""

    @property
    def end_s(self) -> float:
        """Interview time after the last sample."""
        return self.start_s + 0.01 * len(self.envelope_db)


@dataclass(frozen=True, slots=True)
class FaceFacts:
    """One face of one frame."""

    track: TrackId
    box_xyxy: F32
    """(4,) px in the frame."""
    detection_score: float
    """0 to 1."""
    landmarks_xy: F32 | None = None
    """(468, 2) px in the frame, MediaPipe face mesh order; None on frames where the mesh was not run or not found."""
    mesh_score: float = 0.0
    """Face presence of the mesh model, 0 to 1."""
    pose: HeadPose | None = None
    eye_openness: tuple[float, float] | None = None
    """(picture-left eye, picture-right eye), eye aspect ratio, dimensionless."""
    mouth_openness: float | None = None
    """Inner lip opening over inter-eye distance, dimensionless."""
    brow_height: float | None = None
    """Mean brow to eye distance over inter-eye distance, dimensionless."""
    iris_xy: F32 | None = None
    """(2, 2) px: centre of the picture-left and picture-right iris; None when not run."""
    quality: FaceQuality | None = None
    embedding: F32 | None = None
    """(d,) float32, as the embedder gives it; None on most frames (1 Hz) and always before consent."""
    colours: PatchColours | None = None
    corners: CornerTracks | None = None
    swap_traces: SwapTraceFacts | None = None
    """None on most frames: a few times a second, of faces that are good enough."""
    replay: ReplayFacts | None = None
    """None on most frames: once or twice a second."""


@dataclass(frozen=True, slots=True)
class PictureFacts:
    """The frame as a picture, whoever is in it."""

    digest: int
    """64-bit hash of the decoded pixels: equal digests are byte-equal pictures."""
    dhash: int
    """64-bit difference hash of the whole picture: near-equal pictures differ in few bits."""
    thumbnail: NDArray[np.uint8]
    """(18, 32) uint8 mean luma grid."""


@dataclass(frozen=True, slots=True)
class FrameFacts:
    """All that is known of one frame."""

    seq: int
    captured_at_s: float
    received_at_s: float
    size_px: tuple[int, int]
    """(width, height)."""
    picture: PictureFacts
    candidate: FaceFacts | None = None
    """The face of the one confirmed candidate track; None when it is not in view."""
    others: tuple[FaceFacts, ...] = field(default=())
    """Every other face in view, largest first."""
    hands: tuple[HandFacts, ...] | None = None
    """None while nobody looked for hands; empty when none is in view."""
    scene: SceneFacts | None = None
    """None on most frames."""
