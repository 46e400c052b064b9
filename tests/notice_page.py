"""The page with the notice that candidates read, as the program shows it.

python tests/notice_page.py      writes docs/privacy/candidate-notice.md anew
"""

from __future__ import annotations

from pathlib import Path

from candor.services.notice import VERSION, notice

PAGE = Path(__file__).resolve().parents[1] / "docs" / "privacy" / "candidate-notice.md"
HEAD = f"""# The notice for candidates

Version {VERSION}, as Candor shows and records it (`services/notice.py`). This page is written by
`python tests/notice_page.py`, and a test compares them. In brackets stands what your settings and the candidate's
date fill in. Have it read by counsel; a changed word needs a new version.
"""
LANGUAGES = {
    "en": ("English", "[organisation]", "[contact]", "[date of erasure]", "The question"),
    "id": ("Bahasa Indonesia", "[organisasi]", "[kontak]", "[tanggal penghapusan]", "Pertanyaannya"),
}


def written() -> str:
    """Return the page."""
    parts = [HEAD]
    for language, (title, organisation, contact, keep_until, question) in LANGUAGES.items():
        told = notice(language, organisation, contact, keep_until)
        parts += [
            f"## {title}\n",
            *(f"{paragraph}\n" for paragraph in told.paragraphs),
            f"**{question}:** {told.question}\n",
        ]
    return "\n".join(parts)


if __name__ == "__main__":
    PAGE.write_text(written(), encoding="utf-8")
