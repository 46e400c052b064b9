"""What does Opus on the way to the server cost the analysis of sound? Time, loudness, speech, voice, countermeasure.

usage: bench_wire_opus.py SHARED      prints the table of docs/extension-performance.md

Voices of the recordings in SHARED/data/calls, each after the call's own Opus (24 kbit/s); each is compared with itself
as it would arrive as PCM. Recordings in which nobody speaks for three seconds are left out.
"""

import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from candor.bootstrap.sessions import SessionMaker, Sessions
from candor.domain.sound import SOUND_RATE_HZ
from candor.evaluation.datasets import LabelledRecording
from candor.evaluation.digit_trials import sound_of
from candor.evaluation.opus import through_opus
from candor.evaluation.sound_reading import OPUS_KBPS, ear_of
from candor.evaluation.wire_opus import PACKET_S, PACKETS, over_the_wire
from candor.settings import load_settings

I16 = NDArray[np.int16]
KBPS = (12, 16, 24, 32)
LONGEST_S, LEAST_SPEECH_S = 20, 3.0
HOP_S = 0.032
BLOCK = round(PACKETS * PACKET_S * SOUND_RATE_HZ)
HEADER_BYTES = 28 + 2 * PACKETS
"""Of a block, and of its packets."""


@dataclass
class Difference:
    """Between a voice as PCM and as Opus."""

    lag_ms: float
    level_db: float
    speech: float
    """Share of the hops that are judged alike."""
    cosine: float | None
    log_odds: float | None


def compared(sessions: Sessions, pcm: I16, opus: I16) -> Difference:
    """Hear both, as far as Opus has come: what fills no block waits for more."""
    whole = len(pcm) // BLOCK * BLOCK - SOUND_RATE_HZ // 50
    pcm, opus = pcm[:whole], opus[:whole]
    one, other = ear_of(pcm, sessions), ear_of(opus, sessions)
    limit = sessions.rules.pipeline.sound.speech
    spoken = [(a, b) for a, b in zip(one.facts, other.facts, strict=True) if a.speech >= limit]
    alike = [(a.speech >= limit) == (b.speech >= limit) for a, b in zip(one.facts, other.facts, strict=True)]
    return Difference(
        lag_ms(opus, pcm),
        float(np.median([abs(a.level_db - b.level_db) for a, b in spoken])),
        float(np.mean(alike)),
        cosine(sessions, pcm, opus),
        log_odds(sessions, opus, pcm),
    )


def lag_ms(heard: I16, said: I16) -> float:
    """By how much the one is later than the other."""
    n = 1 << (len(said) * 2).bit_length()
    spectrum = np.fft.rfft(heard.astype(float), n) * np.conj(np.fft.rfft(said.astype(float), n))
    at = int(np.argmax(np.fft.irfft(spectrum)))
    return (at if at < n // 2 else at - n) / SOUND_RATE_HZ * 1000


def cosine(sessions: Sessions, pcm: I16, opus: I16) -> float | None:
    """Of the voice's two embeddings, over the loudest stretch as long as one takes."""
    embedder = sessions.analysers.voices
    if embedder is None:
        return None
    cut = loudest(pcm, embedder.seconds)
    return float(np.dot(*(embedder.embed(unit(sound[cut])) for sound in (pcm, opus))))


def log_odds(sessions: Sessions, opus: I16, pcm: I16) -> float | None:
    """By how much the countermeasure's answer moves; None without it, or where the recording is too short."""
    judge = sessions.analysers.countermeasure
    if judge is None or len(pcm) < judge.seconds * SOUND_RATE_HZ:
        return None
    cut = loudest(pcm, judge.seconds)
    after, before = (judge.score(unit(sound[cut])) for sound in (opus, pcm))
    return after - before


def unit(pcm: I16) -> NDArray[np.float32]:
    """The samples from -1 to 1."""
    return (pcm / 32768).astype(np.float32)


def loudest(pcm: I16, seconds: float) -> slice:
    """The stretch of that length with the most energy."""
    length = round(seconds * SOUND_RATE_HZ)
    energy = np.concatenate([[0.0], np.cumsum(pcm.astype(float) ** 2)])
    first = int(np.argmax(energy[length:] - energy[:-length])) if len(pcm) >= length else 0
    return slice(first, first + length)


def voices(sessions: Sessions, shared: Path) -> list[I16]:
    """What a call makes of each recording in which somebody speaks."""
    found: list[I16] = []
    for path in sorted((shared / "data" / "calls").glob("*.m*")):
        sound = sound_of(LabelledRecording(path, False, "", path.stem, None, None, 0.0))[: LONGEST_S * SOUND_RATE_HZ]
        call = through_opus(sound, OPUS_KBPS)
        limit = sessions.rules.pipeline.sound.speech
        spoken_s = HOP_S * sum(facts.speech >= limit for facts in ear_of(call, sessions).facts)
        if spoken_s >= LEAST_SPEECH_S or (spoken_s >= 1 and len(call) < 4 * SOUND_RATE_HZ):
            found.append(call)
    return found


def span(values: list[float], digits: int) -> str:
    """Median, and the range."""
    if not values:
        return "-"
    return f"{np.median(values):.{digits}f} ({min(values):.{digits}f} to {max(values):.{digits}f})"


def main() -> None:
    """Print the table."""
    sessions = SessionMaker(load_settings())()
    all_voices = voices(sessions, Path(sys.argv[1]))
    lines = [
        "| Opus kbit/s | on the wire | later ms | loudness dB | speech alike | voice, cosine (n) | log odds (n) |",
        "| --- | --- | --- | --- | --- | --- | --- |",
    ]
    for kbps in KBPS:
        found = [compared(sessions, pcm, over_the_wire(pcm, kbps)) for pcm in all_voices]
        wire = kbps + HEADER_BYTES * 8 / 1000 / (PACKETS * PACKET_S)
        cosines = [one.cosine for one in found if one.cosine is not None]
        odds = [one.log_odds for one in found if one.log_odds is not None]
        cells = [
            f"{kbps}",
            f"{wire:.1f}",
            span([one.lag_ms for one in found], 2),
            span([one.level_db for one in found], 1),
            f"{100 * np.mean([one.speech for one in found]):.1f} %",
            f"{span(cosines, 3)} ({len(cosines)})",
            f"{span(odds, 1)} ({len(odds)})",
        ]
        lines.append(f"| {' | '.join(cells)} |")
    sys.stdout.write("\n".join([*lines, f"n = {len(all_voices)} recordings", ""]))


if __name__ == "__main__":
    main()
