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
    sheet_deg: float = 0.0
    """How far the corners have turned away since the key frame if they lie on a sheet (maths.planarity)."""
    left_px: tuple[float, float] | None = None
    """What the motion of a plane and what that of any solid leaves unexplained since the key frame (standard
    deviations); None where the head has hardly turned since then and where the corners fix no motion."""


@dataclass(frozen=True, slots=True)
class FaceChange:
    """How far a face differs from a key frame of its own, after the motion of a plane is taken out.

    The three parts are apparent shifts in inter-eye distances: by how far a part would have to move to look so.
    """

    key_at_s: float
    """captured_at_s of the key frame."""
    eyes: float
    """Of the eye that changed more."""
    mouth: float
    skin: float
    """Of the rest of the face: large when a solid head turns, or the face is covered."""
    moved: float
    """How far the face as a whole has moved, turned or grown since the key frame, in inter-eye distances."""
    corners: int
    """Image corners that tell the motion."""


@dataclass(frozen=True, slots=True)
class TextureFacts:
    """What a presentation attack network says of a face and its surroundings."""

    bona_fide: float
    """Softmax of the class "live", 0 to 1; a score, not a probability."""
    context: float
    """Side of the region it saw over side of the face box: 2.7, or less where the picture ends."""


@dataclass(frozen=True, slots=True)
class BorderSide:
    """One side of a dark border around the face: the straight line that has most of it."""

    coverage: float
    """Share of the line that has a dark strip on one side and a brighter one on the other, 0 to 1."""
    tilt: float
    """Slope against the edge of the picture; 0 where it runs along it."""
    spread: float
    """Deviation of the grey levels of the dark strip along the line."""


@dataclass(frozen=True, slots=True)
class ScreenFacts:
    """What speaks for a screen in front of the camera."""

    border: tuple[BorderSide, BorderSide, BorderSide, BorderSide]
    """Left, right, top, bottom."""
    moire: float | None
    """How far one wave of colour stands out over face and picture, natural log of power; None on a small face."""


@dataclass(frozen=True, slots=True)
class FaceDetail:
    """Fine detail of the inner face over that of places that a swap does not touch: natural logs of energies."""

    luma_ring: float
    """Inner face over a ring around the face, luma."""
    luma_neck: float
    """Inner face over the neck."""
    luma_seam: float
    """Inner face over the outline of the face."""
    chroma_ring: float
    """As above, of the red difference (Cr)."""
    chroma_neck: float
    chroma_seam: float


@dataclass(frozen=True, slots=True)
class BackgroundFacts:
    """What is behind the person."""

    person_share: float
    """Of the picture, 0 to 1."""
    detail: float
    """Natural log of fine detail behind the person over fine detail of the person."""


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
    lip_drop: float | None = None
    """Lower edge of the lower lip below the nose bridge, along the face, over inter-eye distance, dimensionless."""
    brow_height: float | None = None
    """Mean brow to eye distance over inter-eye distance, dimensionless."""
    iris_xy: F32 | None = None
    """(2, 2) px: centre of the picture-left and picture-right iris; None when not run."""
    quality: FaceQuality | None = None
    embedding: F32 | None = None
    """(d,) float32, as the embedder gives it; None on most frames (1 Hz) and always before consent."""
    second_embedding: F32 | None = None
    """(e,) float32 by the optional second embedder, beside `embedding`; always None where it is not installed."""
    corners: CornerTracks | None = None
    """Every other picture or so; None between, where the face has too little detail to follow, and without a mesh."""
    change: FaceChange | None = None
    """Several times a second; None between, in key frames, and where the face has too little detail."""
    skin_rgb: tuple[float, float, float] | None = None
    """Mean colour of cheeks and forehead, 0 to 255; None without a mesh."""
    detail: FaceDetail | None = None
    """Once a second; None between and on turned or small faces."""
    texture: TextureFacts | None = None
    """Once a second where the optional network is installed; None between, and always without it."""
    screen: ScreenFacts | None = None
    """Once a second; None between, and on small faces."""
    swap_trace: float | None = None
    """Score of the swap detector, higher for a swap, no probability; every few seconds, None between."""
    close_up: FaceQuality | None = None
    """Of the close-up from which embeddings and swap trace are; None where they are from the frame."""

    @property
    def looked_at(self) -> FaceQuality | None:
        """Quality of the picture that embeddings and swap trace are from."""
        return self.close_up or self.quality


@dataclass(frozen=True, slots=True)
class HandOnFace:
    """Where a hand is on the candidate's face."""

    cover: float
    """Share of the face under the hand, 0 to 1."""
    height: float
    """Of the middle of the hand in the face: 0 at the forehead, 1 at the chin; beyond where the hand is beyond."""
    cheek_distance: tuple[float, float]
    """Nearest fingertip to the middle of the picture-left and picture-right cheek, inter-eye distances."""
    covers_eye: tuple[bool, bool]
    """Whether it lies over the picture-left and over the picture-right eye."""


@dataclass(frozen=True, slots=True)
class HandFacts:
    """One hand; looked for only while a check runs that needs it."""

    landmarks_xy: F32
    """(21, 2) px in the frame, MediaPipe hand order: wrist 0, thumb tip 4, index tip 8, ..., little finger tip 20."""
    score: float
    """Presence that the landmark model gives, 0 to 1."""
    on_face: HandOnFace | None = None
    """None where no face is known."""


@dataclass(frozen=True, slots=True)
class SeamFacts:
    """Inside of the face against a ring around it; measured only while a check runs, from a picture of the face that
    is brought to one place and size, so that a still head stands still. Where a check asks for one cheek or eye, inside
    is that place, and of the ring only that half counts.
    """

    inner_change: float
    """Mean Lab distance from the same face at rest, 0 and up; NaN while the rest is being learnt."""
    outer_change: float
    inner_motion: float
    """Mean grey level difference to the frame before; NaN in the first frame."""
    outer_motion: float
    inner_edges: float
    """Mean difference of steepness from the same face at rest: edges that came or went; NaN in the first frame."""
    outer_edges: float
    inner_detail: float
    """Mean absolute Laplacian, grey levels."""
    outer_detail: float
    restless: float
    """How edges tremble along the face's outline against the ring: log of mean squared differences to the frame before;
    NaN in the first frame."""


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
class LightFacts:
    """Mean colours while a coded light is shown (domain.light)."""

    inner_rgb: F32
    """(5, 3) grey levels: forehead, picture-left and picture-right cheek, nose, chin; NaN where out of the picture."""
    outer_rgb: F32
    """(3, 3): neck, picture-left and picture-right side of the head: skin or hair that a face swap leaves alone."""
    back_rgb: F32
    """(2, 3): upper left and upper right of the picture, away from the person; NaN where the person is."""


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
    light: LightFacts | None = None
    """Only while a coded light is shown, and with a mesh."""
    background: BackgroundFacts | None = None
    """Every few seconds; None between, and where no person stands out."""
    hands: tuple[HandFacts, ...] | None = None
    """Hands in view; None when nobody looked for them."""
    seam: SeamFacts | None = None
    """Of the candidate's face while a check runs."""
