"""Counts against the truth: who was asked about, by origin and tie, and who hangs together."""

from typing import Any

from candor.evaluation.screening.outcome import outcome_of
from candor.evaluation.screening.people import Made


def made(id_: str, origin: str = "x", *shows: str, is_ring: bool = False) -> Made:
    return Made({"id": id_}, origin, is_ring, shows)


def result(id_: str, *others: str, severity: str = "check") -> dict[str, Any]:
    findings = [{"rule": "d.same", "severity": severity, "others": list(others)}] if others else []
    state = "check" if findings and severity == "check" else "nothing_found"
    return {"id": id_, "state": state, "findings": findings}


PEOPLE = [made("a", "x"), made("b", "y"), made("r1", "x", "shared_phone", is_ring=True), made("r2", "y", is_ring=True)]


def test_groups_are_counted_apart() -> None:
    outcome = outcome_of(PEOPLE, [result("a", "r1"), result("b"), result("r1", "a", "r2"), result("r2")])

    assert (outcome.honest.people, outcome.honest.check) == (2, 1)
    assert (outcome.ring.people, outcome.ring.check) == (2, 1)
    assert [(group.name, group.check) for group in outcome.origins] == [("x", 1), ("y", 0)]
    assert outcome.honest_reasons == (("d.same", 1),)
    assert [group.people for group in outcome.ring_by_tie] == [1, 0, 0, 0, 1]


def test_who_shares_hangs_together_and_notes_do_not_count() -> None:
    joined = outcome_of(
        PEOPLE, [result("a"), result("b", "a", severity="note"), result("r1", "r2"), result("r2", "r1")]
    )

    assert (joined.largest_group, joined.strangers) == (2, 0)


def test_notes_are_told_by_the_origins_that_they_meet_least_and_most() -> None:
    people = [made("a", "x"), made("b", "y"), made("c", "y")]

    outcome = outcome_of(people, [result("a"), result("b", "c", severity="note"), result("c")])

    assert [(least.name, least.check, most.name, most.check) for least, most in outcome.notes] == [
        ("d.same: x", 0, "d.same: y", 1)
    ]
