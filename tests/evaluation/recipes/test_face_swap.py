"""A swap changes the face and nothing else; colour is matched, detail is lost in the bottleneck."""

import cv2
import numpy as np
import pytest

from candor.evaluation.recipes.face_swap import Blend, FaceSwap, blended, narrowed, same_colour
from candor.evaluation.recipes.faces import oval_mask
from made_scenes import mesh_at, picture, scene_with_donor


@pytest.mark.parametrize("blend", list(Blend))
def test_a_swap_changes_the_face_and_leaves_the_room(blend: Blend) -> None:
    scene, props = scene_with_donor(0.4)

    made = FaceSwap("swap", blend).make(scene.clip, props, np.random.default_rng(0))

    for rgb, before, mesh in zip(made.frames, scene.clip.frames, scene.meshes, strict=True):
        mask = oval_mask(mesh, rgb.shape, 1.35)
        changed = np.abs(rgb.astype(int) - before).max(axis=2)
        assert changed[mask > 0.5].mean() > 1
        assert changed[:, :20].max() == 0


def test_a_late_face_is_that_of_an_earlier_frame() -> None:
    scene, props = scene_with_donor(0.8)

    now, late = (
        FaceSwap("swap", Blend.HARD, noise_px=0.0, delay=delay).make(scene.clip, props, np.random.default_rng(0))
        for delay in (0, 4)
    )

    assert (now.frames[0] == late.frames[0]).all()
    assert (now.frames[10] != late.frames[10]).any()


def test_colour_is_matched_inside_the_mask() -> None:
    rng = np.random.default_rng(0)
    new = rng.normal((90, 70, 60), 8, (60, 60, 3)).clip(0, 255).astype(np.uint8)
    old = rng.normal((200, 150, 120), 12, (60, 60, 3)).clip(0, 255).astype(np.uint8)
    mask = np.ones((60, 60), np.float32)

    assert same_colour(new, old, mask).mean(axis=(0, 1)) == pytest.approx(old.mean(axis=(0, 1)), abs=4)
    assert same_colour(new, old, mask * 0) is new


def test_a_narrow_bottleneck_takes_detail_from_the_face_only() -> None:
    mesh = mesh_at(80, 60)
    noisy = np.random.default_rng(0).integers(0, 255, picture(mesh).shape, dtype=np.uint8)

    soft = narrowed(noisy, mesh, 24)

    def energy(rgb: np.ndarray) -> float:
        return float(np.abs(cv2.Laplacian(rgb.astype(np.float32), cv2.CV_32F)).mean())

    assert energy(soft[40:80, 60:100]) < 0.3 * energy(noisy[40:80, 60:100])
    assert (soft[:, :20] == noisy[:, :20]).all()


def test_an_empty_mask_leaves_the_picture() -> None:
    rgb = picture(mesh_at(80, 60))

    assert (blended(rgb // 2, rgb, np.zeros(rgb.shape[:2], np.float32), Blend.CLONE, 56) == rgb).all()
