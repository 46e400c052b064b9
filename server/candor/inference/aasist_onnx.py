"""How does AASIST-L run without PyTorch? Its graph-attention network rebuilt as ONNX from the published weights.

Sound through fixed band-pass filters and six residual blocks becomes a map of filters, bands and time. Bands and times
are the nodes of two graphs; attention lets nodes of one graph, then of both, look at each other, beside a master node
that looks at all; pooling keeps the nodes that score best. Two passes of that, the larger of both, two logits.
Source: Jung et al. 2022, "AASIST", ICASSP, sections 2 and 3; what the paper leaves open (order of layers, padding,
temperatures) from clovaai/aasist (MIT), models/AASIST.py and config/AASIST-L.conf; read, not copied.
"""

from __future__ import annotations

import math
from typing import Final

import numpy as np

from candor.errors import ModelError
from candor.inference.onnx_graph import OnnxGraph
from candor.inference.runtime import F32

SAMPLES: Final = 64_600
"""Of one look: 4.04 s at 16 kHz."""
RATE_HZ: Final = 16_000
FILTERS, TAPS = 70, 129
BANDS: Final = 23
"""Left of the 70 filters after the first pooling by three."""
BLOCKS: Final = ((1, 32), (32, 32), (32, 24), (24, 24), (24, 24), (24, 24))
"""Channels into and out of each residual block."""
NODE, MIXED = 24, 32
"""Numbers per node in the graphs of bands and of times, and in those of both together."""
KEPT_BANDS, KEPT_TIMES, KEPT_MIXED = 0.4, 0.5, 0.7
"""Shares of nodes that each pooling keeps."""
TEMPERATURE, TEMPERATURE_MIXED = 2.0, 100.0
EPSILON: Final = 1e-5
"""Of PyTorch's batch norm."""


def build_onnx(weights: dict[str, F32], samples: int = SAMPLES) -> bytes:
    """Return the network as a serialised ONNX model: (n, samples) float32, -1 to 1, in, (n, 2) logits out, of spoofed
    and of bona fide speech.

    Args:
        weights: of `read_weights`.
        samples: of one look; the published network was trained with 64,600.

    Raises:
        ModelError: "torch_format": the weights are not those of AASIST-L.
    """
    try:
        network = _Network(weights)
        graph = network.graph
        times = (samples - TAPS + 1) // 3 ** (1 + len(BLOCKS))
        out = network.head(network.encoder(network.front_end(graph.input_name)), times)
        return graph.serialised("aasist_l", ("n", samples), out, 2)
    except (KeyError, ValueError) as error:
        sentence = "The AASIST file does not hold the network that Candor knows; run `candor models verify`."
        raise ModelError("torch_format", sentence, cause=str(error)) from error


def band_pass_filters() -> F32:
    """Return the (70, 129) band-pass filters that the network begins with: ideal ones of equal width on the mel scale,
    cut to length by a Hamming window. They were not learned, so that the file does not hold them.
    """
    highest = 2595 * math.log10(1 + RATE_HZ / 2 / 700)
    mel = np.arange(FILTERS + 1) * highest / FILTERS
    edges = 2 * 700 * (10 ** (mel / 2595) - 1) / RATE_HZ
    taps = np.arange(TAPS) - TAPS // 2
    low_pass = edges[:, None] * np.sinc(edges[:, None] * taps)
    return (np.hamming(TAPS) * np.diff(low_pass, axis=0)).astype(np.float32)


