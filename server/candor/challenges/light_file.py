"""Which coded light was shown in a recording? Reads the file of `candor analyze --light` (candor.light/1).

{"schema": "candor.light/1", "starts_at_s": 12.5, "chip_s": 0.6, "max_run": 3, "code": "0110..."}
"""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

from candor.domain.light import LightId, LightPhase, LightShow
from candor.errors import UsageError
from candor.maths.light_code import count_codes


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    schema: Literal["candor.light/1"]
    starts_at_s: Annotated[float, msgspec.Meta(ge=0, le=86_400)]
    """When the first colour was due, seconds of the recording. Up to three seconds too early is found."""
    chip_s: Annotated[float, msgspec.Meta(ge=0.34, le=10)]
    code: Annotated[str, msgspec.Meta(pattern="^[01]+$", min_length=20, max_length=64)]
    """1 for warm, 0 for cool."""
    max_run: Annotated[int, msgspec.Meta(ge=1, le=10)]


def parse_light(content: bytes) -> LightShow:
    """Return the light check of a file.

    Raises:
        UsageError: "bad_light_file": it is no such file, or its code breaks its own law; the sentence says what.
    """
    try:
        file = msgspec.json.decode(content, type=_File)
        _check(file)
    except (msgspec.MsgspecError, ValueError) as error:
        raise UsageError("bad_light_file", f"The file of the coded light cannot be used: {error}.") from error
    code = tuple(int(chip) for chip in file.code)
    return LightShow(LightId("file"), code, file.starts_at_s, file.chip_s, file.max_run, LightPhase.SHOWN)


def _check(file: _File) -> None:
    """Raise ValueError when the code is none of the law that it is to be compared under."""
    if 2 * file.code.count("1") != len(file.code):
        raise ValueError("as many colours have to be warm as cool")
    if any(chip * (file.max_run + 1) in file.code for chip in "01"):
        raise ValueError(f"more than {file.max_run} equal colours in a row")
    count_codes(len(file.code), file.max_run)
