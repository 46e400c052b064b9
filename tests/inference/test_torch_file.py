"""PyTorch weight files without PyTorch: numbers come out, and nothing inside is ever run."""

from __future__ import annotations

import pickle
from collections import OrderedDict
from pathlib import Path

import numpy as np
import pytest

from candor.errors import ModelError
from candor.inference.torch_file import MAGIC, PROTOCOL, read_weights

BODY = b"\x80\x02ccollections\nOrderedDict\n)R."


def framed(body: bytes, keys: list[str], storages: bytes) -> bytes:
    head = b"".join(pickle.dumps(part, 2) for part in (MAGIC, PROTOCOL, {"little_endian": True}))
    return head + body + pickle.dumps(keys, 2) + storages


def tensor(name: str, size: int, shape: tuple[int, ...], *, offset: int = 0, stride: tuple[int, ...] = (1,)) -> bytes:
    """One named tensor as PyTorch pickles it, written by hand in pickle's text opcodes."""
    numbers = "".join(f"I{axis}\n" for axis in shape)
    steps = "".join(f"I{step}\n" for step in stride)
    storage = f"(S'storage'\nctorch\nFloatStorage\nS'7'\nS'cpu'\nI{size}\nNtQ"
    view = f"({storage}I{offset}\n({numbers}t({steps}tI00\nccollections\nOrderedDict\n)Rt"
    rebuilt = f"ctorch._utils\n_rebuild_tensor_v2\n{view}R"
    return f"ccollections\nOrderedDict\n)RS'{name}'\n{rebuilt}s.".encode()


def storage(values: list[float]) -> bytes:
    return len(values).to_bytes(8, "little") + np.array(values, "<f4").tobytes()


@pytest.mark.shared
def test_reads_every_weight_of_a_real_file(shared: Path) -> None:
    weights = read_weights((shared / "weights" / "minifasnet" / "2.7_80x80_MiniFASNetV2.pth").read_bytes())

    assert weights["module.conv1.conv.weight"].shape == (32, 3, 3, 3)
    assert weights["module.prob.weight"].shape == (3, 128)
    assert not any("num_batches" in name for name in weights)


def test_reads_a_tensor_from_inside_its_storage() -> None:
    content = framed(tensor("w", 5, (3,), offset=1), ["7"], storage([0, 1, 2, 3, 4]))

    np.testing.assert_array_equal(read_weights(content)["w"], [1, 2, 3])


@pytest.mark.parametrize(
    ("body", "keys", "numbers"),
    [
        (tensor("w", 5, (6,)), ["7"], storage([0] * 5)),
        (tensor("w", 5, (3,), offset=3), ["7"], storage([0] * 5)),
        (tensor("w", 5, (3,), offset=-1), ["7"], storage([0] * 5)),
        (tensor("w", 5, (2,), stride=(2,)), ["7"], storage([0] * 5)),
        (tensor("w", 1 << 40, (3,)), ["7"], storage([0] * 5)),
        (tensor("w", 5, (3,)), ["8"], storage([0] * 5)),
        (tensor("w", 5, (3,)), ["7"], storage([0] * 4)),
        (tensor("w", 5, (3,)), ["7"], storage([0] * 5)[:-1]),
        (tensor("w", 5, (3,)), ["7"], storage([0, float("nan"), 0, 0, 0])),
        (b"\x80\x02K\x01.", [], b""),
    ],
)
def test_refuses_tensors_that_do_not_add_up(body: bytes, keys: list[str], numbers: bytes) -> None:
    with pytest.raises(ModelError) as caught:
        read_weights(framed(body, keys, numbers))

    assert caught.value.code == "torch_format"


@pytest.mark.parametrize(
    "attack", [b"cos\nsystem\n(S'touch HERE'\ntR.", b"cbuiltins\neval\n(S'1'\ntR.", b"ctorch\nload\n(tR."]
)
def test_runs_nothing_that_a_file_asks_for(attack: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    with pytest.raises(ModelError) as caught:
        read_weights(framed(attack, [], b""))

    assert "asks for" in caught.value.cause
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "content", [b"", b"PK\x03\x04 newer format", pickle.dumps(OrderedDict()), b"\x80\x02.", bytes(99)]
)
def test_refuses_foreign_files(content: bytes) -> None:
    with pytest.raises(ModelError):
        read_weights(content)


def test_an_empty_file_of_the_right_form_has_no_weights() -> None:
    assert read_weights(framed(BODY, [], b"")) == {}


def test_takes_the_weights_out_of_a_training_checkpoint() -> None:
    whole = b"(dS'step'\nI7\nsS'model_state'\n" + tensor("w", 5, (3,))[:-1] + b"s."
    content = framed(whole, ["7"], storage([0, 1, 2, 3, 4]))

    np.testing.assert_array_equal(read_weights(content, "model_state")["w"], [0, 1, 2])
    for part in ("step", "optimizer"):
        with pytest.raises(ModelError):
            read_weights(content, part)
