"""How is what happens in an interview told to its client? Domain values in, wire messages out, in their language.

Pure; used by live_call.py.
"""

from __future__ import annotations

import base64
import math
from collections.abc import Sequence
from typing import Final

import msgspec

from candor.domain.assessment import Assessment
from candor.domain.questions import Question, State
from candor.domain.records import UNWATCHED_S, RecordedWarning, Watched
from candor.domain.sound import SoundHeard
from candor.errors import ConfigurationError
from candor.fusion.explain import reason_text
from candor.wire.messages import AnswerKind, Notice, NoticeCode, StateMessage, TrendMessage, WarningMessage
from candor.wire.parts import PastState, QuestionStatus

_SHORT, _LONG = 200, 2000
_MOST_STRETCHES = 100
"""Of one question, told at once; an interview whose states change more often than that has no trend to read."""

_NOTICES: Final[dict[str, dict[NoticeCode, str]]] = {
    "en": {
        NoticeCode.NO_CONSENT: "The candidate has not agreed to the check. Nothing is analysed.",
        NoticeCode.NO_REFERENCE: "There is no ID photo, so identity cannot be compared.",
        NoticeCode.ANALYSIS_RESTARTED: "The analysis was interrupted for a moment and goes on.",
        NoticeCode.ANALYSIS_BEHIND: "The server is busy and looks at fewer pictures than it should.",
        NoticeCode.UNREADABLE_FRAMES: "Some pictures of the call could not be read.",
        NoticeCode.ANALYSIS_STOPPED: "Protection is not running: the server does not analyse pictures.",
        NoticeCode.NO_CHECK_LEFT: "No check is left that this candidate can do. Look at the ID together instead.",
        NoticeCode.NO_NOTE_LEFT: "This interview can hold no more notes. Change or remove one of them.",
    },
    "id": {
        NoticeCode.NO_CONSENT: "Kandidat belum menyetujui pemeriksaan. Tidak ada yang dianalisis.",
        NoticeCode.NO_REFERENCE: "Tidak ada foto identitas, jadi identitas tidak dapat dibandingkan.",
        NoticeCode.ANALYSIS_RESTARTED: "Analisis sempat terhenti sebentar dan sudah berjalan lagi.",
        NoticeCode.ANALYSIS_BEHIND: "Server sedang sibuk dan memeriksa lebih sedikit gambar dari seharusnya.",
        NoticeCode.UNREADABLE_FRAMES: "Beberapa gambar panggilan tidak dapat dibaca.",
        NoticeCode.ANALYSIS_STOPPED: "Perlindungan tidak berjalan: server tidak menganalisis gambar.",
        NoticeCode.NO_CHECK_LEFT: "Tidak ada lagi pemeriksaan yang bisa dilakukan kandidat ini. "
        "Lihat kartu identitasnya bersama-sama.",
        NoticeCode.NO_NOTE_LEFT: "Catatan wawancara ini sudah penuh. Ubah atau hapus salah satunya.",
    },
}


def notice_message(code: NoticeCode, event: int, language: str) -> Notice:
    """Return a notice in the client's language; unknown languages read English."""
    texts = _NOTICES.get(language.lower().replace("_", "-").split("-")[0], _NOTICES["en"])
    return Notice(event=event, code=code, text=texts[code])


def state_message(
    assessment: Assessment,
    *,
    event: int,
    language: str,
    faces: int,
    fps: float,
    dropped: int,
    sound: SoundHeard,
    sound_lost_s: float = 0.0,
) -> StateMessage:
    """Return the four status lines, in the order of domain.questions.Question."""
    lines = [
        QuestionStatus(question=question, state=found.state, reason=found.reason, text=_reason(found.reason, language))
        for question in Question
        if (found := assessment.questions.get(question)) is not None
    ]
    return StateMessage(
        event=event,
        at_s=max(0.0, assessment.at_s),
        questions=lines,
        faces=faces,
        fps=round(fps, 1) if math.isfinite(fps) else 0.0,
        dropped=dropped,
        sound=sound,
        sound_lost_s=round(sound_lost_s, 1),
    )


def trend_message(past: Sequence[Watched]) -> TrendMessage:
    """Return when each question was in which state.

    Args:
        past: what was seen, oldest first. Where no pause lies between two entries, the first holds until the second.
    """
    told: list[PastState] = []
    for question in Question:
        stretches: list[PastState] = []
        for entry in past:
            answer = entry.assessment.questions.get(question)
            if answer is not None:
                _add(stretches, question, answer.state, (max(0.0, entry.assessment.at_s), max(0.0, entry.until_s)))
        told += stretches[-_MOST_STRETCHES:]
    return TrendMessage(stretches=told)


def _add(stretches: list[PastState], question: Question, state: State, seen_s: tuple[float, float]) -> None:
    """Add a stretch to those of its question; one that the last goes on in makes that longer."""
    from_s, until_s = seen_s
    last = stretches[-1] if stretches else None
    is_joined = last is not None and from_s - last.until_s <= UNWATCHED_S
    if last is not None and is_joined:
        stretches[-1] = msgspec.structs.replace(last, until_s=until_s if last.state is state else from_s)
    if last is None or not is_joined or last.state is not state:
        stretches.append(PastState(question=question, state=state, from_s=from_s, until_s=until_s))


def warning_message(recorded: RecordedWarning) -> WarningMessage:
    """Return a warning card with its evidence and its latest answer."""
    warning, told = recorded.warning, recorded.warning.explanation
    picture = warning.evidence_jpeg
    return WarningMessage(
        event=recorded.event,
        id=warning.id,
        question=warning.question,
        severity=warning.severity,
        code=warning.code,
        at_s=max(0.0, warning.at_s),
        until_s=None if warning.until_s is None else max(0.0, warning.until_s),
        title=told.title[:_LONG],
        detail=told.detail[:_LONG],
        harmless=[text[:_LONG] for text in told.harmless],
        next_step=told.next_step[:_LONG],
        say=told.say[:_LONG],
        evidence_jpeg_base64=None if picture is None else base64.b64encode(picture).decode("ascii"),
        answer=None if recorded.answer is None else AnswerKind(recorded.answer.kind),
    )


def _reason(code: str, language: str) -> str:
    try:
        return reason_text(code, language)[:_SHORT]
    except ConfigurationError:
        return code[:_SHORT]  # a state without its sentence is still a state
