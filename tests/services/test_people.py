from __future__ import annotations

import pytest

from candor.errors import AccessError, UsageError
from candor.store.values import Role
from store_builders import PASSWORD, join


def test_a_new_role_is_in_force_at_once(services, admin):
    ina = join(services, admin, Role.INTERVIEWER)
    services.people.change_role(admin, ina.id, Role.RECRUITER)
    assert services.sign_in.session(ina.id, ina.session_epoch).role is Role.RECRUITER


@pytest.mark.parametrize("deed", ["deactivate", "change_role"])
def test_the_last_administrator_stays(services, admin, deed):
    def remove():
        more = (Role.RECRUITER,) if deed == "change_role" else ()
        getattr(services.people, deed)(admin, admin.id, *more)

    services.invitations.invite(admin, "Not there yet", "later@example.org", Role.ADMINISTRATOR)
    gone = join(services, admin, Role.ADMINISTRATOR)
    services.people.deactivate(admin, gone.id)
    with pytest.raises(UsageError) as caught:
        remove()
    assert caught.value.code == "last_administrator"

    services.people.reactivate(admin, gone.id)
    remove()
    assert services.people.person(gone, gone.id).is_active


def test_who_is_deactivated_is_out_everywhere_and_may_come_back(services, admin):
    ina = join(services, admin, Role.INTERVIEWER)
    reset = services.people.offer_reset(admin, ina.id)
    services.people.deactivate(admin, ina.id)
    services.people.deactivate(admin, ina.id)

    for refused in (
        lambda: services.sign_in.session(ina.id, ina.session_epoch),
        lambda: services.sign_in.session(ina.id, ina.session_epoch + 1),
        lambda: services.sign_in.sign_in(ina.email, PASSWORD),
        lambda: services.invitations.join(reset, "another long password"),
    ):
        with pytest.raises(AccessError):
            refused()
    for refused in (
        lambda: services.people.offer_reset(admin, ina.id),
        lambda: services.invitations.invite(admin, "Ina", ina.email, Role.ADMINISTRATOR),
    ):
        with pytest.raises(UsageError):
            refused()

    services.people.reactivate(admin, ina.id)
    assert services.sign_in.sign_in(ina.email, PASSWORD).id == ina.id


def test_the_extension_of_who_is_deactivated_is_sent_away_and_pairs_and_connects_no_more(services, admin, live):
    ina = join(services, admin, Role.INTERVIEWER)
    candidate = services.candidates.create(admin, "Sample", "", "en")
    interviews = [services.interviews.create(admin, candidate, title) for title in ("First", "Second")]
    for interview in interviews:
        services.assignments.assign(admin, interview, ina.id)
    codes = [services.interviews.new_pairing_code(ina, interview).code for interview in interviews]
    token = services.interviews.pair(codes[0]).token
    for _ in range(2):
        services.people.deactivate(admin, ina.id)
    assert live.told == [("send_away", interviews[0])]
    with pytest.raises(AccessError):
        services.interviews.pair(codes[1])
    with pytest.raises(AccessError):
        services.store.interviews.redeem(token)


def test_a_reset_link_works_once_within_a_day_and_ends_all_sessions(services, admin, clock):
    ina = join(services, admin, Role.INTERVIEWER)
    late = services.people.offer_reset(admin, ina.id)
    clock.pass_time(hours=25)
    with pytest.raises(AccessError):
        services.invitations.join(late, "another long password")

    token = services.people.offer_reset(admin, ina.id)
    assert services.sign_in.sign_in(ina.email, PASSWORD)
    services.invitations.join(token, "another long password")
    with pytest.raises(AccessError):
        services.invitations.join(token, "yet another password")
    with pytest.raises(AccessError):
        services.sign_in.session(ina.id, ina.session_epoch)
    with pytest.raises(AccessError):
        services.sign_in.sign_in(ina.email, PASSWORD)
    assert services.sign_in.sign_in(ina.email, "another long password")


def test_nobody_but_administrators_changes_people(services, admin):
    rita = join(services, admin, Role.RECRUITER)
    for refused in (
        lambda: services.people.person(rita, admin.id),
        lambda: services.people.change_role(rita, rita.id, Role.ADMINISTRATOR),
        lambda: services.people.offer_reset(rita, admin.id),
        lambda: services.people.deactivate(rita, admin.id),
        lambda: services.people.reactivate(rita, admin.id),
    ):
        with pytest.raises(AccessError) as caught:
            refused()
        assert caught.value.code == "not_allowed"
