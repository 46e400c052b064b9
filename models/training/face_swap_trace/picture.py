"""What happens to a picture on its way: camera, filters, compression? All on batches (N, 3, H, W), RGB, 0 to 1.

Every function takes one random generator and draws one value per picture, so that both members of a pair can be given
the same draw (`repeat`).
"""

from __future__ import annotations

import math

import torch
from torch import Tensor
from torch.nn import functional as F

LUMA = (0.299, 0.587, 0.114)


def to_ycc(rgb: Tensor) -> Tensor:
    """Return luma and both colour differences (BT.601, full range, centred on 0)."""
    r, g, b = rgb.unbind(1)
    y = LUMA[0] * r + LUMA[1] * g + LUMA[2] * b
    return torch.stack([y, (b - y) * 0.564, (r - y) * 0.713], 1)


def to_rgb(ycc: Tensor) -> Tensor:
    """Undo `to_ycc`."""
    y, cb, cr = ycc.unbind(1)
    r, b = y + cr / 0.713, y + cb / 0.564
    return torch.stack([r, (y - LUMA[0] * r - LUMA[2] * b) / LUMA[1], b], 1)


def uniform(n: int, low: float, high: float, device: torch.device | str) -> Tensor:
    """Return (n, 1, 1, 1) random values."""
    return low + (high - low) * torch.rand(n, 1, 1, 1, device=device)


def chance(n: int, probability: float, device: torch.device | str) -> Tensor:
    """Return (n, 1, 1, 1) zeros and ones."""
    return (torch.rand(n, 1, 1, 1, device=device) < probability).float()


def blur(x: Tensor, sigma: Tensor, radius: int = 4) -> Tensor:
    """Gaussian blur with its own sigma (n, 1, 1, 1), px, per picture."""
    n, channels = x.shape[:2]
    grid = torch.arange(-radius, radius + 1, device=x.device).float()
    kernel = torch.exp(-0.5 * (grid / sigma.reshape(-1, 1).clamp_min(0.05)) ** 2)
    kernel = (kernel / kernel.sum(1, keepdim=True)).expand(n, -1)
    if x.is_cuda:  # one pass for each axis
        weight = kernel.repeat_interleave(channels, 0)[:, None]
        flat = x.reshape(1, n * channels, *x.shape[2:])
        for pad, shaped in (((0, 0, radius, radius), weight[..., None]), ((radius, radius, 0, 0), weight[:, :, None])):
            flat = F.conv2d(F.pad(flat, pad, mode="reflect"), shaped, groups=n * channels)
        return flat.reshape(x.shape)
    kernel = kernel[:, :, None, None, None]
    for axis in (2, 3):  # sums of shifted pictures
        size = x.shape[axis]
        pad = (0, 0, radius, radius) if axis == 2 else (radius, radius, 0, 0)
        wide = F.pad(x, pad, mode="reflect")
        x = sum(kernel[:, i] * wide.narrow(axis, i, size) for i in range(2 * radius + 1))
    return x


def resize(x: Tensor, side: int) -> Tensor:
    """Scale to a square, averaging where it shrinks."""
    return (
        x
        if x.shape[-1] == side
        else F.interpolate(x, (side, side), mode="bilinear", antialias=True, align_corners=False)
    )


def sharpen(x: Tensor, amount: Tensor, sigma: Tensor) -> Tensor:
    """Unsharp mask."""
    return x + amount * (x - blur(x, sigma))


def smooth_skin(x: Tensor, strength: Tensor, sigma: Tensor, edge: float = 0.08) -> Tensor:
    """Smooth what varies little and keep edges: a beauty filter, or a camera's noise reduction."""
    detail = x - blur(x, sigma)
    keep = 1 - torch.exp(-((detail / edge) ** 2))
    return x - strength * detail * (1 - keep)


def colour(x: Tensor, strength: Tensor) -> Tensor:
    """White balance, gain, gamma, saturation and contrast of another camera."""
    n, device = len(x), x.device
    gain = 1 + strength * 0.25 * (2 * torch.rand(n, 3, 1, 1, device=device) - 1)
    gain = gain * (1 + strength * uniform(n, -0.25, 0.2, device))
    gamma = torch.exp(strength * uniform(n, -0.35, 0.35, device))
    x = (x * gain).clamp(1e-4, 1) ** gamma
    grey = to_ycc(x)[:, :1]
    x = grey + (x - grey) * (1 + strength * uniform(n, -0.5, 0.4, device))
    middle = x.mean((1, 2, 3), keepdim=True)
    return (middle + (x - middle) * (1 + strength * uniform(n, -0.25, 0.25, device))).clamp(0, 1)


