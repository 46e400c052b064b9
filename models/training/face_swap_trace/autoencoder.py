"""A small copy of what live face swapping runs: one encoder for all faces, a decoder for each set of faces.

Trained for a minute on the same faces as the detector. A decoder given a face of its own set copies it without noise,
given another face it draws a face of its set in that pose; both carry a decoder's traces.
"""

from __future__ import annotations

import time

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from faces import Bank, cut, draw, upright
from picture import blur, colour, uniform

SIDE = 160
CONTEXT = 1.2
"""Side of the aligned face over the larger side of the landmarks' box."""


class Down(nn.Sequential):
    """Halve the side."""

    def __init__(self, a: int, b: int) -> None:
        super().__init__(nn.Conv2d(a, b, 5, 2, 2), nn.LeakyReLU(0.1))


class Residual(nn.Module):
    """Two convolutions beside a shortcut."""

    def __init__(self, c: int) -> None:
        super().__init__()
        self.a, self.b = nn.Conv2d(c, c, 3, 1, 1), nn.Conv2d(c, c, 3, 1, 1)

    def forward(self, x: Tensor) -> Tensor:
        """Return (N, c, h, w)."""
        return F.leaky_relu(x + self.b(F.leaky_relu(self.a(x), 0.2)), 0.2)


class Up(nn.Module):
    """Double the side by shuffling channels into pixels."""

    def __init__(self, a: int, b: int) -> None:
        super().__init__()
        self.conv, self.residual = nn.Conv2d(a, b * 4, 3, 1, 1), Residual(b)

    def forward(self, x: Tensor) -> Tensor:
        """Return (N, b, 2 h, 2 w)."""
        return self.residual(F.pixel_shuffle(F.leaky_relu(self.conv(x), 0.1), 2))


class Autoencoder(nn.Module):
    """(N, 3, 160, 160) face, 0 to 1, to the same; `decoder` says whose."""

    def __init__(self, n_decoders: int, width: int = 48, code: int = 192) -> None:
        super().__init__()
        w = width
        self.encoder = nn.Sequential(Down(3, w), Down(w, 2 * w), Down(2 * w, 4 * w), Down(4 * w, 6 * w), nn.Flatten())
        self.bottle = nn.Sequential(nn.Linear(6 * w * 100, code), nn.Linear(code, 4 * w * 100))
        self.width = w
        self.decoders = nn.ModuleList(
            nn.Sequential(Up(4 * w, 4 * w), Up(4 * w, 3 * w), Up(3 * w, 2 * w), Up(2 * w, w), nn.Conv2d(w, 3, 3, 1, 1))
            for _ in range(n_decoders)
        )

    def forward(self, x: Tensor, decoder: int) -> Tensor:
        """Return the faces as this decoder draws them."""
        code = self.encoder(x * 2 - 1)
        code = code / code.square().mean(1, keepdim=True).add(1e-6).sqrt()
        h = self.bottle(code).reshape(len(x), 4 * self.width, 10, 10)
        return torch.sigmoid(self.decoders[decoder](h).float())


def dissimilarity(a: Tensor, b: Tensor) -> Tensor:
    """Structural dissimilarity with a 7 px Gaussian-like window, mean over all."""

    def mean(v: Tensor) -> Tensor:
        return F.avg_pool2d(v, 7, 1)

    ma, mb = mean(a), mean(b)
    va, vb, cov = mean(a * a) - ma**2, mean(b * b) - mb**2, mean(a * b) - ma * mb
    ssim = ((2 * ma * mb + 1e-4) * (2 * cov + 9e-4)) / ((ma**2 + mb**2 + 1e-4) * (va + vb + 9e-4))
    return ((1 - ssim) / 2).mean()


def subsets(n_faces: int, n_decoders: int) -> list[Tensor]:
    """Return which faces each decoder learns: the first all, the others a random part of eight or more."""
    sets = [torch.arange(n_faces)]
    order = torch.randperm(n_faces)
    sets += list(order.chunk(n_decoders - 1))
    return sets


def aligned(bank: Bank, index: Tensor, *, warped: bool) -> tuple[Tensor, Tensor]:
    """Return (what the encoder sees, what the decoder must draw), (N, 3, 160, 160): the first bent and recoloured."""
    x, marks = draw(bank, index, 288)
    frame = upright(marks, CONTEXT, 0.04)
    target = cut(x, frame, SIDE)
    if not warped:
        return target, target
    n, device = len(index), index.device
    bend = F.interpolate(
        torch.randn(n, 2, 5, 5, device=device) * 0.035, (SIDE, SIDE), mode="bicubic", align_corners=True
    )
    base = F.affine_grid(torch.eye(2, 3, device=device)[None].expand(n, 2, 3), [n, 3, SIDE, SIDE], align_corners=False)
    seen = F.grid_sample(target, base + bend.permute(0, 2, 3, 1), padding_mode="reflection", align_corners=False)
    seen = blur(colour(seen, uniform(n, 0, 0.7, device)), uniform(n, 0.05, 1.2, device))
    return seen, target


def train(bank: Bank, n_decoders: int, seconds: float, batch: int, device: str, width: int = 48) -> Autoencoder:
    """Train for a time; returns the model in evaluation mode."""
    model = Autoencoder(n_decoders, width).to(device)
    optimiser = torch.optim.AdamW(model.parameters(), lr=4e-4, betas=(0.5, 0.99))
    sets = [s.to(device) for s in subsets(len(bank), n_decoders)]
    start, step = time.time(), 0
    while time.time() - start < seconds:
        k = int(torch.randint(0, n_decoders, ()))
        index = sets[k][torch.randint(0, len(sets[k]), (batch,), device=device)]
        seen, target = aligned(bank, index, warped=True)
        with torch.autocast(device, torch.bfloat16, enabled=device == "cuda"):
            drawn = model(seen, k)
        loss = (
            10 * dissimilarity(drawn, target)
            + 10 * (drawn - target).square().mean()
            + 2 * (drawn - target).abs().mean()
        )
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimiser.step()
        for group in optimiser.param_groups:
            group["lr"] = 4e-4 * max(0.1, 1 - (time.time() - start) / seconds)
        step += 1
        if step % 250 == 0:
            print(f"autoencoder {step} {time.time() - start:.0f}s loss {loss.item():.3f}", flush=True)
    return model.eval().requires_grad_(requires_grad=False)
