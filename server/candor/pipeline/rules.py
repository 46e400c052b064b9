"""Which limits does the pipeline go by? Read once from models/calibration/quality.toml, then passed as values."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from candor.errors import ConfigurationError


@dataclass(frozen=True, slots=True)
class TrackingRules:
    """When two boxes are one face, and who the candidate is."""

    detect_every_s: float
    """The detector runs this often while the mesh follows the candidate."""
    match_iou: float
    match_distance: float
    """In mean box sides."""
    match_size_ratio: float
    confirm_hits: int
    keep_lost_s: float
    mesh_only_s: float
    """Longest that the mesh may go on alone while the detector sees nothing there."""
    handover_width_ratio: float
    handover_after_s: float


@dataclass(frozen=True, slots=True)
class CutRules:
    """When two consecutive pictures are of different scenes."""

    max_correlation: float
    """Correlation of the two thumbnails, -1 to 1, below which it may be a cut."""
    min_difference: float
    """Mean absolute difference of the two thumbnails, grey levels, above which it may be a cut: both must hold."""


@dataclass(frozen=True, slots=True)
class EmbeddingRules:
    """When a face is good enough to be embedded."""

    period_s: float
    max_yaw_deg: float
    max_pitch_deg: float
    min_width_px: float
    min_inter_eye_px: float
    min_luma: float
    max_luma: float
    max_clipped_fraction: float
    min_sharpness: float
    min_mesh_score: float


@dataclass(frozen=True, slots=True)
class CornerRules:
    """How image corners of the face are picked and followed."""

    period_s: float
    max_corners: int
    min_corners: int
    min_quality: float
    """Of the strongest corner's."""
    spacing: float
    """Between two corners, in face widths."""
    flow_window: float
    """Side of the window of optical flow, in widths of the cloud of corners."""
    reach: float
    """How far corners may move from look to look, in widths of their cloud."""
    max_error_px: float
    """Of following a corner forward and back again."""
    compare_turn_deg: float
    """Plane and solid are only compared when the head points this far elsewhere than in the key frame,"""
    compare_sheet_deg: float
    """or when the corners have drawn together as on a sheet that turned so far."""
    keep: float
    """Share of the corners that plane and solid are fitted to: those that slid off are no evidence."""
    key_frame_s: float
    """A key frame serves this long."""


@dataclass(frozen=True, slots=True)
class FaceChangeRules:
    """How often a face is laid over its key frame."""

    period_s: float
    key_frame_s: float
    """A key frame serves this long."""
    max_corners: int


@dataclass(frozen=True, slots=True)
class TextureRules:
    """When the presentation attack network looks."""

    period_s: float
    min_width_px: float


@dataclass(frozen=True, slots=True)
class SwapTraceRules:
    """When the swap detector looks."""

    period_s: float
    min_width_px: float
    max_yaw_deg: float


@dataclass(frozen=True, slots=True)
class CloseUpRules:
    """When a close-up is asked for, and when it shows the stream's face."""

    period_s: float
    max_yaw_deg: float
    room: float
    """Side over the larger side of the face."""
    within_s: float
    """Of its frame: one that comes with none counts for nothing."""
    in_use_s: float
    """So long after one that was used, the stream's own face is neither embedded nor looked at for a swap's traces."""
    max_shift: float
    """Mean distance of the face points in both, in eye distances."""
    min_likeness: float
    """Correlation of both faces, -1 to 1."""


@dataclass(frozen=True, slots=True)
class GlanceRules:
    """What is looked at now and then."""

    detail_period_s: float
    detail_min_width_px: float
    detail_max_turn_deg: float
    background_period_s: float
    min_person_share: float
    max_person_share: float
    screen_period_s: float
    screen_min_width_px: float


@dataclass(frozen=True, slots=True)
class WindowRules:
    """How much of the past is kept, and how thin."""

    full_s: float
    """The newest stretch is kept whole."""
    thinned_fps: float
    """What is older is thinned to this many frames per second."""
    total_s: float


@dataclass(frozen=True, slots=True)
class SoundRules:
    """How sound is heard, and how much of what is known of it is kept."""

    keep_s: float
    speech: float
    """Voice activity from which somebody speaks, 0 to 1."""
    heard_s: float
    """What is shown of the sound is that of this stretch."""
    join_s: float
    """A block this far off the end of the one before still joins it."""
    max_ahead_s: float
    """Further off the newest picture than this a block's time is believed to be wrong; then it is dropped."""
    voice_s: float
    """Speech that goes into one voice embedding."""
    voice_pause_s: float
    """After a longer pause another may speak: speech before and after is not put together."""
    keep_voices: int
    look_speech: float
    """Share of a stretch that must be speech before the spoofing countermeasure looks at it."""
    look_every_s: float
    """Speech from one look to the next."""
    keep_looks: int


@dataclass(frozen=True, slots=True)
class ReferenceRules:
    """When a photo can serve as a reference."""

    min_width_px: float
    min_inter_eye_px: float
    min_luma: float
    max_luma: float
    max_clipped_fraction: float
    min_sharpness: float
    min_inside_fraction: float
    """Share of the mesh that must lie inside the photo."""
    max_yaw_deg: float
    max_pitch_deg: float
    other_face_width_ratio: float
    """A second face at least this wide, against the main one, makes the photo ambiguous."""


@dataclass(frozen=True, slots=True)
class PipelineRules:
    """All limits of the pipeline."""

    version: str
    tracking: TrackingRules
    cut: CutRules
    embedding: EmbeddingRules
    corners: CornerRules
    change: FaceChangeRules
    texture: TextureRules
    swap_trace: SwapTraceRules
    close_up: CloseUpRules
    glance: GlanceRules
    window: WindowRules
    sound: SoundRules
    reference: ReferenceRules


def load_pipeline_rules(path: Path) -> PipelineRules:
    """Read the limits from quality.toml.

    Raises:
        ConfigurationError: the file is missing, is no TOML, or lacks a limit; the sentence names the place.
    """
    try:
        with path.open("rb") as file:
            table: dict[str, Any] = tomllib.load(file)
        return msgspec.convert(table, PipelineRules)
    except OSError as error:
        raise ConfigurationError("no_quality_limits", f"{path} cannot be read. Please restore it.") from error
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise ConfigurationError(
            "bad_quality_limits", f"{path.name} is not usable: {error}. Please correct it."
        ) from error
