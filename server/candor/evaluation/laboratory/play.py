"""What do the signals say of this session? Reads, makes, sends and plays it through the analysis of a live call."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Protocol

import msgspec
import numpy as np

from candor.domain.frames import Frame
from candor.domain.ids import InterviewId
from candor.domain.observations import Observation, Verdict
from candor.domain.orders import Order
from candor.domain.ports import Brief, StepResult
from candor.domain.sound import SOUND_RATE_HZ, SoundBlock
from candor.errors import DecodeError
from candor.evaluation.codec_grid import GRID, GridPoint, sent
from candor.evaluation.footage import read_clip, still
from candor.evaluation.laboratory.lab_file import Footage, Run
from candor.evaluation.laboratory.memory import file_sha256
from candor.evaluation.laboratory.plan import Planned
from candor.evaluation.laboratory.recorded import Recorded, Said
from candor.evaluation.recipes import ATTACKS, BENIGN
from candor.evaluation.recipes.clip import F32, RGB, Clip, NotPossibleError, Props
from candor.pipeline.sound_track import DueSound


class Session(Protocol):
    """What is needed of pipeline.session.InterviewSession."""

    def tell(self, order: Order) -> None: ...  # noqa: D102  # see InterviewSession

    def advance_rgb(self, frame: Frame, dropped: int = 0) -> StepResult: ...  # noqa: D102  # likewise


class Player:
    """Plays planned sessions; keeps the last few clips that it has read."""

    def __init__(
        self,
        open_session: Callable[[Brief], Session],
        face_finder: Callable[[], Callable[[RGB], F32 | None]],
        person_of: Callable[[RGB], F32] | None,
    ) -> None:
        """Play with these.

        Args:
            open_session: opens a fresh analysis.
            face_finder: makes what finds the mesh of the face, frame by frame; a fresh one for every session.
            person_of: tells person from background; None when no model is there.
        """
        self._open, self._face_finder, self._person_of = open_session, face_finder, person_of
        self._read = lru_cache(maxsize=4)(_read)

    def play(self, planned: Planned, key: str) -> Recorded:
        """Return what the signals said; a session that cannot be made is returned with its reason."""
        recorded = _blank(planned, key)
        try:
            return self._played(self.made(planned), planned.run, recorded)
        except (NotPossibleError, DecodeError) as error:
            return _with(recorded, left_out=error.sentence if isinstance(error, DecodeError) else str(error))

    def made(self, planned: Planned) -> Clip:
        """Return what arrives at the other end.

        Raises:
            NotPossibleError: the recipe cannot be made of this recording.
            DecodeError: a recording cannot be read.
        """
        point, run = GRID[planned.point], planned.run
        rng = np.random.default_rng(planned.seed)
        clip = self._read(planned.footage, point, run.longest_s)
        donor = self._read(planned.donor, point, run.longest_s) if planned.donor else None
        if run.stills_s:
            clip = still(clip, run.stills_s, rng)
        recipe = ATTACKS[planned.recipe] if planned.recipe in ATTACKS else BENIGN[planned.recipe]
        made = recipe.make(clip, Props(donor, self._face_finder(), self._person_of), rng)
        return sent(made.first(run.session_s) if run.session_s else made, point, rng)

    def _played(self, clip: Clip, run: Run, recorded: Recorded) -> Recorded:
        session = self._open(Brief(InterviewId("laboratory"), None, consented=True))
        said: list[Said] = []
        widths: list[float] = []
        heard = DueSound(_heard(clip))
        fps = min(run.analysis_fps, clip.rate_fps)
        for i, rgb in enumerate(_sampled(clip, fps)):
            at_s = i / fps
            for block in heard.until(at_s):
                session.tell(block)
            step = session.advance_rgb(Frame(i, at_s, at_s, rgb))
            said += [_said(verdict) for verdict in step.verdicts]
            widths += [] if step.face_width_px is None else [step.face_width_px]
        return _with(
            recorded,
            fps=fps,
            duration_s=round(clip.duration_s, 3),
            attack_from_s=round(clip.attack_from_s, 3),
            face_width_px=round(float(np.median(widths)), 1) if widths else 0.0,
            luma=round(float(np.median([rgb.mean() for rgb in clip.frames[:: max(round(clip.rate_fps), 1)]])), 1),
            said=tuple(said),
        )


def _sampled(clip: Clip, fps: float) -> Iterator[RGB]:
    """Yield what a capture at this rate sees: the newest frame at each tick."""
    last = len(clip.frames) - 1
    for tick in range(int(last / clip.rate_fps * fps) + 1):
        yield clip.frames[min(int(tick / fps * clip.rate_fps + 1e-6), last)]


def _heard(clip: Clip) -> Iterator[SoundBlock]:
    """Yield the sound in blocks of a tenth of a second, each due when its last sample was heard."""
    block = SOUND_RATE_HZ // 10
    sound = clip.sound if clip.sound is not None else np.zeros(0, np.int16)
    for seq, start in enumerate(range(0, len(sound) - block + 1, block)):
        at_s = start / SOUND_RATE_HZ
        pcm = sound[start : start + block].astype("<i2").tobytes()
        yield SoundBlock(seq, at_s, at_s + 0.1, pcm)


def _said(verdict: Verdict) -> Said:
    at_s = round(verdict.at_s, 4)
    if isinstance(verdict, Observation):
        details = {name: round(v, 4) if isinstance(v, float) else v for name, v in verdict.details.items()}
        return Said(at_s, verdict.signal, round(verdict.llr, 4), float(f"{verdict.score:.6g}"), verdict.code, details)
    return Said(at_s, verdict.signal, None, 0.0, verdict.reason)


def _read(footage: Footage, point: GridPoint, longest_s: float) -> Clip:
    """Read no more pixels than will be sent."""
    return read_clip(footage.file, point.fps, longest_s, footage.crop, round(point.height_px * 16 / 9))


def _blank(planned: Planned, key: str) -> Recorded:
    donor = planned.donor
    return Recorded(
        key=key,
        run=planned.run.name,
        source=planned.footage.source,
        name=planned.footage.name,
        file_sha256=file_sha256(planned.footage.file),
        donor=donor.name if donor else "",
        donor_sha256=file_sha256(donor.file) if donor else "",
        group=planned.footage.group,
        part=planned.part,
        recipe=planned.recipe,
        species=planned.species,
        point=planned.point,
        seed=planned.seed,
    )


def _with(recorded: Recorded, **changes: object) -> Recorded:
    return msgspec.structs.replace(recorded, **changes)
