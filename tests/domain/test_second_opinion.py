from candor.domain.second_opinion import Ability, Opinion, Readiness, Says, SecondOpinion


def test_answers_are_counted_per_ability() -> None:
    said = [
        Opinion(Ability.LIVENESS, 1.0, "first", Says.LIVE, 0.9),
        Opinion(Ability.LIVENESS, 61.0, "regular", Says.LIVE, 0.8),
        Opinion(Ability.SAME_PERSON, 1.0, "first", Says.CANT_TELL, None, "no_face"),
    ]
    second = SecondOpinion("deepface 0.0.103", dict.fromkeys(Ability, Readiness.READY), opinions=said)

    assert second.counts(Ability.LIVENESS) == {Says.LIVE: 2}
    assert second.counts(Ability.SAME_PERSON) == {Says.CANT_TELL: 1}
