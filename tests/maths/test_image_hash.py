"""Digests tell equal from unequal; hashes tell near from far."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from candor.maths.image_hash import average_down, difference_hash, hamming_distance, pixel_digest, thumbnail
from candor.pipeline.facts import luma_of
from painted_faces import RED, Painted, paint


def hash_of(rgb: np.ndarray) -> int:
    return difference_hash(average_down(luma_of(rgb)))


def test_equal_pictures_have_equal_digests() -> None:
    assert pixel_digest(paint(Painted(RED, 200, 150))) == pixel_digest(paint(Painted(RED, 200, 150)))


@given(st.integers(1, 40), st.integers(1, 40), st.data())
def test_one_changed_byte_changes_the_digest(height: int, width: int, data: st.DataObject) -> None:
    rgb = np.random.default_rng(0).integers(0, 256, (height, width, 3), dtype=np.uint8)
    changed = rgb.copy()
    at = data.draw(st.integers(0, rgb.size - 1))
    changed.reshape(-1)[at] ^= data.draw(st.integers(1, 255))
    assert pixel_digest(rgb) != pixel_digest(changed)
    assert 0 <= pixel_digest(rgb) < 2**64


def test_the_same_bytes_in_another_shape_are_another_picture() -> None:
    rgb = np.zeros((10, 20, 3), dtype=np.uint8)
    assert pixel_digest(rgb) != pixel_digest(rgb.reshape(20, 10, 3))


def test_digest_is_the_same_in_every_process() -> None:
    assert pixel_digest((np.arange(300) % 256).astype(np.uint8).reshape(10, 10, 3)) == DIGEST_OF_A_RAMP


def test_digests_of_small_changes_do_not_collide() -> None:
    rgb = np.zeros((16, 16, 3), dtype=np.uint8)
    digests = set()
    for at in range(rgb.size):
        for value in (1, 2, 255):
            rgb.reshape(-1)[at] = value
            digests.add(pixel_digest(rgb))
            rgb.reshape(-1)[at] = 0
    assert len(digests) == rgb.size * 3


def test_noise_moves_few_bits_and_another_room_many() -> None:
    room = paint(room=1)
    noisy = np.clip(room + np.random.default_rng(1).normal(0, 4, room.shape), 0, 255).astype(np.uint8)
    assert hamming_distance(hash_of(room), hash_of(noisy)) <= 4
    assert hamming_distance(hash_of(room), hash_of(paint(room=2))) >= 16


def test_hash_has_sixty_four_bits() -> None:
    ramp = np.tile(np.arange(64, dtype=np.uint8), (64, 1))
    assert difference_hash(ramp) == 2**64 - 1
    assert difference_hash(ramp[:, ::-1].copy()) == 0


def test_thumbnail_is_a_small_mean_picture() -> None:
    luma = np.zeros((360, 640), dtype=np.uint8)
    luma[:, 320:] = 200
    small = thumbnail(average_down(luma))
    assert small.shape == (18, 32)
    assert (small[:, :15].max(), small[:, 17:].min()) == (0, 200)


def test_tiny_pictures_are_not_averaged_away() -> None:
    assert average_down(np.zeros((20, 16), dtype=np.uint8)).shape == (20, 16)


DIGEST_OF_A_RAMP = 934416278279547584
