import numpy as np

from candor.demo.pixels import blurred, grid, looked_up, looked_up_rgb, mirrored, mirrored_rgb, resized


def test_looking_up_every_pixel_at_its_own_place_changes_nothing() -> None:
    rgb = np.random.default_rng(1).integers(0, 255, (20, 30, 3), dtype=np.uint8)
    y, x = grid(slice(0, 20), slice(0, 30))

    assert np.array_equal(looked_up_rgb(rgb, x, y), rgb)
    assert np.allclose(looked_up(rgb[..., 0].astype(np.float32), x, y), rgb[..., 0])


def test_outside_the_picture_its_border_goes_on() -> None:
    image = np.arange(6, dtype=np.float32).reshape(2, 3)

    assert looked_up(image, np.array([[-5.0, 9.0]]), np.array([[0.0, 1.0]])).tolist() == [[0.0, 5.0]]


def test_blurring_keeps_the_mean_and_resizing_the_range() -> None:
    image = np.zeros((40, 40), np.float32)
    image[20, 20] = 100.0

    assert np.isclose(blurred(image, 2.0).sum(), 100.0, rtol=0.01)
    assert resized(image, (10, 20)).shape == (20, 10)


def test_mirroring_twice_gives_the_picture_back() -> None:
    rgb = np.random.default_rng(1).integers(0, 255, (4, 5, 3), dtype=np.uint8)

    assert np.array_equal(mirrored_rgb(mirrored_rgb(rgb)), rgb)
    assert mirrored(np.array([[1.0, 2.0]], np.float32)).tolist() == [[2.0, 1.0]]
