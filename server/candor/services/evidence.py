"""Evidence packs: everything on record of one interview, or of all of a candidate, signed by the house."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from dataclasses import asdict, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec

from candor.domain.ids import CandidateId, InterviewId
from candor.domain.records import InterviewRecord
from candor.evidence.facts import verdict_lines
from candor.evidence.pack import Seal, make_pack
from candor.report.basis import load_basis
from candor.report.report_json import report_document
from candor.report.summary import make_report
from candor.services.access import Permission, require
from candor.services.consent import ConsentGate
from candor.services.inputs import LANGUAGES
from candor.services.reach import Gate, within
from candor.store.store import Store
from candor.store.values import House, Person

README = """Evidence pack of Candor. Check it with: candor evidence verify PACK.zip --public-key KEY
(KEY: the public key that the organisation shows on its administrator page). docs/evidence.md says what each file is.

facts/       per interview: record.json (everything noted), report.json (in words), answers.json (all answers),
             notices.json, observations.jsonl (what each signal said)
audit.json   links of the audit trail about the interviews and the candidate
pictures/    evidence crops of warnings, strips of movement checks
candidate/   decisions about consent, and the text they were about where it is still the text in force
calibration/ thresholds of this installation when the pack was made; record.json names those of the interview

Not in it: the ID photo, face templates, video and sound. Absence of a warning proves nothing, and a warning is a reason
to ask, not a finding about a person.
"""


class Evidence:
    """Makes evidence packs."""

    def __init__(self, store: Store, consent: ConsentGate, models_dir: Path, now: Callable[[], datetime]) -> None:
        self._store = store
        self._consent = consent
        self._models_dir = models_dir
        self._now = now
        self._gate = Gate(store)

    def of_interview(self, by: Person, interview: InterviewId) -> bytes:
        """Return the pack of one interview; that it was made is a link of the audit trail."""
        self._gate.interview(by, Permission.MANAGE_CANDIDATES, interview)
        candidate = self._store.rounds.interview(interview).candidate
        return self._pack(by, interview, candidate, [interview])

    def of_candidate(self, by: Person, candidate: CandidateId) -> bytes:
        """Return the pack of all interviews of a candidate that have begun."""
        self._gate.candidate(by, Permission.MANAGE_CANDIDATES, candidate)
        held = self._store.rounds.of_candidate(candidate, within(by))
        begun = sorted((one for one in held if one.started_at), key=lambda one: (one.started_at or self._now(), one.id))
        return self._pack(by, candidate, candidate, [one.id for one in begun])

    def public_key(self, by: Person) -> bytes:
        """Return the key that packs of this house are checked with."""
        require(by, Permission.MANAGE_PEOPLE)
        return self._store.house_key.public_key()

    def _pack(self, by: Person, subject: str, candidate: CandidateId, interviews: list[InterviewId]) -> bytes:
        self._store.audit.note(self._now(), by.id, "evidence_packed", subject)
        files: dict[str, bytes] = {"README.txt": README.encode()}
        for interview in interviews:
            files |= self._interview(interview)
        files |= self._candidate(candidate)
        files["audit.json"] = _json(self._store.evidence.links([*interviews, candidate]))
        files |= self._calibration()
        house, key = self._store.people.house() or House("", ""), self._store.house_key
        seal = Seal(house.organisation, key.public_key(), key.sign)
        return make_pack(files, subject, list(interviews), self._now(), seal)

    def _interview(self, interview: InterviewId) -> dict[str, bytes]:
        record, place = self._store.rounds.record(interview), f"facts/{interview}"
        report = make_report(record, self._now(), LANGUAGES[0], load_basis(self._models_dir))
        return {
            f"{place}/record.json": _json(_without_pictures(record)),
            f"{place}/report.json": json.dumps(report_document(report), ensure_ascii=False, indent=1).encode(),
            f"{place}/answers.json": _json(self._store.evidence.answers(interview)),
            f"{place}/notices.json": _json(self._store.evidence.notices(interview)),
            f"{place}/observations.jsonl": verdict_lines(self._store.evidence.verdicts(interview)),
            **dict(_pictures(record)),
        }

    def _candidate(self, candidate: CandidateId) -> dict[str, bytes]:
        consents, held = self._consent.history(candidate), self._store.candidates.candidate(candidate)
        files = {"candidate/consents.json": _json([asdict(consent) for consent in consents])}
        for language in LANGUAGES:
            notice = self._consent.notice(held, language)
            if any(consent.text_sha256 == notice.sha256 for consent in consents):
                files[f"candidate/notice-{language}.txt"] = "\n".join((*notice.paragraphs, notice.question)).encode()
        return files

    def _calibration(self) -> dict[str, bytes]:
        folder = self._models_dir / "calibration"
        found = sorted(folder.rglob("*.toml"))
        return {f"calibration/{path.relative_to(folder).as_posix()}": path.read_bytes() for path in found}


def _pictures(record: InterviewRecord) -> Iterable[tuple[str, bytes]]:
    place = f"pictures/{record.interview}"
    for number, held in enumerate(record.warnings, 1):
        if held.warning.evidence_jpeg is not None:
            yield f"{place}/warning-{number}-{_tidy(held.warning.code)}.jpg", held.warning.evidence_jpeg
    for check in record.checks:
        if check.status.evidence_jpeg is not None:
            yield f"{place}/check-{check.number}-{_tidy(check.status.check.kind)}.jpg", check.status.evidence_jpeg


def _without_pictures(record: InterviewRecord) -> InterviewRecord:
    warnings = [replace(held, warning=replace(held.warning, evidence_jpeg=None)) for held in record.warnings]
    checks = [replace(held, status=replace(held.status, evidence_jpeg=None)) for held in record.checks]
    return replace(record, warnings=warnings, checks=checks)


def _tidy(name: str) -> str:
    return re.sub(r"[^A-Za-z0-9_-]", "_", name)[:60]


def _json(value: Any) -> bytes:  # noqa: ANN401 (whatever msgspec can write)
    return msgspec.json.format(msgspec.json.encode(value), indent=1) + b"\n"
