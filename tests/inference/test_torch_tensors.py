"""What a pickle of tensors may promise: five names, plain pieces of storages, no more numbers than fit."""

from __future__ import annotations

import io
import pickle

import numpy as np
import pytest

from candor.inference.torch_tensors import MAX_VALUES, Storage, TensorsOnly, View, check_memo, taken_out

F4, I8 = np.dtype("<f4"), np.dtype("<i8")


def named(key: str, size: int, kind: str = "FloatStorage") -> bytes:
    return f"(S'storage'\nctorch\n{kind}\nS'{key}'\nS'cpu'\nI{size}\ntQ".encode()


def test_a_storage_is_a_promise_by_key() -> None:
    unpickler = TensorsOnly(io.BytesIO(named("7", 5) + b"."))

    assert unpickler.load() == Storage("7", F4, 5)
    assert unpickler.storages == {"7": Storage("7", F4, 5)}


@pytest.mark.parametrize(
    "pickled",
    [
        b"(" + named("7", 5) + named("7", 6) + b"t.",
        b"(" + named("7", 5) + named("7", 5, "LongStorage") + b"t.",
        b"(S'storage'\nctorch\nFloatStorage\n(lS'cpu'\nI5\ntQ.",
        b"(S'storage'\nS'float'\nS'7'\nS'cpu'\nI5\ntQ.",
        b"(S'module'\nctorch\nFloatStorage\nS'7'\nS'cpu'\nI5\ntQ.",
        named("7", -1) + b".",
        named("7", MAX_VALUES + 1) + b".",
        b"cos\nsystem\n.",
        b"ctorch\nHalfStorage\n.",
    ],
)
def test_other_promises_are_refused(pickled: bytes) -> None:
    with pytest.raises(pickle.UnpicklingError):
        TensorsOnly(io.BytesIO(pickled)).load()


def test_counters_are_left_out_and_pieces_are_shaped() -> None:
    floats, counters = Storage("a", F4, 6), Storage("b", I8, 1)
    numbers = {"a": np.arange(6, dtype=F4), "b": np.array([9], I8)}
    views = {"w": View(floats, 2, (2, 2)), "scalar": View(floats, 1, ()), "n": View(counters, 0, (1,))}

    found = taken_out(views, numbers)

    assert sorted(found) == ["scalar", "w"]
    np.testing.assert_array_equal(found["w"], [[2, 3], [4, 5]])
    assert found["scalar"] == 1


def test_one_storage_seen_a_thousand_times_is_refused_before_anything_is_copied() -> None:
    storage = Storage("a", F4, MAX_VALUES // 100)
    views = {str(n): View(storage, 0, (storage.size,)) for n in range(1000)}

    with pytest.raises(ValueError, match="more numbers"):
        taken_out(views, {})


def test_a_memo_place_beyond_the_pickle_is_refused_before_python_makes_room_for_it() -> None:
    check_memo(b"\x80\x02Nr\x03\x00\x00\x00.")
    with pytest.raises(ValueError, match="beyond its own length"):
        check_memo(b"\x80\x02Nr\xff\xff\xff\xff.")
