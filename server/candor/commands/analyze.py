"""`candor analyze`: what would Candor have shown in this recorded call? The live pipeline, faster than real time."""

from __future__ import annotations

import json
import math
import time
import uuid
from collections import deque
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

from candor.bootstrap.second_opinion import onlooker
from candor.bootstrap.sessions import SessionMaker, Sessions
from candor.challenges.light_file import parse_light
from candor.challenges.script import AskedCheck, parse_script
from candor.challenges.wording import result_text, words_of
from candor.commands.output import check_outputs, printable, write_file
from candor.domain.checks import CheckPhase, CheckStatus
from candor.domain.identity import Template
from candor.domain.ids import InterviewId
from candor.domain.observations import Observation, Verdict
from candor.domain.orders import ConfirmCheck, ShowLight
from candor.domain.ports import Brief, StepResult
from candor.domain.second_opinion import SecondOpinion
from candor.errors import DecodeError
from candor.fusion.explain import reason_text
from candor.inference.versions import versions_in_force
from candor.pipeline.decode import PHOTO_LIMITS, decode_photo
from candor.pipeline.given_file import read_given
from candor.pipeline.recording import Recording, open_recording, parse_crop
from candor.pipeline.reference import make_reference
from candor.pipeline.replay import Outcome, replay
from candor.pipeline.session import InterviewSession
from candor.report.analysis_json import analysis_document
from candor.report.html import render_page
from candor.report.recorded import record_of
from candor.report.second_opinion import second_opinion_sentences
from candor.report.summary import make_report
from candor.report.texts import clock_time, load_report_texts
from candor.services.live_values import is_light_result
from candor.settings import load_settings

_MAX_SCRIPT_BYTES = 256 * 1024
LIVE_FPS = 12.0
"""The extension captures at up to this rate (wire.messages.StartCapture); a recording is analysed alike."""


class FrameRate(click.FloatRange):
    """A number in a range; "nan" is in none, although no comparison says so."""

    def convert(self, value: float, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """Return the number."""
        number = float(super().convert(value, param, ctx))
        return number if math.isfinite(number) else self.fail(f"{value!r} is not a frame rate.", param, ctx)


@click.command("analyze")
@click.argument("video", type=click.Path(path_type=Path))
@click.option("--id", "id_photo", type=click.Path(path_type=Path), help="ID photo to compare the face with.")
@click.option("--json", "json_file", type=click.Path(path_type=Path), help="Write candor.analysis/1 ('-': stdout).")
@click.option("--report", "report_file", type=click.Path(path_type=Path), help="Write a report as one HTML page.")
@click.option("--crop", help="Analyse only this part of the picture: x,y,width,height in px.")
@click.option("--fps", type=FrameRate(min=0.1, max=60), default=LIVE_FPS, show_default=True, help="At most.")
@click.option("--challenges", "script_file", type=click.Path(path_type=Path), help="TOML: movements asked for, when.")
@click.option("--light", "light_file", type=click.Path(path_type=Path), help="JSON: the coded light shown, and when.")
@click.option("--second-opinion", is_flag=True, help="Ask deepface about key frames (information only).")
@click.option("--language", default="en", show_default=True, help="Of warnings and report: en or id.")
def analyze(
    video: Path,
    *,
    id_photo: Path | None,
    json_file: Path | None,
    report_file: Path | None,
    crop: str | None,
    fps: float,
    script_file: Path | None,
    light_file: Path | None,
    second_opinion: bool,
    language: str,
) -> None:
    """Analyse the recording VIDEO (any video, animation or photo) as if it were a call.

    You are responsible for the consent of the person in the recording: this command computes face embeddings.
    """
    check_outputs((json_file, report_file), inputs=(video, id_photo, script_file, light_file))
    asked = parse_script(read_given(script_file, _MAX_SCRIPT_BYTES)) if script_file else ()
    recording = open_recording(video, parse_crop(crop) if crop else None, fps)
    settings = load_settings()
    sessions = SessionMaker(settings)()
    reference = read_reference(id_photo, sessions)
    brief = Brief(InterviewId(uuid.uuid4().hex), reference, consented=True, language=language)
    session = sessions.open(brief)
    if light_file:
        session.tell(ShowLight(parse_light(read_given(light_file, _MAX_SCRIPT_BYTES))))
    id_rgb = decode_photo(_id_content(id_photo)) if id_photo and second_opinion else None
    with (
        progress(video.name, recording) as show,
        onlooker(settings, lambda: session.newest, id_rgb, is_asked=second_opinion) as look,
    ):
        after = look.after(asking(session, asked, show))
        outcome = replay(session, look.frames(recording), time.perf_counter, after, recording.sounds())
    notices = (*recording.notices, *(("crop_used",) if crop else ()))
    versions = versions_in_force(settings)
    if report_file:
        now = datetime.now(UTC)
        record = record_of(
            outcome,
            candidate=video.stem,
            title=video.name,
            started_at=now,
            has_reference=reference is not None,
            versions=versions,
            notices=notices,
            second_opinion=look.opinion,
        )
        write_file(report_file, render_page(make_report(record, now, language)))
    if json_file:
        document = analysis_document(
            outcome,
            file=video.name,
            versions=versions,
            notices=notices,
            checks=session.checks,
            second_opinion=look.opinion,
        )
        write_file(json_file, json.dumps(document, indent=2, ensure_ascii=False) + "\n")
    if str(json_file) != "-":
        show_outcome(outcome, language)
        show_checks(session.checks, language)
        show_light(outcome.verdicts, language)
        show_second_opinion(look.opinion, language)


def read_reference(id_photo: Path | None, sessions: Sessions) -> Template | None:
    """Return the template of an ID photo, None when there is none.

    Raises:
        DecodeError: the file is missing or no picture.
        ReferencePhotoError: it cannot serve as a reference.
    """
    if id_photo is None:
        return None
    return make_reference(_id_content(id_photo), sessions.analysers, sessions.rules.pipeline.reference)


def _id_content(id_photo: Path) -> bytes:
    try:
        return read_given(id_photo, PHOTO_LIMITS.max_bytes)
    except DecodeError as error:
        raise DecodeError(error.code, f"The ID photo cannot be read. {error.sentence}", cause=error.cause) from error


@contextmanager
def progress(name: str, recording: Recording) -> Generator[Callable[[StepResult], None]]:
    """Show how far the analysis is on a terminal; nothing when piped."""
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[at]}"), TimeRemainingColumn())
    with Progress(*columns, console=console, disable=not console.is_terminal) as shown:
        task = shown.add_task(printable(name), total=recording.duration_s or None, at="0:00")

        def on_step(step: StepResult) -> None:
            shown.update(task, completed=step.at_s, at=clock_time(step.at_s))

        yield on_step


