"""Where do results go? Checked before a long command begins, written whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import click

from candor.errors import UsageError

STDOUT = "-"


def check_outputs(outputs: Sequence[Path | None], inputs: Sequence[Path | None] = ()) -> None:
    """Refuse places that cannot be written, before hours of work are lost to them.

    Args:
        outputs: files to be written; None and "-" (stdout) are always fine.
        inputs: files that are read, and must not be overwritten.

    Raises:
        UsageError: "cannot_write" or "same_file"; the sentence names the place.
    """
    named = [path for path in outputs if path is not None and str(path) != STDOUT]
    read = {os.path.realpath(path) for path in inputs if path is not None}
    for path in named:
        target = Path(os.path.realpath(path))
        if str(target) in read:
            raise UsageError("same_file", f"{path} is read, so the result cannot go there. Name another file.")
        reason = _obstacle(target)
        if reason:
            raise UsageError("cannot_write", f"{path} cannot be written: {reason}. Name another file.")
    targets = [os.path.realpath(path) for path in named if path.is_file() or not path.exists()]
    if len(set(targets)) < len(targets):
        raise UsageError("same_file", "Two results cannot go to the same file. Name another file for one of them.")


def _obstacle(target: Path) -> str:
    """Return why a file cannot be written there; empty when it can."""
    try:
        if target.is_symlink():
            return "it is a link that leads nowhere"
        if target.is_dir():
            return "it is a folder"
        if target.exists():
            return "" if os.access(target, os.W_OK) else "permission denied"
        if not target.parent.is_dir():
            return f"there is no folder {target.parent}"
    except OSError as error:
        return error.strerror or "its name cannot be used"
    return "" if os.access(target.parent, os.W_OK | os.X_OK) else "permission denied"


def write_file(path: Path, content: str) -> None:
    """Write a result, "-" to stdout. A file that is there already is replaced only when the new one is complete.

    Raises:
        UsageError: the place cannot be written.
    """
    if str(path) == STDOUT:
        click.echo(printable(content), nl=False)
        return
    target = Path(os.path.realpath(path))
    try:
        if target.exists() and not target.is_file():
            target.write_bytes(_encoded(content))
        else:
            _replace(target, _encoded(content))
    except OSError as error:
        sentence = f"{path} cannot be written: {error.strerror}. Name another file."
        raise UsageError("cannot_write", sentence, cause=str(error)) from error


def printable(text: str) -> str:
    """Return text that any terminal and file takes: file names may hold bytes that are no characters."""
    return _encoded(text).decode("utf-8")


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", errors="replace")


def _replace(target: Path, content: bytes) -> None:
    part = target.with_name(f".candor-{os.getpid()}.part")
    try:
        part.write_bytes(content)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
