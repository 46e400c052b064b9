"""Fit the discriminant on made pairs, and put it into one file with the network.

    python fit.py --profiles profiles.npz --network network.onnx --out face_swap_trace.onnx

A linear discriminant (shrinkage 0.01) between honest and swapped profiles of the kinds "other photo" and "colour from
brightness". Both numbers are divided by their spread over the paired swaps of calibration (2.02 and 3.16), so that
they count the same. Weights of the network are kept as float16. Needs numpy and onnx only.
"""

from __future__ import annotations

import argparse

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

KINDS, SHRINKAGE = (2, 3), 0.01
NETWORK_SPREAD, PROFILE_SPREAD = 2.0211513, 3.156734437109026


def discriminant(honest: np.ndarray, swapped: np.ndarray, shrinkage: float = SHRINKAGE) -> np.ndarray:
    """Return weights (d,): shifts over the shrunk covariance within classes, on features of unit spread."""
    centred = np.concatenate([honest - honest.mean(0), swapped - swapped.mean(0)])
    spread = centred.std(0) + 1e-3
    centred /= spread
    covariance = (centred.T @ centred / len(centred)).astype(np.float64)
    shrunk = (1 - shrinkage) * covariance + shrinkage * np.eye(len(covariance))
    return np.linalg.solve(shrunk, (swapped - honest).mean(0) / spread) / spread


def packed(network: onnx.ModelProto, weights: np.ndarray, means: np.ndarray) -> onnx.ModelProto:
    """Return the network with its number scaled, its weights halved, and the discriminant as constant outputs."""
    graph = network.graph
    logit = graph.output[0].name
    graph.initializer.append(numpy_helper.from_array(np.asarray(1 / NETWORK_SPREAD, np.float32), "network_scale"))
    graph.node.append(helper.make_node("Mul", [logit, "network_scale"], ["network"]))
    for tensor in list(graph.initializer):
        values = numpy_helper.to_array(tensor)
        if values.dtype == np.float32 and values.size >= 256:
            graph.initializer.remove(tensor)
            graph.initializer.append(numpy_helper.from_array(values.astype(np.float16), tensor.name + "_half"))
            cast = helper.make_node("Cast", [tensor.name + "_half"], [tensor.name], to=TensorProto.FLOAT)
            graph.node.insert(0, cast)
    for name, values in (("weights", weights), ("means", means)):
        graph.initializer.append(numpy_helper.from_array(values.astype(np.float32), name + "_value"))
        graph.node.append(helper.make_node("Identity", [name + "_value"], [name]))
    del graph.output[:]
    graph.output.append(helper.make_tensor_value_info("network", TensorProto.FLOAT, ["n"]))
    graph.output.extend(
        helper.make_tensor_value_info(n, TensorProto.FLOAT, [len(weights)]) for n in ("weights", "means")
    )
    onnx.checker.check_model(network)
    return network


def main() -> None:
    """Write the file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--profiles", default="profiles.npz")
    parser.add_argument("--network", default="network.onnx")
    parser.add_argument("--out", default="face_swap_trace.onnx")
    options = parser.parse_args()
    file = np.load(options.profiles)
    honest, swapped = (file[name].astype(np.float32) for name in ("honest", "swapped"))
    fill = np.nanmean(honest, 0)
    honest, swapped = (np.where(np.isnan(v), fill, v) for v in (honest, swapped))
    used = np.isin(file["kind"], KINDS)
    weights = discriminant(honest[used].copy(), swapped[used].copy()) / PROFILE_SPREAD
    onnx.save(packed(onnx.load(options.network), weights, honest[used].mean(0)), options.out)


if __name__ == "__main__":
    main()
