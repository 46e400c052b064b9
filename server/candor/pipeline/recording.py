"""Which frames are in this recording? Videos, animations and photos as the frames of one interview.

The way in of everything that is not a live call: `candor analyze`, `candor evaluate`, `candor demo` and `candor bench`
read here and hand the frames to pipeline/session.py. A photo is a recording of one frame.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from candor.domain.frames import Frame
from candor.domain.sound import SoundBlock
from candor.errors import DecodeError, UsageError
from candor.pipeline.given_file import check_given
from candor.pipeline.picture_file import PictureFile, open_picture
from candor.pipeline.video_file import VideoFile, VideoLimits, open_video

RGB = NDArray[np.uint8]

_SLACK: Final = 1e-6
"""Of a slot of the sampling grid: presentation times are fractions."""
_MOST_DIGITS: Final = 9
"""Of a place in a picture; Python refuses to read numbers of thousands of digits."""


@dataclass(frozen=True, slots=True)
class Crop:
    """The part of the picture that is the candidate's tile, px of the upright picture."""

    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Recording:
    """An open recording. Iterate it once to get its frames; received_at_s equals captured_at_s, from zero."""

    path: Path
    crop: Crop | None
    fps: float | None
    source: VideoFile | PictureFile

    @property
    def duration_s(self) -> float | None:
        """As the file promises, for progress; None when it does not say, 0 for a photo."""
        return self.source.duration_s

    @property
    def notices(self) -> tuple[str, ...]:
        """What was not in order, complete after iterating: "damaged_parts", "ended_early"."""
        return tuple(self.source.notices)

    def __iter__(self) -> Iterator[Frame]:
        """Yield the frames, at most `fps` a second: the first of each slot of 1 / fps seconds.

        Raises:
            DecodeError: nothing can be read, a limit is passed, or the crop lies outside the picture.
        """
        seq, last_slot = 0, -1
        for at_s, rgb in self.source.pictures():
            slot = last_slot + 1 if self.fps is None else int(at_s * self.fps + _SLACK)
            if slot > last_slot:
                yield Frame(seq, at_s, at_s, self._cropped(rgb()))
                seq, last_slot = seq + 1, slot

    def sounds(self) -> Iterator[SoundBlock]:
        """Yield the sound, if there is any, on the clock of the frames; begin after the first frame."""
        return self.source.sounds() if isinstance(self.source, VideoFile) else iter(())

    def _cropped(self, rgb: RGB) -> RGB:
        if self.crop is None:
            return rgb
        crop, (height, width) = self.crop, rgb.shape[:2]
        is_inside = 0 <= crop.x < crop.x + crop.width <= width and 0 <= crop.y < crop.y + crop.height <= height
        if not is_inside:
            raise DecodeError(
                "crop_outside",
                f"The crop {crop.x},{crop.y},{crop.width},{crop.height} does not lie inside the picture of "
                f"{width} x {height} pixels. Please correct it.",
            )
        return np.ascontiguousarray(rgb[crop.y : crop.y + crop.height, crop.x : crop.x + crop.width])


def open_recording(
    path: Path | str, crop: Crop | None = None, fps: float | None = None, limits: VideoLimits | None = None
) -> Recording:
    """Open a video, an animation or a photo.

    Args:
        path: any container that FFmpeg knows and that holds its own pictures; JPEG, PNG, WebP, GIF, BMP or AVIF.
        crop: read only this part.
        fps: at most this many frames per second; None takes all.
        limits: of size and duration; None takes the standard ones.

    Raises:
        DecodeError: "no_such_file", "not_a_file", "cannot_open", "empty", "unreadable", "no_video",
            "too_many_pixels", "too_small", "too_long".
    """
    path, limits = Path(path), limits or VideoLimits()
    if check_given(path) == 0:
        raise DecodeError("empty", f"{path.name} is empty. Please give another file.")
    source = open_picture(path, limits) or open_video(path, limits)
    return Recording(path, crop, fps, source)


def parse_crop(text: str) -> Crop:
    """Return the crop that "x,y,width,height" names.

    Raises:
        UsageError: not four whole numbers, a negative one, or no area.
    """
    parts = [part.strip() for part in text.split(",")]
    if len(parts) == 4 and all(part.isdecimal() and len(part) <= _MOST_DIGITS for part in parts):
        crop = Crop(*(int(part) for part in parts))
        if crop.width > 0 and crop.height > 0:
            return crop
    raise UsageError("bad_crop", f"{text[:60]!r} is no crop: give x,y,width,height in pixels, for example 0,0,640,360.")
