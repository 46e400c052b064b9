"""PyTorch files of the form since 1.6: the numbers of a plain one, and one clear refusal of every other."""

from __future__ import annotations

import contextlib
import io
import zipfile
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from candor.errors import ModelError
from candor.inference.torch_file import read_weights
from inference.test_torch_file import tensor
from inference.torch_archive import archived, as_pickle

NUMBERS = np.array([0, 1, 2, 3, 4], "<f4")
GOOD = {"data.pkl": tensor("w", 5, (3,), offset=1), "data/7": NUMBERS.tobytes(), "version": b"3\n"}


def refused(content: bytes) -> ModelError:
    with pytest.raises(ModelError) as caught:
        read_weights(content)
    assert caught.value.code == "torch_format"
    return caught.value


def test_reads_a_tensor_from_inside_its_storage() -> None:
    np.testing.assert_array_equal(read_weights(archived(GOOD))["w"], [1, 2, 3])
    np.testing.assert_array_equal(read_weights(archived({**GOOD, "byteorder": b"little"}))["w"], [1, 2, 3])


def test_writes_and_reads_the_same() -> None:
    weights = {"a.weight": np.arange(6, dtype=np.float32).reshape(2, 3), "b": np.ones(1, np.float32)}

    found = read_weights(archived(as_pickle(weights)))

    assert {name: values.tolist() for name, values in found.items()} == {
        name: values.tolist() for name, values in weights.items()
    }


@pytest.mark.shared
def test_reads_every_weight_of_a_real_file(shared: Path) -> None:
    weights = read_weights((shared / "weights" / "aasist" / "AASIST-L.pth").read_bytes())

    assert weights["encoder.0.0.conv2.weight"].shape == (32, 32, 2, 3)
    assert weights["out_layer.weight"].shape == (2, 160)
    assert not any("num_batches" in name for name in weights)


@pytest.mark.parametrize(
    "changed",
    [
        {"data/7": NUMBERS.tobytes()[:-1]},
        {"data/7": NUMBERS.tobytes() + b"more"},
        {"data/7": np.array([0, np.nan, 2, 3, 4], "<f4").tobytes()},
        {"data/7": None},
        {"data.pkl": None},
        {"data.pkl": b"\x80\x02K\x01."},
        {"data.pkl": tensor("w", 5, (6,))},
        {"data.pkl": tensor("w", 1 << 40, (3,))},
        {"data.pkl": b"\x80\x02Nr\xff\xff\xff\xff."},
        {"data.pkl": bytes((1 << 20) + 1)},
        {"other/data.pkl": tensor("w", 5, (3,))},
        {"byteorder": b"big"},
    ],
)
def test_refuses_what_does_not_add_up(changed: dict[str, bytes | None]) -> None:
    members = {name: content for name, content in {**GOOD, **changed}.items() if content is not None}

    refused(archived(members))


@pytest.mark.parametrize(
    "attack", [b"cos\nsystem\n(S'touch HERE'\ntR.", b"cbuiltins\neval\n(S'1'\ntR.", b"ctorch\nload\n(tR."]
)
def test_runs_nothing_that_a_file_asks_for(attack: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    assert "asks for" in refused(archived({**GOOD, "data.pkl": attack})).cause
    assert list(tmp_path.iterdir()) == []


def test_a_packed_member_is_refused_before_it_is_unpacked() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("archive/data.pkl", tensor("w", 1 << 26, (3,)))
        archive.writestr("archive/data/7", bytes(1 << 24))

    assert "packed" in refused(file.getvalue()).cause


def test_a_member_that_was_altered_is_refused() -> None:
    content = archived(GOOD)
    at = content.index(NUMBERS.tobytes())

    refused(content[:at] + b"\x01" + content[at + 1 :])


@given(st.integers(0, len(archived(GOOD)) - 1))
def test_a_torn_file_is_refused_wherever_it_is_torn(end: int) -> None:
    refused(archived(GOOD)[:end])


@given(st.lists(st.tuples(st.integers(0, len(archived(GOOD)) - 1), st.integers(0, 255)), min_size=1, max_size=8))
def test_a_damaged_file_is_read_or_refused_and_nothing_else(damage: list[tuple[int, int]]) -> None:
    content = bytearray(archived(GOOD))
    for at, value in damage:
        content[at] = value
    with contextlib.suppress(ModelError):
        read_weights(bytes(content))
