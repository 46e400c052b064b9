"""Train many networks at once on one GPU, on the same stream of made pairs: what do size, faces and drawing bring?

    python sizes.py --pool press=faces.npz --weights FOLDER --arm small:press:0 --arm lite0-11:press:0 --seconds 500

A pool is a ring of made pairs that is renewed all the time; every arm (network:pool:seed) draws its own batches from
its pool. One step of an arm is a CUDA graph on a stream of its own, so that small networks run beside each other while
the next pairs are made. Networks: small (no weights), liteS-B (EfficientNet-Lite S up to block B), plain-B (Lite0
without weights). FOLDER holds the published weights. Writes the averaged networks at a quarter, at half and at
the end of the time.
"""

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

sys.path.insert(0, str(Path(__file__).parent))
from faces import load_bank
from network import Detector, Judge, Small
from pairs import INPUT, make_pairs
from swaps import Swapper
from train import loss_of

SHARES = (0.1, 0.0, 0.6, 0.1, 0.2)
"""Of the kinds in swaps.py; what ships was trained with them."""
DRAWINGS = {"photo": ("photo",), "mixed": ("photo", "photo", "clean", "soft")}
RATE, WARM_UP, DECAY = 5e-4, 160, 0.995


def built(name: str, weights: Path | None = None) -> Judge:
    """Return the network of an arm, begun with the published weights where a folder of them is given."""
    if name == "small":
        return Small()
    family, blocks = name.split("-")
    if family == "plain" or weights is None:
        return Detector(None, int(blocks), f"efficientnet-{family}".replace("plain", "lite0"))
    file = next(weights.glob(f"efficientnet-{family}-*.pth"))
    return Detector(str(file), int(blocks), f"efficientnet-{family}")


class Pool:
    """A ring of made pairs: pictures (size, 2, 3, 224, 224) uint8, honest one first, and where the second differs."""

    def __init__(self, faces: str, drawing: str, size: int, chunk: int, device: str) -> None:
        """Fill it."""
        self.bank, self.size, self.chunk, self.device = load_bank(faces, device), size, chunk, device
        self.swappers = [Swapper(self.bank, [], SHARES, way) for way in DRAWINGS[drawing]]
        self.pictures = torch.empty(size, 2, 3, INPUT, INPUT, dtype=torch.uint8, device=device)
        self.areas = torch.empty(size, 2, 1, 14, 14, device=device)
        self.made = 0
        while self.made < size:
            self.renew()

    @torch.no_grad()
    def renew(self) -> None:
        """Replace the oldest pairs."""
        swapper = self.swappers[self.made // self.chunk % len(self.swappers)]
        x, area, _ = make_pairs(self.bank, swapper, self.chunk, self.device)
        at = torch.arange(self.made, self.made + self.chunk, device=self.device) % self.size
        self.pictures[at] = (x * 255).round().byte().unflatten(0, (2, self.chunk)).transpose(0, 1)
        self.areas[at] = area.unflatten(0, (2, self.chunk)).transpose(0, 1)
        self.made += self.chunk


class Arm:
    """A network in training, its moving average, and its step as a graph."""

    def __init__(self, words: str, weights: Path, batch: int, device: str) -> None:
        """Load the network; `words` is network:pool:seed."""
        self.words, (name, self.pool, seed) = words, words.split(":")
        torch.manual_seed(int(seed))
        self.model = built(name, weights).to(device).train()
        self.average = copy.deepcopy(self.model).eval().requires_grad_(requires_grad=False)
        self.rate = torch.tensor(1e-6, device=device)
        self.optimiser = torch.optim.AdamW(
            self.model.parameters(), lr=self.rate, weight_decay=0.02, capturable=device == "cuda"
        )
        self.pictures = torch.zeros(2 * batch, 3, INPUT, INPUT, dtype=torch.uint8, device=device)
        self.areas = torch.zeros(2 * batch, 1, 14, 14, device=device)
        self.loss = self.right = torch.zeros((), device=device)
        self.device, self.batch, self.steps = device, batch, 0
        self.generator = torch.Generator(device).manual_seed(int(seed))
        self.stream: torch.cuda.Stream | None = None
        self.graph: torch.cuda.CUDAGraph | None = None

    def draw(self, pool: Pool) -> None:
        """Take a batch out of the pool."""
        at = torch.randint(0, pool.size, (self.batch,), generator=self.generator, device=self.device)
        self.pictures.copy_(pool.pictures[at].transpose(0, 1).flatten(0, 1))
        self.areas.copy_(pool.areas[at].transpose(0, 1).flatten(0, 1))

    def step(self) -> None:
        """Learn from the batch, eagerly."""
        x = self.pictures.float().contiguous(memory_format=torch.channels_last)
        with torch.autocast(self.device, torch.bfloat16, enabled=self.device == "cuda", cache_enabled=False):
            logit, where = self.model(x)
        loss = loss_of(logit.float(), where.float(), self.areas)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), 2.0)
        self.optimiser.step()
        with torch.no_grad():
            mine, theirs = (
                [v for v in m.state_dict().values() if v.is_floating_point()] for m in (self.average, self.model)
            )
            torch._foreach_lerp_(mine, theirs, 1 - DECAY)
            self.right = (logit[: self.batch, None] < logit[None, self.batch :]).float().mean()
        self.loss = loss.detach()

    def capture(self) -> None:
        """Run three steps, then keep the step as a graph."""
        self.stream, graph = torch.cuda.Stream(), torch.cuda.CUDAGraph()
        with torch.cuda.stream(self.stream):
            for _ in range(3):
                self.optimiser.zero_grad(set_to_none=True)
                self.step()
        torch.cuda.synchronize()
        self.optimiser.zero_grad(set_to_none=True)
        with torch.cuda.graph(graph, stream=self.stream):
            self.step()
        self.graph = graph

    def learn(self) -> None:
        """One step; with a graph beside everything else, and only begun."""
        self.steps += 1
        if self.graph is None or self.stream is None:
            self.optimiser.zero_grad(set_to_none=True)
            self.step()
            return
        self.stream.wait_stream(torch.cuda.current_stream())
        with torch.cuda.stream(self.stream):
            self.graph.replay()

    def wait(self) -> None:
        """Let what follows on the GPU wait for the step."""
        if self.stream is not None:
            torch.cuda.current_stream().wait_stream(self.stream)

    def halved(self) -> dict[str, Tensor]:
        """Return the averaged network, in half precision but for what normalises."""
        state = self.average.state_dict()
        return {k: (v.half() if v.ndim == 4 else v).cpu() for k, v in state.items()}


