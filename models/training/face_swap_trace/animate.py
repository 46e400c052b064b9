"""Make films of pairs: a photograph that moves, and the same with another photo's face drawn anew for every picture.

    PYTHONPATH=server python animate.py --faces faces.npz --pairs 300 --seed 9 --out noise.npz

Needs PyTorch, OpenCV, PyAV and `server/` on the path; about 0.8 seconds a pair on one core. Both members make the same
movement with the same change of expression; the drawn face also trembles and has no grain of the camera. Both pass the
same encoder. What noise.py measures of them is written: honest and swapped (N, 3, 3, 3, 20).
"""

from __future__ import annotations

import argparse

import cv2
import numpy as np
import torch
from numpy.typing import NDArray

from candor.inference.outline_texture import EYES
from coded import MESH_ERROR, Link, face
from faces import Bank, draw, load_bank
from noise import measured
from pairs import CAMERA_SIDES
from picture import blur, colour, uniform
from swaps import Swapper

RGB, F32, F64 = NDArray[np.uint8], NDArray[np.float32], NDArray[np.float64]
PICTURES, BATCH = 8, 10


def layers(bank: Bank, swapper: Swapper) -> tuple[F32, F32, F32, F64]:
    """Return photographs and drawn faces (N, side, side, 3), 0 to 1, the blend masks (N, side, side), landmarks px."""
    side = CAMERA_SIDES[int(torch.randint(0, len(CAMERA_SIDES), ()))]
    with torch.no_grad():
        x, marks = draw(bank, torch.randint(0, len(bank), (BATCH,)), side)
        x = blur(colour(x, uniform(BATCH, 0.0, 1.0, "cpu")), uniform(BATCH, 0.05, 1.0, "cpu"))
        swapped, mask = swapper(x, marks)
        drawn = torch.where(mask > 0.02, x + (swapped - x) / mask.clamp_min(0.02), x).clamp(0, 1)
    planes = [part.permute(0, 2, 3, 1).numpy() for part in (x, drawn)]
    return planes[0], planes[1], mask[:, 0].numpy(), marks.numpy().astype(np.float64) * side


def walk(rng: np.random.Generator, shape: tuple[int, ...], memory: float) -> F64:
    """Return (pictures, *shape) of unit spread; `memory` 0: anew for every picture, near 1: smooth."""
    steps = rng.normal(size=(PICTURES + 20, *shape))
    for i in range(1, len(steps)):
        steps[i] = memory * steps[i - 1] + np.sqrt(1 - memory**2) * steps[i]
    return steps[20:]


class Movement:
    """Where each pixel of the picture comes from: shift, turn, zoom, and a smooth bend of the face."""

    def __init__(self, rng: np.random.Generator, side: int, memory: float, size: float) -> None:
        """Draw it; `size` is the shift as a share of the side."""
        self.side = side
        self.affine = np.cumsum(walk(rng, (4,), memory), 0) if memory > 0.8 else walk(rng, (4,), memory)
        self.affine = self.affine * size * np.array([side, side, 0.5, 0.5])
        self.bend = walk(rng, (5, 5, 2), memory) * size * side * 0.5

    def at(self, i: int) -> tuple[F32, F64]:
        """Return the displacement (side, side, 2), px, and the affine (2, 3) of picture i."""
        x, y, turn, zoom = self.affine[i]
        middle = np.array([self.side / 2, self.side / 2])
        a = np.array([[1 + zoom, -turn], [turn, 1 + zoom]])
        affine = np.column_stack([a, np.array([x, y]) + middle - a @ middle])
        v, u = np.mgrid[: self.side, : self.side].astype(np.float64)
        moved = np.stack([u, v], 2) @ affine[:, :2].T + affine[:, 2] - np.stack([u, v], 2)
        bend = cv2.resize(self.bend[i], (self.side, self.side), interpolation=cv2.INTER_CUBIC)
        return (moved + bend).astype(np.float32), affine


