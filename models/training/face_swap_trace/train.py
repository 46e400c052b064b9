"""Train the detector of face-swap traces. `python train.py --help`; README.md beside this file says how it is used."""

from __future__ import annotations

import argparse
import copy
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

sys.path.insert(0, str(Path(__file__).parent))
import autoencoder
from faces import load_bank
from network import Detector
from pairs import make_pairs
from swaps import Swapper


def loss_of(logit: Tensor, where: Tensor, area: Tensor) -> Tensor:
    """Cross-entropy of both members, of their difference, and of the map."""
    n = len(logit) // 2
    truth = torch.cat([torch.zeros_like(logit[:n]), torch.ones_like(logit[n:])])
    area = F.adaptive_avg_pool2d(area, where.shape[-2:])
    return (
        F.binary_cross_entropy_with_logits(logit, truth)
        + 0.5 * F.softplus(logit[:n] - logit[n:]).mean()
        + 0.7 * F.binary_cross_entropy_with_logits(where, area)
    )


class Average:
    """Moving average of a model's weights."""

    def __init__(self, model: Detector, decay: float) -> None:
        self.model, self.decay = copy.deepcopy(model).eval().requires_grad_(requires_grad=False), decay

    @torch.no_grad()
    def update(self, model: Detector) -> None:
        """Move towards `model`."""
        for a, b in zip(self.model.state_dict().values(), model.state_dict().values(), strict=True):
            if a.dtype.is_floating_point:
                a.lerp_(b, 1 - self.decay)
            else:
                a.copy_(b)


def train(
    model: Detector,
    make: Callable[[int], tuple[Tensor, ...]],
    seconds: float,
    batch: int,
    chunk: int,
    device: str,
    rate: float = 7e-4,
    on_step: Callable[[int, float, float, float, Detector], None] | None = None,
) -> Detector:
    """Train for a time on pairs that `make(n)` draws; return the averaged model."""
    model = model.to(device).train()
    average = Average(model, 0.995)
    optimiser = torch.optim.AdamW(model.parameters(), lr=rate, weight_decay=0.02)
    start, step, losses = time.time(), 0, []
    while (gone := time.time() - start) < seconds:
        for group in optimiser.param_groups:
            group["lr"] = rate * min(1.0, step / 80) * (0.5 + 0.5 * np.cos(np.pi * min(1.0, gone / seconds))) + 1e-6
        with torch.no_grad():
            parts = [make(chunk) for _ in range(batch // chunk)]
        x = torch.cat([p[0][:chunk] for p in parts] + [p[0][chunk:] for p in parts]) * 255
        area = torch.cat([p[1][:chunk] for p in parts] + [p[1][chunk:] for p in parts])
        x = x.round().contiguous(memory_format=torch.channels_last)
        with torch.autocast(device, torch.bfloat16, enabled=device == "cuda"):
            logit, where = model(x)
        loss = loss_of(logit.float(), where.float(), area)
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 2.0)
        optimiser.step()
        average.update(model)
        losses.append(loss.item() if step % 10 == 0 else 0.0)
        step += 1
        if on_step and step % 100 == 0:
            n = len(logit) // 2
            auc = (logit[:n, None] < logit[None, n:]).float().mean().item()
            on_step(step, time.time() - start, sum(losses[-100:]) / 10, auc, average.model)
    return average.model


@torch.no_grad()
def score(model: Detector, pictures: np.ndarray, device: str) -> tuple[np.ndarray, np.ndarray]:
    """Return logits (N,) and features (N, d) of (N, 224, 224, 3) uint8."""
    logits, features = [], []
    for i in range(0, len(pictures), 128):
        x = torch.from_numpy(pictures[i : i + 128]).to(device).permute(0, 3, 1, 2).float()
        f, _ = model.features(x)
        logits.append(model.head(f)[:, 0].cpu().numpy())
        features.append(f.cpu().numpy())
    return np.concatenate(logits), np.concatenate(features)


def export(model: Detector, path: str) -> None:
    """Write the network as ONNX: (n, 3, 224, 224) float32 RGB 0 to 255 in, (n,) logits out."""

    class Whole(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.model = model

        def forward(self, x: Tensor) -> Tensor:
            return self.model(x)[0]

    whole = Whole().cpu().eval()
    torch.onnx.export(
        whole,
        (torch.zeros(1, 3, 224, 224),),
        path,
        input_names=["rgb"],
        output_names=["logit"],
        dynamic_axes={"rgb": {0: "n"}, "logit": {0: "n"}},
        opset_version=17,
        dynamo=False,
    )


def main() -> None:
    """Train the network that ships, or another size or mix, and write it as ONNX and as a state file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--faces", default="faces.npz")
    parser.add_argument("--backbone", required=True, help="efficientnet-lite0-57934424.pth, see README.md")
    parser.add_argument("--blocks", type=int, default=11, help="of EfficientNet-Lite0, 1 to 16")
    parser.add_argument(
        "--shares", type=float, nargs=5, default=[0.1, 0, 0.6, 0.1, 0.2], help="of the kinds in swaps.py"
    )
    parser.add_argument("--seconds", type=float, default=150.0)
    parser.add_argument("--autoencoder-seconds", type=float, default=0.0, help="needed for the second kind")
    parser.add_argument("--batch", type=int, default=64)
    parser.add_argument("--chunk", type=int, default=16)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--out", default="network")
    options = parser.parse_args()
    torch.manual_seed(options.seed)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    bank = load_bank(options.faces, device)
    seconds = options.autoencoder_seconds
    drawers = [autoencoder.train(bank, 9, seconds, 48, device)] if seconds else []
    swapper = Swapper(bank, drawers, tuple(options.shares))

    def tell(step: int, gone_s: float, loss: float, auc: float, _: Detector) -> None:
        print(f"{step} {gone_s:.0f} s loss {loss:.3f} AUC on made pairs {auc:.3f}", flush=True)

    model = train(
        Detector(options.backbone, options.blocks),
        lambda n: make_pairs(bank, swapper, n, device),
        options.seconds,
        options.batch,
        options.chunk,
        device,
        on_step=tell,
    )
    torch.save(model.cpu().state_dict(), options.out + ".pt")
    export(model, options.out + ".onnx")


if __name__ == "__main__":
    main()
