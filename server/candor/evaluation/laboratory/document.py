"""What is written for machines? candor.laboratory-report/1, described in docs/evaluation-json.md."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import msgspec

from candor.evaluation.laboratory.findings import Condition
from candor.evaluation.laboratory.lab_file import Laboratory
from candor.evaluation.laboratory.recorded import Recorded
from candor.evaluation.laboratory.refusion import Fused

SCHEMA: Final = "candor.laboratory-report/1"


def as_json(
    laboratory: Laboratory, conditions: Sequence[Condition], recorded: Sequence[Recorded], versions: Mapping[str, str]
) -> bytes:
    """Return the report; numbers that are not finite are null.

    Args:
        laboratory: what was asked for.
        conditions: what was found.
        recorded: every session, those left out as well.
        versions: of program, models, calibrations and code in force.
    """
    fused = {one.recorded.key: one.fused for condition in conditions for one in condition.sessions}
    content = {
        "schema": SCHEMA,
        "laboratory": laboratory.name,
        "seed": laboratory.seed,
        "questions": laboratory.questions,
        "versions": versions,
        "conditions": [_condition(condition) for condition in conditions],
        "sessions": [_session(one, fused.get(one.key)) for one in recorded],
    }
    return msgspec.json.format(msgspec.json.encode(content), indent=1) + b"\n"


def _condition(condition: Condition) -> dict[str, Any]:
    names = ("run", "point", "species", "bona_fide", "subjects", "ablation", "abstentions", "codes", "failures")
    return {name: getattr(condition, name) for name in names}


def _session(recorded: Recorded, fused: Fused | None) -> dict[str, Any]:
    kept = {name: getattr(recorded, name) for name in recorded.__struct_fields__ if name not in ("key", "said")}
    if fused is None:
        return kept | {"amber_at_s": None, "red_at_s": None, "causes": [], "peak": {}, "answered": False}
    return kept | {
        "amber_at_s": fused.amber_at_s,
        "red_at_s": fused.red_at_s,
        "causes": fused.causes,
        "peak": {question.value: round(llr, 3) for question, llr in fused.peak.items()},
        "answered": fused.is_answered,
    }
