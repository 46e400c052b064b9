"""How does a training pair come about? Camera, swap on one of both, then the same way to the viewer for both."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional as F

from faces import CONTEXT, Bank, cut, draw, inverse, move, outline_mask, upright
from picture import blur, chance, colour, coloured_light, compress, noise, resize, sharpen, smooth_skin, uniform
from swaps import Swapper

INPUT = 224
CAMERA_SIDES = (160, 192, 224, 256, 320, 384)
"""Side of the picture around the face as the camera gives it, px; the face has about half."""


def _step(n: int, low: float, high: float, device: str) -> Tensor:
    """Return quantiser steps, log-uniform."""
    return torch.exp(uniform(n, torch.tensor(low).log().item(), torch.tensor(high).log().item(), device))


def camera(x: Tensor) -> Tensor:
    """Light, optics, sensor, the camera's own filters and its compression."""
    n, device = len(x), x.device
    x = colour(x, uniform(n, 0.0, 1.0, device))
    if torch.rand(()) < 0.4:
        x = coloured_light(x)
    x = blur(x, uniform(n, 0.05, 1.3, device))
    x = noise(x, uniform(n, 0.0, 0.045, device) ** 1.0 * chance(n, 0.8, device), float(torch.rand(()) * 0.8))
    x = smooth_skin(x, uniform(n, 0.0, 1.0, device) * chance(n, 0.6, device), uniform(n, 0.6, 2.2, device), 0.06)
    x = sharpen(x, uniform(n, 0.0, 1.5, device) * chance(n, 0.6, device), uniform(n, 0.6, 1.6, device)).clamp(0, 1)
    if torch.rand(()) < 0.75:
        x = compress(x, _step(n, 0.004, 0.05, x.device), 8, is_video=bool(torch.rand(()) < 0.4))
    return x


def beauty(x: Tensor, marks: Tensor) -> Tensor:
    """A filter that smooths the skin and lights it a little: honest pictures may have it."""
    n, device = len(x), x.device
    mask = outline_mask(marks, 96, torch.ones(n, device=device), torch.zeros(n, device=device))
    mask = resize(blur(mask, uniform(n, 0.5, 3.0, device), 7), x.shape[-1])
    soft = smooth_skin(x, uniform(n, 0.4, 1.0, device), uniform(n, 1.0, 3.0, device), 0.12)
    return x + mask * (soft * uniform(n, 0.97, 1.08, device) - x).clamp(-1, 1)


def to_viewer(x: Tensor, side: int, steps: list[tuple[Tensor, int, bool]]) -> Tensor:
    """Scale and compress as often as `steps` says."""
    x = resize(x, side).clamp(0, 1)
    for step, size, is_video in steps:
        x = compress(x, step, size, is_video=is_video)
    return x


def draw_steps(n: int, device: torch.device) -> list[tuple[Tensor, int, bool]]:
    """Choose one to three compressions: a video codec, perhaps a second, perhaps the picture sent to the server."""
    steps = [(_step(n, 0.006, 0.09, device), (4, 8, 8, 16)[int(torch.randint(0, 4, ()))], True)]
    if torch.rand(()) < 0.35:
        steps.append((_step(n, 0.006, 0.07, device), (4, 8)[int(torch.randint(0, 2, ()))], True))
    if torch.rand(()) < 0.6:
        steps.append((_step(n, 0.004, 0.03, device), 8, False))
    return steps


def filmed_pairs(bank: Bank, swapper: Swapper, n: int, device: str) -> tuple[Tensor, Tensor, Tensor]:
    """Return what is there before it is sent: (2n, 3, side, side) pictures, honest ones first, the blend masks
    (n, 1, side, side), and landmarks (n, 468, 2) in units of the side.
    """
    side = CAMERA_SIDES[int(torch.randint(0, len(CAMERA_SIDES), ()))]
    x, marks = draw(bank, torch.randint(0, len(bank), (n,), device=device), side)
    seen = camera(x)
    if torch.rand(()) < 0.25:
        seen = torch.where(torch.rand(n, 1, 1, 1, device=device) < 0.5, beauty(seen, marks), seen)
    swapped, mask = swapper(seen, marks)
    if torch.rand(()) < 0.25:
        seen = torch.where(torch.rand(n, 1, 1, 1, device=device) < 0.4, beauty(seen, marks), seen)
    both = torch.cat([seen, swapped])
    if torch.rand(()) < 0.5:  # filters of the program behind the swap, the same for both
        both = _same(both, n)
    return both, mask, marks


def shown_side(side: int) -> int:
    """Draw the side that the viewer gets, a multiple of 32 px."""
    return max(96, min(side, round(side * float(0.45 + 0.65 * torch.rand(())) / 32) * 32))


def make_pairs(bank: Bank, swapper: Swapper, n: int, device: str) -> tuple[Tensor, Tensor, Tensor]:
    """Return (2n, 3, 224, 224) pictures, honest ones first, (2n, 1, 14, 14) share of swapped area, and landmarks
    (2n, 468, 2) in units of the side.
    """
    both, mask, marks = filmed_pairs(bank, swapper, n, device)
    shown = shown_side(both.shape[-1])
    steps = [(step.repeat(2, 1, 1, 1), size, is_video) for step, size, is_video in draw_steps(n, both.device)]
    both = to_viewer(both, shown, steps)
    frame = upright(marks, CONTEXT, 0.02).repeat(2, 1, 1)
    both = cut(both, frame, INPUT)
    area = F.adaptive_avg_pool2d(cut(resize(mask, 128), frame[:n], INPUT, "zeros"), 14)
    where = move(marks, inverse(frame[:n])).repeat(2, 1, 1)
    return both.clamp(0, 1), torch.cat([torch.zeros_like(area), area]), where


def _same(both: Tensor, n: int) -> Tensor:
    device = both.device
    twice = lambda v: v.repeat(2, 1, 1, 1)  # noqa: E731  # short-lived, and only here
    both = blur(both, twice(uniform(n, 0.05, 0.8, device)))
    both = sharpen(
        both, twice(uniform(n, 0.0, 1.2, device) * chance(n, 0.5, device)), twice(uniform(n, 0.6, 1.5, device))
    )
    both = both * twice(uniform(n, 0.75, 1.2, device))
    return (
        both
        + 0.02 * twice(uniform(n, 0, 1, device)) * torch.randn(n, *both.shape[1:], device=device).repeat(2, 1, 1, 1)
    ).clamp(0, 1)
