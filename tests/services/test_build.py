from __future__ import annotations

from candor.services.build import Surroundings, build
from candor.services.live_calls import NoLiveCalls
from candor.store.values import ConsentDecision
from store_builders import PLAN, picture


def test_by_default_no_call_is_live_and_passwords_are_hashed_with_argon2id():
    around = Surroundings(PLAN)
    assert isinstance(around.live, NoLiveCalls)
    assert around.hasher.hash("x").startswith("$argon2id$")
    assert around.now().tzinfo is not None


def test_the_whole_path_from_set_up_to_a_paired_interview(services, faces):
    whole = build(services.store, faces.inspect, faces.make_reference, Surroundings(PLAN))
    ada = whole.setup.found(whole.setup.token, "Sample Works", "Ada", "ada@example.org", "correct horse battery")
    candidate = whole.candidates.create(ada, "Sample", "", "en")
    whole.photos.upload(ada, candidate, picture())
    whole.consent.decide_by_link(whole.candidates.link(ada, candidate), ConsentDecision.GRANTED, "en")
    interview = whole.interviews.create(ada, candidate, "Engineer")
    token = whole.interviews.pair(whole.interviews.new_pairing_code(ada, interview).code)
    grant = whole.store.interviews.redeem(token.token)
    assert (grant.consented, grant.has_reference) == (True, True)
    assert whole.store.audit.first_broken_link() is None
