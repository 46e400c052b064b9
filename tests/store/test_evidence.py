from __future__ import annotations

from candor.domain.ids import WarningId
from candor.domain.records import WarningAnswer
from store_builders import build_warning, grant, make_candidate


def test_every_answer_notice_and_link_about_an_interview_is_there(store, clock):
    candidate = make_candidate(store)
    grant(store, candidate)
    interview = store.rounds.create("p-1", candidate, "Engineer", {})
    store.interviews.save_warning(build_warning(interview), 1)
    for kind in ("later", "explained"):
        store.interviews.save_answer(interview, WarningId("w-1"), WarningAnswer(kind, "", "Ina", clock()))
    store.interviews.save_notice(interview, "analysis_restarted")

    assert [answer.kind for answer in store.evidence.answers(interview)] == ["later", "explained"]
    assert [notice.code for notice in store.evidence.notices(interview)] == ["analysis_restarted"]
    assert store.evidence.candidate_of(interview) == candidate
    links = store.evidence.links([interview, candidate])
    assert links[0].action == "candidate_created"
    assert {link.subject for link in links} == {interview, candidate}
    assert store.evidence.links(["i-other"]) == []
