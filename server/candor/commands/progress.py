"""How far is a long command? One bar on a terminal, nothing when piped."""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn


@contextmanager
def counted(what: str, total: int, console: Console | None = None) -> Generator[Callable[[], None]]:
    """Show `what` done out of `total` on stderr while the body runs; the yielded function counts one.

    Args:
        what: a word or two, e.g. "photos".
        total: how many there are.
        console: where to show it; stderr when None.
    """
    console = console or Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, disable=not console.is_terminal) as shown:
        task = shown.add_task(what, total=total)
        yield lambda: shown.advance(task)
