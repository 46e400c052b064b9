"""Cut the training faces: every face of 90 px and more in a folder of photographs, with its mesh, to one file.

    PYTHONPATH=server python models/training/face_swap_trace/prepare.py PHOTOS [PHOTO ...] --out faces.npz

Runs in Candor's own environment. Prints the SHA-256 of every photograph; training_data.txt holds those that were used.
"""

from __future__ import annotations

import argparse
import hashlib
from pathlib import Path

import cv2
import numpy as np

from candor.inference.default_set import load_default_models
from candor.settings import load_settings

CONTEXT, SMALLEST_PX, LARGEST_PX = 2.2, 90, 560


def cut(rgb: np.ndarray, points: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the square around a face, mirrored where the picture ends, and the landmarks in units of its side."""
    low, high = points.min(0), points.max(0)
    side = round(float((high - low).max()) * CONTEXT)
    left, top = np.round((low + high) / 2 - side / 2).astype(int)
    height, width = rgb.shape[:2]
    pad = max(0, -left, -top, left + side - width, top + side - height)
    wide = cv2.copyMakeBorder(rgb, pad, pad, pad, pad, cv2.BORDER_REFLECT_101)
    crop = wide[top + pad : top + pad + side, left + pad : left + pad + side]
    if side > LARGEST_PX:
        crop = cv2.resize(crop, (LARGEST_PX, LARGEST_PX), interpolation=cv2.INTER_AREA)
    return crop, (points - (left, top)) / side


def main() -> None:
    """Write the file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("photos", nargs="+", type=Path, help="photographs, or folders of them")
    parser.add_argument("--out", type=Path, default=Path("faces.npz"))
    options = parser.parse_args()
    models = load_default_models(load_settings())
    paths = [p for place in options.photos for p in (sorted(place.glob("*.jpg")) if place.is_dir() else [place])]
    codes, landmarks = [], []
    for path in paths:
        print(hashlib.sha256(path.read_bytes()).hexdigest(), path.name)
        rgb = np.ascontiguousarray(np.asarray(cv2.imread(str(path)), np.uint8)[:, :, ::-1])
        for found in models.detector.detect(rgb):
            mesh = models.mesher.fit(rgb, found)
            if mesh is None or float(np.ptp(mesh.landmarks_xyz[:, :2], axis=0).max()) < SMALLEST_PX:
                continue
            crop, points = cut(rgb, mesh.landmarks_xyz[:, :2])
            codes.append(cv2.imencode(".jpg", crop[:, :, ::-1], [cv2.IMWRITE_JPEG_QUALITY, 97])[1])
            landmarks.append(points)
    np.savez(options.out, jpeg=np.array(codes, dtype=object), landmarks=np.array(landmarks))
    print(len(codes), "faces in", options.out)


if __name__ == "__main__":
    main()
