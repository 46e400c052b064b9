"""Has the newest stretch of video been shown before? The search behind `frozen_or_looping` (signals.md B3).

Coarse to fine: mean luma grids of the newest seconds against everything remembered at 5 Hz, forward and run backward;
the few best places again at 10 Hz with the whole grid and a finer lag; then the behaviour of the face and the picture
hash must agree as well. An encoder leaves about a hundredth of the motion as difference; living people never come near.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from candor.domain.facts import FrameFacts
from candor.maths.sliding_match import column_correlations, distances_at, local_minima, resample, sliding_distance
from candor.signals.behaviour import behaviour, capture_times
from candor.signals.calibration import SignalCalibration

F64 = NDArray[np.float64]

COARSE_HZ = 5.0
FINE_HZ = 10.0
FINE_LAG_S = 0.04
"""Step of the refined lag: about one frame of a 25 frames/s video."""
GRID_ROWS, GRID_COLUMNS, BLOCK = 18, 32, (3, 4)


@dataclass(frozen=True, slots=True)
class Match:
    """The best place where the newest stretch may have been before."""

    residual: float
    """Mean squared difference over the motion of the stretch, codec noise taken off; 0 is equal, 2 is unrelated."""
    is_backward: bool
    lag_s: float
    """Forward: seconds between the two showings of one picture. Backward: between the ends of the two stretches."""
    agreeing: int
    """How many of the nine behaviour numbers correlate; 0 where the picture does not agree: then nobody asks."""
    hamming: float
    """Median bits that differ between the two showings, of 64; 64 where the picture does not agree."""
    matched_s: float
    """How far the match reaches back, s; at least the stretch. 0 where the picture does not agree."""


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the newest stretch may have been before, as far as the picture says."""

    residual: float
    lag_s: float
    is_backward: bool
    motion: float
    """Of the newest stretch, grey levels squared."""


@dataclass(frozen=True, slots=True)
class Footage:
    """A window as arrays, made once per observation."""

    frames: Sequence[FrameFacts]
    times_s: F64
    grids: NDArray[np.uint8]
    """(N, 576) luma grids, row by row."""
    coarse_s: F64
    """(M,) the 5 Hz grid, ending now."""
    coarse: F64
    """(M, 48) block means of the luma grid."""

    @property
    def now_s(self) -> float:
        """captured_at_s of the newest frame."""
        return float(self.times_s[-1])


def footage(frames: Sequence[FrameFacts]) -> Footage:
    """Return a window as arrays; at least one frame."""
    times_s = capture_times(frames)
    joined = b"".join([frame.picture.thumbnail.data for frame in frames])
    grids = np.frombuffer(joined, np.uint8).reshape(len(frames), GRID_ROWS * GRID_COLUMNS)
    blocks = _block_means(grids)
    steps = int((times_s[-1] - times_s[0]) * COARSE_HZ)
    coarse_s = times_s[-1] - np.arange(steps, -1, -1) / COARSE_HZ
    return Footage(frames, times_s, grids, coarse_s, resample(times_s, blocks, coarse_s))


