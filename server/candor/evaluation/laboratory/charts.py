"""What does a DET curve or a timeline look like? SVG of our own, no larger than needed.

Own lines of SVG rather than a plotting library: the one that would serve brings seven packages and 60 MB to every
server for two kinds of drawing. Colours come from classes, so that the page decides for light and dark.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from statistics import NormalDist
from typing import Final

import numpy as np
from numpy.typing import NDArray

from candor.evaluation.laboratory.refusion import Fused
from candor.maths.detection_error import error_trade_off

F64 = NDArray[np.float64]

_SIDE: Final = 300.0
_MARGIN: Final = 46.0
_TICKS: Final = (0.01, 0.02, 0.05, 0.1, 0.2, 0.4, 0.6, 0.8, 0.95)
_NORMAL: Final = NormalDist()
COLOURS: Final = 8
"""Curves beyond so many repeat the colours with dashes."""


def det_chart(bona_fide: F64, attacks: Mapping[str, F64], title: str) -> str:
    """Return a DET plot (Martin et al. 1997): BPCER across, APCER up, both on a normal-deviate scale.

    Args:
        bona_fide: (N,) scores, N >= 1.
        attacks: (M,) scores by species, M >= 1 each; larger speaks for attack.
        title: for screen readers.
    """
    curves = [_curve(i, bona_fide, scores) for i, scores in enumerate(attacks.values())]
    legend = [
        f'<g class="c{i % COLOURS}"><line x1="{_SIDE + 62}" x2="{_SIDE + 82}" y1="{20 + 17 * i}" y2="{20 + 17 * i}"'
        f'{_dash(i)}/></g><text x="{_SIDE + 88}" y="{24 + 17 * i}">{escape(name)} ({len(scores)})</text>'
        for i, (name, scores) in enumerate(attacks.items())
    ]
    height = max(_SIDE + 2 * _MARGIN, 40 + 17 * len(attacks))
    size = f'viewBox="0 0 {_SIDE + 300:.0f} {height:.0f}"'
    return (
        f'<svg class="det" role="img" {size}><title>{escape(title)}</title>{_axes()}{"".join(curves)}'
        f"{''.join(legend)}</svg>"
    )


def _curve(index: int, bona_fide: F64, attacks: F64) -> str:
    across, up = error_trade_off(attacks, bona_fide)
    points = " ".join(f"{_MARGIN + _at(x):.1f},{12 + _SIDE - _at(y):.1f}" for x, y in zip(across, up, strict=True))
    return f'<polyline class="c{index % COLOURS}" points="{points}"{_dash(index)}/>'


def _axes() -> str:
    drawn: list[str] = [f'<rect class="frame" x="{_MARGIN}" y="12" width="{_SIDE}" height="{_SIDE}"/>']
    for rate in _TICKS:
        x, y, label = _MARGIN + _at(rate), 12 + _SIDE - _at(rate), f"{100 * rate:g}"
        drawn.append(f'<line class="grid" x1="{x:.1f}" x2="{x:.1f}" y1="12" y2="{12 + _SIDE}"/>')
        drawn.append(f'<line class="grid" y1="{y:.1f}" y2="{y:.1f}" x1="{_MARGIN}" x2="{_MARGIN + _SIDE}"/>')
        drawn.append(f'<text x="{x:.1f}" y="{28 + _SIDE}" text-anchor="middle">{label}</text>')
        drawn.append(f'<text x="{_MARGIN - 6}" y="{y + 4:.1f}" text-anchor="end">{label}</text>')
    drawn.append(f'<text x="{_MARGIN + _SIDE / 2}" y="{44 + _SIDE}" text-anchor="middle">BPCER, %</text>')
    middle = 12 + _SIDE / 2
    drawn.append(f'<text x="12" y="{middle}" text-anchor="middle" transform="rotate(-90 12 {middle})">APCER, %</text>')
    return "".join(drawn)


def _at(rate: float) -> float:
    """Return the place of a rate on the axis; what lies beyond its ends is put on them."""
    low, high = _NORMAL.inv_cdf(0.005), _NORMAL.inv_cdf(0.98)
    value = _NORMAL.inv_cdf(min(max(rate, 0.005), 0.98))
    return _SIDE * (value - low) / (high - low)


def _dash(index: int) -> str:
    return "" if index < COLOURS else ' stroke-dasharray="5 3"'


def timeline(fused: Fused, duration_s: float, attack_from_s: float | None) -> str:
    """Return one row per question that counts, in the colours of its states; a line where the attack begins."""
    width, row = 600.0, 14.0
    scale = width / max(duration_s, 1e-6)
    drawn: list[str] = []
    for y, question in enumerate(fused.peak):
        for start_s, end_s, state in _stretches(fused, question.value, duration_s):
            place = (
                f'x="{start_s * scale:.1f}" y="{y * row}" width="{(end_s - start_s) * scale:.1f}" height="{row - 2}"'
            )
            told = f"{question.value}: {state}, {start_s:.1f} to {end_s:.1f} s"
            drawn.append(f'<rect class="{state}" {place}><title>{told}</title></rect>')
    height = row * len(fused.peak)
    if attack_from_s:
        x = attack_from_s * scale
        drawn.append(f'<line class="begins" x1="{x:.1f}" x2="{x:.1f}" y1="0" y2="{height}"/>')
    return f'<svg class="time" viewBox="0 0 {width:.0f} {height:.0f}" role="img">{"".join(drawn)}</svg>'


def _stretches(fused: Fused, question: str, duration_s: float) -> Sequence[tuple[float, float, str]]:
    changes = [(shown.at_s, answer.state.value) for shown in fused.timeline for answer in shown.questions.values()
               if answer.question.value == question]  # fmt: skip
    ends = [at_s for at_s, _ in changes[1:]] + [max(duration_s, changes[-1][0])] if changes else []
    return [(at_s, end_s, state) for (at_s, state), end_s in zip(changes, ends, strict=True)]
