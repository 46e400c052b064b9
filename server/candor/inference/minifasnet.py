"""Does the picture around a face look like a print or a screen held to the camera? MiniFASNet V2 (optional).

Looks at 2.7 times the face box: without that context it rejects most live people, so the caller must abstain when
`context` is small. It says nothing about face swaps, which it calls live.

The published weights are a PyTorch file; torch_file.py reads them and this file rebuilds the network as ONNX, batch
norm folded into the convolutions. The sister network V1SE (squeeze and excitation, four times the face) is rebuilt the
same way; only second_opinion/ runs that one, in the form that deepface reads.
Source: minivision-ai/Silent-Face-Anti-Spoofing (Apache-2.0), src/model_lib/MiniFASNet.py (layers),
src/generate_patches.py (region), src/data_io/functional.py (BGR 0 to 255, not scaled); read, not copied.
"""

from __future__ import annotations

import cv2
import numpy as np

from candor.domain.facts import TextureFacts
from candor.domain.ports import RGB, Detection
from candor.errors import ModelError
from candor.inference.onnx_graph import OnnxGraph
from candor.inference.runtime import F32, OnnxModel
from candor.inference.torch_file import read_weights

MODEL_ID = "minifasnet-v2"
INPUT_PX = 80
CONTEXT = 2.7
"""Side of the region over side of the face box."""
N_CLASSES = 3
BONA_FIDE = 1
"""Class of live people; 0 and 2 are two-dimensional and other presentation attacks."""
EPSILON = 1e-5
"""Of PyTorch's batch norm."""
STAGES = (("conv_23", "conv_3", 4), ("conv_34", "conv_4", 6), ("conv_45", "conv_5", 2))
"""A halving unit, then a row of residual units, and how many."""


class MiniFasNet:
    """The presentation attack network."""

    def __init__(self, content: bytes) -> None:
        """Rebuild the network from the verified bytes of the `.pth`.

        Raises:
            ModelError: not this network.
        """
        self._model = OnnxModel(MODEL_ID, build_onnx(read_weights(content)), (None, 3, INPUT_PX, INPUT_PX), 1)

    def score(self, rgb: RGB, detection: Detection) -> TextureFacts:
        """Judge one face of (H, W, 3) uint8 RGB."""
        left, top, right, bottom, context = context_region(detection.box_xyxy, rgb.shape[1], rgb.shape[0])
        patch = cv2.resize(rgb[top:bottom, left:right], (INPUT_PX, INPUT_PX), interpolation=cv2.INTER_LINEAR)
        batch = np.ascontiguousarray(patch[None, :, :, ::-1].transpose(0, 3, 1, 2), dtype=np.float32)
        logits = self._model(batch)[0][0]
        odds = np.exp(logits - logits.max())
        return TextureFacts(bona_fide=float(odds[BONA_FIDE] / odds.sum()), context=context)


def context_region(box_xyxy: F32, width: int, height: int) -> tuple[int, int, int, int, float]:
    """Return (left, top, right, bottom) px, right and bottom excluded, and the context that fits.

    The box grows about its centre by 2.7, by less when the picture is too small, and is pushed inside the picture.
    """
    x1, y1, x2, y2 = (float(v) for v in box_xyxy)
    box_width, box_height = max(x2 - x1, 1.0), max(y2 - y1, 1.0)
    context = min(CONTEXT, (width - 1) / box_width, (height - 1) / box_height)
    region = np.array([box_width, box_height]) * context
    low = np.array([(x1 + x2) / 2, (y1 + y2) / 2]) - region / 2
    low = np.clip(low, 0, np.maximum(np.array([width, height]) - 1 - region, 0))
    left, top = (int(v) for v in low)
    right, bottom = (int(v) + 1 for v in low + region)
    return left, top, min(right, width), min(bottom, height), context


