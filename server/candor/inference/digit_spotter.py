"""Were these digits said in this stretch of speech? PocketSphinx (CMU, BSD) with the US English model of its package.

A whole stretch at once: the recogniser levels the spectrum of microphone and voice over all of it, and hears far better
for it. About 55 ms of work for a second of sound (docs/challenges.md). Nothing is kept.
"""

from __future__ import annotations

from typing import Any, Final, cast

import numpy as np
import pocketsphinx  # pyright: ignore[reportMissingTypeStubs]  # ships none
from numpy.typing import NDArray

from candor.challenges.digit_grammar import DigitRules, Grammar, grammar_of

_MODEL: Final = "en-us/en-us"
_SEARCH: Final = "digits"
_LOUD: Final = 0.02
"""Of the highest sample: what counts for the level of speech."""
_PIECE: Final = 320
"""Samples: 20 ms."""
_QUIET: Final = 10
"""Per cent of the pieces are taken for pauses."""
_SEED: Final = 1
"""The same sound gives the same answer."""


class DigitSpotter:
    """Looks for digits that are known beforehand."""

    def __init__(self, rules: DigitRules) -> None:
        self._rules = rules

    def spot(self, digits: str, pcm: bytes) -> bool:
        """Return whether these digits were said, all of them in order and in one language.

        Args:
            digits: e.g. "4071".
            pcm: signed 16 bit, little-endian, one channel, 16 kHz.
        """
        sound = np.frombuffer(pcm[: len(pcm) // 2 * 2], "<i2").astype(np.float64)
        if not digits or not sound.any():
            return False
        grammar = grammar_of(digits, self._rules)
        recogniser = _recogniser(grammar)
        recogniser.start_utt()
        recogniser.process_raw(_noisy(sound, self._rules.noise_db), full_utt=True)
        recogniser.end_utt()
        return grammar.is_heard([str(part.word) for part in recogniser.seg() or ()])


def _noisy(sound: NDArray[np.float64], below_db: float) -> bytes:
    """Return the sound with pauses filled up to a floor: the model never heard any that suppression has emptied."""
    loud = np.abs(sound) > _LOUD * np.abs(sound).max()
    wanted = float(np.square(sound[loud]).mean()) / 10 ** (below_db / 10)
    pieces = sound[: len(sound) // _PIECE * _PIECE].reshape(-1, _PIECE)
    floor = float(np.percentile(np.square(pieces).mean(axis=1), _QUIET)) if len(pieces) else 0.0
    level = max(0.0, wanted - floor) ** 0.5
    noise = np.random.default_rng(_SEED).normal(0, level, len(sound))
    return np.clip(sound + noise, -32768, 32767).astype("<i2").tobytes()


def _recogniser(grammar: Grammar) -> Any:  # noqa: ANN401 (the library has no types)
    """Return a decoder that knows the grammar and no other word; takes about 15 ms."""
    module = cast("Any", pocketsphinx)
    # Odds of the grammar count as they are: no language weight, no cost of a word.
    options = {"lm": None, "dict": None, "bestpath": False, "loglevel": "FATAL", "lw": 1.0, "wip": 1.0}
    decoder = module.Decoder(hmm=module.get_model_path(_MODEL), **options)
    for word, spoken in grammar.words.items():
        for number, phones in enumerate(spoken, 1):
            decoder.add_word(word if number == 1 else f"{word}({number})", phones, update=False)
    steps = [(s.begin, s.end, s.odds) if s.word is None else (s.begin, s.end, s.odds, s.word) for s in grammar.steps]
    decoder.add_fsg(_SEARCH, decoder.create_fsg(_SEARCH, 0, grammar.last, steps))
    decoder.activate_search(_SEARCH)
    return decoder
