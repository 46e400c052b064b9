"""Where are the model files, and is each of them the one that the manifest promises?

Between fetch.py (puts files here) and the models (take verified bytes from here): what `read` returns was hashed from
the very bytes it returns, so a file that is swapped between check and use is never loaded.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

from candor.errors import ModelError
from candor.inference.manifest import Manifest, ModelEntry


def check_bytes(entry: ModelEntry, content: bytes, origin: str) -> bytes:
    """Return `content` when it is the file of `entry`.

    Raises:
        ModelError: "model_size" or "model_hash"; the sentence names model and origin.
    """
    if len(content) != entry.size:
        sentence = (
            f"The model {entry.id} from {origin} has {len(content)} bytes instead of {entry.size}; it is refused."
        )
        raise ModelError("model_size", sentence)
    digest = hashlib.sha256(content).hexdigest()
    if digest != entry.sha256:
        sentence = f"The model {entry.id} from {origin} is not the file that the manifest names (its SHA-256 differs)."
        raise ModelError("model_hash", sentence, cause=f"expected {entry.sha256}, found {digest}")
    return content


@dataclass(frozen=True, slots=True)
class ModelStore:
    """The folder of verified model files."""

    manifest: Manifest
    folder: Path

    def path(self, entry: ModelEntry) -> Path:
        """Where the file of this entry is kept: beside the manifest if it is shipped, else in the cache."""
        return self.manifest.folder / entry.shipped if entry.shipped else self.folder / entry.file

    def read(self, model_id: str) -> bytes:
        """Return the verified bytes of a model.

        Raises:
            ModelError: "model_missing", "model_size", "model_hash".
            ConfigurationError: unknown id.
        """
        entry = self.manifest.entry(model_id)
        path = self.path(entry)
        try:
            if path.stat().st_size != entry.size:
                sentence = f"The model file {path} does not have {entry.size} bytes; run `candor models pull`."
                raise ModelError("model_size", sentence)
            content = path.read_bytes()
        except OSError as error:
            command = "candor models pull" if entry.default else f"candor models pull {entry.id}"
            sentence = f"The model {entry.id} is not installed; run `{command}` or `candor models import DIR`."
            raise ModelError("model_missing", sentence, cause=str(error)) from error
        return check_bytes(entry, content, str(path))

    def state(self, entry: ModelEntry) -> str:
        """Return "ok", "missing" or "altered"."""
        try:
            self.read(entry.id)
        except ModelError as error:
            return "missing" if error.code == "model_missing" else "altered"
        return "ok"

    def write(self, entry: ModelEntry, content: bytes, origin: str) -> Path:
        """Check `content` and put it in place in one step: readers see the whole file or none.

        Raises:
            ModelError: "model_size", "model_hash", "model_cache".
        """
        check_bytes(entry, content, origin)
        path = self.path(entry)
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            handle, temporary = tempfile.mkstemp(dir=self.folder, prefix=f".{entry.file}.")
            try:
                with os.fdopen(handle, "wb") as stream:
                    stream.write(content)
                    stream.flush()
                    os.fsync(stream.fileno())
                Path(temporary).replace(path)
            finally:
                Path(temporary).unlink(missing_ok=True)
        except OSError as error:
            sentence = f"The model {entry.id} cannot be written to {self.folder}; make room or set CANDOR_HOME."
            raise ModelError("model_cache", sentence, cause=str(error)) from error
        return path
