"""Every kind is in the catalogue, with its sides and with something else for who cannot do it."""

from __future__ import annotations

import pytest

from candor.challenges.catalogue import BOTH, CATALOGUE
from candor.domain.checks import SIDED, WITH_HAND, CheckKind, Side

HEAD = {CheckKind.TURN_HEAD, CheckKind.LOOK_UP, CheckKind.LEAN_IN}


def test_every_kind_is_there_once() -> None:
    assert set(CATALOGUE) == set(CheckKind)
    assert all(CATALOGUE[kind].kind is kind for kind in CheckKind)


@pytest.mark.parametrize("kind", CheckKind)
def test_only_sided_kinds_have_sides(kind: CheckKind) -> None:
    assert CATALOGUE[kind].sides == (BOTH if kind in SIDED else (Side.NONE,))


@pytest.mark.parametrize("kind", CheckKind)
def test_who_cannot_move_the_head_or_has_no_hand_free_can_do_another(kind: CheckKind) -> None:
    others = set(CATALOGUE[kind].alternatives)

    assert kind not in others
    if kind in HEAD:
        assert others - HEAD
    if kind in WITH_HAND:
        assert others
        assert not others & WITH_HAND
    if kind is CheckKind.SAY_DIGITS:
        assert others - {CheckKind.SAY_DIGITS}
