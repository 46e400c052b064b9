"""Which pictures are in this photo or animation, and when is each shown? The Pillow half of pipeline/recording.py."""

from __future__ import annotations

import struct
import warnings
from collections.abc import Callable, Generator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps, UnidentifiedImageError

from candor.errors import DecodeError
from candor.pipeline.decode import PHOTO_LIMITS, decode_photo
from candor.pipeline.given_file import read_given
from candor.pipeline.video_file import VideoLimits, check_size

RGB = NDArray[np.uint8]

PICTURE_KINDS: Final = ("JPEG", "PNG", "WEBP", "GIF", "BMP", "AVIF")
STRICT_KINDS: Final = frozenset({"JPEG", "PNG", "WEBP"})
"""Photos of these kinds are read by pipeline/decode.py, as ID photos are."""
UNSET_DELAY_S: Final = 0.1
"""Browsers show a picture of an animation this long when its own time is 10 ms or less (de facto, all engines)."""
_DAMAGE: Final = (OSError, SyntaxError, ValueError, EOFError, TypeError, KeyError, IndexError, struct.error)
"""What Pillow lets through on damaged input."""
_PHOTO_SIZES: Final = VideoLimits(max_pixels=PHOTO_LIMITS.max_pixels, max_side_px=PHOTO_LIMITS.max_side_px)


@dataclass(slots=True)
class PictureFile:
    """One photo or animation; `pictures` reads it once."""

    path: Path
    limits: VideoLimits
    is_animated: bool
    kind: str
    notices: list[str] = field(default_factory=list[str])
    """Codes of what was not in order, known after reading: "damaged_parts"."""

    @property
    def duration_s(self) -> float | None:
        """0 for a photo; unknown for an animation before it is read."""
        return None if self.is_animated else 0.0

    def pictures(self) -> Generator[tuple[float, Callable[[], RGB]]]:
        """Yield (seconds since the first picture, what gives it as RGB).

        Raises:
            DecodeError: nothing could be read, or a limit is passed.
        """
        if not self.is_animated and self.kind in STRICT_KINDS:
            rgb = decode_photo(read_given(self.path, PHOTO_LIMITS.max_bytes))
            yield 0.0, lambda: rgb
            return
        index = -1
        try:
            for index, (at_s, shown) in enumerate(self._shown()):  # noqa: B007  # tells below how far it came
                yield at_s, partial(_rgb, shown)
        except (*_DAMAGE, Image.DecompressionBombError) as error:
            if index < 0:
                raise damaged(self.path, str(error)) from error
            self.notices.append("damaged_parts")

    def _shown(self) -> Generator[tuple[float, Image.Image]]:
        at_s = 0.0
        with _quietly_opened(self.path) as image:
            for index in range(getattr(image, "n_frames", 1)):
                image.seek(index)
                if at_s > self.limits.max_duration_s:
                    raise DecodeError("too_long", "The animation is too long. Please cut out the part to be analysed.")
                # The pictures of a GIF may be larger than its header says.
                check_size(self.limits, *image.size)
                image.load()
                yield at_s, image
                delay_ms = float(image.info.get("duration") or 0.0)
                at_s += delay_ms / 1000 if delay_ms > 10 else UNSET_DELAY_S


def open_picture(path: Path, limits: VideoLimits) -> PictureFile | None:
    """Look at the header of a photo or an animation; None when the file is neither.

    Raises:
        DecodeError: "unreadable", "too_many_pixels", "too_small".
    """
    try:
        with _quietly_opened(path) as image:
            is_animated = getattr(image, "n_frames", 1) > 1 and image.format != "MPO"
            kind = image.format or ""
            if is_animated or kind not in STRICT_KINDS:
                check_size(limits if is_animated else _PHOTO_SIZES, *image.size)
    except UnidentifiedImageError:
        return None
    except Image.DecompressionBombError as error:
        sentence = f"{path.name} promises more pixels than are taken. Please give a smaller picture."
        raise DecodeError("too_many_pixels", sentence, cause=str(error)) from error
    except _DAMAGE as error:
        raise damaged(path, str(error)) from error
    return PictureFile(path, limits, is_animated, kind)


def _quietly_opened(path: Path) -> Image.Image:
    """Open a picture without Pillow's own words about its size on stderr: check_size has the say."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        return Image.open(path, formats=PICTURE_KINDS)


def damaged(path: Path, cause: str) -> DecodeError:
    """The file has a known format and cannot be read."""
    return DecodeError("unreadable", f"{path.name} is damaged or incomplete. Please export it again.", cause=cause)


def _rgb(image: Image.Image) -> RGB:
    """Return a picture as RGB, upright, on white where transparent."""
    upright = ImageOps.exif_transpose(image)
    if upright.has_transparency_data:
        rgba = upright.convert("RGBA")
        upright = Image.alpha_composite(Image.new("RGBA", rgba.size, (255, 255, 255, 255)), rgba)
    return np.array(upright.convert("RGB"), dtype=np.uint8)
