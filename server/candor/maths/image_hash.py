"""Are two pictures the same, or nearly the same? Digests and thumbnails that freezes, loops and cuts are found by."""

from __future__ import annotations

from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

U8 = NDArray[np.uint8]

_KEY_SEED = 0xCA11
_SMALLER_SIDE_PX = 90
"""Pictures are first averaged down to about this height: hash and thumbnail read the same small picture."""


def pixel_digest(rgb: U8) -> int:
    """Return a 64-bit hash of size and every byte of a contiguous uint8 picture; equal pictures have equal digests.

    No protection against somebody who makes collisions on purpose (there is nothing to gain by them here), but sixteen
    times as fast as a cryptographic hash.

    Source: multilinear hashing, Lemire and Kaser 2014 (Strongly universal string hashing is fast), section 2.
    """
    flat = np.ascontiguousarray(rgb).reshape(-1)
    whole = flat.size // 8 * 8
    words = np.concatenate([flat[:whole].view(np.uint64), _tail(flat[whole:], rgb.shape)])
    total = int(np.dot(words, _keys(words.size)))
    return (total ^ (total >> 32)) & 0xFFFFFFFFFFFFFFFF


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


def _tail(rest: U8, shape: tuple[int, ...]) -> NDArray[np.uint64]:
    last = int.from_bytes(rest.tobytes(), "little")
    return np.array([last, *shape], dtype=np.uint64)


@lru_cache(maxsize=4)
def _keys(count: int) -> NDArray[np.uint64]:
    """Fixed odd random multipliers: the same in every process, so that digests survive a restart."""
    return np.random.default_rng(_KEY_SEED).integers(0, 2**63, count, dtype=np.uint64) * np.uint64(2) + np.uint64(1)