def asking(
    session: InterviewSession, asked: Sequence[AskedCheck], on_step: Callable[[StepResult], None]
) -> Callable[[StepResult], None]:
    """Return what is called after each step: starts the checks whose time has come, and answers as the file says."""
    waiting = deque(asked)
    answers = {entry.check.id: entry.confirmed for entry in asked}

    def ask(step: StepResult) -> None:
        for status in step.checks:
            heard = answers.get(status.check.id)
            if status.phase is CheckPhase.ASK_INTERVIEWER and heard is not None:
                session.tell(ConfirmCheck(status.check.id, heard))
        while waiting and waiting[0].at_s <= step.at_s:
            session.start_check(waiting.popleft().check)
        on_step(step)

    return ask


def show_checks(checks: Sequence[CheckStatus], language: str) -> None:
    """Print what was asked for and how it went."""
    for status in checks:
        what = words_of(status.check, language).title
        click.echo(f"{clock_time(status.started_at_s)}  {what}: {result_text(status.phase, language)}")


def show_light(verdicts: Sequence[Verdict], language: str) -> None:
    """Print how a coded light was answered, where one was shown."""
    found = [verdict for verdict in verdicts if is_light_result(verdict)]
    if found:
        last, title = found[-1], load_report_texts(language).signals["coded_light"]
        code = last.code if isinstance(last, Observation) else last.reason
        click.echo(f"{clock_time(last.at_s)}  {title}: {reason_text(code, language)}")


def show_second_opinion(second: SecondOpinion | None, language: str) -> None:
    """Print what the other library said, where it was asked."""
    texts = load_report_texts(language)
    for sentence in second_opinion_sentences(second, texts) if second else ():
        click.echo(f"{texts.second_opinion['title']}: {sentence}")


def show_outcome(outcome: Outcome, language: str) -> None:
    """Print states and warnings in words."""
    texts = load_report_texts(language)
    speed = outcome.duration_s / outcome.wall_s if outcome.wall_s > 0 else 0.0
    click.echo(
        f"{outcome.frames} pictures, {clock_time(outcome.duration_s)}, in {outcome.wall_s:.1f} s "
        f"({speed:.1f} times as fast as it was)"
    )
    for question, answer in outcome.final.questions.items():
        word = texts.states[answer.state.value]
        click.echo(f"{texts.questions[question.value]}: {word}. {reason_text(answer.reason, language)}")
    for warning in outcome.warnings:
        click.echo(f"{clock_time(warning.at_s)}  {warning.severity.value}  {warning.explanation.title}")
