from __future__ import annotations

from dataclasses import replace

import pytest

from analysis_builders import abstention, observation
from candor.errors import UsageError
from candor.evidence.facts import read_verdicts, verdict_lines


def test_verdicts_come_back_as_they_were() -> None:
    told = [observation(1.5), abstention(2.0), replace(observation(3.25), details={"faces": 2, "kind": "x"})]

    assert read_verdicts(verdict_lines(told)) == told
    assert read_verdicts(b"") == []


@pytest.mark.parametrize("line", [b"{", b"[]", b'{"signal": 3}', b"\xff\xfe"])
def test_lines_that_cannot_be_read_are_one_clear_error(line: bytes) -> None:
    with pytest.raises(UsageError):
        read_verdicts(line)
