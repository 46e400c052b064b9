"""What does a report say to machines? The document "candor.report/1", whose shape is in docs/schemas."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from candor.domain.checklist import ChecklistAnswer, RecordedChecklist
from candor.domain.escalation import Escalation
from candor.domain.findings import Screening
from candor.domain.flags import FlagEntry
from candor.domain.records import InterviewRecord, RecordedCheck, RecordedWarning
from candor.report.basis import Basis
from candor.report.candidate import ComparedReport
from candor.report.summary import Line, Report

SCHEMA: Final = "candor.report/1"

Json = Mapping[str, object]


def report_document(report: Report) -> Json:
    """Return the report of an interview as plain values, ready for `json.dumps`; pictures are not in it."""
    return {"schema": SCHEMA, "kind": "interview", "made_at": report.made_at.isoformat(), **_interview(report)} | (
        {"basis": _basis(report.basis, report.record.versions)} if report.basis else {}
    )


def compared_document(compared: ComparedReport) -> Json:
    """Return the report of all interviews of a candidate as plain values."""
    basis = compared.reports[-1].basis if compared.reports else None
    return {
        "schema": SCHEMA,
        "kind": "candidate",
        "made_at": compared.made_at.isoformat(),
        "language": compared.texts.language,
        "candidate": compared.candidate,
        "summary": {
            "state": compared.overall.value,
            "headline": compared.headline,
            "found": list(compared.found),
            "not_checked": list(compared.not_checked),
            "next": list(compared.next_steps),
        },
        "interviews": [_interview(report) for report in compared.reports],
        **({"application": _application(compared.application, compared.outcome)} if compared.application else {}),
        **({"basis": _basis(basis, compared.reports[-1].record.versions)} if basis else {}),
    }


def _application(screening: Screening, outcome: str) -> dict[str, object]:
    return {
        "state": screening.state.value,
        "on": screening.on.isoformat(),
        "findings": [
            {"rule": each.rule, "severity": each.severity.value, "what": dict(each.what)} for each in screening.findings
        ],
        "outcome": outcome,
    }


def _interview(report: Report) -> dict[str, object]:
    record = report.record
    return {
        "language": report.texts.language,
        "interview": record.interview,
        "candidate": record.candidate,
        "title": record.title,
        "started_at": record.started_at.isoformat(),
        "ended_at": record.ended_at.isoformat() if record.ended_at else None,
        "duration_s": round(record.duration_s, 3),
        "frames_analyzed": record.frames_analyzed,
        "frames_dropped": record.frames_dropped,
        "sound_lost_s": round(record.sound_lost_s, 3),
        "reference": record.reference,
        "summary": {
            "state": report.overall.value,
            "headline": report.headline,
            "found": list(report.found),
            "not_checked": list(report.not_checked),
            "next": list(report.next_steps),
        },
        "questions": {line.question.value: _question(line) for line in report.lines},
        "warnings": [_warning(held, report) for held in report.warnings],
        "checks": [_check(held) for held in record.checks],
        "checklist": _checklist(record.checklist),
        "notes": [{"at_s": n.at_s, "by": n.by, "text": n.text} for n in record.notes],
        "signals": _signals(record),
        "notices": list(record.notices),
        "limits": list(report.texts.limits.values()),
        "versions": dict(record.versions),
    }


def _question(line: Line) -> Json:
    return {
        "worst_state": line.state.value,
        "reason": line.reason,
        "timeline": [
            {"state": s.state.value, "reason": s.reason, "from_s": round(s.start_s, 3), "to_s": round(s.end_s, 3)}
            for s in line.stretches
        ],
    }


def _warning(held: RecordedWarning, report: Report) -> Json:
    warning, answer = held.warning, held.answer
    return {
        "id": warning.id,
        "question": warning.question.value,
        "severity": warning.severity.value,
        "code": warning.code,
        "at_s": round(warning.at_s, 3),
        "until_s": None if warning.until_s is None else round(warning.until_s, 3),
        "llr": round(warning.llr, 3),
        "details": dict(warning.details),
        "title": warning.explanation.title,
        "detail": warning.explanation.detail,
        "harmless": list(warning.explanation.harmless),
        "next_step": warning.explanation.next_step,
        "has_picture": warning.evidence_jpeg is not None,
        "answer": None
        if answer is None
        else {"kind": answer.kind, "note": answer.note, "by": answer.by, "at": answer.at.isoformat()},
        "escalations": [_escalation(e) for e in report.record.escalations if e.warning == warning.id],
        "resolution": [_flag_entry(entry) for entry in report.record.flags if entry.warning == warning.id],
    }


def _flag_entry(entry: FlagEntry) -> Json:
    return {"what": str(entry.deed), "by": entry.by, "at": entry.at.isoformat(), "words": entry.words}


def _escalation(escalation: Escalation) -> Json:
    return {
        "opened_by": escalation.opened_by,
        "opened_at": escalation.opened_at.isoformat(),
        "closed_by": escalation.closed_by if escalation.closed_at else None,
        "closed_at": escalation.closed_at.isoformat() if escalation.closed_at else None,
        "reason": str(escalation.reason) if escalation.reason else None,
    }


def _check(held: RecordedCheck) -> Json:
    status = held.status
    return {
        "number": held.number,
        "kind": status.check.kind.value,
        "side": status.check.side.value,
        "digits": status.check.digits,
        "is_chosen": held.is_chosen,
        "at_s": round(status.started_at_s, 3),
        "until_s": None if status.ended_at_s is None else round(status.ended_at_s, 3),
        "result": status.phase.value,
        "details": dict(status.details),
        "heard": held.confirmed,
    }


def _checklist(recorded: RecordedChecklist | None) -> Json | None:
    if recorded is None:
        return None
    template = recorded.template
    return {
        "template": template.id,
        "version": template.version,
        "answers": {item: _item(answer) for item, answer in sorted(recorded.answers.items())},
    }


def _item(answer: ChecklistAnswer) -> Json:
    return {
        "mark": str(answer.mark),
        "rating": answer.rating,
        "reason": str(answer.reason) if answer.reason else None,
        "text": answer.text,
        "by": answer.by,
    }


def _signals(record: InterviewRecord) -> Json:
    return {
        str(name): {"observations": tally.observations, "abstentions": dict(tally.abstentions)}
        for name, tally in record.signals.items()
    }


def _basis(basis: Basis, versions: Mapping[str, str]) -> Json:
    return {
        "bounds": {
            "amber_llr": basis.bounds.amber_llr,
            "red_llr": basis.bounds.red_llr,
            "green_llr": basis.bounds.green_llr,
        },
        "rates": {
            name: {
                "question": rate.question or None,
                "count": rate.count,
                "n": rate.n,
                "interval": [round(rate.interval.low, 4), round(rate.interval.high, 4)],
                "data": rate.data,
                "date": rate.date,
                "page": rate.page,
            }
            for name, rate in basis.rates.items()
        },
        "thresholds": [
            {
                "name": t.name,
                "version": t.version,
                "data": t.data,
                "n": t.n,
                "operating_point": t.operating_point,
                "date": t.date,
                "sha256_begins": t.digest,
                "is_of_interview": t.is_of(versions),
            }
            for t in basis.thresholds
        ],
    }
