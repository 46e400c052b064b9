"""Train a small network over time on the paired clips themselves, group left out: what it can give at most.

    python temporal.py RUNS scores.npz --sees both

RUNS is what runs.py wrote. `picture` sees the face alone, `change` what changes from picture to picture, `both` both.
The last two have convolutions over time. Needs PyTorch. Nothing of it may ship: it is trained on faces of people who
were not asked. Groups are left out by folds, the large one alone in its own. tremor.py prints the row (`--scores`).
"""

from __future__ import annotations

import argparse
import time
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import cv2
import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional as F

from faces import OVAL

SIDE, CROP, PICTURES = 96, 178, 8
"""Of 224 px the middle 178 (1.35 times the face), scaled to 96; pictures that the network sees at once."""
CHANNELS = {"picture": 4, "change": 4, "both": 7}


class Watcher(nn.Module):
    """(N, T, C, 96, 96) to (N,) logits: convolutions on each picture, then over time, then the mean."""

    def __init__(self, channels: int, over_time: int) -> None:
        super().__init__()
        sizes = (channels, 12, 24, 40, 64)
        layers: list[nn.Module] = []
        for n_in, n_out in pairwise(sizes):
            layers += [nn.Conv2d(n_in, n_out, 3, 2, 1, bias=False), nn.BatchNorm2d(n_out), nn.ReLU()]
        self.pictures = nn.Sequential(*layers).to(memory_format=torch.channels_last)
        time_layers: list[nn.Module] = []
        for n_in, n_out in ((128, 64), (64, 64)):
            time_layers += [
                nn.Conv1d(n_in, n_out, over_time, padding=over_time // 2, bias=False),
                nn.BatchNorm1d(n_out),
            ]
            time_layers.append(nn.ReLU())
        self.time = nn.Sequential(*time_layers)
        self.head = nn.Sequential(nn.Dropout(0.3), nn.Linear(64, 1))

    def forward(self, x: Tensor) -> Tensor:
        """Return the logits."""
        maps = self.pictures(x.flatten(0, 1).contiguous(memory_format=torch.channels_last)).flatten(2)
        each = torch.cat([maps.mean(2), maps.std(2)], 1).reshape(*x.shape[:2], -1)
        return self.head(self.time(each.transpose(1, 2)).mean(2))[:, 0]


@dataclass
class Films:
    """Pairs of runs, original first: crops (N, 2, 16, 3, 96, 96) uint8 YCrCb, and `outline_of` (N, 2, 1, 96, 96)."""

    crops: Tensor
    outline: Tensor
    clips: NDArray[np.str_]
    groups: NDArray[np.str_]


def outline_of(marks: NDArray[np.floating]) -> NDArray[np.float32]:
    """Return the distance to the outline in the small crop, about -1 inside to 1 outside."""
    points = (marks[list(OVAL)] - (224 - CROP) / 2) * SIDE / CROP
    mask = np.zeros((SIDE, SIDE), np.uint8)
    cv2.fillPoly(mask, [points.round().astype(np.int32)], (1,))
    distance = cv2.distanceTransform(1 - mask, cv2.DIST_L2, 5) - cv2.distanceTransform(mask, cv2.DIST_L2, 5)
    return np.tanh(distance / 12).astype(np.float32)


def small(crop: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Return the small crop, (3, 96, 96) luma, Cr, Cb."""
    edge = (224 - CROP) // 2
    part = cv2.resize(crop[edge : edge + CROP, edge : edge + CROP], (SIDE, SIDE), interpolation=cv2.INTER_AREA)
    return np.asarray(cv2.cvtColor(part, cv2.COLOR_RGB2YCrCb), np.uint8).transpose(2, 0, 1)


def read(folder: Path) -> Films:
    """Read both halves of every paired clip."""
    crops, outline, clips, groups = [], [], [], []
    for path in sorted(folder.glob("*.real.npz")):
        halves = [np.load(p) for p in (path, path.with_name(path.name.replace(".real.", ".fake.")))]
        shown = [np.array([[small(crop) for crop in run] for run in half["crops"]]) for half in halves]
        crops.append(np.stack(shown, 1))
        outline.append(np.stack([[outline_of(marks) for marks in half["marks"]] for half in halves], 1)[:, :, None])
        clips += [path.name.removesuffix(".real.npz")] * len(shown[0])
        groups += [str(halves[0]["group"])] * len(shown[0])
    tensors = [torch.from_numpy(np.concatenate(part)) for part in (crops, outline)]
    return Films(tensors[0], tensors[1], np.array(clips), np.array(groups))


def shown(crops: Tensor, outline: Tensor, sees: str) -> Tensor:
    """Return (N, 8, C, 96, 96), picture, change, or both, and the outline, of crops (N, 9, 3, 96, 96)."""
    x = crops.float() / 64 - 2
    parts = {"picture": [x[:, 1:]], "change": [8 * x.diff(dim=1)]}
    parts["both"] = parts["picture"] + parts["change"]
    where = outline[:, None].expand(-1, PICTURES, -1, -1, -1)
    return torch.cat([*parts[sees], where], 2)


def batch_of(films: Films, index: Tensor, sees: str) -> Tensor:
    """Return (2 N, ...) what the network sees, originals first; one random light for both of a pair."""
    start = int(torch.randint(0, films.crops.shape[2] - PICTURES, ()))
    crops, outline = films.crops[index, :, start : start + PICTURES + 1].float(), films.outline[index]
    light = 1 + 0.15 * torch.randn(len(index), 1, 1, 1, 1, 1)
    crops[:, :, :, :1] = 110 + light * (crops[:, :, :, :1] - 110) + 15 * torch.randn(len(index), 1, 1, 1, 1, 1)
    crops[:, :, :, 1:] += 5 * torch.randn(len(index), 1, 1, 2, 1, 1)
    if torch.rand(()) < 0.5:
        crops, outline = crops.flip(-1), outline.flip(-1)
    return shown(crops.transpose(0, 1).flatten(0, 1), outline.transpose(0, 1).flatten(0, 1), sees)


def train(films: Films, index: Tensor, sees: str, epochs: int, batch: int = 16, rate: float = 2e-3) -> Watcher:
    """Train on the pairs of runs at `index`."""
    model = Watcher(CHANNELS[sees], 1 if sees == "picture" else 3).train()
    optimiser = torch.optim.AdamW(model.parameters(), lr=rate, weight_decay=0.05)
    steps = epochs * (len(index) // batch)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, rate, total_steps=steps + 1)
    for _ in range(steps):
        drawn = index[torch.randint(0, len(index), (batch,))]
        logit = model(batch_of(films, drawn, sees))
        truth = torch.repeat_interleave(torch.tensor([0.0, 1.0]), batch)
        loss = F.binary_cross_entropy_with_logits(logit, truth) + 0.5 * F.softplus(logit[:batch] - logit[batch:]).mean()
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        schedule.step()
    return model.eval()


@torch.no_grad()
def score(model: Watcher, films: Films, index: Tensor, sees: str) -> Tensor:
    """Return (N, 2) logits of originals and swaps, the mean over two parts of each run."""
    found = []
    for i in index:
        parts = [films.crops[i, :, start : start + PICTURES + 1] for start in (0, films.crops.shape[2] - PICTURES - 1)]
        found.append(torch.stack([model(shown(part, films.outline[i], sees)) for part in parts]).mean(0))
    return torch.stack(found)


def folds_of(groups: NDArray[np.str_], n: int) -> list[list[str]]:
    """Return groups by fold, the largest first and each where the fewest runs are."""
    names, counts = np.unique(groups, return_counts=True)
    parts: list[list[str]] = [[] for _ in range(min(n, len(names)))]
    sizes = [0] * len(parts)
    for name, count in sorted(zip(names, counts, strict=True), key=lambda part: -part[1]):
        least = int(np.argmin(sizes))
        parts[least].append(str(name))
        sizes[least] += int(count)
    return parts


def main() -> None:
    """Write the score of every clip half: the median over its runs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("runs", type=Path)
    parser.add_argument("scores", type=Path)
    parser.add_argument("--sees", choices=list(CHANNELS), default="both")
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--epochs", type=int, default=20)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    torch.manual_seed(options.seed)
    torch.set_num_threads(1)
    films, found = read(options.runs), {}
    for part in folds_of(films.groups, options.folds):
        began, is_out = time.time(), np.isin(films.groups, part)
        model = train(films, torch.from_numpy(np.flatnonzero(~is_out)), options.sees, options.epochs)
        logits = score(model, films, torch.from_numpy(np.flatnonzero(is_out)), options.sees).numpy()
        for clip in np.unique(films.clips[is_out]):
            real, fake = np.median(logits[films.clips[is_out] == clip], axis=0)
            found.update({f"{clip}.real": real, f"{clip}.fake": fake})
        print(options.sees, part, f"{time.time() - began:.0f} s", (logits[:, 1] > logits[:, 0]).mean(), flush=True)
    np.savez(options.scores, **found)


if __name__ == "__main__":
    main()
