"""How is a file of applications screened? Reads and judges it with some processes; goes on where it was ended."""

from __future__ import annotations

import hashlib
import multiprocessing
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Final, ParamSpec, Protocol, TypeVar

from candor.errors import UsageError
from candor.intake.rows import Row, RowFile
from candor.screening.base import Base
from candor.screening.run import Means, judge_batch, read_rows

_ROWS: Final = 200
"""Rows of a batch: a batch is what is lost when a run is ended."""
_SMALL_BYTES: Final = 256 * 1024
_AHEAD: Final = 3
"""Batches that wait for each process: memory stays the same however long the file is."""
A = TypeVar("A")
B = TypeVar("B")
P = ParamSpec("P")


class Maker(Protocol):
    """Makes the means of judging. Picklable."""

    def __call__(self) -> Means:
        """Return the means; this takes seconds and memory."""
        ...

    def mark(self) -> str:
        """Return what changes whenever results could: day, rules, lists."""
        ...


@dataclass(frozen=True, slots=True)
class Progress:
    """Who is told how far it is."""

    reading: Callable[[int, int], None] = lambda _done, _bytes: None
    """Bytes read, of how many."""
    judging: Callable[[int, int], None] = lambda _done, _all: None
    """Applications judged, of how many."""


@dataclass(frozen=True, slots=True)
class _Desk:
    """What a process works with."""

    means: Means
    base: Base


_desk: list[_Desk] = []
"""Of a process that works: what `_begin` put there."""


def screen_file(path: Path, state: Path, make: Maker, workers: int, progress: Progress, encoding: str = "") -> Base:
    """Screen a file; return the base with all results. The caller closes it and deletes its file.

    Args:
        path: CSV, JSON or JSON lines.
        state: file of the base; one of an ended run over the same file goes on.
        make: makes the means; picklable, called once in each process that judges.
        workers: processes.
        progress: who is told.
        encoding: of a table; empty: told by its bytes.

    Raises:
        UsageError: the file cannot be read at all, or `state` belongs to another run.
    """
    file, mark = RowFile(path, encoding=encoding), _mark(path, make.mark())
    base = Base(state)
    try:
        _claim(base, mark, state)
        with _pool(path, workers, make, state) as pool:
            if base.meta("all_read") != "yes":
                _read_all(file, base, pool, workers, progress)
            _judge_all(base, pool, workers, progress)
    except BaseException:
        is_worth_keeping = base.count()[0] > 0
        base.close()
        if not is_worth_keeping:
            forget(state)
        raise
    finally:
        for desk in _desk:
            desk.base.close()
        _desk.clear()
    return base


def forget(state: Path) -> None:
    """Delete the file of a base, and what SQLite keeps beside it."""
    for ending in ("", "-wal", "-shm"):
        state.with_name(state.name + ending).unlink(missing_ok=True)


class _Here(Executor):
    """Does the work at once, in this process: a small file is done before other processes have started."""

    def submit(self, fn: Callable[P, B], /, *args: P.args, **kwargs: P.kwargs) -> Future[B]:
        """Return a future that is done."""
        future: Future[B] = Future()
        future.set_result(fn(*args, **kwargs))
        return future


def _pool(path: Path, workers: int, make: Maker, state: Path) -> Executor:
    if workers == 1 or path.stat().st_size < _SMALL_BYTES:
        _begin(make, state)
        return _Here()
    return ProcessPoolExecutor(workers, multiprocessing.get_context("spawn"), _begin, (make, state))


def _claim(base: Base, mark: str, state: Path) -> None:
    if base.meta("mark") not in {"", mark}:
        sentence = f"{state} belongs to a run over another file, day or set of rules. Delete it, or name another."
        raise UsageError("other_run", sentence)
    base.note({"mark": mark})


def _begin(make: Maker, state: Path) -> None:
    _desk[:] = [_Desk(make(), Base(state, read_only=True))]


def _judge_here(batch: Sequence[tuple[int, bytes]]) -> list[tuple[int, bytes]]:
    return judge_batch(batch, _desk[0].base, _desk[0].means)


def _read_all(file: RowFile, base: Base, pool: Executor, workers: int, progress: Progress) -> None:
    done, folder, size = int(base.meta("read") or 0), file.path.resolve().parent, file.path.stat().st_size
    rows = (row for row in file.rows() if row.number > done)
    for batch, (held, problems) in _ahead(pool, workers, read_rows, _batches(rows), folder):
        base.add(held, problems, batch[-1].number)
        progress.reading(min(file.bytes_done(), size), size)
    base.note({"all_read": "yes", "unread": "\n".join(file.unread), "encoding": file.encoding})
    base.index()


def _judge_all(base: Base, pool: Executor, workers: int, progress: Progress) -> None:
    total, judged = base.count()
    for batch, results in _ahead(pool, workers, _judge_here, _waiting(base)):
        base.keep_results(results)
        judged += len(batch)
        progress.judging(judged, total)


def _waiting(base: Base) -> Iterator[list[tuple[int, bytes]]]:
    last = 0
    while batch := base.waiting(_ROWS, last):
        last = batch[-1][0]
        yield batch


def _batches(rows: Iterator[Row]) -> Iterator[list[Row]]:
    while batch := list(islice(rows, _ROWS)):
        yield batch


def _ahead(
    pool: Executor, workers: int, work: Callable[..., B], batches: Iterable[A], *more: object
) -> Iterator[tuple[A, B]]:
    """Yield each batch with its result, in order; only a few are on their way at a time."""
    waiting: deque[tuple[A, Future[B]]] = deque()
    for batch in batches:
        waiting.append((batch, pool.submit(work, batch, *more)))
        if len(waiting) >= _AHEAD * workers:
            first, future = waiting.popleft()
            yield first, future.result()
    while waiting:
        first, future = waiting.popleft()
        yield first, future.result()


def _mark(path: Path, means: str) -> str:
    """Return what must be the same for a run to go on."""
    try:
        facts = path.stat()
        with path.open("rb") as file:
            head = file.read(1024 * 1024)
    except OSError as error:
        raise UsageError("cannot_read", f"{path} cannot be read: {error.strerror}.", cause=str(error)) from error
    return hashlib.sha256(f"{facts.st_size} {facts.st_mtime_ns} {means}".encode() + head).hexdigest()
