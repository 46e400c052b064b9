from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import event

from candor.checklists.template_file import load_shipped
from candor.domain.ids import WarningId
from candor.domain.records import WarningAnswer
from candor.store.candidate_list import NO_JOB, NOT_ASKED, CandidateList, Progress, Sort, Wanted
from candor.store.directory import Directory
from candor.store.planning import RoundMade
from candor.store.reach import Reach, Within
from candor.store.values import NO_PLAN, ConsentDecision, House, Job, JobRound, NewCandidate, Plan
from store_builders import LATER, build_warning, grant


@pytest.fixture
def job(store):
    return store.jobs.job(
        store.jobs.create("p-1", Job("", "Engineer", 60, (JobRound("", "Talk"), JobRound("", "Work"))))
    )


@pytest.fixture
def listed(store):
    return CandidateList(store.database, store.vault, Directory(store.vault))


def add(store, clock, *names, job=None):
    made = []
    for name in names:
        clock.pass_time(seconds=1)
        made += store.candidates.create_many("p", [NewCandidate(name, f"{name[:3]}@x.org", "en")], LATER, job)
    return made


def names(listed, **wanted):
    return [line.name for line in listed.page(Wanted(**wanted)).lines]


def interview(store, candidate, job, n=0, plan=NO_PLAN):
    return store.rounds.create("p-1", candidate, "", {}, RoundMade(job, job.rounds[n], load_shipped()), plan)


def test_every_word_has_to_be_found_whatever_its_accents_and_capitals(store, clock, listed):
    add(store, clock, "Óscar Núñez", "Oscar Wilde", "Budi_Santoso")
    assert names(listed, words="OSCAR nunez") == ["Óscar Núñez"]
    assert names(listed, words="osc") == ["Oscar Wilde", "Óscar Núñez"]
    assert names(listed, words="bud@x.org") == ["Budi_Santoso"]
    assert names(listed, words="%") == []
    assert names(listed, words="i_s") == ["Budi_Santoso"]


@pytest.mark.parametrize("hostile", ["%", "_", "' OR 1=1 --", "\\"])
def test_a_search_takes_special_characters_as_they_are(store, clock, listed, hostile):
    add(store, clock, "Sample")
    assert names(listed, words=hostile) == []


@pytest.mark.parametrize(("sort", "first"), [(Sort.NEWEST, "Zoe"), (Sort.NAME, "Ána")])
def test_pages_follow_each_other_without_gap_or_double(store, clock, listed, sort, first):
    add(store, clock, "Bo", "Ána", "anb", "Cy", "Zoe")
    seen, after = [], None
    while True:
        page = listed.page(Wanted(sort=sort), after, size=2)
        seen += [line.name for line in page.lines]
        assert page.total == 5
        after = page.after
        if after is None:
            break
    assert sorted(seen) == sorted(["Bo", "Ána", "anb", "Cy", "Zoe"])
    assert seen[0] == first


def test_who_came_at_the_same_moment_is_told_apart_by_id(store, listed):
    store.candidates.create_many("p", [NewCandidate("Same", "", "en")] * 5, LATER, None)
    first = listed.page(Wanted(), size=3)
    second = listed.page(Wanted(), first.after, size=3)
    assert len({line.id for line in (*first.lines, *second.lines)}) == 5
    assert second.after is None


def test_job_and_round_narrow_the_list(store, clock, listed, job):
    (inside, other), _ = add(store, clock, "In", "Too", job=job.id), add(store, clock, "Out")
    interview(store, inside, job)
    store.rounds.cancel("p", interview(store, other, job))
    assert names(listed, job=job.id) == ["Too", "In"]
    assert names(listed, job=NO_JOB) == ["Out"]
    assert names(listed, round_id=job.rounds[0].id) == ["In"]
    assert names(listed, round_id=job.rounds[1].id) == []
    assert listed.page(Wanted()).lines[1].job == "Engineer"


def test_the_list_says_how_far_everybody_is(store, clock, listed, job):
    none, planned, running, over = add(store, clock, "None", "Planned", "Running", "Over", job=job.id)
    interview(store, planned, job)
    store.interviews.begin(interview(store, running, job))
    store.interviews.end(interview(store, over, job))
    interview(store, running, job, 1)
    told = {line.name: (line.progress, line.rounds_over) for line in listed.page(Wanted()).lines}
    assert told == {
        "None": (Progress.NONE, 0),
        "Planned": (Progress.PLANNED, 0),
        "Running": (Progress.RUNNING, 0),
        "Over": (Progress.OVER, 1),
    }
    assert {progress.value: names(listed, progress=progress) for progress in Progress} == {
        "none": ["None"],
        "planned": ["Planned"],
        "running": ["Running"],
        "over": ["Over"],
    }
    assert none


def test_the_next_interview_sorts_and_is_shown(store, clock, listed, job):
    late, soon, _ = add(store, clock, "Late", "Soon", "Never", job=job.id)
    for candidate, hours in ((late, 9), (late, 5), (soon, 2)):
        interview(store, candidate, job, plan=Plan(clock() + timedelta(hours=hours), "UTC"))
    page = listed.page(Wanted(sort=Sort.NEXT), size=1)
    assert [line.name for line in page.lines] == ["Soon"]
    [last] = listed.page(Wanted(sort=Sort.NEXT), page.after).lines
    assert last.next_plan == Plan(clock() + timedelta(hours=5), "UTC")


