from __future__ import annotations

import pytest

from candor.errors import AccessError, UsageError
from candor.store.values import Role


def test_an_invited_person_chooses_a_password_and_signs_in(services, admin):
    token = services.invitations.invite(admin, "Rita", "rita@example.org", Role.RECRUITER)
    assert services.invitations.invited(token).name == "Rita"
    services.invitations.join(token, "another long password")
    assert services.sign_in.sign_in("rita@example.org", "another long password").role is Role.RECRUITER


def test_an_invitation_lasts_a_week(services, admin, clock):
    token = services.invitations.invite(admin, "Rita", "rita@example.org", Role.RECRUITER)
    clock.pass_time(days=7)
    with pytest.raises(AccessError):
        services.invitations.join(token, "another long password")


def test_a_short_password_does_not_spend_the_invitation(services, admin):
    token = services.invitations.invite(admin, "Rita", "rita@example.org", Role.RECRUITER)
    with pytest.raises(UsageError):
        services.invitations.join(token, "short")
    assert services.invitations.join(token, "another long password")


@pytest.mark.parametrize("role", [Role.RECRUITER, Role.INTERVIEWER])
def test_only_administrators_invite(services, admin, role):
    token = services.invitations.invite(admin, "Rita", "rita@example.org", role)
    rita = services.invitations.join(token, "another long password")
    with pytest.raises(AccessError):
        services.invitations.invite(rita, "Eve", "eve@example.org", Role.ADMINISTRATOR)
    with pytest.raises(AccessError):
        services.invitations.people(rita)
    assert [p.name for p in services.invitations.people(admin)] == ["Ada Admin", "Rita"]
