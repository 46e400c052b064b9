"""What screening asks of watchlists has an empty form: nothing stated asks for nothing."""

from candor.domain.watchlist import Asked


def test_who_states_nothing_asks_for_nothing() -> None:
    assert not any(getattr(Asked(), name) for name in Asked.__slots__)