def warped(picture: F32, displacement: F32) -> F32:
    """Return the picture with each pixel taken from where it is displaced to."""
    v, u = np.mgrid[: picture.shape[0], : picture.shape[1]].astype(np.float32)
    x, y = u + displacement[..., 0], v + displacement[..., 1]
    return np.asarray(cv2.remap(picture, x, y, cv2.INTER_CUBIC, borderMode=cv2.BORDER_REFLECT_101), np.float32)


def films(
    parts: tuple[F32, F32, F32, F64], rng: np.random.Generator, most: float
) -> tuple[list[RGB], list[RGB], list[F64]]:
    """Return the pictures of both members, and the landmarks of each picture; grain has a memory of up to `most`."""
    photo, drawn, mask, marks = parts
    side = len(photo)
    head = Movement(rng, side, 0.9, float(np.exp(rng.uniform(np.log(3e-4), np.log(3e-3)))))
    tremor = Movement(rng, side, float(rng.uniform(0, 0.6)), float(np.exp(rng.uniform(np.log(5e-4), np.log(4e-3)))))
    grain, soft = float(np.exp(rng.uniform(np.log(5e-4), np.log(2e-2)))), float(rng.uniform(0.2, 0.8))
    memory, noise = float(rng.uniform(most / 2, most)) if most else 0.0, np.zeros(0)
    light = walk(rng, (1, 1, 3), 0.3) * rng.uniform(0, 0.008)
    honest, swapped, meshes = list[RGB](), list[RGB](), list[F64]()
    for i in range(PICTURES):
        displacement, affine = head.at(i)
        fresh = cv2.GaussianBlur(rng.normal(size=photo.shape).astype(np.float32), (0, 0), soft) * (1 + 2 * soft) * grain
        noise = memory * noise + np.sqrt(1 - memory**2) * fresh if i else fresh
        seen = warped(photo, displacement) + noise
        moved = displacement + tremor.at(i)[0]
        face, blend = warped(drawn, moved) + light[i].astype(np.float32), warped(mask, moved)[..., None]
        for film, picture in ((honest, seen), (swapped, seen + blend * (face - seen))):
            film.append((picture.clip(0, 1) * 255).round().astype(np.uint8))
        a = np.linalg.inv(affine[:, :2])
        meshes.append((marks - affine[:, 2]) @ a.T + rng.normal(0, MESH_ERROR / 4, 2) * side)
    return honest, swapped, meshes


def held_still(frames: list[RGB], meshes: list[F64], way: Link) -> F64:
    """Return what noise.py measures of the film after the encoder, held still by its landmarks."""
    seen = [face(rgb, marks) for rgb, marks in zip(way.seen(frames), meshes, strict=True)]
    return measured(np.stack([crop for crop, _ in seen]), seen[-1][1])


def main() -> None:
    """Write the file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--faces", default="faces.npz")
    parser.add_argument("--pairs", type=int, default=300)
    parser.add_argument("--seed", type=int, default=9)
    parser.add_argument("--grain-memory", type=float, default=0.0, help="near 1: the camera smooths it over time")
    parser.add_argument("--drawing", default="clean", choices=["photo", "clean", "soft"])
    parser.add_argument("--out", default="noise.npz")
    options = parser.parse_args()
    torch.manual_seed(options.seed)
    torch.set_num_threads(1)
    cv2.setNumThreads(1)
    rng, bank = np.random.default_rng(options.seed), load_bank(options.faces, "cpu")
    found: list[tuple[F64, F64]] = []
    while len(found) < options.pairs:
        for parts in zip(*layers(bank, Swapper(bank, [], (0, 0, 1, 0, 0), options.drawing)), strict=True):
            if parts[3][EYES[1], 0] < parts[3][EYES[0], 0]:
                continue  # training mirrored it
            honest, swapped, meshes = films(parts, rng, options.grain_memory)
            way = Link(rng)
            found.append((held_still(honest, meshes, way), held_still(swapped, meshes, way)))
        print(len(found), flush=True)
    honest, swapped = np.array(found).transpose(1, 0, 2, 3, 4, 5)
    np.savez(options.out, honest=honest, swapped=swapped)


if __name__ == "__main__":
    main()
