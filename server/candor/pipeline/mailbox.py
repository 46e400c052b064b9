"""How do frames wait for a worker that is busy? In a bounded box where the newest frame wins and drops are counted.

Between the stream and the worker of an interview; used by every engine.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class Mailbox(Generic[T]):
    """A thread-safe queue of at most `capacity` items that never blocks the one who puts."""

    def __init__(self, capacity: int = 1, overtaking: Callable[[T, T], T] | None = None) -> None:
        """Make an empty box.

        Args:
            capacity: how many items wait at most.
            overtaking: what an item becomes, given the older one before it that makes room, and itself.
        """
        self._items: deque[T] = deque()
        self._capacity = capacity
        self._overtaking = overtaking
        self._dropped = 0
        self._is_closed = False
        self._changed = threading.Condition()

    def put(self, item: T) -> int:
        """Add the newest item; the oldest makes room. Return how many were dropped by this (0 or 1).

        Putting into a closed box drops the item itself.
        """
        with self._changed:
            if self._is_closed:
                self._dropped += 1
                return 1
            self._items.append(item)
            overflow = len(self._items) > self._capacity
            if overflow:
                oldest = self._items.popleft()
                self._dropped += 1
                if self._overtaking is not None:
                    self._items[0] = self._overtaking(oldest, self._items[0])
            self._changed.notify()
            return int(overflow)

    def take(self, timeout_s: float | None = None) -> tuple[T, int] | None:
        """Return the oldest waiting item and how many were dropped since the last take.

        Waits at most `timeout_s` (None: until something comes). None when time is up, or when the box is closed and
        empty.
        """
        with self._changed:
            self._changed.wait_for(lambda: self._items or self._is_closed, timeout_s)
            if not self._items:
                return None
            dropped, self._dropped = self._dropped, 0
            return self._items.popleft(), dropped

    def close(self) -> None:
        """Take no more items and wake everybody who waits; what is inside can still be taken."""
        with self._changed:
            self._is_closed = True
            self._changed.notify_all()

    def __len__(self) -> int:
        with self._changed:
            return len(self._items)
