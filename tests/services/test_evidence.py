from __future__ import annotations

import json

import pytest

from analysis_builders import observation
from candor.domain.ids import WarningId
from candor.errors import AccessError, NotFoundError
from candor.evidence.facts import read_verdicts
from candor.evidence.verify import open_pack, verify
from candor.store.values import ConsentDecision, Role
from store_builders import build_check, build_warning, join


@pytest.fixture
def interview(services, admin):
    candidate = services.candidates.create(admin, "Sample Candidate", "", "en")
    services.consent.record_read_out(admin, candidate, ConsentDecision.GRANTED, "en")
    made = services.interviews.create(admin, candidate, "one")
    records = services.store.interviews
    records.begin(made)
    records.save_warning(build_warning(made), 1)
    records.save_check(made, build_check())
    records.save_verdicts(made, [observation(1.0)])
    services.interviews.answer(admin, made, WarningId("w-1"), "explained", "new glasses")
    return made


def test_a_pack_holds_what_is_on_record_and_is_whole(services, admin, interview):
    pack = services.evidence.of_interview(admin, interview)
    assert verify(pack, services.evidence.public_key(admin)).problems == ()
    files = open_pack(pack).files
    record = json.loads(files[f"facts/{interview}/record.json"])
    assert record["warnings"][0]["answer"]["note"] == "new glasses"
    assert record["warnings"][0]["warning"]["evidence_jpeg"] is None
    assert files[f"pictures/{interview}/warning-1-made_up.jpg"] == b"\xff\xd8crop"
    assert files[f"pictures/{interview}/check-1-turn_head.jpg"] == b"\xff\xd8strip"
    assert read_verdicts(files[f"facts/{interview}/observations.jsonl"]) == [observation(1.0)]
    assert json.loads(files["candidate/consents.json"])[0]["decision"] == "granted"
    assert "face template" in files["candidate/notice-en.txt"].decode()
    assert "candidate/notice-id.txt" not in files, "nobody was asked in Indonesian"
    assert b"[origin]" in files["calibration/fusion.toml"]


def test_the_deed_stands_in_the_audit_trail_and_in_the_pack(services, admin, interview):
    links = json.loads(open_pack(services.evidence.of_interview(admin, interview)).files["audit.json"])
    assert links[-1]["action"] == "evidence_packed"
    assert (links[-1]["actor"], links[-1]["subject"]) == (admin.id, interview)


def test_a_candidate_has_all_interviews_that_have_begun(services, admin, interview):
    candidate = services.interviews.interview(admin, interview).candidate
    services.interviews.create(admin, candidate, "planned")
    manifest = open_pack(services.evidence.of_candidate(admin, candidate)).manifest
    assert (manifest.subject, manifest.interviews) == (candidate, [interview])
    assert manifest.organisation == "Sample Works"


def test_an_interviewer_hands_out_no_pack(services, admin, interview):
    other = join(services, admin, Role.INTERVIEWER)
    with pytest.raises(AccessError):
        services.evidence.of_interview(other, interview)
    with pytest.raises(AccessError):
        services.evidence.public_key(other)


def test_nobody_makes_packs_of_an_erased_candidate(services, admin, interview):
    candidate = services.interviews.interview(admin, interview).candidate
    services.erasure.erase(admin, candidate)
    with pytest.raises(NotFoundError):
        services.evidence.of_candidate(admin, candidate)
