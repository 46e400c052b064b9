"""How long does the server take for its pages with 10,000 candidates, and how heavy are they?

    PYTHONPATH=server:tests python tests/benchmarks/bench_pages.py [candidates [jobs]]

Ends with an error when a page weighs more than 300 KB or its median is above 300 ms. The CPU time tells how
busy the machine was with other things.
"""

from __future__ import annotations

import random
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from candor.checklists.template_file import as_builtins, load_shipped
from candor.domain.checklist import SkipReason
from candor.domain.ids import InterviewId
from candor.store.personal import seal_title
from candor.store.schema import (
    AnswerRow,
    ChecklistAnswerRow,
    ChecklistRow,
    ChecklistTemplateRow,
    ConsentRow,
    InterviewRow,
    WarningRow,
)
from candor.store.values import AskedCheck, Job, JobRound, NewCandidate
from store_builders import LATER, build_warning
from web_site import Browser, Site

MAX_BYTES, MAX_MS, TIMES, BATCH = 300_000, 300.0, 20, 500
ASKED = load_shipped()
NOTHING_SAID = {"title": "", "detail": "", "harmless": [], "next_step": "", "say": ""}
HEAD = "| page | median ms | longest ms | CPU ms | KB |\n| --- | --- | --- | --- | --- |\n"
FIRST = ("Ana", "Budi", "Óscar", "Mei", "Tariq", "Noor", "Ingrid", "Kwame", "Sofía", "Jan")
LAST = ("Núñez", "Santoso", "Silva", "Okafor", "Lindqvist", "Haddad", "Tanaka", "Novák", "Ivanova", "Müller")


def fill(site: Site, candidates: int, n_jobs: int) -> tuple[str, str]:
    """Add candidates, each with up to three interviews, decisions and warnings; return a job and a candidate."""
    chance = random.Random(1)
    with site.store.database.writing() as session:
        kept_as = {"id": ASKED.id, "version": ASKED.version, "content": as_builtins(ASKED)}
        session.add(ChecklistTemplateRow(**kept_as, added_at=site.clock()))
    rounds = tuple(JobRound("", name, checks=frozenset(AskedCheck)) for name in ("Talk", "Work sample", "First day"))
    jobs = [site.services.jobs.create(site.admin, Job("", f"Job {n}", 90, rounds)) for n in range(n_jobs)]
    job, kept = jobs[0], {job: site.services.jobs.job(site.admin, job).rounds for job in jobs}
    made = []
    for start in range(0, candidates, BATCH):
        site.clock.pass_time(seconds=1)
        people = [
            NewCandidate(f"{chance.choice(FIRST)} {chance.choice(LAST)} {n}", f"c{n}@example.org", "en")
            for n in range(start, min(start + BATCH, candidates))
        ]
        job = chance.choice(jobs)
        new = site.store.candidates.create_many("p-1", people, LATER, job)
        with site.store.database.writing() as session:
            rows = [row for candidate in new for row in below(site, chance, candidate, kept[job])]
            for kind in (InterviewRow, ConsentRow, WarningRow, AnswerRow, ChecklistRow, ChecklistAnswerRow):
                session.add_all(row for row in rows if isinstance(row, kind))
                session.flush()
        made += new
    return job, made[-1]


def below(site: Site, chance: random.Random, candidate: str, rounds: tuple[JobRound, ...]) -> Iterator[object]:
    """Give a candidate decisions, interviews, warnings and answers."""
    now, key = site.clock(), site.store.vault.key(candidate)
    for decision in ("granted", "withdrawn")[: chance.randint(0, 2)]:
        yield ConsentRow(
            candidate_id=candidate, decision=decision, method="own_link", text_version="1", text_sha256="0" * 64,
            language="en", recorded_by="x", at=now,
        )  # fmt: skip
    for n in range(chance.randint(0, 3)):
        name = InterviewId(f"i-{candidate}-{n}")
        row = InterviewRow(id=name, candidate_id=candidate, created_by="p-1", created_at=now)
        row.sealed_title = seal_title(key, name, "Job: round")
        row.round_id, row.checks, row.scheduled_at = rounds[n].id, ["movement"], now + timedelta(hours=n)
        row.started_at = row.ended_at = now if n < 2 else None
        yield row
        if n < 2:
            yield from asked_in(name, site, chance)
        for k in range(chance.randint(0, 2) if n < 2 else 0):
            told = build_warning(name, f"w-{k}")
            yield WarningRow(
                interview_id=name, id=told.id, event=k, question="identity", severity="red", code="x", at_s=1.0,
                llr=1.0, details={}, explanation=NOTHING_SAID,
            )  # fmt: skip
            if chance.random() < 0.9:
                yield AnswerRow(interview_id=name, warning_id=told.id, kind="explained", by="x", at=now)


