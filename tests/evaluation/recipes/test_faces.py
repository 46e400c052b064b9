"""Outline, best view and the opening of the mouth."""

import numpy as np
import pytest

from candor.evaluation.recipes.clip import NotPossibleError
from candor.evaluation.recipes.faces import asymmetry, best_view, face_width, oval_mask, with_mouth
from made_scenes import Scene, mesh_at, picture


def test_the_oval_covers_the_face_and_nothing_else() -> None:
    mask = oval_mask(mesh_at(80, 60), (120, 160, 3))

    assert mask[60, 80] == 1
    assert mask[60, 10] == 0
    assert mask.sum() == pytest.approx(np.pi * 28 * 0.65 * 56, rel=0.05)
    assert oval_mask(mesh_at(80, 60), (120, 160), 0.5).sum() == pytest.approx(mask.sum() / 4, rel=0.05)


def test_the_best_view_is_the_one_from_the_front() -> None:
    scene = Scene(1.0)
    for mesh in scene.meshes:
        mesh[1, 0] += 9
    scene.meshes[4][1, 0] -= 9

    rgb, mesh = best_view(scene.clip.frames, scene.mesh_of, looks=15)

    assert rgb is scene.clip.frames[4]
    assert asymmetry(mesh) < 0.02
    assert face_width(mesh) == pytest.approx(56, abs=0.1)


def test_without_any_face_there_is_no_view() -> None:
    with pytest.raises(NotPossibleError):
        best_view(Scene(0.2).clip.frames, lambda _: None)


def test_an_open_mouth_is_dark_and_a_closed_one_is_left_alone() -> None:
    mesh = mesh_at(80, 60)
    rgb = picture(mesh)
    closed = mesh.copy()
    closed[13] = closed[14]

    opened = with_mouth(rgb, mesh)

    lips_y, lips_x = int(60 + 0.3 * 56), 80
    assert int(opened[lips_y, lips_x].sum()) < 160
    assert with_mouth(rgb, closed) is rgb
