"""Which faces does the training see, where in a picture are they, and how is a face cut out of it?

A face is a crop of 2.2 times the box of its 468 mesh points. Batches are cut from a bank at several sizes.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

EYES = (33, 263)
"""Outer corners, mesh points."""
OVAL = (
    10,
    338,
    297,
    332,
    284,
    251,
    389,
    356,
    454,
    323,
    361,
    288,
    397,
    365,
    379,
    378,
    400,
    377,
    152,
    148,
    176,
    149,
    150,
    136,
    172,
    58,
    132,
    93,
    234,
    127,
    162,
    21,
    54,
    103,
    67,
    109,
)
"""Outline of the face, in order."""
CONTEXT = 1.7
"""Side of the detector's crop over the larger side of the upright face."""
BANK_SIDES = (512, 384, 288, 192)


@dataclass
class Bank:
    """All source faces, at several sizes, and their landmarks in units of the side."""

    pictures: dict[int, Tensor]
    landmarks: Tensor

    def __len__(self) -> int:
        """Number of faces."""
        return len(self.landmarks)


def load_bank(path: str, device: str) -> Bank:
    """Read faces.npz as prepare.py writes it: JPEG bytes and landmarks in units of the crop's side."""
    file = np.load(path, allow_pickle=True)
    pictures: dict[int, list[np.ndarray]] = {side: [] for side in BANK_SIDES}
    for code in file["jpeg"]:
        bgr = np.asarray(cv2.imdecode(np.frombuffer(code, np.uint8), cv2.IMREAD_COLOR), np.uint8)
        rgb = np.ascontiguousarray(bgr[..., ::-1])
        for side in BANK_SIDES:
            way = cv2.INTER_AREA if side < rgb.shape[0] else cv2.INTER_CUBIC
            pictures[side].append(cv2.resize(rgb, (side, side), interpolation=way))
    stacks = {s: torch.from_numpy(np.stack(p)).permute(0, 3, 1, 2).to(device) for s, p in pictures.items()}
    return Bank(stacks, torch.from_numpy(file["landmarks"].astype(np.float32)).to(device))


def cut(x: Tensor, to_source: Tensor, side: int, padding: str = "reflection") -> Tensor:
    """Sample a square; `to_source` (N, 2, 3) maps output px/side (0 to 1) to source px/side (0 to 1)."""
    a, t = to_source[:, :, :2], to_source[:, :, 2]
    theta = torch.cat([a, (2 * t + a.sum(2) - 1)[:, :, None]], 2)
    grid = F.affine_grid(theta, [len(x), x.shape[1], side, side], align_corners=False)
    return F.grid_sample(x, grid, mode="bilinear", padding_mode=padding, align_corners=False)


def inverse(m: Tensor) -> Tensor:
    """Invert (N, 2, 3) affines."""
    a = torch.linalg.inv(m[:, :, :2])
    return torch.cat([a, -a @ m[:, :, 2:]], 2)


def move(points: Tensor, m: Tensor) -> Tensor:
    """Map (N, P, 2) points by (N, 2, 3)."""
    return points @ m[:, :, :2].transpose(1, 2) + m[:, None, :, 2]


def upright(landmarks: Tensor, context: float | Tensor, jitter: float = 0.0) -> Tensor:
    """Return the (N, 2, 3) map from an upright face crop (0 to 1) to the picture (0 to 1).

    The x axis goes through the outer corners of both eyes; the box of the turned landmarks gives centre and side.
    """
    n, device = len(landmarks), landmarks.device
    eyes = landmarks[:, EYES[1]] - landmarks[:, EYES[0]]
    eyes = eyes * torch.where(eyes[:, :1] < 0, -1.0, 1.0)  # a mirrored face stays upright
    angle = torch.atan2(eyes[:, 1], eyes[:, 0]) + jitter * 0.3 * torch.randn(n, device=device)
    cos, sin = angle.cos(), angle.sin()
    turn = torch.stack([torch.stack([cos, -sin], 1), torch.stack([sin, cos], 1)], 1)
    turned = landmarks @ turn
    low, high = turned.amin(1), turned.amax(1)
    side = (high - low).amax(1) * context * (1 + jitter * torch.randn(n, device=device))
    centre = (low + high) / 2 + jitter * side[:, None] * torch.randn(n, 2, device=device)
    centre = (turn @ centre[:, :, None])[:, :, 0]
    a = turn * side[:, None, None]
    return torch.cat([a, (centre - a.sum(2) / 2)[:, :, None]], 2)


def draw(bank: Bank, index: Tensor, side: int) -> tuple[Tensor, Tensor]:
    """Cut the faces `index` in random position; return pictures (N, 3, side, side) 0 to 1 and landmarks (0 to 1)."""
    n, device = len(index), index.device
    size = min((s for s in BANK_SIDES if s >= side), default=BANK_SIDES[0])
    x = bank.pictures[size][index].float() / 255
    marks = bank.landmarks[index]
    base = upright(marks, 1.75 + 0.5 * torch.rand(n, device=device), 0.03)
    tilt = 0.2 * torch.randn(n, device=device)
    stretch = torch.exp(0.05 * torch.randn(n, 2, device=device))
    stretch[:, 0] *= torch.where(torch.rand(n, device=device) < 0.5, -1.0, 1.0)
    cos, sin = tilt.cos(), tilt.sin()
    turn = torch.stack([torch.stack([cos, -sin], 1), torch.stack([sin, cos], 1)], 1) * stretch[:, None, :]
    centre = torch.full((n, 2, 1), 0.5, device=device)
    random = torch.cat([turn, centre - turn @ centre], 2)
    a = base[:, :, :2] @ random[:, :, :2]
    t = base[:, :, :2] @ random[:, :, 2:] + base[:, :, 2:]
    to_source = torch.cat([a, t], 2)
    return cut(x, to_source, side), move(marks, inverse(to_source))


def outline_mask(landmarks: Tensor, side: int, grow: Tensor, forehead: Tensor) -> Tensor:
    """Return (N, 1, side, side) 0/1: inside of the face's outline, scaled by `grow` (N,) about its middle and with the
    upper part raised by `forehead` (N,) of its height. Even-odd rule over the outline's edges.
    """
    points = landmarks[:, list(OVAL)]
    middle = points.mean(1, keepdim=True)
    offset = (points - middle) * grow[:, None, None]
    up = offset[:, :1] / offset[:, :1].norm(dim=2, keepdim=True).clamp_min(1e-6)
    height = (offset * up).sum(2, keepdim=True).clamp_min(0)
    points = middle + offset + up * height * forehead[:, None, None]
    centres = (torch.arange(side, device=points.device) + 0.5) / side
    y, x = centres[None, None, :], centres[None, None, :]
    a, b = points, points.roll(-1, 1)
    crosses = (a[:, :, 1:2] > y) != (b[:, :, 1:2] > y)
    at = (b[:, :, 0:1] - a[:, :, 0:1]) * (y - a[:, :, 1:2]) / (b[:, :, 1:2] - a[:, :, 1:2] + 1e-9) + a[:, :, 0:1]
    hits = (crosses[:, :, :, None] & (x[:, :, None, :] < at[:, :, :, None])).sum(1)
    return (hits % 2).float()[:, None]
