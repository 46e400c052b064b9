"""AASIST-L as ONNX: equal to a NumPy reference with made weights, and foreign weights are refused."""

from __future__ import annotations

import numpy as np
import pytest

from candor.errors import ModelError
from candor.inference.aasist_onnx import band_pass_filters, build_onnx
from candor.inference.runtime import OnnxModel
from inference.aasist_reference import logits, made_weights, shapes

SAMPLES = 12_000
"""A stretch short enough for the reference: 23 bands and 5 times."""


def test_equals_the_reference_with_made_weights() -> None:
    weights = made_weights(1)
    network = OnnxModel("made", build_onnx(weights, SAMPLES), (None, SAMPLES), 1)
    rng = np.random.default_rng(1)
    two = (rng.normal(size=(2, SAMPLES)) * np.geomspace(0.01, 0.3, SAMPLES)).astype(np.float32)

    found = network(two)[0]

    expected = np.array([logits(weights, sound) for sound in two])
    assert np.abs(expected[0] - expected[1]).max() > 0.01, "a reference that does not listen proves nothing"
    np.testing.assert_allclose(found, expected, rtol=1e-3, atol=1e-3)


def test_each_filter_passes_its_own_band() -> None:
    filters = band_pass_filters()
    centres_hz = np.abs(np.fft.rfft(filters, 4096, axis=1)).argmax(axis=1) * 16000 / 4096

    assert filters.shape == (70, 129)
    assert (np.diff(centres_hz[5:]) > 0).all()
    assert centres_hz[34] == pytest.approx(700 * (10 ** (34.5 / 70 * 2840.02 / 2595) - 1), abs=40)
    np.testing.assert_allclose(filters.sum(axis=0), np.arange(129) == 64, atol=1e-6)  # together they pass everything


@pytest.mark.parametrize(
    "name", ["pos_S", "encoder.3.0.conv2.weight", "HtrgGAT_layer_ST22.att_weight12", "first_bn.bias"]
)
def test_a_weight_that_is_missing_or_of_another_shape_is_named(name: str) -> None:
    weights = made_weights(0)
    for changed in (
        {key: values for key, values in weights.items() if key != name},
        {**weights, name: weights[name][..., None]},
        {**weights, name: np.zeros((*shapes()[name][:-1], shapes()[name][-1] + 1), np.float32)},
    ):
        with pytest.raises(ModelError) as caught:
            build_onnx(changed)
        assert caught.value.code == "torch_format"
        assert name in caught.value.cause
