"""Is it the same photo? The perceptual hash of a picture (imagehash); no face is looked for, no template is made."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Final

import imagehash
from PIL import Image, UnidentifiedImageError

from candor.errors import UsageError

MAX_BYTES: Final = 20 * 1024 * 1024
MAX_PIXELS: Final = 40_000_000


def portrait_hash_file(path: Path) -> str:
    """Return `portrait_hash` of a file.

    Raises:
        UsageError: "bad_picture".
    """
    try:
        if path.stat().st_size > MAX_BYTES:
            raise UsageError("bad_picture", f"The photo {path.name} is larger than 20 MB.")
        return portrait_hash(path.read_bytes(), path.name)
    except OSError as error:
        raise UsageError("bad_picture", f"The photo {path.name} cannot be read.", cause=str(error)) from error


def portrait_hash(picture: bytes, name: str) -> str:
    """Return 64 bits as 16 hexadecimal digits: near pictures differ in few of them (pHash, by a DCT of 32x32 px).

    Raises:
        UsageError: "bad_picture": none, or too large.
    """
    try:
        with Image.open(io.BytesIO(picture), formats=("JPEG", "PNG", "WEBP", "GIF", "BMP")) as opened:
            if opened.width * opened.height > MAX_PIXELS:
                raise UsageError("bad_picture", f"The photo {name} has more than 40 million pixels.")
            return str(imagehash.phash(opened.convert("L")))
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise UsageError("bad_picture", f"The photo {name} cannot be read.", cause=str(error)) from error
