from __future__ import annotations

from dataclasses import replace

from candor.domain.documents import CheckDigit
from store_builders import PASSPORT


def test_a_check_digit_that_does_not_fit_is_named():
    assert PASSPORT.wrong_checks == ()
    assert replace(PASSPORT, checks={CheckDigit.WHOLE: False}).wrong_checks == (CheckDigit.WHOLE,)