def _block_means(grids: NDArray[np.uint8]) -> F64:
    """Return the (N, 48) means of the 3 x 4 blocks of (N, 576) luma grids."""
    rows, columns = BLOCK
    lines = grids.reshape(-1, rows, GRID_COLUMNS).astype(np.uint16)
    tall = lines[:, 0] + lines[:, 1] + lines[:, 2]
    cells = tall.reshape(-1, GRID_COLUMNS // columns, columns)
    blocks = cells[..., 0] + cells[..., 1] + cells[..., 2] + cells[..., 3]
    return np.asarray(blocks.reshape(len(grids), -1) / (rows * columns), dtype=np.float64)


def motion_of(seen: Footage, seconds: float) -> float:
    """Return the mean squared deviation of the newest seconds from their mean picture, grey levels squared."""
    start = int(np.searchsorted(seen.times_s, seen.now_s - seconds))
    grids = seen.grids[start:].astype(np.float64)
    return float(((grids - grids.mean(0)) ** 2).mean())


def longest_gap_s(seen: Footage, from_s: float, to_s: float) -> float:
    """Return the longest time without a frame between two moments."""
    inside = seen.times_s[(seen.times_s > from_s) & (seen.times_s < to_s)]
    return float(np.diff(np.concatenate([[from_s], inside, [to_s]])).max())


def best_match(seen: Footage, calibration: SignalCalibration) -> Match | None:
    """Return the most alike earlier stretch, or None when the window is too short to hold one."""
    n = round(calibration.limit("piece_s") * COARSE_HZ) + 1
    apart = round(calibration.limit("min_lag_s") * COARSE_HZ)
    if len(seen.coarse) < n + apart:
        return None
    piece, history = seen.coarse[-n:], seen.coarse[:-apart]
    found: list[_Place] = []
    # A stretch run backward may only just touch the newest one: around its own middle anything mirrors itself.
    for is_backward, past in ((False, history), (True, seen.coarse[: 1 - n])):
        if len(past) < n:
            continue
        distances = sliding_distance(piece, past, backward=is_backward)
        for place in local_minima(distances, int(calibration.limit("places"))):
            ends_at_s = float(seen.coarse_s[place + n - 1])
            refined = _refined(seen, seen.now_s - ends_at_s, calibration, is_backward=is_backward)
            if refined is not None:
                found.append(refined)
    best = min(found, key=lambda place: place.residual, default=None)
    if best is None or best.residual > calibration.limit("max_residual"):
        return None if best is None else Match(best.residual, best.is_backward, best.lag_s, 0, 64.0, 0.0)
    return _match(seen, best, calibration)


def _refined(seen: Footage, lag_s: float, calibration: SignalCalibration, *, is_backward: bool) -> _Place | None:
    """Compare at 10 Hz around a coarse lag; None where the earlier stretch was not really seen."""
    piece_s, gap_s = calibration.limit("piece_s"), calibration.limit("max_gap_s")
    at_s = _moments(seen, piece_s)
    lags_s = lag_s + np.arange(-1 / COARSE_HZ, 1 / COARSE_HZ + 1e-9, FINE_LAG_S)
    earliest, latest = seen.now_s - float(lags_s[-1]) - piece_s, seen.now_s - float(lags_s[0])
    inside_s = (max(earliest, float(seen.times_s[0])), min(latest, seen.now_s))
    if longest_gap_s(seen, *inside_s) > gap_s:
        return None
    now_grids = _grids_at(seen, at_s)
    noise = calibration.limit("noise_floor")
    motion = max(float(((now_grids - now_grids.mean(0)) ** 2).mean()), noise)
    then_s = np.stack([_earlier(at_s, seen.now_s, lag, is_backward=is_backward) for lag in lags_s.tolist()])
    differences = distances_at(now_grids, *_around(seen, then_s), then_s)  # (lags, moments)
    best = int(differences.mean(1).argmin())
    # A call samples a clip unevenly: each moment may be off by a frame or two from the lag of the whole.
    jitter = round(calibration.limit("max_jitter_s") / FINE_LAG_S)
    difference = float(differences[max(best - jitter, 0) : best + jitter + 1].min(0).mean())
    return _Place(max(difference - noise, 0.0) / motion, float(lags_s[best]), is_backward, motion)


def _match(seen: Footage, place: _Place, calibration: SignalCalibration) -> Match:
    """Ask face and hash as well, and how far the match reaches back."""
    at_s = _moments(seen, calibration.limit("piece_s"))
    earlier_s = _earlier(at_s, seen.now_s, place.lag_s, is_backward=place.is_backward)
    return Match(
        residual=place.residual,
        is_backward=place.is_backward,
        lag_s=place.lag_s,
        agreeing=_agreeing(seen, at_s, earlier_s, calibration.limit("min_correlation")),
        hamming=_hamming(seen, at_s, earlier_s),
        matched_s=_reach_s(seen, place, calibration),
    )


def _moments(seen: Footage, piece_s: float) -> F64:
    """Return the moments of the newest stretch, oldest first."""
    return seen.now_s - np.arange(round(piece_s * FINE_HZ), -1, -1) / FINE_HZ


def _earlier(at_s: F64, now_s: float, lag_s: float, *, is_backward: bool) -> F64:
    """Return when the pictures of `at_s` may have been shown first; the stretch that ends at now - lag, or its mirror.

    Backward, the newest picture was the first of the earlier stretch: now maps to now - lag - its length.
    """
    if not is_backward:
        return at_s - lag_s
    length_s = float(at_s[-1] - at_s[0])
    return (now_s - lag_s - length_s) + (at_s[-1] - at_s)


def _grids_at(seen: Footage, at_s: F64) -> F64:
    return resample(*_around(seen, at_s), at_s)


def _around(seen: Footage, at_s: F64) -> tuple[F64, F64]:
    """Return times and luma grids of the frames that the wanted times lie between."""
    start, stop = _bounds(seen, at_s)
    return seen.times_s[start:stop], seen.grids[start:stop].astype(np.float64)


def _bounds(seen: Footage, at_s: F64) -> tuple[int, int]:
    start = max(int(np.searchsorted(seen.times_s, float(at_s.min()))) - 1, 0)
    return start, max(int(np.searchsorted(seen.times_s, float(at_s.max()))) + 1, start + 1)


def _agreeing(seen: Footage, at_s: F64, earlier_s: F64, least: float) -> int:
    """Return how many behaviour numbers run alike; 0 where the face was not seen in both stretches."""
    now, then = _behaviour_at(seen, at_s), _behaviour_at(seen, earlier_s)
    if now is None or then is None:
        return 0
    return int(np.count_nonzero(column_correlations(now, then) >= least))


def _behaviour_at(seen: Footage, moments_s: F64) -> F64 | None:
    start, stop = _bounds(seen, moments_s)
    vectors = behaviour(seen.frames[start:stop])
    known = np.isfinite(vectors).all(1)
    if known.mean() < 0.5:
        return None
    return resample(seen.times_s[start:stop][known], vectors[known], moments_s)


def _hamming(seen: Footage, at_s: F64, earlier_s: F64) -> float:
    """Return the median number of differing hash bits between each picture and the nearest of the earlier stretch."""
    bits = [
        (_nearest(seen, float(now)).picture.dhash ^ _nearest(seen, float(then)).picture.dhash).bit_count()
        for now, then in zip(at_s, earlier_s, strict=True)
    ]
    return float(np.median(bits))


def _nearest(seen: Footage, moment_s: float) -> FrameFacts:
    right = min(int(np.searchsorted(seen.times_s, moment_s)), len(seen.times_s) - 1)
    left = max(right - 1, 0)
    is_left = abs(seen.times_s[left] - moment_s) <= abs(seen.times_s[right] - moment_s)
    return seen.frames[left if is_left else right]


def _reach_s(seen: Footage, place: _Place, calibration: SignalCalibration) -> float:
    """Return how many seconds back from now the match goes on without a break, up to the reach limit."""
    piece_s, most_s = calibration.limit("piece_s"), calibration.limit("max_reach_s")
    allowed = calibration.limit("max_residual") * place.motion + calibration.limit("noise_floor")
    back_s = np.arange(piece_s, most_s - 1.0 + 1e-9)[:, None] + np.arange(0.0, 1.0, 1 / FINE_HZ)
    at_s = seen.now_s - back_s  # (seconds, moments)
    earlier_s = at_s - place.lag_s if not place.is_backward else 2 * seen.now_s - place.lag_s - piece_s - at_s
    # Run backward, the two stretches meet at the turning point: nothing beyond it is a repetition.
    is_there = (earlier_s.min(1) >= seen.times_s[0]) & (earlier_s < at_s).all(1)
    if not is_there.any():
        return piece_s
    now, then = (_grids_at(seen, moments_s.reshape(-1)) for moments_s in (at_s, earlier_s))
    differences = ((now - then) ** 2).mean(1).reshape(at_s.shape).mean(1)
    goes_on = is_there & (differences <= allowed)
    return piece_s + float(len(goes_on) if goes_on.all() else np.argmin(goes_on))
