"""Limits come from a calibration with an origin; a name alone is a note or a check whatever they say."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from candor.domain.watchlist import Decides
from candor.errors import ConfigurationError
from candor.settings import load_settings
from candor.watchlists.limits import KindLimits, NameLimits, load_limits

LIMITS = NameLimits(0.8, KindLimits(0.9, 20, 2), KindLimits(0.9, 10, 2))


def test_the_shipped_limits_are_read():
    assert 0 < load_limits(load_settings().models_dir / "calibration").at_least < 1


def test_a_telling_name_asks_for_a_check_and_a_common_one_is_a_note():
    assert LIMITS.person(0.95, 25, 1) is Decides.NAME
    assert LIMITS.person(0.95, 15, 1) is Decides.COMMON_NAME
    assert LIMITS.person(0.95, 25, 3) is Decides.COMMON_NAME
    assert LIMITS.person(0.85, 25, 1) is Decides.COMMON_NAME
    assert LIMITS.organisation(0.95, 11, 2) is Decides.NAME


@given(
    st.floats(0, 1), st.floats(0, 200), st.integers(1, 1000), st.floats(0, 1), st.floats(0, 300), st.integers(0, 10**6)
)
def test_no_limits_let_a_name_alone_decide(likeness, bits, crowd, asked, asked_bits, asked_crowd):
    limits = NameLimits(0.0, KindLimits(likeness, bits, crowd), KindLimits(likeness, bits, crowd))

    assert limits.person(asked, asked_bits, asked_crowd) in {Decides.NAME, Decides.COMMON_NAME}
    assert limits.organisation(asked, asked_bits, asked_crowd) in {Decides.NAME, Decides.COMMON_NAME}


@pytest.mark.parametrize("content", ["", "not toml", "[limits]\nat_least = 2", "[limits]\nat_least = 0.5\nunknown = 1"])
def test_a_broken_calibration_is_one_clear_error(tmp_path, content):
    (tmp_path / "watchlists.toml").write_text(content)

    with pytest.raises(ConfigurationError, match=r"watchlists\.toml cannot be used"):
        load_limits(tmp_path)