def coloured_light(x: Tensor) -> Tensor:
    """A smooth light from one side in its own colour."""
    n, device = len(x), x.device
    field = torch.rand(n, 3, 3, 3, device=device)
    field = F.interpolate(field, x.shape[-2:], mode="bicubic", align_corners=True)
    return (x * (1 + uniform(n, 0.0, 0.7, device) * (field - 0.5))).clamp(0, 1)


def noise(x: Tensor, level: Tensor, grain: float) -> Tensor:
    """Sensor noise: grows with the root of light; `grain` > 0 blurs it a little, as a demosaic does."""
    n = torch.randn_like(x) * (0.3 + x.clamp(0, 1).sqrt())
    if grain > 0:
        n = blur(n, torch.full((len(x), 1, 1, 1), grain, device=x.device), 2) * (1 + 2 * grain)
    return (x + level * n).clamp(0, 1)


_DCT: dict[tuple[int, str], Tensor] = {}


def dct_matrix(size: int, device: torch.device) -> Tensor:
    """Return the orthonormal DCT-II matrix."""
    key = (size, str(device))
    if key not in _DCT:
        k = torch.arange(size, device=device).float()
        matrix = torch.cos(math.pi * (2 * k[None, :] + 1) * k[:, None] / (2 * size)) * math.sqrt(2 / size)
        matrix[0] /= math.sqrt(2)
        _DCT[key] = matrix
    return _DCT[key]


def _quantise(plane: Tensor, step: Tensor, size: int, dead: float, slope: float) -> Tensor:
    """Quantise one plane (N, 1, H, W) in blocks; coarser for fine detail by `slope`; `dead` widens the zero bin."""
    n, _, h, w = plane.shape
    d = dct_matrix(size, plane.device)
    blocks = plane.reshape(n, h // size, size, w // size, size).permute(0, 1, 3, 2, 4)
    k = torch.arange(size, device=plane.device).float() / size
    steps = step.reshape(n, 1, 1, 1, 1) * (1 + slope * (k[:, None] + k[None, :]))
    c = d @ blocks @ d.T
    c = c.sign() * torch.floor(c.abs() / steps + 0.5 - dead) * steps
    return (d.T @ c @ d).permute(0, 1, 3, 2, 4).reshape(n, 1, h, w)


def _deblock(plane: Tensor, size: int, strength: Tensor) -> Tensor:
    """Soften block edges, as a loop filter does."""
    h, w = plane.shape[-2:]
    edge_y = ((torch.arange(h, device=plane.device) % size) % (size - 1) == 0).float()[:, None]
    edge_x = ((torch.arange(w, device=plane.device) % size) % (size - 1) == 0).float()[None, :]
    smooth = F.avg_pool2d(F.pad(plane, (1, 1, 1, 1), mode="reflect"), 3, 1)
    return plane + torch.maximum(edge_x, edge_y) * strength * (smooth - plane)


def compress(x: Tensor, step: Tensor, size: int, *, is_video: bool) -> Tensor:
    """Code once: halved colour resolution, block transform, quantisation; for video flat steps and a loop filter.

    Args:
        x: (N, 3, H, W), H and W multiples of 32.
        step: (N, 1, 1, 1) quantiser step of luma, 0 to 1 units of the whole range times block size 1.
        size: 4, 8 or 16.
        is_video: flat steps, wide zero bin, loop filter; otherwise as in JPEG.
    """
    ycc = to_ycc(x)
    dead, slope = (0.25, 0.0) if is_video else (0.0, 3.0)
    y = _quantise(ycc[:, :1], step, size, dead, slope)
    half = F.avg_pool2d(ycc[:, 1:], 2)
    cs = min(size, 8)
    chroma = torch.cat([_quantise(half[:, i : i + 1], step * 1.3, cs, dead, slope) for i in (0, 1)], 1)
    if is_video:
        strength = (step * 6).clamp(0, 0.8)
        y, chroma = _deblock(y, size, strength), _deblock(chroma, cs, strength)
    up = F.interpolate(chroma, scale_factor=2, mode="bilinear", align_corners=False)
    return to_rgb(torch.cat([y, up], 1)).clamp(0, 1)
