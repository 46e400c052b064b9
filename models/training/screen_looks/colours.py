"""Could colours alone tell a screen? No: prints how a model of colours that never saw a real screen errs on real rooms.

    PYTHONPATH=server CANDOR_SHARED=... python models/training/screen_looks/colours.py

The classic light features (Boulkenafet 2015): moments and quantiles of Y, Cr, Cb, S and V of the face, 40 numbers, in a
logistic regression. Trained on press photographs and screens made of them; threshold at 2 % of those photographs.
"""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np

from candor.evaluation.recipes.clip import Clip, Props
from candor.evaluation.recipes.screens import ScreenReplay
from evaluate import MODELS, items, shown, small

ROUNDS, STEP, PENALTY = 400, 0.5, 0.1
COPIES = 4


def features(rgb: np.ndarray) -> np.ndarray | None:
    """Return (40,) of the largest face; None without one."""
    face = max(MODELS.detector.detect(rgb), key=lambda one: one.box_xyxy[2] - one.box_xyxy[0], default=None)
    if face is None:
        return None
    x1, y1, x2, y2 = (int(v) for v in face.box_xyxy)
    crop = cv2.resize(rgb[max(y1, 0) : y2, max(x1, 0) : x2], (96, 96), interpolation=cv2.INTER_AREA)
    luma, red, blue = cv2.split(cv2.cvtColor(crop, cv2.COLOR_RGB2YCrCb))
    _, saturation, value = cv2.split(cv2.cvtColor(crop, cv2.COLOR_RGB2HSV))
    found: list[float] = []
    for plane in (luma, red, blue, saturation, value):
        flat = plane.astype(np.float64).ravel()
        spread = flat.std() + 1e-3
        found += [flat.mean(), spread, float((((flat - flat.mean()) / spread) ** 3).mean())]
        found += [float(q) for q in np.quantile(flat, [0.02, 0.25, 0.5, 0.75, 0.98])]
    return np.array(found)


def seen_by(rgb: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Return a photograph under another light and camera."""
    light = 255 * (rgb / 255.0) ** rng.uniform(0.75, 1.35) * rng.uniform(0.8, 1.1) * rng.uniform(0.93, 1.07, 3)
    soft = cv2.GaussianBlur(light, (0, 0), rng.uniform(0.3, 1.1)) + rng.normal(0, rng.uniform(0.5, 3), rgb.shape)
    return np.clip(soft, 0, 255).astype(np.uint8)


def on_a_screen(rgb: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Return a picture as a filmed screen shows it."""
    tint = np.array([0.93, 1.0, 1.07]) * rng.uniform(0.9, 1.1, 3)
    recipe = ScreenReplay(
        fills=1.12,
        screen_px=rng.uniform(1, 2.2),
        blur_px=rng.uniform(0.25, 0.9),
        gamma=rng.uniform(0.9, 1.35),
        glare=rng.uniform(3, 40),
        white=(float(tint[0]), float(tint[1]), float(tint[2])),
    )
    return recipe.make(Clip([rgb], 15.0), Props(), rng).frames[0]


def fitted(values: np.ndarray, is_screen: np.ndarray) -> Callable[[np.ndarray], np.ndarray]:
    """Return the logistic regression as a function of features."""
    middle, spread = values.mean(axis=0), values.std(axis=0) + 1e-6
    design = np.c_[(values - middle) / spread, np.ones(len(values))]
    weights = np.zeros(design.shape[1])
    for _ in range(ROUNDS):
        odds = 1 / (1 + np.exp(-design @ weights))
        pull = design.T @ (odds - is_screen) / len(is_screen)
        weights -= STEP * (pull + PENALTY * np.r_[weights[:-1], 0])
    return lambda asked: np.c_[(asked - middle) / spread, np.ones(len(asked))] @ weights


def main() -> None:
    """Print how many of each source lie above the threshold."""
    rng = np.random.default_rng(3)
    photos = [small(shown(item, "", "none")[0]) for item in items("press")]
    photos = [np.ascontiguousarray(rgb[: rgb.shape[0] // 2 * 2, : rgb.shape[1] // 2 * 2]) for rgb in photos]
    lit = [seen_by(rgb, rng) for rgb in photos for _ in range(COPIES)]
    rooms = [f for rgb in lit if (f := features(rgb)) is not None]
    screens = [f for rgb in lit if (f := features(on_a_screen(rgb, rng))) is not None]
    score = fitted(np.array(rooms + screens), np.r_[np.zeros(len(rooms)), np.ones(len(screens))])
    threshold = float(np.quantile(score(np.array(rooms)), 0.98))
    print(f"made screens found: {(score(np.array(screens)) > threshold).mean():.0%} of {len(screens)}")
    for source in ("replays", "tight", "swaps", "calls"):
        for label in sorted({item.label for item in items(source)}):
            pictures = [shown(item, "", "none")[0] for item in items(source) if item.label == label]
            found = [f for rgb in pictures if (f := features(rgb)) is not None]
            above = int((score(np.array(found)) > threshold).sum())
            print(f"{source} {label}: {above} of {len(found)} called a screen")


if __name__ == "__main__":
    main()
