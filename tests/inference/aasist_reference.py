"""AASIST-L in NumPy, from the paper, one step at a time and without regard to speed: what the ONNX must equal."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

import numpy as np

Weights = Mapping[str, np.ndarray]
CHANNELS = ((1, 32), (32, 32), (32, 24), (24, 24), (24, 24), (24, 24))


def shapes() -> dict[str, tuple[int, ...]]:
    """Every weight of the network with its shape."""
    found: dict[str, tuple[int, ...]] = {"pos_S": (1, 23, 24), "master1": (1, 1, 24), "master2": (1, 1, 24)}

    def linear(name: str, before: int, after: int) -> None:
        found.update({f"{name}.weight": (after, before), f"{name}.bias": (after,)})

    def norm(name: str, size: int) -> None:
        found.update({f"{name}.{part}": (size,) for part in ("weight", "bias", "running_mean", "running_var")})

    norm("first_bn", 1)
    for n, (before, after) in enumerate(CHANNELS):
        name = f"encoder.{n}.0"
        norm(f"{name}.bn2", after)
        found.update({f"{name}.conv1.weight": (after, before, 2, 3), f"{name}.conv1.bias": (after,)})
        found.update({f"{name}.conv2.weight": (after, after, 2, 3), f"{name}.conv2.bias": (after,)})
        if before != after:
            found[f"{name}.conv_downsample.weight"] = (after, before, 1, 3)
            found[f"{name}.conv_downsample.bias"] = (after,)
    for name in ("GAT_layer_S", "GAT_layer_T"):
        found[f"{name}.att_weight"] = (24, 1)
        norm(f"{name}.bn", 24)
        for part in ("att_proj", "proj_with_att", "proj_without_att"):
            linear(f"{name}.{part}", 24, 24)
    for which, before in (("11", 24), ("12", 32), ("21", 24), ("22", 32)):
        name = f"HtrgGAT_layer_ST{which}"
        found.update({f"{name}.att_weight{kinds}": (32, 1) for kinds in ("11", "22", "12", "M")})
        norm(f"{name}.bn", 32)
        linear(f"{name}.proj_type1", before, before)
        linear(f"{name}.proj_type2", before, before)
        for part in ("att_proj", "proj_with_att", "proj_without_att"):
            linear(f"{name}.{part}", before, 32)
            linear(f"{name}.{part}M", before, 32)
    for name, size in (("S", 24), ("T", 24), ("hS1", 32), ("hT1", 32), ("hS2", 32), ("hT2", 32)):
        linear(f"pool_{name}.proj", size, 1)
    linear("out_layer", 160, 2)
    return found


def made_weights(seed: int) -> dict[str, np.ndarray]:
    """Weights that keep numbers of a usual size from layer to layer, so that every part of the network matters."""
    rng, made = np.random.default_rng(seed), {}
    for name, shape in shapes().items():
        fan_in = int(np.prod(shape[1:])) if len(shape) > 1 and name.endswith("weight") else 1
        values = rng.normal(size=shape) * (1.5 / np.sqrt(max(fan_in, 1)) if fan_in > 1 else 0.5)
        if name.endswith("running_var"):
            values = 0.5 + np.abs(values)
        gain = 30 if "att_weight" in name else 0.1 if name.startswith("pool") else 1
        made[name] = (values * gain).astype(np.float32)
    return made


def logits(weights: Weights, sound: np.ndarray) -> np.ndarray:
    """(n,) to (2,)."""
    encoded = np.abs(_encoded(weights, _front_end(weights, sound.astype(np.float64))))
    bands = encoded.max(axis=2).T + weights["pos_S"][0]
    times = encoded.max(axis=1).T
    bands = _pool(weights, "pool_S", _attended(weights, "GAT_layer_S", bands), 0.4)
    times = _pool(weights, "pool_T", _attended(weights, "GAT_layer_T", times), 0.5)
    first, second = (_passed(weights, which, times, bands) for which in "12")
    times, bands, master = (np.maximum(a, b) for a, b in zip(first, second, strict=True))
    parts = [f(nodes) for nodes in (times, bands) for f in (lambda x: np.abs(x).max(axis=0), lambda x: x.mean(axis=0))]
    return _linear(weights, "out_layer", np.concatenate([*parts, master]))


def _front_end(weights: Weights, sound: np.ndarray) -> np.ndarray:
    highest = 2595 * np.log10(1 + 8000 / 700)
    edges_hz = [700 * (10 ** (mel / 2595) - 1) for mel in np.linspace(0, highest, 71)]
    at_s, rows = np.arange(-64, 65) / 16000, []
    for low_hz, high_hz in pairwise(edges_hz):
        ideal = [2 * f / 16000 * np.sinc(2 * f * at_s) for f in (low_hz, high_hz)]
        rows.append(np.convolve(sound, (ideal[1] - ideal[0]) * np.hamming(129), "valid"))
    steps = (len(sound) - 128) // 3
    loud = np.abs(rows)[:69, : 3 * steps].reshape(23, 3, steps, 3).max(axis=(1, 3))
    return _selu(_normed(weights, "first_bn", loud[None], axis=0))


def _encoded(weights: Weights, x: np.ndarray) -> np.ndarray:
    for n in range(6):
        name = f"encoder.{n}.0"
        inner = _normed(weights, f"{name}.bn2", _convolved(weights, f"{name}.conv1", x, 1), axis=0)
        inner = _convolved(weights, f"{name}.conv2", _selu(inner), 0)
        past = _convolved(weights, f"{name}.conv_downsample", x, 0) if len(x) != len(inner) else x
        both = inner + past
        times = both.shape[2] // 3
        x = both[:, :, : times * 3].reshape(*both.shape[:2], times, 3).max(axis=3)
    return x


def _convolved(weights: Weights, name: str, x: np.ndarray, pad_bands: int) -> np.ndarray:
    kernel = weights[f"{name}.weight"]
    padded = np.pad(x, ((0, 0), (pad_bands, pad_bands), (1, 1)))
    high, wide = padded.shape[1] - kernel.shape[2] + 1, padded.shape[2] - kernel.shape[3] + 1
    taps = [
        np.tensordot(kernel[:, :, i, j], padded[:, i : i + high, j : j + wide], axes=1)
        for i in range(kernel.shape[2])
        for j in range(kernel.shape[3])
    ]
    return sum(taps) + weights[f"{name}.bias"][:, None, None]


def _attended(weights: Weights, name: str, nodes: np.ndarray) -> np.ndarray:
    attention = [
        _softmax(np.array([_fit(weights, f"{name}.att_proj", weights[f"{name}.att_weight"], a * b) for b in nodes]) / 2)
        for a in nodes
    ]
    return _projected(weights, name, nodes, np.array(attention))


def _passed(weights: Weights, which: str, times: np.ndarray, bands: np.ndarray) -> tuple[np.ndarray, ...]:
    name = f"HtrgGAT_layer_ST{which}"
    times, bands, master = _mixed(weights, f"{name}1", times, bands, weights[f"master{which}"][0, 0])
    times, bands = _pool(weights, f"pool_hT{which}", times, 0.7), _pool(weights, f"pool_hS{which}", bands, 0.7)
    more = _mixed(weights, f"{name}2", times, bands, master)
    return times + more[0], bands + more[1], master + more[2]


def _mixed(
    weights: Weights, name: str, times: np.ndarray, bands: np.ndarray, master: np.ndarray
) -> tuple[np.ndarray, ...]:
    kinds = [1] * len(times) + [2] * len(bands)
    nodes = np.vstack([_linear(weights, f"{name}.proj_type1", times), _linear(weights, f"{name}.proj_type2", bands)])
    attention = []
    for a, kind in zip(nodes, kinds, strict=True):
        by_kind = [weights[f"{name}.att_weight{kind}{kind}" if kind == k else f"{name}.att_weight12"] for k in kinds]
        fits = [_fit(weights, f"{name}.att_proj", w, a * b) for b, w in zip(nodes, by_kind, strict=True)]
        attention.append(_softmax(np.array(fits) / 100))
    to_all = [_fit(weights, f"{name}.att_projM", weights[f"{name}.att_weightM"], node * master) for node in nodes]
    seen = _softmax(np.array(to_all) / 100) @ nodes
    master = _linear(weights, f"{name}.proj_with_attM", seen) + _linear(weights, f"{name}.proj_without_attM", master)
    mixed = _projected(weights, name, nodes, np.array(attention))
    return mixed[: len(times)], mixed[len(times) :], master


def _fit(weights: Weights, projection: str, weight: np.ndarray, product: np.ndarray) -> float:
    return float(np.tanh(_linear(weights, projection, product)) @ weight[:, 0])


def _projected(weights: Weights, name: str, nodes: np.ndarray, attention: np.ndarray) -> np.ndarray:
    seen = _linear(weights, f"{name}.proj_with_att", attention @ nodes)
    return _selu(_normed(weights, f"{name}.bn", seen + _linear(weights, f"{name}.proj_without_att", nodes), axis=1))


def _pool(weights: Weights, name: str, nodes: np.ndarray, share: float) -> np.ndarray:
    scores = 1 / (1 + np.exp(-_linear(weights, f"{name}.proj", nodes)[:, 0]))
    best = sorted(range(len(nodes)), key=lambda n: -scores[n])[: int(share * len(nodes))]
    return np.array([nodes[n] * scores[n] for n in best])


def _linear(weights: Weights, name: str, x: np.ndarray) -> np.ndarray:
    return x @ weights[f"{name}.weight"].T + weights[f"{name}.bias"]


def _normed(weights: Weights, name: str, x: np.ndarray, axis: int) -> np.ndarray:
    weight, bias, mean, variance = (
        np.expand_dims(weights[f"{name}.{part}"], tuple(n for n in range(x.ndim) if n != axis))
        for part in ("weight", "bias", "running_mean", "running_var")
    )
    return (x - mean) / np.sqrt(variance + 1e-5) * weight + bias


def _selu(x: np.ndarray) -> np.ndarray:
    return 1.0507009873554805 * np.where(x > 0, x, 1.6732632423543772 * np.expm1(np.minimum(x, 0)))


def _softmax(x: np.ndarray) -> np.ndarray:
    odds = np.exp(x - x.max())
    return odds / odds.sum()
