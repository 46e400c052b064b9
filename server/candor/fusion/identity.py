"""Are these two templates of one person? Cohort-normalised comparison with the calibration of one embedder.

Used by the identity and continuity signals and by `candor compare`. Cohort, map and operating points are read from
models/calibration/identity/, written there by `candor calibrate`; no number of theirs stands in code.
"""

from __future__ import annotations

import hashlib
import io
import tomllib
import zipfile
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Annotated

import msgspec
import numpy as np
from numpy.typing import NDArray

from candor.domain.identity import Comparison, Template
from candor.errors import ConfigurationError, ModelError
from candor.maths.likelihood import LlrMap
from candor.maths.score_normalisation import CrowdStatistics, crowd_statistics, normalised, unit_length

SCHEMA = "candor.identity-calibration/1"
_REMEMBERED = 64
"""Faces whose place in the crowd is kept: the reference of an interview is compared again and again."""


class Outcome(StrEnum):
    """What a comparison comes to."""

    SAME = "same"
    DIFFERENT = "different"
    CANT_TELL = "cant_tell"


class DecisionRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The operating points, on the normalised score. Between them nobody can tell."""

    same_from_score: float
    different_below_score: float

    def decide(self, comparison: Comparison) -> Outcome:
        """Return what this comparison comes to."""
        if comparison.score >= self.same_from_score:
            return Outcome.SAME
        return Outcome.DIFFERENT if comparison.score < self.different_below_score else Outcome.CANT_TELL


class Origin(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where the numbers come from."""

    data: str
    n: int
    """People."""
    operating_point: str
    date: str
    note: str = ""


