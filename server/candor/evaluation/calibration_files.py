"""How is a calibration written down? The cohort as .npz, everything else as TOML beside it, read by fusion/identity.py.

Last station of `candor calibrate`. The same faces, recipe and date give byte-equal files.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from candor.evaluation.identity_fit import Fitted, Recipe
from candor.fusion.identity import SCHEMA, Cohort

_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The time of archive members, so that the archive's hash depends on its content alone."""


@dataclass(frozen=True, slots=True)
class Provenance:
    """What the file must say about its making."""

    model: str
    data: str
    """The data sets by name, in words."""
    made: date
    note: str


def write_calibration(folder: Path, fitted: Fitted, recipe: Recipe, provenance: Provenance) -> Path:
    """Write MODEL.npz and MODEL.toml into `folder` and return the latter's path. No template of a person is kept."""
    folder.mkdir(parents=True, exist_ok=True)
    content = cohort_archive(fitted.cohort)
    cohort_path = folder / f"{provenance.model}.npz"
    cohort_path.write_bytes(content)
    path = folder / f"{provenance.model}.toml"
    path.write_text(_toml(fitted, recipe, provenance, hashlib.sha256(content).hexdigest()), encoding="utf-8")
    return path


def cohort_archive(cohort: Cohort) -> bytes:
    """Return the .npz of centre, points in steps of a 127th of the largest, and that step."""
    step = max(float(np.abs(cohort.points).max()) / 127, float(np.finfo(np.float32).tiny))
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        _add(archive, "centre", cohort.centre)
        _add(archive, "points", np.round(cohort.points / step).astype(np.int8))
        _add(archive, "step", np.array(step, np.float32))
    return buffer.getvalue()


def _add(archive: zipfile.ZipFile, name: str, array: NDArray[np.float32] | NDArray[np.int8]) -> None:
    member = io.BytesIO()
    np.lib.format.write_array(member, array, allow_pickle=False)
    archive.writestr(zipfile.ZipInfo(f"{name}.npy", _EPOCH), member.getvalue(), zipfile.ZIP_DEFLATED)


def _toml(fitted: Fitted, recipe: Recipe, provenance: Provenance, sha256: str) -> str:
    points, dimensions = fitted.cohort.points.shape
    groups = ", ".join(f"{_quoted(name)} = {people}" for name, people in fitted.people_by_group.items())
    decision = recipe.decision
    operating_point = (
        f"same: false match rate {decision.false_match_rate:g} in the worst group; "
        f"different: {decision.false_different_rate:g} of mated comparisons of the worst group; single images"
    )
    lines = [
        "# Made by `candor calibrate`; do not edit. Measured error rates: docs/accuracy.md.",
        f"schema = {_quoted(SCHEMA)}",
        f"model = {_quoted(provenance.model)}",
        f"version = {_quoted(f'{provenance.model}/{provenance.made.isoformat()}/{sha256[:8]}')}",
        "",
        "[origin]",
        f"data = {_quoted(provenance.data)}",
        f"n = {fitted.people}",
        f"operating_point = {_quoted(operating_point)}",
        f"date = {_quoted(provenance.made.isoformat())}",
        f"note = {_quoted(provenance.note)}",
        "",
        "[cohort]",
        f"file = {_quoted(f'{provenance.model}.npz')}",
        f"sha256 = {_quoted(sha256)}",
        f"points = {points}",
        f"dimensions = {dimensions}",
        f"top_k = {fitted.cohort.top_k}",
        f"shrinkage = {recipe.cohort.shrinkage}",
        f"seed = {recipe.cohort.seed}",
        "# People that each group's Gaussian was fitted to, one picture each; crowds are clusters of the first.",
        f"groups = {{ {groups} }}",
        "",
        "# LLR = intercept + slope * score, different over same, clipped to what this many people support.",
        "[llr]",
        f"intercept = {fitted.llr_map.intercept:.4f}",
        f"slope = {fitted.llr_map.slope:.4f}",
        f"low = {fitted.llr_map.low:.4f}",
        f"high = {fitted.llr_map.high:.4f}",
        "",
        "[decision]",
        f"same_from_score = {fitted.rule.same_from_score:.4f}",
        f"different_below_score = {fitted.rule.different_below_score:.4f}",
    ]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    plain = "".join(max(character, " ") for character in text)
    return '"' + plain.replace("\\", "\\\\").replace('"', '\\"') + '"'
