"""The base keeps a run: what was read, found and not readable, and who else holds a key."""

import stat
from pathlib import Path

import pytest

from candor.errors import UsageError
from candor.screening.base import MOST_OTHERS, Base, Held

KEY = "00000000000000ff"


def held(number: int, *made_of: str) -> Held:
    return Held(number, str(number), f"name {number}", "", b"{}", made_of)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "run.candor-state"


def test_only_its_owner_can_read_it(path: Path) -> None:
    Base(path).close()

    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_those_who_hold_a_key_are_found(path: Path) -> None:
    base = Base(path)
    base.add([held(1, KEY), held(2, KEY), held(3, "0000000000000000", "ffffffffffffffff")], [], 3)
    base.index()

    assert [other.id for other in base.others(KEY)] == ["1", "2"]
    assert [other.id for other in base.others("ffffffffffffffff")] == ["3"]
    assert base.others("1234567890abcdef") == []


def test_a_key_that_everybody_holds_costs_no_more_than_others(path: Path) -> None:
    base = Base(path)
    base.add([held(n, KEY) for n in range(MOST_OTHERS * 2)], [], 1)

    assert len(base.others(KEY)) == MOST_OTHERS


def test_a_run_goes_on_where_it_was(path: Path) -> None:
    first = Base(path)
    first.add([held(1), held(2), held(3)], [(4, "broken")], 4)
    first.keep_results([(1, b"{}")])
    first.close()

    again = Base(path)

    assert again.meta("read") == "4"
    assert again.count() == (3, 1)
    assert [number for number, _ in again.waiting(10, 0)] == [2, 3]
    assert list(again.problems()) == [(4, "broken")]


def test_another_process_may_read_while_one_writes(path: Path) -> None:
    writer = Base(path)
    reader = Base(path, read_only=True)
    writer.add([held(1, KEY)], [], 1)

    assert [other.id for other in reader.others(KEY)] == ["1"]


def test_what_is_no_base_is_refused_in_a_sentence(path: Path) -> None:
    path.write_text("name,email\nAna,ana@x.com\n" * 100)

    with pytest.raises(UsageError, match="no file of an earlier run"):
        Base(path)
