"""Turn the network into 8 bit integers: what fit.py wrote goes in, what ships comes out.

    PYTHONPATH=server python models/training/face_swap_trace/quantise.py float.onnx --faces faces.npz

Ranges come from the press photographs (`prepare.py`) at several sizes and JPEG qualities; the mean number over them is
that of the float network again. ONNX Runtime's quantiser gives what goes into a ReLU6 a range of its own and clips
later; here the integers of the convolution end at 0 and 6 themselves, which is ten times finer and twice as fast.
Pointwise weights have 7 bits: a processor without VNNI adds pairs of products in 16 bits, which 8 would overflow. The
first layer, which has the largest values, and what follows the last block stay float.
"""

from __future__ import annotations

import argparse
import logging
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import cv2
import numpy as np
import onnx
import onnxruntime  # pyright: ignore[reportMissingTypeStubs]  # ships none
from onnx import TensorProto, numpy_helper
from onnxruntime.quantization import CalibrationDataReader, QuantFormat, QuantType, quantize_static
from onnxruntime.quantization.shape_inference import quant_pre_process

from candor.inference.outline_texture import upright_crop

MOST, WIDTHS_PX, QUALITIES = 6.0, (320, 200, 120), (90, 60, 30)
SEVEN_BITS = [{"quant_type": QuantType.QInt8, "axis": 0, "reduce_range": True}]
HOW = {"quant_format": QuantFormat.QDQ, "activation_type": QuantType.QUInt8, "weight_type": QuantType.QInt8}


def crops_of(faces: Path) -> Iterator[np.ndarray]:
    """Yield what the network takes of every photograph, (1, 3, 224, 224), from fine to poor."""
    file = np.load(faces, allow_pickle=True)
    for code, marks in zip(file["jpeg"], file["landmarks"], strict=True):
        whole = np.asarray(cv2.imdecode(np.frombuffer(code, np.uint8), cv2.IMREAD_COLOR), np.uint8)
        for width, quality in zip(WIDTHS_PX, QUALITIES, strict=True):
            small = cv2.resize(whole, (width, width), interpolation=cv2.INTER_AREA)
            jpeg = cv2.imencode(".jpg", small, [cv2.IMWRITE_JPEG_QUALITY, quality])[1]
            bgr = np.asarray(cv2.imdecode(jpeg, cv2.IMREAD_COLOR), np.uint8)
            yield (
                upright_crop(np.ascontiguousarray(bgr[:, :, ::-1]), marks * width)[0]
                .transpose(2, 0, 1)[None]
                .astype(np.float32)
            )


class Photographs(CalibrationDataReader):
    """Hands crops to the quantiser, one by one."""

    def __init__(self, crops: Sequence[np.ndarray]) -> None:
        """Begin with the first."""
        self._crops = iter(crops)

    def get_next(self) -> dict[str, np.ndarray] | None:  # pyright: ignore[reportIncompatibleMethodOverride]  # says dict
        """Return the next; None after the last."""
        crop = next(self._crops, None)
        return None if crop is None else {"rgb": crop}


def in_float32(model: onnx.ModelProto) -> onnx.ModelProto:
    """Return the model without the casts that make float32 of its float16 weights."""
    graph = model.graph
    halves = {tensor.name: tensor for tensor in graph.initializer if tensor.data_type == TensorProto.FLOAT16}
    for node in [node for node in graph.node if node.op_type == "Cast" and node.input[0] in halves]:
        values = numpy_helper.to_array(halves[node.input[0]]).astype(np.float32)
        graph.initializer.append(numpy_helper.from_array(values, node.output[0]))
        graph.initializer.remove(halves[node.input[0]])
        graph.node.remove(node)
    return model


def quantised(model: onnx.ModelProto, crops: Sequence[np.ndarray]) -> onnx.ModelProto:
    """Return the model with the convolutions and sums of its blocks quantised, each clip still on its own."""
    with tempfile.TemporaryDirectory() as folder:
        plain, ready, done = (Path(folder) / f"{name}.onnx" for name in ("plain", "ready", "done"))
        onnx.save(model, plain)
        quant_pre_process(plain, ready, skip_symbolic_shape=True)
        graph = onnx.load(ready).graph
        inner = [node for node in graph.node if "/blocks" in node.name]
        outer = [node.name for node in graph.node if "/blocks" not in node.name]
        sides = {tensor.name: tensor.dims[2] for tensor in graph.initializer if len(tensor.dims) == 4}
        pointwise = [node.input[1] for node in inner if node.op_type == "Conv" and sides[node.input[1]] == 1]
        extra = {"TensorQuantOverrides": dict.fromkeys(pointwise, SEVEN_BITS)}
        photographs = Photographs(crops)
        quantize_static(ready, done, photographs, per_channel=True, nodes_to_exclude=outer, extra_options=extra, **HOW)
        return onnx.load(done)


def without_clips(model: onnx.ModelProto) -> onnx.ModelProto:
    """Let the integers of a convolution end where its clip would: drop the clip, and the range before it."""
    graph = model.graph
    maker = {name: node for node in graph.node for name in node.output}
    constants = {tensor.name: tensor for tensor in graph.initializer}
    for clip in [node for node in graph.node if node.op_type == "Clip"]:
        after = next(node for node in graph.node if clip.output[0] in node.input)
        for name, value in ((after.input[1], np.float32(MOST / 255)), (after.input[2], np.uint8(0))):
            constants[name].CopyFrom(numpy_helper.from_array(np.asarray(value), name))
        back = maker[clip.input[0]]
        if back.op_type == "DequantizeLinear":
            before = maker[back.input[0]]
            after.input[0] = before.input[0]
            for node in (clip, back, before):
                graph.node.remove(node)
    return model


def numbers(model: onnx.ModelProto, crops: Sequence[np.ndarray]) -> np.ndarray:
    """Return what the network says of every crop."""
    session = onnxruntime.InferenceSession(model.SerializeToString())
    return np.array([np.asarray(session.run(["network"], {"rgb": crop})[0])[0] for crop in crops], np.float64)


def moved(model: onnx.ModelProto, by: float) -> onnx.ModelProto:
    """Return the model with its number moved."""
    constants = {tensor.name: tensor for tensor in model.graph.initializer}
    last = next(node for node in model.graph.node if node.op_type == "Gemm")
    scale = next(node for node in model.graph.node if "network" in node.output)
    bias, factor = (numpy_helper.to_array(constants[name]) for name in (last.input[2], scale.input[1]))
    constants[last.input[2]].CopyFrom(numpy_helper.from_array(bias + np.float32(by) / factor, last.input[2]))
    return model


def main() -> None:
    """Write the file, and print how far the integers are from the floats."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", type=Path)
    parser.add_argument("--faces", type=Path, default=Path("faces.npz"))
    parser.add_argument("--out", type=Path, default=Path("face_swap_trace.onnx"))
    options = parser.parse_args()
    logging.disable(logging.WARNING)  # of the quantiser, about files it was not given
    crops = list(crops_of(options.faces))
    exact = in_float32(onnx.load(options.model))
    wanted, coarse = numbers(exact, crops), without_clips(quantised(exact, crops))
    difference = wanted - numbers(coarse, crops)
    onnx.save(moved(coarse, float(difference.mean())), options.out)
    apart = f"{difference.std():.2f} apart, of a spread of {wanted.std():.2f}"
    print(f"{len(crops)} crops: moved by {difference.mean():.2f}, then {apart}")


if __name__ == "__main__":
    main()
