"""What does the way pictures are sent cost swaps, pulse, screens and lips? The same clips as taken, as JPEG and as VP8.

usage: bench_sent_signals.py SHARED [--only swaps|pulse|screens|lips] [--kbit-s 368]

Ways and pictures of bench_sent_pictures.py: fitted into 640 x 360, 12 a second. `screens` needs the optional
MiniFASNet.

- swaps: both halves of SHARED/data/swaps/paired; a clip's score is the median of twelve looks of the swap detector.
- pulse: recordings of 12 s and more, as they are, and with a pulse of 72 a minute drawn onto all in view (0.5 % of
  green, less of red and blue, as that of skin).
- screens: whole pictures of SHARED/data/replays, held for ten seconds with the noise of a sensor.
- lips: the trials of `candor evaluate --scenarios sound`, whose pictures pass a call first.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path

import cv2
import numpy as np
from bench_picture_quality import fitted
from bench_sent_pictures import FPS, SEND, WAYS, Sent, pictures
from numpy.typing import NDArray
from PIL import Image

from candor.bootstrap.sessions import SessionMaker, Sessions
from candor.domain.frames import Frame
from candor.domain.ids import InterviewId
from candor.domain.observations import Observation, Verdict
from candor.domain.ports import Brief
from candor.domain.sound import SoundCodec
from candor.evaluation.datasets import load_dataset
from candor.evaluation.footage import still
from candor.evaluation.recipes.clip import Clip
from candor.evaluation.sound_reading import heard
from candor.evaluation.sound_report import sound_report
from candor.evaluation.sound_trials import STILL, sound_trials
from candor.maths.detection_error import area_under_curve
from candor.maths.statistics import clopper_pearson_interval
from candor.pipeline.looks import LOOKS
from candor.pipeline.session import InterviewSession
from candor.pipeline.video_stream import FrameDecoder
from candor.settings import load_settings
from candor.signals import ALL_SIGNALS

RGB = NDArray[np.uint8]
LOOKS_A_CLIP, ROUNDS, SEED = 12, 1000, 20261127
LONGEST_S, SHORTEST_S, STILL_S = 30, 12, 10
BPM, DEPTH = 72, np.array([0.0021, 0.005, 0.0034])
"""Of the drawn pulse: share of red, green and blue."""
NEAR_BPM = 5
Send = Callable[[Sequence[RGB], int], Sent]


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def arrived(sent: Sent) -> Iterator[Frame]:
    """Read what was sent."""
    decoder = FrameDecoder()
    for frame, _ in sent:
        yield frame if isinstance(frame, Frame) else decoder.decode(frame)


def said(sessions: Sessions, frames: Iterable[Frame], names: Sequence[str]) -> list[Verdict]:
    """Return what some signals say of a call."""
    brief = Brief(InterviewId("bench"), None, consented=False)
    looks = {name: LOOKS[name] for name in ("texture", "glances")}
    signals = [signal for signal in ALL_SIGNALS if signal.name in names]
    session = InterviewSession(brief, sessions.analysers, sessions.rules, signals=signals, looks=looks)
    return [verdict for frame in frames for verdict in session.advance_rgb(frame).verdicts]


def swaps(sessions: Sessions, shared: Path, bytes_s: int) -> None:
    """Print the AUC of each way, with its interval by groups, and how many pairs come out right."""
    found: dict[str, list[tuple[str, str, bool, float]]] = {way: [] for way in WAYS}
    for row in csv.DictReader((shared / "data/swaps/swaps.csv").open()):
        if not row["file"].startswith("paired/"):
            continue
        x, y, w, h = (int(row[side]) for side in "xywh")
        taken = pictures(shared / "data/swaps" / row["file"], LONGEST_S, (x, y, x + w, y + h))
        for way, send in SEND.items():
            score = swap_score(sessions, list(arrived(send(taken, bytes_s))))
            if score is not None:
                found[way].append((row["group"], row["file"], row["label"] == "fake", score))
    for way, scored in found.items():
        values = {(file, is_swap): score for _, file, is_swap, score in scored}
        pairs = [
            (values[file, True], values[file, False]) for file, is_swap in values if is_swap if (file, False) in values
        ]
        low, high = by_groups(scored)
        say(
            f"{way}: AUC {auc([(swap, score) for _, _, swap, score in scored]):.3f} ({low:.2f} to {high:.2f}), "
            f"{len(scored)} halves, {len({one[0] for one in scored})} groups; "
            f"swapped above real {sum(a > b for a, b in pairs)} of {len(pairs)}; "
            f"median of real {np.median([s for *_, swap, s in scored if not swap]):.2f}, "
            f"of swapped {np.median([s for *_, swap, s in scored if swap]):.2f}"
        )


def swap_score(sessions: Sessions, frames: Sequence[Frame]) -> float | None:
    models, scores = sessions.analysers, list[float]()
    assert models.swap_trace is not None
    for place in np.linspace(0.05, 0.95, LOOKS_A_CLIP) * (len(frames) - 1):
        rgb = frames[round(place)].rgb
        faces = models.detector.detect(rgb)
        mesh = models.mesher.fit(rgb, max(faces, key=lambda face: face.score)) if faces else None
        if mesh is not None:
            scores.append(models.swap_trace.score(rgb, mesh.landmarks_xyz[:, :2]))
    return float(np.median(scores)) if scores else None


def auc(pairs: Sequence[tuple[bool, float]]) -> float:
    """Return how often a swap scores higher than a real half; half of the ties."""
    swapped = np.array([score for is_swap, score in pairs if is_swap])
    real = np.array([score for is_swap, score in pairs if not is_swap])
    return area_under_curve(swapped, real) if len(swapped) and len(real) else float("nan")


def by_groups(scored: Sequence[tuple[str, str, bool, float]]) -> tuple[float, float]:
    """Return the 95 % interval of the AUC with groups drawn anew."""
    rng, groups = np.random.default_rng(SEED), sorted({one[0] for one in scored})
    drawn: list[float] = []
    for _ in range(ROUNDS):
        chosen = rng.choice(groups, len(groups))
        drawn.append(auc([(swap, score) for name in chosen for group, _, swap, score in scored if group == name]))
    low, high = np.nanquantile(drawn, [0.025, 0.975])
    return float(low), float(high)


def pulse(sessions: Sessions, shared: Path, bytes_s: int) -> None:
    """Print how often a pulse is named, and how often the drawn one."""
    clips = list(long_clips(shared))
    say(f"{len(clips)} clips of {SHORTEST_S} s and more, {sum(map(len, clips)) / FPS:.0f} s")
    for kind, change in (("as they are", lambda taken: taken), ("pulse drawn", with_pulse)):
        named: dict[str, list[float | None]] = {}
        for way, send in SEND.items():
            for taken in clips:
                verdicts = said(sessions, arrived(send(change(taken), bytes_s)), ["pulse"])
                rates = [float(v.details["bpm"]) if isinstance(v, Observation) else None for v in verdicts]
                named.setdefault(way, []).append(next((rate for rate in reversed(rates) if rate), None))
        for way, rates in named.items():
            near = sum(rate is not None and abs(rate - BPM) <= NEAR_BPM for rate in rates)
            same = sum(
                a is not None and b is not None and abs(a - b) <= NEAR_BPM
                for a, b in zip(rates, named[WAYS[0]], strict=True)
            )
            say(f"{kind}, {way}: named in {share(sum(r is not None for r in rates), len(rates))}; within {NEAR_BPM} of "
                f"{BPM} in {share(near, len(rates))}; as taken says the same in {same}")  # fmt: skip


def long_clips(shared: Path) -> Iterator[list[RGB]]:
    """Yield recordings of people, untouched, that are long enough for a pulse."""
    files: list[tuple[Path, tuple[int, int, int, int] | None]] = [
        (path, None) for path in sorted((shared / "data/calls").glob("*.m*"))
    ]
    for row in csv.DictReader((shared / "data/swaps/swaps.csv").open()):
        if row["label"] == "real":
            x, y, w, h = (int(row[side] or 0) for side in "xywh")
            files.append((shared / "data/swaps" / row["file"], (x, y, x + w, y + h) if w else None))
    for path, box in files:
        taken = pictures(path, LONGEST_S, box)
        if len(taken) >= SHORTEST_S * FPS:
            yield taken


def with_pulse(taken: Sequence[RGB]) -> list[RGB]:
    """Draw a pulse onto each picture, and dither it: a change of half a level is there in the mean only."""
    rng, beat = np.random.default_rng(SEED), 2 * np.pi * BPM / 60 / FPS
    return [
        np.clip(rgb * (1 + DEPTH * np.sin(beat * at)) + rng.random(rgb.shape), 0, 255).astype(np.uint8)
        for at, rgb in enumerate(taken)
    ]


def screens(sessions: Sessions, shared: Path, bytes_s: int) -> None:
    """Print how many screens and how many people each signal judges, and of how many it speaks against."""
    names = ("replay_texture", "screen_border", "screen_moire")
    scores: dict[tuple[str, str, str], list[Observation | None]] = {}
    for row in csv.DictReader((shared / "data/replays/replays.csv").open()):
        if row["context"] == "full":
            picture = Image.open(shared / "data/replays" / row["file"]).convert("RGB")
            taken = still(Clip([np.asarray(fitted(picture))], FPS), STILL_S, np.random.default_rng(SEED)).frames
            for way, send in SEND.items():
                verdicts = said(sessions, arrived(send(taken, bytes_s)), names)
                for name in names:
                    own = [v for v in verdicts if v.signal == name and isinstance(v, Observation)]
                    scores.setdefault((way, name, row["label"]), []).append(own[-1] if own else None)
    for (way, name, label), last in scores.items():
        judged = [one for one in last if one is not None]
        spread = np.quantile([one.score for one in judged], [0, 0.5, 1]) if judged else []
        say(f"{way}, {name}, {label}: judged {len(judged)} of {len(last)}, against "
            f"{share(sum(one.llr > 0 for one in judged), len(judged))}; score {np.round(spread, 2)}")  # fmt: skip


def lips(sessions: Sessions, shared: Path, bytes_s: int) -> None:
    """Print the tables of `--scenarios sound` for each way."""
    dataset = load_dataset(load_settings().models_dir / "datasets-sound.toml", {"CANDOR_SHARED": str(shared)})
    for way, send in SEND.items():
        read = partial(
            heard, sessions=sessions, seed=SEED, sent_as=SoundCodec.OPUS, on_the_way=partial(on_the_way, send, bytes_s)
        )
        voices = [read(one) for one in dataset.recordings if not one.is_attack]
        faces = [read(one) for one in dataset.recordings if one.species == STILL]
        say(f"## {way}\n{sound_report(sound_trials(voices, faces, sessions, SEED))}\n")


def on_the_way(send: Send, bytes_s: int, frames: Sequence[Frame]) -> Iterator[Frame]:
    """What the extension makes of the pictures of a call."""
    taken = [np.asarray(fitted(Image.fromarray(frame.rgb))) for frame in frames]
    return arrived(send(taken, bytes_s))


def share(count: int, n: int) -> str:
    interval = clopper_pearson_interval(count, n)
    return f"{count} of {n} ({100 * interval.low:.0f} to {100 * interval.high:.0f} %)"


def main() -> None:
    parts = {"swaps": swaps, "pulse": pulse, "screens": screens, "lips": lips}
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("shared", type=Path)
    asked.add_argument("--only", choices=tuple(parts))
    asked.add_argument("--kbit-s", type=int, default=368)
    given = asked.parse_args()
    cv2.setNumThreads(1)
    sessions = SessionMaker(load_settings())()
    for name in [given.only] if given.only else list(parts):
        say(f"# {name}")
        parts[name](sessions, given.shared, given.kbit_s * 125)


if __name__ == "__main__":
    main()
