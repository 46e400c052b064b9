"""How well do ten seconds of video compare with one photo? Identity error rates of templates, not of single images.

Behind `candor evaluate --templates`. Takes the bona fide recordings of a data set (evaluation/datasets.py). Of each,
one early moment serves as the photo and later stretches of up to ten seconds as templates; photos and templates of all
people are compared with the shipped calibration. Photo and template of a person mostly come from one recording, so
mated rates are better than they would be with an ID photo of another day.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from candor.domain.facts import FaceFacts
from candor.domain.identity import Template
from candor.evaluation.datasets import Dataset, LabelledPair, LabelledRecording
from candor.evaluation.evaluation_report import as_markdown
from candor.evaluation.metrics import rates_of_pairs
from candor.fusion.identity import CohortComparator, Outcome
from candor.pipeline.analysers import Analysers
from candor.pipeline.faces import Watch, watch_faces
from candor.pipeline.recording import Crop, open_recording
from candor.pipeline.rules import PipelineRules

TEMPLATE_S = 10.0
APART_S = 2.0
"""Between the moment that serves as photo and the first template: not the same instant twice."""
FEWEST = 2
"""Embeddings of a template, one a second; shorter stretches are no template."""
_SEED = 20261122


@dataclass(frozen=True, slots=True)
class Enrolled:
    """What one recording gives: a photo and templates of later stretches."""

    recording: LabelledRecording
    photo: Template
    templates: tuple[Template, ...]


@dataclass(frozen=True, slots=True)
class Sighting:
    """One embedded moment of a recording."""

    at_s: float
    face: FaceFacts


def sightings(
    recording: LabelledRecording, fps: float, analysers: Analysers, rules: PipelineRules
) -> tuple[Sighting, ...]:
    """Return the embedded moments of the candidate of a recording, about one a second, in the pipeline's quality.

    Raises:
        DecodeError: the recording cannot be read.
    """
    watch = Watch()
    found: list[Sighting] = []
    crop = Crop(*recording.crop) if recording.crop else None
    for frame in open_recording(recording.file, crop, fps):
        watch, facts = watch_faces(watch, frame, analysers, rules, may_embed=True)
        if facts.candidate is not None and facts.candidate.embedding is not None:
            found.append(Sighting(frame.captured_at_s, facts.candidate))
    return tuple(found)


def enrolled(recording: LabelledRecording, seen: Sequence[Sighting], model: str) -> Enrolled | None:
    """Split the moments of a recording into photo and templates; None when nothing is left for a template."""
    if not seen:
        return None
    later = [one for one in seen if one.at_s >= seen[0].at_s + APART_S]
    stretches: dict[int, list[Sighting]] = {}
    for one in later:
        stretches.setdefault(int((one.at_s - later[0].at_s) // TEMPLATE_S), []).append(one)
    templates = tuple(template(part, model) for part in stretches.values() if len(part) >= FEWEST)
    return Enrolled(recording, template(seen[:1], model), templates) if templates else None


def template(seen: Sequence[Sighting], model: str) -> Template:
    """Return the mean of the embeddings of these moments."""
    vectors = [one.face.embedding for one in seen if one.face.embedding is not None]
    widths = [one.face.quality.width_px for one in seen if one.face.quality is not None]
    mean = np.stack(vectors).mean(axis=0, dtype=np.float64)
    return Template(model, np.asarray(mean, np.float32), len(vectors), float(np.median(widths)) if widths else 0.0)


def compared(people: Sequence[Enrolled], comparator: CohortComparator) -> list[tuple[LabelledPair, Outcome]]:
    """Compare every photo with every template of every recording."""
    answers: list[tuple[LabelledPair, Outcome]] = []
    for one in people:
        for other in people:
            for made in other.templates:
                a, b = one.recording, other.recording
                pair = LabelledPair(a.file, b.file, a.person == b.person, a.person, b.person, "10-second templates")
                answers.append((pair, comparator.decide(comparator.compare(one.photo, made))))
    return answers


def measure(dataset: Dataset, analysers: Analysers, rules: PipelineRules, comparator: CohortComparator) -> str:
    """Return the rates as Markdown."""
    bona_fide = [recording for recording in dataset.recordings if not recording.is_attack]
    model = analysers.embedder.model
    made = [enrolled(one, sightings(one, dataset.fps, analysers, rules), model) for one in bona_fide]
    people = [one for one in made if one is not None]
    left_out = f"{len(made) - len(people)} of {len(made)} recordings are too short for a template.\n"
    rates = rates_of_pairs(compared(people, comparator), np.random.default_rng(_SEED))
    return as_markdown(dataset.name, [], rates, []) + "\n" + left_out
