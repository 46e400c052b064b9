"""Can this file be read whole? What a user names may be a folder, a pipe, a device without end, or far too large.

The way in of pictures, lists and data sets that are read in one go; recordings are read bit by bit (video_file.py).
"""

from __future__ import annotations

from pathlib import Path
from stat import S_ISDIR, S_ISREG

from candor.errors import DecodeError


def check_given(path: Path) -> int:
    """Return the size of a file in bytes, without opening it: opening a pipe would wait for ever.

    Raises:
        DecodeError: "no_such_file", "not_a_file" or "cannot_open"; the sentence names the file.
    """
    try:
        held = path.stat()
    except (FileNotFoundError, NotADirectoryError) as error:
        raise DecodeError("no_such_file", f"There is no file {path}. Please check the name.") from error
    except (OSError, ValueError) as error:
        raise _cannot_open(path, error) from error
    if S_ISDIR(held.st_mode):
        raise DecodeError("not_a_file", f"{path} is a folder. Please name a file.")
    if not S_ISREG(held.st_mode):
        raise DecodeError("not_a_file", f"{path} is a pipe or a device. Please save it to a file first.")
    return held.st_size


def read_given(path: Path, max_bytes: int) -> bytes:
    """Return the content of a file, never more than `max_bytes` of memory.

    Raises:
        DecodeError: as `check_given`, or "too_many_bytes".
    """
    if check_given(path) <= max_bytes:
        try:
            with path.open("rb") as stream:
                content = stream.read(max_bytes + 1)
        except OSError as error:
            raise _cannot_open(path, error) from error
        # Files of the kernel tell no size, files that grow a wrong one.
        if len(content) <= max_bytes:
            return content
    sentence = f"{path} is larger than the {max_bytes / 1e6:.0f} MB that are taken. Please give a smaller file."
    raise DecodeError("too_many_bytes", sentence)


def _cannot_open(path: Path, error: OSError | ValueError) -> DecodeError:
    reason = getattr(error, "strerror", None) or "its name cannot be used"
    sentence = f"The file {_short(path)} cannot be opened ({reason}). Please check name and permissions."
    return DecodeError("cannot_open", sentence, cause=str(error))


def _short(path: Path) -> str:
    text = str(path)
    return text if len(text) <= 300 else f"{text[:100]}…{text[-100:]}"