def asked_in(interview: InterviewId, site: Site, chance: random.Random) -> Iterator[object]:
    """Give an interview its checklist: most of it asked, some of it skipped or left open."""
    yield ChecklistRow(interview_id=interview, template_id=ASKED.id, template_version=ASKED.version)
    for item in ASKED.items:
        mark = chance.choices(("asked", "skipped", "open"), (90, 6, 4))[0]
        if item.is_counted and mark != "open":
            row = ChecklistAnswerRow(interview_id=interview, item=item.id, change="x", mark=mark, by="x")
            row.reason = chance.choice(list(SkipReason)).value if mark == "skipped" else None
            row.given_at = site.clock()
            yield row


def measure(browser: Browser, path: str) -> tuple[float, float, float, int]:
    """Return median and longest time and median CPU time, ms, and the bytes of a page."""
    took, worked, size = [], [], 0
    for _ in range(TIMES):
        began, began_cpu = time.perf_counter(), time.process_time()
        answer = browser.open(path)
        took.append(1000 * (time.perf_counter() - began))
        worked.append(1000 * (time.process_time() - began_cpu))
        assert answer.status_code == 200, (path, answer.status_code)
        size = len(answer.data)
    return statistics.median(took), max(took), statistics.median(worked), size


def main(candidates: int, n_jobs: int) -> int:
    """Fill a house and measure; return how many pages are beyond the limits."""
    with tempfile.TemporaryDirectory() as folder:
        site = Site(Path(folder) / "home").set_up()
        site.app.config["RATELIMIT_ENABLED"] = False
        job, candidate = fill(site, candidates, n_jobs)
        own = f"/checklists/{site.services.checklists.copy(site.admin, 'default')}"
        asked_round = site.services.jobs.job(site.admin, job).rounds[0].id
        browser = site.signed_in()
        deep = "/?sort=name"
        for _ in range(20):
            page = browser.open(deep).get_data(as_text=True)
            deep = (
                page.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&") if 'rel="next"' in page else deep
            )
        paths = (
            "/", "/?q=nunez+99", "/?q=nobody", f"/?job={job}", "/?progress=none", "/?progress=running",
            "/?progress=over&sort=name", "/?consent=granted", "/?flagged=yes", "/?sort=name", "/?sort=next", deep,
            "/flags", "/flags?q=nunez", "/screening",
            "/jobs", f"/jobs/{job}", f"/candidates/{candidate}", f"/candidates/{candidate}/identity",
            "/candidates/new", "/candidates/import", "/checklists", "/checklists/default", f"{own}/edit",
            f"/jobs/{job}/rounds/{asked_round}/items", f"/jobs/{job}/rounds/{asked_round}/items/window",
        )  # fmt: skip
        beyond = 0
        sys.stdout.write(f"{candidates} candidates, {TIMES} times each\n\n{HEAD}")
        for path in paths:
            median, longest, cpu, size = measure(browser, path)
            beyond += median > MAX_MS or size > MAX_BYTES
            told = path.split("&after=")[0] + " (20 pages on)" if path == deep else path
            for named, short in (
                (own, "/checklists/own_..."),
                (asked_round, "r-..."),
                (job, "j-..."),
                (candidate, "c-..."),
            ):
                told = told.replace(named, short)
            sys.stdout.write(f"| `{told}` | {median:.0f} | {longest:.0f} | {cpu:.0f} | {size / 1000:.0f} |\n")
        site.store.close()
    return beyond


if __name__ == "__main__":
    given = [int(word) for word in sys.argv[1:]]
    sys.exit(main(*given, *(10_000, 20)[len(given) :]))
