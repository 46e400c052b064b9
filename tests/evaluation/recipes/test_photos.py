"""A print is dull and flat; a bent sheet is wider in the middle than its points would be on a plane."""

import numpy as np

from candor.evaluation.recipes.clip import Props
from candor.evaluation.recipes.photos import HeldPhoto, printed, sheet_points, waved
from made_scenes import HEIGHT, WIDTH, Scene, scene_with_donor


def test_a_held_photo_turns_and_leaves_the_wall_in_sight() -> None:
    made = HeldPhoto(seconds=1.0).make(Scene(1.0).clip, Props(), np.random.default_rng(0))

    assert len(made.frames) == 15
    assert made.frames[0].shape == (HEIGHT, WIDTH, 3)
    assert (made.frames[0] != made.frames[4]).mean() > 0.5


def test_a_bent_sheet_is_no_plane() -> None:
    seen = sheet_points(160, 120, 0.6, 0.5, np.zeros(2))
    flat = sheet_points(160, 120, 0.001, 0.5, np.zeros(2))

    def cross_ratio(points: np.ndarray) -> float:
        a, b, c, d = points.reshape(7, 17, 2)[3, [0, 5, 10, 16], 0]
        return float((c - a) * (d - b) / ((c - b) * (d - a)))

    expected = (10 * 11) / (5 * 16)
    assert abs(cross_ratio(flat) - expected) < 1e-2
    assert abs(cross_ratio(seen) - expected) > 2e-2


def test_a_bent_photo_is_drawn_with_a_border_around_it() -> None:
    made = HeldPhoto(seconds=0.5, bend=0.5).make(Scene(1.0).clip, Props(), np.random.default_rng(0))

    corner = made.frames[0][:3, :3].reshape(-1, 3).mean(axis=0)
    assert np.abs(corner - [120, 110, 100]).max() < 6


def test_ink_is_never_black_and_less_contrasty() -> None:
    rgb = np.zeros((4, 4, 3), np.uint8)
    rgb[2:] = 255

    ink = printed(rgb)

    assert 10 < int(ink.min()) < 40
    assert int(ink.max()) - int(ink.min()) < 230


def test_the_same_seed_makes_the_same_pictures() -> None:
    one, other = (HeldPhoto(seconds=0.5).make(Scene(1.0).clip, Props(), np.random.default_rng(5)) for _ in range(2))

    assert all((a == b).all() for a, b in zip(one.frames, other.frames, strict=True))


def test_a_waved_photo_goes_to_and_fro_beside_its_turn() -> None:
    def middle(recipe: HeldPhoto) -> list[float]:
        frames = recipe.make(Scene(1.0).clip, Props(), np.random.default_rng(0)).frames
        wall = [(np.abs(rgb.astype(int) - [120, 110, 100]).max(axis=2) < 12)[HEIGHT // 2] for rgb in frames]
        return [float(np.flatnonzero(~row).mean()) for row in wall]

    still = HeldPhoto(seconds=2.0, turn_deg=0.0, tilt_deg=0.0)
    swaying = HeldPhoto(seconds=2.0, turn_deg=0.0, tilt_deg=0.0, sway=0.15)

    assert np.ptp(middle(swaying)) > np.ptp(middle(still)) + 5
    assert (waved(HeldPhoto(), "w").name, waved(HeldPhoto(), "w").sway > 0) == ("w", True)


def test_behind_the_holes_of_a_photo_somebody_moves() -> None:
    scene, props = scene_with_donor(2.0)
    still = HeldPhoto(seconds=0.6, turn_deg=0.0, tilt_deg=0.0)
    whole = still.make(scene.clip, props, np.random.default_rng(1))
    holed = HeldPhoto(seconds=0.6, turn_deg=0.0, tilt_deg=0.0, has_holes=True).make(
        scene.clip, props, np.random.default_rng(1)
    )

    assert len(holed.frames) == len(whole.frames)
    assert any((a != b).any() for a, b in zip(whole.frames, holed.frames, strict=True))
