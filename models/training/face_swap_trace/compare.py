"""How well do the networks of sizes.py tell the paired clips, alone and beside the discriminant that ships?

    PYTHONPATH=../../../server python compare.py LOOKS [LOOKS_OF_ANOTHER_CODEC_POINT ...] --networks last.small.pt ...

LOOKS is what looks.py wrote. Seeds of one network and pool are also averaged ("mean of"). "With" is the sum with the
discriminant, the network scaled to the discriminant's spread over all halves; the gain is over the same sum with the
network that ships. Nothing is chosen here: every network of the files is a row. Needs PyTorch and ONNX Runtime.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnxruntime  # pyright: ignore[reportMissingTypeStubs]  # ships none
import torch

import judge
from sizes import built
from train import export

SHIPPED = Path(__file__).parents[2] / "trained" / "face_swap_trace.onnx"
F64 = judge.F64


def session_of(model: str | bytes) -> onnxruntime.InferenceSession:
    """Return a session on one thread."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])


def numbers(session: onnxruntime.InferenceSession, clips: Sequence[judge.Clip]) -> list[F64]:
    """Return what a network says of every look of every clip."""
    found: list[F64] = []
    for clip in clips:
        pictures = (crop.transpose(2, 0, 1)[None].astype(np.float32) for crop in clip.looks["crop"])
        said = [np.asarray(session.run(None, {"rgb": x})[0]).reshape(-1)[0] for x in pictures]
        found.append(np.array(said, np.float64))
    return found


def fastest_ms(session: onnxruntime.InferenceSession, looks: int = 100) -> float:
    """Return the fastest of many pictures."""
    picture, spent = np.random.default_rng(0).uniform(0, 255, (1, 3, 224, 224)).astype(np.float32), []
    for _ in range(looks):
        began = time.process_time()
        session.run(None, {"rgb": picture})
        spent.append(time.process_time() - began)
    return 1000 * min(spent)


def medians(looks: Sequence[F64]) -> F64:
    """Return the score of every clip."""
    return np.array([np.median(look) for look in looks])


class Judged:
    """The clips at one codec point."""

    def __init__(self, folder: Path, shipped: onnxruntime.InferenceSession) -> None:
        """Load them, and what the shipped detector says."""
        self.clips = judge.load(folder)
        self.pairs = judge.Pairs.of(self.clips)
        self.calls = np.array([clip.method == "call" for clip in self.clips])
        blank = {"rgb": np.zeros((1, 3, 224, 224), np.float32)}
        _, weights, means = (np.asarray(out) for out in shipped.run(None, blank))
        profiles = [np.where(np.isfinite(p), p, means) for p in (clip.looks["profile"] for clip in self.clips)]
        self.outline = [(profile - means) @ weights for profile in profiles]
        self.shipped = numbers(shipped, self.clips)
        self.base = self.joined(self.shipped)

    def joined(self, network: Sequence[F64]) -> F64:
        """Return the score of every clip by a network and the discriminant, of equal spread."""
        both = np.concatenate([self.pairs.real, self.pairs.fake])
        scale = medians(self.outline)[both].std() / medians(network)[both].std()
        return medians([scale * n + o for n, o in zip(network, self.outline, strict=True)])

    def row(self, name: str, network: Sequence[F64]) -> str:
        """Return a line: alone, with, gain, and the change of all others by name."""
        alone, joined = medians(network), self.joined(network)
        honest = np.concatenate([joined[self.pairs.real], joined[self.calls]])
        against = judge.auc(honest, joined[self.pairs.fake])
        line = self.pairs.row(name, alone) + self.pairs.row("", joined)[4:]
        return f"{line} {against:.2f} | {self.pairs.gain(joined, self.base)} |"


def main() -> None:
    """Print one line a network and codec point."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="+")
    parser.add_argument("--networks", type=Path, nargs="+", required=True)
    options = parser.parse_args()
    shipped = session_of(str(SHIPPED))
    points = [Judged(folder, shipped) for folder in options.folder]
    print("| network | alone | right | with | right | with, against calls too | gain |\n|" + " --- |" * 7)
    for point in points:
        print(point.row("ships", point.shipped), flush=True)
    said: dict[str, list[list[list[F64]]]] = {}
    for path in options.networks:
        file = torch.load(path, map_location="cpu", weights_only=True)
        for words, state in file["states"].items():
            model = built(words.split(":")[0]).eval()
            model.load_state_dict({k: v.float() if v.is_floating_point() else v for k, v in state.items()})
            with tempfile.TemporaryDirectory() as place:
                export(model, f"{place}/network.onnx")
                session = session_of(f"{place}/network.onnx")
            title = f"{words} {path.stem.split('.')[0]}, {file['steps']} steps, {fastest_ms(session):.1f} ms"
            found = [numbers(session, point.clips) for point in points]
            said.setdefault(f"{words.rpartition(':')[0]} {path.stem.split('.')[0]}", []).append(found)
            for point, network in zip(points, found, strict=True):
                print(point.row(title, network), flush=True)
    for name, seeds in said.items():
        if len(seeds) > 1:
            for i, point in enumerate(points):
                mean = [np.mean(looks, 0) for looks in zip(*(seed[i] for seed in seeds), strict=True)]
                print(point.row(f"mean of {len(seeds)}, {name}", mean), flush=True)


if __name__ == "__main__":
    main()
