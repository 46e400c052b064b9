from __future__ import annotations

from candor.store.values import Role


def text(answer):
    return answer.get_data(as_text=True)


def test_a_recruiter_assigns_somebody_on_the_page_of_the_interview_and_takes_it_back(site):
    interview = site.interview()
    ina, recruiter = site.signed_in(Role.INTERVIEWER), site.signed_in(Role.RECRUITER)
    page = f"/interviews/{interview}"
    assert ina.open(page).status_code == 403
    assert "Nobody is assigned yet" in text(recruiter.open(page))

    person = site.person(Role.INTERVIEWER).id
    assert recruiter.send(f"{page}/people", on=page, person=person).status_code == 303
    assert ina.open(page).status_code == 200
    assert "People in this interview" not in text(ina.open(page))
    assert "Engineer" in text(ina.open(f"/candidates/{site.candidate_of(interview)}"))

    assert recruiter.send(f"{page}/people/{person}/withdraw", on=page).status_code == 303
    assert ina.open(page).status_code == 403
    assert "not assigned" in text(ina.open(page))


def test_somebody_who_runs_no_interviews_is_one_sentence(site):
    interview, _ = site.interview(), site.signed_in(Role.REVIEWER)
    page = f"/interviews/{interview}"
    answer = site.signed_in().send(f"{page}/people", on=page, person=site.person(Role.REVIEWER).id)
    assert answer.status_code == 400
    assert "may run interviews" in text(answer)
