"""What does the way pictures are sent cost the analysis? The same recordings as taken, as JPEG and as VP8.

usage: bench_sent_pictures.py SHARED [--json FILE] [--kbit-s 368] [--seconds N]

Recordings, fitted into 640 x 360 at 12 pictures a second as the extension takes them, are sent in three ways: as taken
(no loss), as JPEG by the steps of extension/src/media/budget.ts, and as VP8 by libvpx at a constant rate, as Chromium's
encoder.

Each of SHARED/data/calls is analysed from beginning to end by a session with the default models. The photo is a picture
from the middle of the recording as taken. Swaps, pulse, screens and lips: bench_sent_signals.py.
"""

from __future__ import annotations

import argparse
import io
import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from av.video.codeccontext import VideoCodecContext
from bench_picture_quality import fitted, look
from numpy.typing import NDArray
from PIL import Image

from candor.bootstrap.sessions import SessionMaker, Sessions
from candor.domain.frames import EncodedFrame, Frame
from candor.domain.identity import Template
from candor.domain.ids import InterviewId
from candor.domain.observations import Observation
from candor.domain.ports import Brief
from candor.pipeline.analysers import Analysers
from candor.pipeline.session import InterviewSession
from candor.settings import load_settings

RGB = NDArray[np.uint8]
FPS = 12
WAYS = ("as taken", "JPEG", "VP8")
STEPS = [(12, 85), (12, 70), (10, 70), (10, 55), (8, 55), (8, 40), (8, 30), (7, 30), (7, 20), (6, 20), (5, 20)]
WEIGHT = {85: 1, 70: 0.68, 55: 0.53, 40: 0.44, 30: 0.38, 20: 0.3}
"""Both as in extension/src/media/budget.ts."""
SIGNALS = (
    "identity_match",
    "continuity",
    "blink",
    "pulse",
    "face_swap_trace",
    "identity_jitter",
    "inner_outer_sharpness",
    "planarity",
    "nonrigid_motion",
    "replay_texture",
    "screen_moire",
    "frame_cadence",
    "frozen_or_looping",
    "extra_face",
)
SETTLED = 24
"""Pictures that a budget needs to find its step: not counted in rates."""


@dataclass
class Way:
    """What one way of sending gave, over all recordings."""

    said: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    abstained: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    llrs: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    """Of each recording in which the signal said something: its mean."""
    moved: list[float] = field(default_factory=list)
    cosines: list[float] = field(default_factory=list)
    rates: list[float] = field(default_factory=list)
    kbit_s: list[float] = field(default_factory=list)


Sent = list[tuple[Frame | EncodedFrame, int]]
"""What goes out, each with its size in bytes."""


def calls(shared: Path, seconds: int) -> Iterator[tuple[str, list[RGB]]]:
    """Name and pictures."""
    for path in sorted((shared / "data/calls").glob("*.m*")):
        yield path.name, pictures(path, seconds)


def pictures(path: Path, seconds: int, box: tuple[int, int, int, int] | None = None) -> list[RGB]:
    """The first so many seconds, at FPS, fitted into 640 x 360."""
    found: list[RGB] = []
    with av.open(str(path)) as film:
        for frame in film.decode(video=0):
            if frame.time is not None and frame.time >= len(found) / FPS and len(found) < seconds * FPS:
                found.append(np.asarray(fitted(frame.to_image().crop(box) if box else frame.to_image())))
    return found


def as_taken(taken: Sequence[RGB], _: int) -> Sent:
    return [(Frame(at, at / FPS, at / FPS, rgb), rgb.size) for at, rgb in enumerate(taken)]


def as_jpeg(taken: Sequence[RGB], bytes_s: int) -> Sent:
    """By the dearest step that fits what the latest pictures weighed."""
    full, due_s, sent = 20_000.0, 0.0, Sent()
    for at, rgb in enumerate(taken):
        at_s = at / FPS
        fitting = (step for step in STEPS if step[0] * full * WEIGHT[step[1]] <= bytes_s)
        fps, quality = next(fitting, STEPS[-1])
        if at_s < due_s - 0.008:
            continue
        due_s = max(due_s, at_s - 1 / fps) + 1 / fps
        file = io.BytesIO()
        Image.fromarray(rgb).save(file, "JPEG", quality=quality, subsampling=2, optimize=True)
        data = file.getvalue()
        full += 0.2 * (len(data) / WEIGHT[quality] - full)
        before = sum(size for frame, size in sent if at_s - frame.captured_at_s < 2)
        if before + len(data) <= 2 * bytes_s:
            sent.append((EncodedFrame(at, at_s, at_s, data), len(data)))
    return sent


