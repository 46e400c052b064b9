"""Are two pictures the same, or nearly the same? Digests and thumbnails that freezes, loops and cuts are found by."""

from __future__ import annotations

import zlib

import cv2
import numpy as np
from numpy.typing import NDArray

U8 = NDArray[np.uint8]

_SMALLER_SIDE_PX = 90
"""Pictures are first averaged down to about this height: hash and thumbnail read the same small picture."""


def pixel_digest(rgb: U8) -> int:
    """Return a 64-bit hash of size and every byte of a uint8 picture; equal pictures have equal digests.

    The checksums of its two halves. Two unequal pictures collide about once in 2**32 pairs; no protection against
    somebody who makes collisions on purpose (there is nothing to gain by them here), but five times as fast as a
    cryptographic hash.

    Source: CRC-32 as ISO 3309 and zlib have it.
    """
    flat = np.ascontiguousarray(rgb).reshape(-1)
    start, middle = zlib.crc32(repr(rgb.shape).encode()), flat.size // 2
    return (zlib.crc32(flat[:middle].data, start) << 32) | zlib.crc32(flat[middle:].data, start)


def average_down(luma: U8) -> U8:
    """Return a (H, W) picture averaged down by a whole factor, so that hashes of it are cheap; small ones unchanged."""
    factor = max(1, min(luma.shape) // _SMALLER_SIDE_PX)
    if factor == 1:
        return luma
    size = (luma.shape[1] // factor, luma.shape[0] // factor)
    return np.asarray(cv2.resize(luma, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)


def difference_hash(luma: U8) -> int:
    """Return 64 bits that say in which of 8 x 8 places the (H, W) picture gets brighter to the right.

    Source: Krawetz 2013, "Kind of like that" (dHash).
    """
    small = np.asarray(cv2.resize(luma, (9, 8), interpolation=cv2.INTER_AREA))
    return int.from_bytes(np.packbits(small[:, 1:] > small[:, :-1]).tobytes(), "big")


def hamming_distance(a: int, b: int) -> int:
    """Return in how many bits two hashes differ."""
    return (a ^ b).bit_count()


def thumbnail(luma: U8) -> U8:
    """Return the (18, 32) uint8 mean luma grid of a (H, W) picture."""
    return np.asarray(cv2.resize(luma, (32, 18), interpolation=cv2.INTER_AREA), dtype=np.uint8)
