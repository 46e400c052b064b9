"""What may be typed into a form? One check per kind of input, each with its sentence."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from candor.errors import DecodeError, UsageError

MAX_NAME = 120
MAX_TITLE = 200
MAX_JOB_TITLE = 120
MAX_ROUND_NAME = 80
MAX_EMAIL = 254
MAX_REACH = 200
MAX_SENTENCE = 300
MIN_PASSWORD = 12
MAX_PASSWORD = 200
MAX_PHOTO_BYTES = 12 * 1024 * 1024
LANGUAGES = ("en", "id")

_DIGITS = 10
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


def name(text: str) -> str:
    """Return a person's name without blanks around it."""
    return _line(text, MAX_NAME, "bad_name", f"Enter a name of 1 to {MAX_NAME} characters.")


def title(text: str) -> str:
    """Return the title of a round."""
    return _line(text, MAX_TITLE, "bad_title", f"Enter role and round in 1 to {MAX_TITLE} characters.")


def job_title(text: str) -> str:
    """Return the title of a job."""
    return _line(
        text, MAX_JOB_TITLE, "bad_job_title", f"Enter the title of the job in 1 to {MAX_JOB_TITLE} characters."
    )


def round_name(text: str) -> str:
    """Return the name of a round."""
    return _line(text, MAX_ROUND_NAME, "bad_round_name", f"Name each round in 1 to {MAX_ROUND_NAME} characters.")


def local_time(text: str, zone: str) -> datetime | None:
    """Return a moment that was typed as a local time; nothing when none was.

    Args:
        text: such as "2026-12-03T14:00".
        zone: IANA name, such as "Asia/Jakarta".

    Raises:
        UsageError: "bad_time": no such moment, as in the hour that is skipped in spring; or no such zone.
    """
    if not text.strip():
        return None
    problem = UsageError("bad_time", "Enter date, time and a time zone such as Asia/Jakarta, or leave the time empty.")
    try:
        moment = datetime.fromisoformat(text.strip())
        local = moment.replace(tzinfo=ZoneInfo(zone), second=0, microsecond=0)
        back = local.astimezone(UTC).astimezone(local.tzinfo)
    except (ValueError, OverflowError, OSError, ZoneInfoNotFoundError) as error:
        raise problem from error
    if moment.tzinfo is not None or back.replace(tzinfo=None) != local.replace(tzinfo=None):
        raise problem
    return local.astimezone(UTC)


def email(text: str) -> str:
    """Return an e-mail address."""
    tidy = text.strip()
    if len(tidy) > MAX_EMAIL or not tidy.isprintable() or not _EMAIL.fullmatch(tidy):
        raise UsageError("bad_email", "Enter an e-mail address such as ana@example.org.")
    return tidy


def optional_email(text: str) -> str:
    """Return an e-mail address, or nothing when none was entered."""
    return email(text) if text.strip() else ""


def reach(text: str) -> str:
    """Return how somebody is reached: a telephone number, a channel."""
    return _line(text, MAX_REACH, "bad_reach", f"Enter how this person is reached, in 1 to {MAX_REACH} characters.")


def minutes(text: str, most: int) -> int:
    """Return a number of minutes."""
    number = int(text) if text.strip().isascii() and text.strip().isdigit() and len(text) < _DIGITS else 0
    if not 1 <= number <= most:
        raise UsageError("bad_minutes", f"Enter a number of minutes from 1 to {most}.")
    return number


def optional_sentence(text: str) -> str:
    """Return a few words, or nothing when none were entered."""
    sentence = f"Enter at most {MAX_SENTENCE} characters on what to do meanwhile."
    return _line(text, MAX_SENTENCE, "bad_meanwhile", sentence) if text.strip() else ""


def language(text: str) -> str:
    """Return a language that there are texts in."""
    return text if text in LANGUAGES else LANGUAGES[0]


def password(text: str) -> str:
    """Return a password that is long enough (NIST SP 800-63B asks for length, not for kinds of characters)."""
    if not MIN_PASSWORD <= len(text) <= MAX_PASSWORD:
        raise UsageError("bad_password", f"Choose a password of at least {MIN_PASSWORD} characters.")
    return text


def picture(data: bytes) -> bytes:
    """Return the bytes of a picture file that may be read.

    Raises:
        DecodeError: "empty_file" or "photo_too_large".
    """
    if not data:
        raise DecodeError("empty_file", "Choose a picture file first; this one is empty.")
    if len(data) > MAX_PHOTO_BYTES:
        raise DecodeError("photo_too_large", "The file is larger than 12 MB. Send a smaller picture.")
    return data


def _line(text: str, longest: int, code: str, sentence: str) -> str:
    tidy = " ".join(text.split())
    if not 1 <= len(tidy) <= longest or not tidy.isprintable():
        raise UsageError(code, sentence)
    return tidy
