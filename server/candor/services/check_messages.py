"""How is a movement check told to the client? A recorded check in, a wire message out, in the client's language."""

from __future__ import annotations

import base64
from collections.abc import Collection

from candor.challenges.catalogue import CATALOGUE
from candor.challenges.wording import outcome_text, words_of
from candor.domain.checks import CheckKind, CheckPhase
from candor.domain.records import RecordedCheck
from candor.wire.messages import CheckMessage


def check_message(
    held: RecordedCheck, *, language: str, deadline_s: float, left_s: float, cannot: Collection[CheckKind]
) -> CheckMessage:
    """Return a check as it stands.

    Args:
        held: the check.
        language: of the client.
        deadline_s: from its start.
        left_s: of the deadline; ignored when the check is over.
        cannot: what this person cannot do; not offered as an alternative.
    """
    status, asked = held.status, held.status.check
    words, strip = words_of(asked, language), status.evidence_jpeg
    is_running = status.phase is CheckPhase.RUNNING
    return CheckMessage(
        id=asked.id,
        kind=asked.kind,
        side=asked.side,
        phase=status.phase,
        at_s=max(0.0, status.started_at_s),
        until_s=None if status.ended_at_s is None else max(0.0, status.ended_at_s),
        deadline_s=deadline_s,
        left_s=max(0.0, left_s) if is_running else 0.0,
        title=words.title,
        say=words.say,
        look=words.look,
        digits=asked.digits or None,
        result="" if is_running else outcome_text(status, language),
        confirmed=held.confirmed,
        alternatives=[kind for kind in CATALOGUE[asked.kind].alternatives if kind not in cannot],
        evidence_jpeg_base64=None if strip is None else base64.b64encode(strip).decode("ascii"),
    )
