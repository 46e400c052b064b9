"""`candor demo`: a sample interview to try without a call: drawn, run through the real pipeline, reported."""

from __future__ import annotations

import time
import webbrowser
from collections.abc import Callable, Generator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import click
from rich.console import Console, Group
from rich.live import Live
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from candor.bootstrap.sessions import SessionMaker, Sessions
from candor.commands.analyze import LIVE_FPS, read_reference, show_outcome
from candor.commands.output import check_outputs, printable, write_file
from candor.demo import clips
from candor.demo.call_page import serve_call_page
from candor.domain.assessment import Assessment, Warning
from candor.domain.ids import InterviewId
from candor.domain.ports import Brief, StepResult
from candor.domain.questions import State
from candor.fusion.explain import reason_text
from candor.inference.default_set import model_store
from candor.inference.versions import versions_in_force
from candor.pipeline.recording import open_recording
from candor.pipeline.replay import Outcome, replay
from candor.report.html import render_page
from candor.report.recorded import record_of
from candor.report.summary import make_report
from candor.report.texts import ReportTexts, clock_time, load_report_texts
from candor.settings import Settings, load_settings

STYLE = {
    State.CANT_TELL: ("bright_black", "?"),
    State.CHECKING: ("blue", "…"),
    State.NO_CONCERN: ("green", "✓"),
    State.PLEASE_CHECK: ("yellow", "▲"),
    State.PAUSE_AND_VERIFY: ("red", "■"),
}
"""Colour and mark of each state in a terminal."""


@click.command("demo")
@click.option("--report", "report_file", type=click.Path(path_type=Path), help="Where to write the report.")
@click.option("--serve", is_flag=True, help="Then serve a page that mimics a video call, to try the extension on.")
@click.option("--port", type=click.IntRange(1, 65535), default=8709, show_default=True, help="Of that page.")
@click.option("--language", default="en", show_default=True, help="Of warnings and report: en or id.")
def demo(report_file: Path | None, serve: bool, port: int, language: str) -> None:
    """Show a sample interview: a person, then somebody else in her place.

    The person is the portrait of an astronaut (public domain, NASA), animated; the stand-in is made from it by code.
    """
    check_outputs((report_file,))
    settings = load_settings()
    sessions = SessionMaker(settings)()
    _render(settings, sessions, ("interview",))
    outcome = _watch(settings, sessions, language)
    show_outcome(outcome, language)
    report_file = report_file or clips.files(settings)["interview"].with_name("report.html")
    _write_report(outcome, report_file, settings, language)
    click.echo(printable(f"The report: {report_file}"))
    if serve:
        _render(settings, sessions, ("candidate", "stand_in", "turning"))
        address = f"http://127.0.0.1:{port}/demo/call"
        click.echo(f"The call to try the extension on: {address} (Ctrl+C stops it)")
        webbrowser.open(address)
        serve_call_page(clips.files(settings), port)


def _render(settings: Settings, sessions: Sessions, names: tuple[str, ...]) -> None:
    """Render the clips that are not there yet."""

    def cast() -> clips.Cast:
        portrait = model_store(settings).read(clips.PORTRAIT_ID)
        return clips.make_cast(portrait, sessions.analysers.detector, sessions.analysers.mesher)

    with _bar("Drawing the sample interview") as progress:
        clips.make_clips(settings, cast, names, progress)


def _watch(settings: Settings, sessions: Sessions, language: str) -> Outcome:
    """Run the pipeline on the sample interview and show the states as they come."""
    files = clips.files(settings)
    reference = read_reference(files["id_photo"], sessions)
    brief = Brief(InterviewId("demo"), reference, consented=True, language=language)
    recording = open_recording(files["interview"], fps=LIVE_FPS)
    with _board(load_report_texts(language), recording.duration_s or 0.0) as on_step:
        return replay(sessions.open(brief), recording, time.perf_counter, on_step, recording.sounds())


def _write_report(outcome: Outcome, path: Path, settings: Settings, language: str) -> None:
    now = datetime.now(UTC)
    record = record_of(
        outcome,
        candidate="Sample Candidate",
        title="Sample interview of candor demo",
        started_at=now,
        has_reference=True,
        versions=versions_in_force(settings),
    )
    write_file(path, render_page(make_report(record, now, language)))


@contextmanager
def _bar(title: str) -> Generator[Callable[[int, int], None]]:
    """Show a bar on a terminal once there is something to draw; nothing when piped."""
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, disable=not console.is_terminal) as shown:
        task = shown.add_task(title, total=None, visible=False)
        yield lambda done, total: shown.update(task, completed=done, total=total, visible=True)


@contextmanager
def _board(texts: ReportTexts, duration_s: float) -> Generator[Callable[[StepResult], None]]:
    """Show the four questions on a terminal, refreshed as the interview goes on; nothing when piped."""
    console = Console()
    warnings: dict[str, Warning] = {}
    with Live(console=console, refresh_per_second=8, transient=True, auto_refresh=console.is_terminal) as live:

        def on_step(step: StepResult) -> None:
            warnings.update({warning.id: warning for warning in step.warnings})
            if console.is_terminal:
                live.update(board(step.assessment, list(warnings.values()), duration_s, texts))

        yield on_step


def board(assessment: Assessment, warnings: list[Warning], duration_s: float, texts: ReportTexts) -> Group:
    """Return what the terminal shows at one moment: time, four lines, warnings so far."""
    table = Table(box=None, show_header=False, pad_edge=False)
    for question, answer in assessment.questions.items():
        colour, mark = STYLE[answer.state]
        state = Text(f"{mark} {texts.states[answer.state.value]}", style=colour)
        table.add_row(texts.questions[question.value], state, reason_text(answer.reason, texts.language))
    cards = [
        Text(f"{clock_time(w.at_s)}  {w.explanation.title}. {w.explanation.next_step}", style="bold") for w in warnings
    ]
    return Group(Text(f"{clock_time(assessment.at_s)} / {clock_time(duration_s)}"), table, *cards)
