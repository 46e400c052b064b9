from __future__ import annotations

from candor.evidence.verify import verify
from candor.store.values import Role


def _begun(site):
    interview = site.interview()
    site.store.interviews.begin(interview)
    return interview


def test_a_pack_is_saved_from_the_report_and_fits_the_key_on_the_page_of_the_server(site):
    interview, browser = _begun(site), site.signed_in()
    page = f"/interviews/{interview}/report"
    got = browser.send(f"/interviews/{interview}/evidence.zip", on=page)
    assert got.mimetype == "application/zip"
    assert got.headers["Content-Disposition"] == f'attachment; filename="candor-evidence-{interview}.zip"'
    key = site.services.evidence.public_key(site.admin)
    assert key.hex() in browser.open("/server").get_data(as_text=True)
    assert verify(got.data, key).is_sound
    candidate = site.candidate_of(interview)
    got = browser.send(f"/candidates/{candidate}/evidence.zip", on=f"/candidates/{candidate}/report")
    assert verify(got.data, key).manifest.interviews == [interview]


def test_who_may_not_hand_out_evidence_sees_no_button_and_is_refused(site):
    interview, browser = _begun(site), site.signed_in(Role.INTERVIEWER)
    site.assign(interview, Role.INTERVIEWER)
    assert "evidence.zip" not in browser.open(f"/interviews/{interview}/report").get_data(as_text=True)
    assert browser.send(f"/interviews/{interview}/evidence.zip", on=f"/interviews/{interview}").status_code == 403
