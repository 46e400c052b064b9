"""Does an own list find what its author wants found, and leave alone what it should? Runs the examples in its file."""

from __future__ import annotations

from candor.domain.watchlist import Asked
from candor.watchlists.formats.files import ListFile, broken
from candor.watchlists.formats.own import Example, own_file
from candor.watchlists.search import Watchlists


def refuse_broken_examples(file: ListFile, lists: Watchlists) -> int:
    """Run the examples of an own list, and return how many there are.

    Args:
        file: of the list.
        lists: a search with this list in it; only what rests on it counts.

    Raises:
        ListError: an example finds something else than it says.
    """
    own = own_file(file)
    for number, example in enumerate(own.examples, 1):
        found = _found(example, own.head.id, lists)
        if found != sorted(example.finds):
            told, wanted = ", ".join(found) or "nothing", ", ".join(example.finds) or "nothing"
            raise broken(file.name, f"example {number} finds {told}, and should find {wanted}")
    return len(own.examples)


def _found(example: Example, list_id: str, lists: Watchlists) -> list[str]:
    asked = Asked(
        names=_given(example.name),
        organisations=_given(example.organisation),
        emails=_given(example.email),
        handles=_given(example.handle),
        addresses=_given(example.address),
    )
    return sorted({each.removeprefix(f"{list_id}:") for each in lists.entries_found(asked, list_id)})


def _given(value: str) -> tuple[str, ...]:
    return (value,) if value else ()
