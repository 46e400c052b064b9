from __future__ import annotations

import pyotp
import pytest
from pyotp.totp import TOTP

from candor.errors import AccessError, UsageError
from candor.store.values import Role
from store_builders import PASSWORD, join


@pytest.fixture
def app(services, admin, clock):
    """The administrator's authenticator app: shows the code of now, or of a moment beside it."""
    totp = TOTP(services.second_factor.offer(admin).secret)
    return lambda seconds=0: totp.at(clock().timestamp() + seconds)


@pytest.fixture
def armed(services, admin, app, clock):
    """The administrator with a second factor, a minute after it was set up; and the recovery codes."""
    person, codes = services.second_factor.switch_on(admin, app())
    clock.pass_time(seconds=60)
    return person, codes


def test_the_address_names_organisation_and_person(services, admin):
    offer = services.second_factor.offer(admin)
    parsed = pyotp.parse_uri(offer.address)
    assert (parsed.secret, parsed.name, parsed.issuer) == (offer.secret, admin.email, "Candor Sample Works")
    assert offer.secret not in repr(offer)


def test_it_counts_once_a_code_confirmed_it(services, admin, app):
    assert services.sign_in.sign_in(admin.email, PASSWORD).has_second_factor is False
    with pytest.raises(UsageError):
        services.second_factor.switch_on(admin, "000000" if app() != "000000" else "111111")
    person, codes = services.second_factor.switch_on(admin, app())
    assert person.has_second_factor
    assert len(set(codes)) == 10
    with pytest.raises(UsageError):
        services.second_factor.switch_on(person, app(60))


def test_a_password_alone_opens_nothing_and_forgets_no_failure(services, armed, app):
    person, _ = armed
    for _ in range(5):
        assert services.sign_in.sign_in(person.email, PASSWORD).has_second_factor
        with pytest.raises(AccessError):
            services.sign_in.second(person, "nonsense")
    with pytest.raises(AccessError):
        services.sign_in.second(person, app())
    with pytest.raises(AccessError):
        services.sign_in.sign_in(person.email, PASSWORD)


def test_the_right_code_opens_once_and_a_clock_may_be_half_a_minute_off(services, armed, app, clock):
    person, _ = armed
    code = app(-30)
    assert services.sign_in.second(person, f" {code[:3]} {code[3:]} ").id == person.id
    for replayed in (code, app(-60), app(60), "", "٣٤٥٦٧٨", "1" * 5000):
        with pytest.raises(AccessError):
            services.sign_in.second(person, replayed)
        clock.pass_time(minutes=0)
    services.store.people.note_success(person.id)
    assert services.sign_in.second(person, app(30))


def test_each_recovery_code_opens_once_however_it_is_typed(services, armed):
    person, codes = armed
    assert services.sign_in.second(person, codes[0].lower().replace("-", " "))
    with pytest.raises(AccessError):
        services.sign_in.second(person, codes[0])
    assert services.second_factor.recovery_left(person) == 9
    renewed = services.second_factor.renew_recovery(person)
    with pytest.raises(AccessError):
        services.sign_in.second(person, codes[1])
    assert services.sign_in.second(person, renewed[1])


def test_a_demanded_one_is_missing_until_it_is_set_up_and_stays_on(services, admin, armed):
    person, _ = armed
    ina = join(services, admin, Role.INTERVIEWER)
    services.second_factor.demand(admin, frozenset({Role.ADMINISTRATOR, Role.INTERVIEWER}))
    assert services.second_factor.is_missing(ina)
    assert not services.second_factor.is_missing(person)
    with pytest.raises(AccessError) as caught:
        services.second_factor.switch_off(person)
    assert caught.value.code == "second_factor_demanded"
    services.second_factor.demand(admin, frozenset())
    assert not services.second_factor.is_missing(ina)
    assert not services.second_factor.switch_off(person).has_second_factor


def test_an_administrator_takes_it_from_somebody_who_lost_it(services, admin, armed):
    person, _ = armed
    rita = join(services, admin, Role.RECRUITER)
    for refused in (
        lambda: services.second_factor.reset(rita, person.id),
        lambda: services.second_factor.demand(rita, frozenset()),
        lambda: services.second_factor.demanded(rita),
    ):
        with pytest.raises(AccessError):
            refused()
    services.second_factor.reset(admin, person.id)
    assert not services.sign_in.sign_in(person.email, PASSWORD).has_second_factor