def as_vp8(taken: Sequence[RGB], bytes_s: int) -> Sent:
    encoder = av.CodecContext.create("libvpx", "w")
    assert isinstance(encoder, VideoCodecContext)
    height, width, _ = taken[0].shape
    rate = str(round(0.95 * 8 * bytes_s))
    encoder.width, encoder.height, encoder.pix_fmt = width, height, "yuv420p"
    encoder.time_base, encoder.framerate, encoder.bit_rate = Fraction(1, FPS), Fraction(FPS, 1), int(rate)
    encoder.options = {"deadline": "realtime", "cpu-used": "6", "lag-in-frames": "0", "minrate": rate, "maxrate": rate}
    chain, sent = 0, Sent()
    for at, rgb in enumerate(taken):
        frame = av.VideoFrame.from_ndarray(rgb, format="rgb24")
        frame.pts = at
        for packet in encoder.encode(frame):
            data = bytes(packet)
            chain = 0 if packet.is_keyframe else chain + 1
            sent.append((EncodedFrame(at, at / FPS, at / FPS, data, chain), len(data)))
    return sent


SEND = dict(zip(WAYS, (as_taken, as_jpeg, as_vp8), strict=True))


def analyse(sessions: Sessions, way: Way, taken: Sequence[RGB], sent: Sent) -> None:
    """Play what was sent through a session; count what signals say."""
    models = sessions.analysers
    whole = look(models, Image.fromarray(taken[len(taken) // 2]))
    reference = None if whole is None else Template(models.embedder.model, whole[1], 1, 100.0)
    session = sessions.open(Brief(InterviewId("bench"), reference, consented=True))
    llrs: dict[str, list[float]] = defaultdict(list)
    for frame, _ in sent:
        result = session.advance_rgb(frame) if isinstance(frame, Frame) else session.advance(frame, 0)
        for verdict in result.verdicts:
            if isinstance(verdict, Observation):
                way.said[verdict.signal] += 1
                llrs[verdict.signal].append(verdict.llr)
            else:
                way.abstained[verdict.signal] += 1
        note_geometry(way, session, taken[frame.seq], models, frame.seq)
    for signal, values in llrs.items():
        way.llrs[signal].append(float(np.mean(values)))
    settled = [(frame.captured_at_s, size) for frame, size in sent if frame.seq >= SETTLED]
    if len(settled) > FPS:
        span_s = settled[-1][0] - settled[0][0]
        way.rates.append((len(settled) - 1) / span_s)
        way.kbit_s.append(8 * sum(size for _, size in settled[1:]) / span_s / 1000)


def note_geometry(way: Way, session: InterviewSession, rgb: RGB, models: Analysers, seq: int) -> None:
    """Compare face points and template with those of the same picture as taken, whenever there is a template."""
    facts = session.newest
    if facts is None or facts.seq != seq or facts.candidate is None or facts.candidate.embedding is None:
        return
    points, template = facts.candidate.landmarks_xy, facts.candidate.embedding
    truth = look(models, Image.fromarray(rgb))
    if truth is None or points is None:
        return
    eyes = np.linalg.norm(truth[0][33] - truth[0][263])
    moved = np.linalg.norm(points - truth[0], axis=1).mean() / eyes
    if moved < 0.5:  # else it is another person's face
        way.moved.append(float(100 * moved))
        way.cosines.append(float(template @ truth[1] / np.linalg.norm(template)))


def call_document(sessions: Sessions, shared: Path, seconds: int, bytes_s: int) -> dict[str, object]:
    """Return what sessions say, for each way."""
    ways = {name: Way() for name in WAYS}
    for name, taken in calls(shared, seconds):
        for way, send in SEND.items():
            analyse(sessions, ways[way], taken, send(taken, bytes_s))
        print(name, len(taken), {way: round(found.kbit_s[-1]) for way, found in ways.items()}, flush=True)  # noqa: T201
    return document(ways)


def document(ways: dict[str, Way]) -> dict[str, object]:
    found: dict[str, object] = {}
    for name, way in ways.items():
        judged = {s: way.said[s] / max(1, way.said[s] + way.abstained[s]) for s in SIGNALS}
        found[name] = {
            "pictures_s": float(np.median(way.rates)),
            "kbit_s": float(np.median(way.kbit_s)),
            "points_moved_percent": [float(np.median(way.moved)), len(way.moved)],
            "template_cosine": [float(np.median(way.cosines)), float(np.percentile(way.cosines, 5)), len(way.cosines)],
            "judged": judged,
            "said": {s: way.said[s] + way.abstained[s] for s in SIGNALS},
            "llr": {s: float(np.mean(way.llrs[s])) if way.llrs[s] else None for s in SIGNALS},
        }
    return found


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("shared", type=Path)
    asked.add_argument("--json", type=Path)
    asked.add_argument("--kbit-s", type=int, default=368)
    asked.add_argument("--seconds", type=int, default=15)
    given = asked.parse_args()
    sessions = SessionMaker(load_settings())()
    found = {"calls": call_document(sessions, given.shared, given.seconds, given.kbit_s * 125)}
    if given.json:
        given.json.write_text(json.dumps(found, indent=1) + "\n")
    print(json.dumps(found, indent=1))  # noqa: T201


if __name__ == "__main__":
    main()