def test_a_flag_is_open_until_somebody_settles_it(store, clock, listed, job):
    flagged, _ = add(store, clock, "Flagged", "Calm", job=job.id)
    held = interview(store, flagged, job)
    for name in ("w-1", "w-2"):
        store.interviews.save_warning(build_warning(held, name), 1)
    assert [line.flags for line in listed.page(Wanted(is_flagged=True)).lines] == [2]
    for warning, kind in (("w-1", "explained"), ("w-2", "later")):
        store.interviews.save_answer(held, WarningId(warning), WarningAnswer(kind, "", "Ina", clock()))
    assert [line.flags for line in listed.page(Wanted(is_flagged=True)).lines] == [1]
    store.interviews.save_answer(held, WarningId("w-2"), WarningAnswer("note", "", "Ina", clock()))
    assert names(listed, is_flagged=True) == []


def test_the_newest_decision_and_the_photo_are_shown(store, clock, listed):
    [candidate] = add(store, clock, "Sample")
    grant(store, candidate)
    grant(store, candidate, "withdrawn")
    store.candidates.save_photo("p", candidate, b"photo", None)
    [line] = listed.page(Wanted()).lines
    assert (line.decision, line.has_photo) == (ConsentDecision.WITHDRAWN, True)
    add(store, clock, "Other")
    assert names(listed, consent="withdrawn") == ["Sample"]
    assert names(listed, consent="granted") == []
    assert names(listed, consent=NOT_ASKED) == ["Other"]


def test_beyond_somebodys_reach_nothing_is_listed_counted_or_told(store, clock, listed, job):
    mine, _ = add(store, clock, "Mine", "Hidden", job=job.id)
    first, second = interview(store, mine, job), interview(store, mine, job, 1)
    for held in (first, second):
        store.interviews.save_warning(build_warning(held), 1)
        store.interviews.end(held)
    store.people.found(House("Works", "x@y.org"), "ina@x.org", "Ina", "hash")
    [person] = store.people.all()
    store.assignments.assign("p-1", first, person.id)
    page = listed.page(Wanted(), None, Within(Reach.ASSIGNED, person.id))
    assert page.total == 1
    [line] = page.lines
    assert (line.name, line.rounds_over, line.flags) == ("Mine", 1, 1)
    assert listed.page(Wanted(round_id=job.rounds[1].id), None, Within(Reach.ASSIGNED, person.id)).lines == []


@pytest.mark.parametrize(
    "wanted", [Wanted(), Wanted(words="a", is_flagged=True, progress=Progress.OVER, sort=Sort.NAME)]
)
def test_the_number_of_queries_does_not_grow_with_the_list(store, clock, listed, job, wanted):
    counted = []
    for more in (3, 30):
        for candidate in add(store, clock, *[f"Ana {n}" for n in range(more)], job=job.id):
            held = interview(store, candidate, job)
            store.interviews.save_warning(build_warning(held), 1)
            store.interviews.end(held)
        queries: list[str] = []
        event.listen(store.database.engine, "before_cursor_execute", lambda *given, q=queries: q.append(given[2]))
        assert listed.page(wanted, size=25).lines
        counted.append(len(queries))
    assert counted[0] == counted[1] <= 10


@pytest.mark.sqlite
def test_a_page_is_found_through_an_index_not_by_reading_everything(store):
    with store.database.reading() as session:
        asked = "EXPLAIN QUERY PLAN SELECT id FROM candidates ORDER BY created_at, id LIMIT 50"
        plan = " ".join(str(row) for row in session.connection().exec_driver_sql(asked))
    assert "ix_candidates_created_at_id" in plan


@pytest.mark.parametrize(("sort", "begins"), [(Sort.NAME, "Ada"), (Sort.NEWEST, "Bob"), (Sort.NEXT, "Cid")])
def test_a_search_goes_on_after_somebody_who_was_erased_meanwhile(store, clock, listed, job, sort, begins):
    named = ["Ada", "Bob", "Cid"]
    people = dict(zip(named, add(store, clock, *named, job=job.id), strict=True))
    for hours, candidate in enumerate(people.values()):
        interview(store, candidate, job, plan=Plan(clock() + timedelta(hours=hours), "UTC"))
    gone = {Sort.NAME: "Bob", Sort.NEWEST: "Cid", Sort.NEXT: "Bob"}[sort]
    last = next(
        page.after
        for size in (1, 2)
        if (page := listed.page(Wanted(words="x.org", sort=sort), size=size)).lines[-1].name == gone
    )
    store.candidates.erase("p-1", people[gone])
    assert listed.page(Wanted(words="x.org", sort=sort), last).lines[0].name == begins


def test_no_name_stands_in_the_address_of_the_next_page(store, clock, listed):
    add(store, clock, "Ada", "Bob")
    assert listed.page(Wanted(sort=Sort.NAME), size=1).after.value == ""
