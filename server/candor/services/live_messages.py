"""How is what happens in an interview told to its client? Domain values in, wire messages out, in their language.

Pure; used by live_call.py.
"""

from __future__ import annotations

import base64
import math
from typing import Final

from candor.domain.assessment import Assessment
from candor.domain.questions import Question
from candor.domain.records import RecordedWarning
from candor.domain.sound import SoundHeard
from candor.errors import ConfigurationError
from candor.fusion.explain import reason_text
from candor.wire.messages import AnswerKind, Notice, NoticeCode, QuestionStatus, StateMessage, WarningMessage

_SHORT, _LONG = 200, 2000

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