class _Network:
    """Builds parts of the network by the names of their weights."""

    def __init__(self, weights: dict[str, F32]) -> None:
        self._weights = weights
        self.graph = OnnxGraph("sound")

    def front_end(self, sound: str) -> str:
        """(n, samples) to (n, 1, 23, samples / 3): loudness per band and time."""
        add, scale_shift = self.graph.add, self._batch_norm("first_bn", 1)
        kernel = self.graph.constant(band_pass_filters()[:, None])
        filtered = add("Conv", [self._unsqueezed(sound, 1), kernel], kernel_shape=[TAPS])
        loud = self._unsqueezed(add("Abs", [filtered]), 1)
        pooled = add("MaxPool", [loud], kernel_shape=[3, 3], strides=[3, 3])
        scale, shift = (self.graph.constant(values) for values in scale_shift)
        return add("Selu", [add("Add", [add("Mul", [pooled, scale]), shift])])

    def encoder(self, x: str) -> str:
        """(n, 1, 23, samples / 3) to (n, 24, 23, times), without signs."""
        for place, (before, after) in enumerate(BLOCKS):
            x = self._residual(f"encoder.{place}.0", x, before, after)
        return self.graph.add("Abs", [x])

    def head(self, encoded: str, n_times: int) -> str:
        """(n, 24, 23, times) to (n, 2) logits."""
        add = self.graph.add
        bands = add("Transpose", [add("ReduceMax", [encoded], axes=[3], keepdims=0)], perm=[0, 2, 1])
        bands = add("Add", [bands, self._constant("pos_S", 1, BANDS, NODE)])
        times = add("Transpose", [add("ReduceMax", [encoded], axes=[2], keepdims=0)], perm=[0, 2, 1])
        bands, n_bands = self._pool("pool_S", self._attention("GAT_layer_S", bands), BANDS, NODE, KEPT_BANDS)
        times, n_times = self._pool("pool_T", self._attention("GAT_layer_T", times), n_times, NODE, KEPT_TIMES)
        first, second = (self._pass(which, times, n_times, bands, n_bands) for which in ("1", "2"))
        times, bands, master = (add("Max", [one, other]) for one, other in zip(first, second, strict=True))
        parts = [part for nodes in (times, bands) for part in self._readout(nodes)]
        read = add("Concat", [*parts, self._squeezed(master, 1)], axis=1)
        return self._linear("out_layer", read, 5 * MIXED, 2)

    def _residual(self, name: str, x: str, before: int, after: int) -> str:
        """Two convolutions beside a way past them, then pooling by three over time. The published network skips the
        normalisation before the first convolution (`bn1` is in the file, and its result is thrown away).
        """
        inner = self._conv(
            f"{name}.conv1", x, (after, before, 2, 3), [1, 1, 1, 1], self._batch_norm(f"{name}.bn2", after)
        )
        inner = self._conv(f"{name}.conv2", self.graph.add("Selu", [inner]), (after, after, 2, 3), [0, 1, 0, 1])
        past = x if before == after else self._conv(f"{name}.conv_downsample", x, (after, before, 1, 3), [0, 1, 0, 1])
        both = self.graph.add("Add", [inner, past])
        return self.graph.add("MaxPool", [both], kernel_shape=[1, 3], strides=[1, 3])

    def _conv(
        self, name: str, x: str, shape: tuple[int, ...], pads: list[int], norm: tuple[F32, F32] | None = None
    ) -> str:
        """Convolve; a batch norm after it is folded in."""
        kernel, bias = self._take(f"{name}.weight", *shape), self._take(f"{name}.bias", shape[0])
        if norm is not None:
            scale, shift = norm
            kernel, bias = kernel * scale[:, None, None, None], bias * scale + shift
        inputs = [x, self.graph.constant(kernel), self.graph.constant(bias)]
        return self.graph.add("Conv", inputs, kernel_shape=list(shape[2:]), pads=pads)

    def _pass(self, which: str, times: str, n_times: int, bands: str, n_bands: int) -> tuple[str, str, str]:
        """Let times, bands and a master node look at each other twice. Return what became of each."""
        add, first, second = self.graph.add, f"HtrgGAT_layer_ST{which}1", f"HtrgGAT_layer_ST{which}2"
        master = self._constant(f"master{which}", 1, 1, NODE)
        times, bands, master = self._mixed_attention(first, (times, bands, master), (n_times, n_bands), NODE)
        bands, n_bands = self._pool(f"pool_hS{which}", bands, n_bands, MIXED, KEPT_MIXED)
        times, n_times = self._pool(f"pool_hT{which}", times, n_times, MIXED, KEPT_MIXED)
        more = self._mixed_attention(second, (times, bands, master), (n_times, n_bands), MIXED)
        found = [add("Add", [one, other]) for one, other in zip((times, bands, master), more, strict=True)]
        return found[0], found[1], found[2]

    def _attention(self, name: str, nodes: str) -> str:
        """(n, nodes, 24) to the same: each node becomes a sum of all, weighted by how it fits them."""
        add = self.graph.add
        fit = add("Tanh", [self._linear(f"{name}.att_proj", self._pairs(nodes), NODE, NODE)])
        fit = add("MatMul", [fit, self._constant(f"{name}.att_weight", NODE, 1)])
        weights = self._softmax(self._squeezed(fit, 3), TEMPERATURE)
        return self._projected(name, nodes, add("MatMul", [weights, nodes]), NODE, NODE)

    def _mixed_attention(
        self, name: str, given: tuple[str, str, str], sizes: tuple[int, int], before: int
    ) -> tuple[str, str, str]:
        """As `_attention`, over nodes of two kinds, pairs weighted by their kinds; the master looks at all."""
        add, graph = self.graph.add, self.graph
        parts = [self._linear(f"{name}.proj_type{n + 1}", given[n], before, before) for n in (0, 1)]
        nodes, master = add("Concat", parts, axis=1), given[2]
        fit = add("Tanh", [self._linear(f"{name}.att_proj", self._pairs(nodes), before, MIXED)])
        by_kind = [self._take(f"{name}.att_weight{kinds}", MIXED, 1) for kinds in ("11", "22", "12")]
        fit = add("MatMul", [fit, graph.constant(np.concatenate(by_kind, axis=1))])
        fit = add("Mul", [fit, graph.constant(_kinds_of_pairs(*sizes))])
        fit = add("ReduceSum", [fit, graph.constant(np.array([3], np.int64))], keepdims=0)
        summed = add("MatMul", [self._softmax(fit, TEMPERATURE_MIXED), nodes])
        master = self._master(name, nodes, master, before)
        mixed = self._projected(name, nodes, summed, before, MIXED)
        return self._sliced(mixed, 0, sizes[0]), self._sliced(mixed, sizes[0], sum(sizes)), master

    def _master(self, name: str, nodes: str, master: str, before: int) -> str:
        """(n, 1, before) to (n, 1, 32)."""
        add = self.graph.add
        fit = add("Tanh", [self._linear(f"{name}.att_projM", add("Mul", [nodes, master]), before, MIXED)])
        fit = add("MatMul", [fit, self._constant(f"{name}.att_weightM", MIXED, 1)])
        weights = self._softmax(add("Transpose", [fit], perm=[0, 2, 1]), TEMPERATURE_MIXED)
        seen = self._linear(f"{name}.proj_with_attM", add("MatMul", [weights, nodes]), before, MIXED)
        return add("Add", [seen, self._linear(f"{name}.proj_without_attM", master, before, MIXED)])

    def _projected(self, name: str, nodes: str, summed: str, before: int, after: int) -> str:
        add, graph = self.graph.add, self.graph
        scale, shift = (graph.constant(values) for values in self._batch_norm(f"{name}.bn", after))
        seen = self._linear(f"{name}.proj_with_att", summed, before, after)
        both = add("Add", [seen, self._linear(f"{name}.proj_without_att", nodes, before, after)])
        return add("Selu", [add("Add", [add("Mul", [both, scale]), shift])])

    def _pool(self, name: str, nodes: str, n_nodes: int, size: int, share: float) -> tuple[str, int]:
        """Keep the nodes that score best, each weighted by its score, the best first. Return them and how many."""
        add, graph, kept = self.graph.add, self.graph, max(int(n_nodes * share), 1)
        scores = add("Sigmoid", [self._linear(f"{name}.proj", nodes, size, 1)])
        _, best = graph.add_pair("TopK", [scores, graph.constant(np.array([kept], np.int64))], axis=1)
        best = add("Expand", [best, graph.constant(np.array([1, 1, size], np.int64))])
        return add("GatherElements", [add("Mul", [nodes, scores]), best], axis=1), kept

    def _readout(self, nodes: str) -> tuple[str, str]:
        """Largest size and mean over all nodes."""
        largest = self.graph.add("ReduceMax", [self.graph.add("Abs", [nodes])], axes=[1], keepdims=0)
        return largest, self.graph.add("ReduceMean", [nodes], axes=[1], keepdims=0)

    def _pairs(self, nodes: str) -> str:
        """(n, nodes, d) to (n, nodes, nodes, d): the product of each with each."""
        return self.graph.add("Mul", [self._unsqueezed(nodes, 2), self._unsqueezed(nodes, 1)])

    def _softmax(self, fit: str, temperature: float) -> str:
        cooled = self.graph.add("Mul", [fit, self.graph.constant(np.array([1 / temperature], np.float32))])
        return self.graph.add("Softmax", [cooled], axis=2)

    def _linear(self, name: str, x: str, before: int, after: int) -> str:
        product = self.graph.add("MatMul", [x, self.graph.constant(self._take(f"{name}.weight", after, before).T)])
        return self.graph.add("Add", [product, self._constant(f"{name}.bias", after)])

    def _sliced(self, x: str, begin: int, end: int) -> str:
        bounds = [self.graph.constant(np.array([at], np.int64)) for at in (begin, end, 1)]
        return self.graph.add("Slice", [x, *bounds])

    def _unsqueezed(self, x: str, axis: int) -> str:
        return self.graph.add("Unsqueeze", [x, self.graph.constant(np.array([axis], np.int64))])

    def _squeezed(self, x: str, axis: int) -> str:
        return self.graph.add("Squeeze", [x, self.graph.constant(np.array([axis], np.int64))])

    def _constant(self, name: str, *shape: int) -> str:
        return self.graph.constant(self._take(name, *shape))

    def _take(self, name: str, *shape: int) -> F32:
        values = self._weights[name]
        if values.shape != shape:
            raise ValueError(f"{name} is {values.shape}, not {shape}")
        return values

    def _batch_norm(self, name: str, size: int) -> tuple[F32, F32]:
        """Return scale and shift of a batch norm in use: y = scale x + shift."""
        weight, bias, mean, variance = (
            self._take(f"{name}.{part}", size) for part in ("weight", "bias", "running_mean", "running_var")
        )
        scale = (weight / np.sqrt(variance + EPSILON)).astype(np.float32)
        return scale, (bias - mean * scale).astype(np.float32)


def _kinds_of_pairs(n_first: int, n_second: int) -> F32:
    """Return (1, nodes, nodes, 3), 0 or 1: which pairs are both of the first kind, both of the second, or of two."""
    is_first = np.arange(n_first + n_second) < n_first
    both, neither = is_first[:, None] & is_first, ~is_first[:, None] & ~is_first
    return np.stack([both, neither, ~(both | neither)], axis=-1)[None].astype(np.float32)
