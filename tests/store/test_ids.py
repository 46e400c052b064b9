from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from candor.store.ids import PAIRING_ALPHABET, new_id, new_pairing_code, new_token, tidy_pairing_code


def test_a_pairing_code_can_be_read_out():
    code = new_pairing_code()
    assert len(code) == 9
    assert code[4] == "-"
    assert set(code.replace("-", "")) <= set(PAIRING_ALPHABET)
    assert not set("0O1IL") & set(PAIRING_ALPHABET)


def test_names_and_tokens_do_not_repeat():
    assert len({new_id("c") for _ in range(500)}) == 500
    assert len({new_token() for _ in range(500)}) == 500
    assert len({new_pairing_code() for _ in range(500)}) == 500


@pytest.mark.parametrize("typed", ["K7QF-2M9P", "k7qf2m9p", " K7QF 2M9P\n", "k7qf–2m9p"])
def test_a_code_is_known_however_it_is_typed(typed):
    assert tidy_pairing_code(typed) == "K7QF-2M9P"


@given(st.text())
def test_tidying_never_fails_and_is_done_once(typed):
    tidy = tidy_pairing_code(typed)
    assert tidy_pairing_code(tidy) == tidy