class LlrCurve(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The map from normalised score to log-likelihood ratio."""

    intercept: float
    slope: Annotated[float, msgspec.Meta(le=0)]
    low: Annotated[float, msgspec.Meta(lt=0)]
    high: Annotated[float, msgspec.Meta(gt=0)]


class CohortFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file of drawn points beside the calibration."""

    file: str
    sha256: str
    points: int
    dimensions: int
    top_k: Annotated[int, msgspec.Meta(ge=2)]
    shrinkage: float
    seed: int
    groups: dict[str, int]
    """People that a group's Gaussian was fitted to, by group."""


class IdentityCalibration(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One calibration file, models/calibration/identity/MODEL.toml."""

    schema: str
    model: str
    version: str
    """Recorded with every interview."""
    origin: Origin
    cohort: CohortFile
    llr: LlrCurve
    decision: DecisionRule


class Cohort:
    """The crowd that faces are measured against. Immutable."""

    def __init__(self, centre: NDArray[np.float32], points: NDArray[np.float32], top_k: int) -> None:
        """Keep a crowd.

        Args:
            centre: (d,) where the embedding of nobody in particular lies; taken off before directions are compared.
            points: (M, d) drawn points, the centre taken off, of any length.
            top_k: how many of them are a face's neighbourhood.
        """
        self.centre = centre
        self.points = points
        self.top_k = top_k
        self._directions = np.ascontiguousarray(unit_length(points))

    def directions(self, vectors: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return (N, d) unit vectors: where (N, d) embeddings lie as seen from the centre.

        Source: centring and length normalisation as Garcia-Romero and Espy-Wilson, Interspeech 2011.
        """
        return unit_length(vectors - self.centre)

    def statistics(self, directions: NDArray[np.float32]) -> CrowdStatistics:
        """Return where (N, d) directions stand in the crowd."""
        return crowd_statistics(directions @ self._directions.T, self.top_k)

    def scores(self, a: NDArray[np.float32], b: NDArray[np.float32]) -> NDArray[np.float64]:
        """Return the (N, M) normalised scores of (N, d) against (M, d) embeddings; larger is more alike."""
        left, right = self.directions(a), self.directions(b)
        return normalised((left @ right.T).astype(np.float64), self.statistics(left), self.statistics(right))


class CohortComparator:
    """Compares templates of one embedder (domain.ports.Comparator). Safe to share between threads."""

    def __init__(self, model: str, cohort: Cohort, llr_map: LlrMap, rule: DecisionRule) -> None:
        self.model = model
        self.rule = rule
        self._cohort = cohort
        self._map = llr_map
        self._placed = lru_cache(maxsize=_REMEMBERED)(self._place)

    def compare(self, a: Template, b: Template) -> Comparison:
        """Return normalised score and LLR, different over same.

        Raises:
            ModelError: a template is of another model or size than this calibration.
        """
        for template in (a, b):
            self._check(template)
        left, right = (self._cohort.directions(np.asarray(t.vector, np.float32)[None]) for t in (a, b))
        alike = (left @ right.T).astype(np.float64)
        score = float(normalised(alike, self._placed(left.tobytes()), self._placed(right.tobytes()))[0, 0])
        return Comparison(score=score, llr=self._map.llr(score))

    def decide(self, comparison: Comparison) -> Outcome:
        """Return "same", "different" or "can't tell" at the calibrated operating points."""
        return self.rule.decide(comparison)

    def _place(self, direction: bytes) -> CrowdStatistics:
        return self._cohort.statistics(np.frombuffer(direction, np.float32)[None])

    def _check(self, template: Template) -> None:
        size = self._cohort.points.shape[1]
        if template.model != self.model or template.vector.shape != (size,) or not np.isfinite(template.vector).all():
            raise ModelError(
                "template_of_other_model",
                f"A template of {template.model} cannot be compared with the calibration of {self.model}. "
                "Make the template again from its photo.",
                cause=f"shape {template.vector.shape}, expected ({size},)",
            )


def load_comparator(models_dir: Path, model: str) -> CohortComparator:
    """Read the calibration of an embedder from `models_dir`/calibration/identity/MODEL.toml and its cohort beside it.

    Raises:
        ConfigurationError: there is no calibration for this embedder, or it cannot be used; says what to run.
    """
    calibration = read_calibration(models_dir, model)
    path = calibration_path(models_dir, model)
    cohort = _read_cohort(path.parent / calibration.cohort.file, calibration)
    curve = calibration.llr
    llr_map = LlrMap(curve.intercept, curve.slope, curve.low, curve.high)
    return CohortComparator(model, cohort, llr_map, calibration.decision)


def calibration_path(models_dir: Path, model: str) -> Path:
    """Return where the calibration of an embedder is kept."""
    return models_dir / "calibration" / "identity" / f"{model}.toml"


def read_calibration(models_dir: Path, model: str) -> IdentityCalibration:
    """Read the calibration of an embedder without its cohort: version and origin for records and pages.

    Raises:
        ConfigurationError: as `load_comparator`.
    """
    path = calibration_path(models_dir, model)
    if not path.is_file():
        raise ConfigurationError(
            "no_identity_calibration",
            f"There is no identity calibration for {model}. Make one: candor calibrate FACES_DIR --model {model}",
        )
    try:
        calibration = msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), IdentityCalibration)
    except (msgspec.ValidationError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise _unusable(path, str(error)) from error
    decision = calibration.decision
    if calibration.schema != SCHEMA or calibration.model != model or "/" in calibration.cohort.file:
        raise _unusable(path, "schema, model or cohort file is not the expected one")
    if decision.different_below_score > decision.same_from_score:
        raise _unusable(path, "different_below_score lies above same_from_score")
    return calibration


def _read_cohort(path: Path, calibration: IdentityCalibration) -> Cohort:
    promised = calibration.cohort
    try:
        content = path.read_bytes()
        if hashlib.sha256(content).hexdigest() != promised.sha256:
            raise _unusable(path, "the SHA-256 is not the one in the calibration file")
        with np.load(io.BytesIO(content), allow_pickle=False) as archive:
            points = archive["points"].astype(np.float32) * np.float32(archive["step"])
            centre = np.asarray(archive["centre"], np.float32)
    except (OSError, ValueError, TypeError, KeyError, zipfile.BadZipFile) as error:
        raise _unusable(path, str(error)) from error
    if points.shape != (promised.points, promised.dimensions) or centre.shape != points.shape[1:]:
        raise _unusable(path, f"shape {points.shape} is not the one in the calibration file")
    if promised.top_k > len(points):
        raise _unusable(path, f"top_k {promised.top_k} is more than its {len(points)} points")
    return Cohort(centre, points, promised.top_k)


def _unusable(path: Path, cause: str) -> ConfigurationError:
    return ConfigurationError(
        "bad_identity_calibration",
        f"The identity calibration {path.name} cannot be used ({cause}). Restore it or run `candor calibrate` again.",
        cause=cause,
    )