def finish(device: str) -> None:
    """Wait for the GPU."""
    if device == "cuda":
        torch.cuda.synchronize()


def spent_ms(work: Callable[[], None], device: str, times: int = 4) -> float:
    """Return the mean time of some work alone, but for the first time."""
    work()
    finish(device)
    began = time.time()
    for _ in range(times):
        work()
    finish(device)
    return (time.time() - began) * 1000 / times


def train(arms: list[Arm], pools: dict[str, Pool], seconds: float, out: Path, device: str) -> None:
    """Train all arms side by side for a time; the first pool is renewed as often as all others together."""
    began, step, quarter, told = time.time(), 0, 1, 0.0
    first, *others = pools.values()
    turns = [pool for other in others for pool in (first, other)] or [first]
    while (gone := time.time() - began) < seconds:
        rate = RATE * min(1.0, step / WARM_UP) * (0.5 + 0.5 * float(np.cos(np.pi * gone / seconds))) + 1e-6
        for arm in arms:
            arm.wait()
            arm.rate.fill_(rate)
            arm.draw(pools[arm.pool])
            arm.learn()
        turns[step % len(turns)].renew()
        step += 1
        if gone > quarter * seconds / 4 and quarter < 3:
            save(arms, f"quarter{quarter}", out, device)
            quarter += 1
        if gone > told:
            told = gone + seconds / 25
            finish(device)  # a graph uses the place of its results for other things, too
            lines = " ".join(f"{arm.words} {arm.loss.item():.2f}/{arm.right.item():.2f}" for arm in arms)
            print(f"{gone:.0f} s, step {step}, made {[p.made for p in pools.values()]}: {lines}", flush=True)
    save(arms, "last", out, device)


def save(arms: list[Arm], name: str, out: Path, device: str) -> None:
    """Write the averaged networks; before the end only those of less than 1.5 M parameters."""
    finish(device)
    parts: dict[str, dict[str, dict[str, Tensor]]] = {}
    for arm in arms:
        n = sum(p.numel() for p in arm.model.parameters())
        if name == "last" or n < 1.5e6:
            key = "small" if n < 1.5e6 else "middle" if n < 4e6 else "large"
            parts.setdefault(key, {})[arm.words] = arm.halved()
    for key, states in parts.items():
        torch.save({"steps": arms[0].steps, "states": states}, out / f"{name}.{key}.pt")


def main() -> None:
    """Fill the pools, capture the arms, train."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pool", action="append", required=True, help="NAME=FACES or NAME=FACES,mixed")
    parser.add_argument("--arm", action="append", required=True, help="network:pool:seed")
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--seconds", type=float, default=500.0)
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--pool-size", type=int, default=4096)
    parser.add_argument("--chunk", type=int, default=32)
    parser.add_argument("--out", type=Path, default=Path())
    options = parser.parse_args()
    device, pools, arms = "cuda" if torch.cuda.is_available() else "cpu", dict[str, Pool](), list[Arm]()
    for seed, words in enumerate(options.pool):
        name, _, place = words.partition("=")
        file, _, drawing = place.partition(",")
        torch.manual_seed(seed)
        pools[name] = Pool(file, drawing or "photo", options.pool_size, options.chunk, device)
        spent = spent_ms(pools[name].renew, device)
        print(f"pool {name}: {len(pools[name].bank)} faces, {spent:.1f} ms for {options.chunk} pairs", flush=True)
    for words in options.arm:
        arm = Arm(words, options.weights, options.batch, device)
        arm.draw(pools[arm.pool])
        if device == "cuda":
            arm.capture()
        n = sum(p.numel() for p in arm.model.parameters())
        print(f"arm {words}: {n} parameters, {spent_ms(arm.learn, device):.1f} ms a step alone", flush=True)
        arms.append(arm)
    train(arms, pools, options.seconds, options.out, device)


if __name__ == "__main__":
    main()
