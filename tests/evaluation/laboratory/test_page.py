"""The page is one file that loads nothing, with tables, curves, timelines and failures."""

import re

from candor.evaluation.laboratory.contact_sheet import Strip
from candor.evaluation.laboratory.findings import findings
from candor.evaluation.laboratory.page import render_page
from laboratory_builders import QUESTIONS, crowd, laboratory, recorded, rules, silent


def test_the_page_holds_everything_and_loads_nothing() -> None:
    sessions = [*crowd(), recorded(silent(), "a3_still", name="<i>missed</i>.mp4")]
    found = findings(sessions, rules(), QUESTIONS, 1)

    page = render_page(laboratory(), found, (Strip("a2_loop", "data:image/jpeg;base64,AA=="),), {"candor": "1.2"})

    assert page.count('<svg class="det"') >= 2
    assert page.count('<svg class="time"') >= 4
    assert "a2_loop (12)" in page
    assert "&lt;i&gt;missed" in page
    assert "<i>missed" not in page
    assert "1.2" in page
    assert not re.search(r"(src|href)=\"(?!data:)", page)