def build_onnx(weights: dict[str, F32], *, for_deepface: bool = False) -> bytes:
    """Return the network as a serialised ONNX model.

    Args:
        weights: of `read_weights`, of V2 or V1SE.
        for_deepface: False: (n, 3, 80, 80) float32 BGR 0 to 255 in, (n, 3) logits out. True: (n, 80, 80, 3) in and
            softmax out, as deepface's ONNX engine feeds and reads it.

    Raises:
        ModelError: "torch_format": the weights are not those of MiniFASNet V2 or V1SE.
    """
    network = _Network({name.removeprefix("module."): values for name, values in weights.items()})
    shape = ("n", INPUT_PX, INPUT_PX, 3) if for_deepface else ("n", 3, INPUT_PX, INPUT_PX)
    try:
        x = network.graph.input_name
        x = network.graph.add("Transpose", [x], perm=[0, 3, 1, 2]) if for_deepface else x
        x = network.unit("conv1", x, stride=2, padding=1)
        x = network.unit("conv2_dw", x, stride=1, padding=1)
        for halving, row, n_units in STAGES:
            x = network.depth_wise(halving, x, stride=2)
            for i in range(n_units):
                x = network.graph.add("Add", [x, network.residual(f"{row}.model.{i}", x)])
        x = network.head(network.unit("conv_6_dw", network.unit("conv_6_sep", x), is_linear=True))
        x = network.graph.add("Softmax", [x], axis=1) if for_deepface else x
        return network.graph.serialised("minifasnet", shape, x, N_CLASSES)
    except (KeyError, ValueError) as error:
        sentence = "The MiniFASNet file does not hold the network that Candor knows; run `candor models verify`."
        raise ModelError("torch_format", sentence, cause=str(error)) from error


class _Network:
    """Builds units of the network by the names of their weights."""

    def __init__(self, weights: dict[str, F32]) -> None:
        self._weights = weights
        self.graph = OnnxGraph("bgr")

    def unit(self, name: str, x: str, *, stride: int = 1, padding: int = 0, is_linear: bool = False) -> str:
        """Convolution and batch norm, then PReLU unless linear; one input channel in the kernel means depth-wise."""
        kernel = self._weights[f"{name}.conv.weight"]
        scale, shift = self._batch_norm(f"{name}.bn")
        x = self.graph.add(
            "Conv",
            [x, self.graph.constant(kernel * scale[:, None, None, None]), self.graph.constant(shift)],
            kernel_shape=list(kernel.shape[2:]),
            strides=[stride, stride],
            pads=[padding] * 4,
            **({"group": kernel.shape[0]} if kernel.shape[1] == 1 else {}),
        )
        if is_linear:
            return x
        slope = self._weights[f"{name}.prelu.weight"].reshape(-1, 1, 1)
        return self.graph.add("PRelu", [x, self.graph.constant(slope)])

    def depth_wise(self, name: str, x: str, *, stride: int) -> str:
        """Widen, filter each channel, project."""
        x = self.unit(f"{name}.conv_dw", self.unit(f"{name}.conv", x), stride=stride, padding=1)
        return self.unit(f"{name}.project", x, is_linear=True)

    def residual(self, name: str, x: str) -> str:
        """A depth-wise block of equal size; where the weights hold squeeze and excitation (V1SE), channels weighted."""
        x = self.depth_wise(name, x, stride=1)
        if f"{name}.se_module.fc1.weight" not in self._weights:
            return x
        squeezed = self.graph.add("Relu", [self._excite(name, "1", self.graph.add("GlobalAveragePool", [x]))])
        return self.graph.add("Mul", [x, self.graph.add("Sigmoid", [self._excite(name, "2", squeezed)])])

    def head(self, x: str) -> str:
        """512 numbers to 128, batch norm, to three logits."""
        scale, shift = self._batch_norm("bn")
        embedding = self._weights["linear.weight"] * scale[:, None]
        classes = self._weights["prob.weight"]
        flat = self.graph.add("Flatten", [x])
        x = self.graph.add("Gemm", [flat, self.graph.constant(embedding.T), self.graph.constant(shift)])
        return self.graph.add("MatMul", [x, self.graph.constant(classes.T)])

    def _excite(self, name: str, part: str, x: str) -> str:
        kernel = self._weights[f"{name}.se_module.fc{part}.weight"]
        scale, shift = self._batch_norm(f"{name}.se_module.bn{part}")
        folded = self.graph.constant(kernel * scale[:, None, None, None])
        return self.graph.add("Conv", [x, folded, self.graph.constant(shift)], kernel_shape=[1, 1])

    def _batch_norm(self, name: str) -> tuple[F32, F32]:
        """Return scale and shift of a batch norm in use: y = scale x + shift."""
        weight, bias, mean, variance = (
            self._weights[f"{name}.{part}"] for part in ("weight", "bias", "running_mean", "running_var")
        )
        scale = (weight / np.sqrt(variance + EPSILON)).astype(np.float32)
        return scale, (bias - mean * scale).astype(np.float32)
