from __future__ import annotations

import json

import pytest

from candor.errors import AccessError, UsageError
from candor.services.own_checks import is_program
from candor.store.values import Role
from store_builders import join

TOLD = {"camera": "Integrated Camera", "width": 1280, "height": 720, "fps": 30.0, "light": "good", "heard": True,
        "answer": "seen"}  # fmt: skip


@pytest.fixture
def candidate(services, admin):
    return services.candidates.create(admin, "Sample Candidate", "", "en")


@pytest.fixture
def link(services, admin, candidate):
    return services.candidates.link(admin, candidate)


def test_it_is_kept_by_the_candidate_shown_to_staff_and_deleted_by_the_candidate(services, admin, candidate, link):
    services.own_checks.keep_by_link(link, json.dumps(TOLD).encode())
    assert services.own_checks.shown(admin, candidate) == services.own_checks.own(candidate)
    assert services.own_checks.own(candidate).camera == "Integrated Camera"
    services.own_checks.forget_by_link(link)
    assert services.own_checks.own(candidate) is None


@pytest.mark.parametrize(
    "change",
    [
        {"camera": "x" * 121},
        {"width": -1},
        {"fps": 1e9},
        {"light": "odd"},
        {"heard": "yes"},
        {"answer": 5},
        {"more": 1},
    ],
)
def test_what_makes_no_sense_is_refused(services, candidate, link, change):
    with pytest.raises(UsageError):
        services.own_checks.keep_by_link(link, json.dumps(TOLD | change).encode())
    assert services.own_checks.own(candidate) is None


@pytest.mark.parametrize("body", [b"", b"null", b"{", b"\xff", b"[" * 5000])
def test_what_is_no_message_is_refused(services, link, body):
    with pytest.raises(UsageError):
        services.own_checks.keep_by_link(link, body)


def test_a_label_that_turns_lines_around_is_tidied(services, candidate, link):
    services.own_checks.keep_by_link(link, json.dumps(TOLD | {"camera": "Cam\u202e\n\0era"}).encode())
    assert services.own_checks.own(candidate).camera == "Camera"


def test_who_does_not_work_on_the_candidate_sees_nothing(services, admin, candidate):
    with pytest.raises(AccessError):
        services.own_checks.shown(join(services, admin, Role.INTERVIEWER), candidate)


@pytest.mark.parametrize(
    ("camera", "told"),
    [("OBS Virtual Camera", True), ("Camo", True), ("Integrated Webcam (0c45:6a14)", False), ("", False)],
)
def test_programs_are_told_by_their_name(camera, told):
    assert is_program(camera) is told
