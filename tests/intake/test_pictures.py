"""The same picture has the same hash, smaller or compressed too; what is none is told."""

import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from candor.errors import UsageError
from candor.intake.pictures import portrait_hash, portrait_hash_file


def picture(seed: int, size: int = 256, quality: int = 95) -> bytes:
    coarse = np.random.default_rng(seed).integers(0, 255, (8, 8, 3), dtype=np.uint8)
    out = io.BytesIO()
    Image.fromarray(coarse).resize((size, size), Image.Resampling.BICUBIC).save(out, "JPEG", quality=quality)
    return out.getvalue()


def bits_apart(a: str, b: str) -> int:
    return (int(a, 16) ^ int(b, 16)).bit_count()


def test_smaller_and_compressed_pictures_are_near() -> None:
    assert bits_apart(portrait_hash(picture(1), "a"), portrait_hash(picture(1, 120, 40), "b")) <= 4


def test_other_pictures_are_far() -> None:
    assert bits_apart(portrait_hash(picture(1), "a"), portrait_hash(picture(2), "b")) > 12


@pytest.mark.parametrize("content", [b"", b"no picture", b"GIF89a", picture(1)[:200]])
def test_what_is_no_picture_is_told(content: bytes) -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        portrait_hash(content, "photo.jpg")


def test_a_huge_picture_is_refused_before_it_is_unpacked() -> None:
    out = io.BytesIO()
    Image.new("1", (9000, 9000)).save(out, "PNG")

    with pytest.raises(UsageError, match="40 million"):
        portrait_hash(out.getvalue(), "photo.png")


def test_a_file_that_is_gone_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"gone\.jpg"):
        portrait_hash_file(tmp_path / "gone.jpg")
