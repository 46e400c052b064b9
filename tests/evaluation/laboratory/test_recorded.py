"""A recorded session is one line of JSON that comes back as it was, and knows whether it is an attack."""

import msgspec

from candor.evaluation.laboratory.recorded import Recorded
from laboratory_builders import loops, recorded, silent


def test_a_session_survives_its_line() -> None:
    session = recorded(loops(2.0) + silent(), "a2_loop")

    line = msgspec.json.encode(session)

    assert b"\n" not in line
    assert msgspec.json.decode(line, type=Recorded) == session


def test_a_species_makes_an_attack() -> None:
    assert recorded((), "a2_loop").is_attack
    assert not recorded(()).is_attack
