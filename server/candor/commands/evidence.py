"""`candor evidence`: check an evidence pack, or replay it with another calibration, without server or database."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

import click

from candor.domain.ids import InterviewId
from candor.errors import UsageError
from candor.evidence.facts import read_verdicts
from candor.evidence.layout import MAX_PACK_BYTES
from candor.evidence.replay import Replayed, replay
from candor.evidence.verify import OpenedPack, open_pack
from candor.evidence.verify import verify as verify_pack
from candor.report.texts import clock_time
from candor.settings import load_settings

_PACK = click.argument("pack", type=click.Path(exists=True, dir_okay=False, path_type=Path))


@click.group()
def evidence() -> None:
    """Evidence packs: verify, replay."""


@evidence.command()
@_PACK
@click.option("--public-key", metavar="KEY", help="Public key of the house, or a file with it.")
def verify(pack: Path, public_key: str | None) -> None:
    """Check that nothing in an evidence pack was changed since it was signed. Exit code 1: something was."""
    checked = verify_pack(_read(pack), None if public_key is None else _key(public_key))
    manifest = checked.manifest
    house, files = manifest.organisation or "unnamed", len(manifest.files)
    click.echo(f"{house}: {manifest.subject}, made {manifest.made_at}, {files} files")
    click.echo(f"signed with key {manifest.public_key}")
    click.echo(f"head: {manifest.head}")
    for problem in checked.problems:
        click.echo(f"CHANGED: {problem}")
    if not checked.is_sound:
        sys.exit(1)
    click.echo("whole: every file is as it was signed.")
    if public_key is None:
        click.echo("The key came with the pack: compare it with what the house says, or give it as --public-key.")


@evidence.command("replay")
@_PACK
@click.option(
    "--calibration",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Folder of the calibration to try; default: that of this installation.",
)
def replay_command(pack: Path, calibration: Path | None) -> None:
    """Show what another calibration makes of the stored observations, beside that of the pack."""
    opened = open_pack(_read(pack))
    with _models(opened, calibration) as (old, new):
        for interview in opened.manifest.interviews:
            lines = opened.files.get(f"facts/{interview}/observations.jsonl", b"")
            verdicts = read_verdicts(lines)
            if not verdicts:
                click.echo(f"{interview}: no observations are in this pack; it cannot be replayed.")
                continue
            before = replay(verdicts, InterviewId(interview), old, None)
            _tell(interview, before, replay(verdicts, InterviewId(interview), new, old))


def _tell(interview: str, before: Replayed, after: Replayed) -> None:
    click.echo(f"{interview}: {after.observations} observations, evidence of {after.mapped_anew} mapped anew")
    for question, state in after.worst.items():
        was = before.worst[question]
        click.echo(f"  {question}: {was}" + ("" if was is state else f" -> {state}"))
    for name, found in (("pack", before), ("other", after)):
        told = ", ".join(f"{clock_time(at_s)} {code}" for at_s, code in found.warnings)
        click.echo(f"  warnings ({name}): {told or 'none'}")


@contextmanager
def _models(opened: OpenedPack, calibration: Path | None) -> Generator[tuple[Path, Path]]:
    """Lay the calibration of the pack, and the one to try, where they are looked for."""
    with tempfile.TemporaryDirectory() as folder:
        old, new = Path(folder) / "old", Path(folder) / "new"
        for name, data in opened.files.items():  # names were checked: they stay inside their folder
            if PurePosixPath(name).parts[0] == "calibration":
                path = old / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(data)
        if calibration is None:
            yield old, load_settings().models_dir
        else:
            new.mkdir()
            (new / "calibration").symlink_to(calibration.resolve(), target_is_directory=True)
            yield old, new


def _read(pack: Path) -> bytes:
    if pack.stat().st_size > MAX_PACK_BYTES:
        raise UsageError("not_a_pack", "This file is larger than an evidence pack can be.")
    return pack.read_bytes()


def _key(told: str) -> bytes:
    path = Path(told)
    try:
        digits = path.read_text(encoding="ascii").strip() if len(told) < 4096 and path.is_file() else told.strip()
        key = bytes.fromhex(digits)
    except (ValueError, OSError) as error:
        raise UsageError("bad_key", "A public key has 64 hexadecimal digits.") from error
    if len(key) != 32:
        raise UsageError("bad_key", "A public key has 64 hexadecimal digits.")
    return key
