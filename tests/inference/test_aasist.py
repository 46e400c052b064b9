"""AASIST-L: the published weights give what PyTorch gives, the newest sound counts, other files are refused."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from candor.errors import ModelError
from candor.inference.aasist import Aasist
from inference.aasist_reference import made_weights
from inference.torch_archive import archived, as_pickle

SAMPLES = 64_600


@pytest.fixture(scope="module")
def made() -> Aasist:
    return Aasist(archived(as_pickle(made_weights(3))))


def noise(seconds: float = SAMPLES / 16000) -> np.ndarray:
    return (0.1 * np.random.default_rng(0).normal(size=round(seconds * 16000))).astype(np.float32)


def test_of_a_longer_stretch_the_newest_counts(made: Aasist) -> None:
    sound = noise(5.0)

    assert made.seconds == pytest.approx(4.0375)
    assert made.score(sound) == made.score(sound[-SAMPLES:]) != made.score(sound[:SAMPLES])


@pytest.mark.shared
def test_the_published_weights_give_what_pytorch_gives(shared: Path) -> None:
    """The numbers are of a plain re-implementation in PyTorch 2.14, which agrees within 2e-6 on real speech, too."""
    network = Aasist((shared / "weights" / "aasist" / "AASIST-L.pth").read_bytes())

    assert network.score(noise()) == pytest.approx(-4.1678653 - 4.707414, abs=1e-4)
    assert network.score(np.zeros(SAMPLES, np.float32)) == pytest.approx(0.2518118 - 0.2353779, abs=1e-4)


@pytest.mark.parametrize("content", [b"", b"no network", archived(as_pickle({"w": np.zeros(3, np.float32)}))])
def test_another_file_is_refused(content: bytes) -> None:
    with pytest.raises(ModelError) as caught:
        Aasist(content)
    assert caught.value.code == "torch_format"
