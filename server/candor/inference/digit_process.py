"""Are digits recognised beside the pictures? In a process of its own, one for each phrase.

PocketSphinx holds Python's lock for as long as it listens (measured, docs/challenges.md): in a thread it would stop the
pictures as well. A process starts in an eighth of a second, holds 50 MB while it listens, and leaves nothing behind.
"""

from __future__ import annotations

import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import Final

from candor.challenges.digit_grammar import load_digit_rules
from candor.inference.digit_spotter import DigitSpotter

PATIENCE_S: Final = 10.0
"""The longest phrase takes about a second of a core."""
_HEARD, _NOT_HEARD = b"heard", b"not heard"


class DigitSpotterApart:
    """Looks for digits as inference/digit_spotter.py does; the caller's thread only waits."""

    def __init__(self, models_dir: Path, patience_s: float = PATIENCE_S) -> None:
        self._models_dir = models_dir
        self._patience_s = patience_s

    def spot(self, digits: str, pcm: bytes) -> bool:
        """Return whether these digits were said; see domain.ports.DigitSpotter.

        Raises:
            subprocess.SubprocessError: the process failed, or took too long and was ended.
        """
        command = [sys.executable, "-m", __name__, str(self._models_dir), digits]
        ran = subprocess.run(command, input=pcm, stdout=subprocess.PIPE, timeout=self._patience_s, check=True)
        return ran.stdout == _HEARD


def main() -> None:
    """Read sound until it ends, and write whether the digits are in it."""
    models_dir, digits = sys.argv[1:]
    is_heard = DigitSpotter(load_digit_rules(Path(models_dir))).spot(digits, sys.stdin.buffer.read())
    with suppress(BrokenPipeError):  # nobody waits for the answer any more
        sys.stdout.buffer.write(_HEARD if is_heard else _NOT_HEARD)
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
