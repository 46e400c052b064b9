"""Examples in an own list are its tests: they hold, or the list is refused with the one that does not."""

from __future__ import annotations

import pytest

from candor.settings import load_settings
from candor.watchlists.examples import refuse_broken_examples
from candor.watchlists.formats.files import ListError
from candor.watchlists.keeping import own_list, shipped_list
from candor.watchlists.limits import load_limits
from candor.watchlists.search import Watchlists
from watchlist_builders import TODAY, file_of
from watchlists.formats.test_own import LIST, SHIPPED

FOUND = '[[examples]]\norganisation = "Border Textile Trading Ltd"\nfinds = ["border-textile"]\n'
MISSED = '[[examples]]\norganisation = "Google"\nfinds = ["border-textile"]\n'
UNWANTED = '[[examples]]\nemail = "btt@example.org"\n'


def tried(text: str) -> int:
    file = file_of(text, "ours.toml")
    limits = load_limits(load_settings().models_dir / "calibration")
    return refuse_broken_examples(file, Watchlists([shipped_list(TODAY), own_list(file, TODAY)], limits, TODAY))


def test_examples_that_hold_are_counted():
    assert tried(LIST) == 0
    assert tried(LIST + FOUND) == 1


@pytest.mark.parametrize(
    ("examples", "reason"),
    [
        (FOUND + MISSED, "example 2 finds nothing, and should find border-textile"),
        (UNWANTED, "example 1 finds border-textile, and should find nothing"),
    ],
)
def test_an_example_that_does_not_hold_is_named(examples, reason):
    with pytest.raises(ListError, match=reason):
        tried(LIST + examples)


def test_the_examples_of_the_shipped_list_hold():
    limits = load_limits(load_settings().models_dir / "calibration")
    lists = Watchlists([shipped_list(TODAY)], limits, TODAY)

    assert refuse_broken_examples(file_of(SHIPPED.read_bytes(), SHIPPED.name), lists) == 4
