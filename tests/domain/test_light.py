"""A code and its time."""

from __future__ import annotations

from candor.domain.light import LightId, LightPlan, LightShow


def test_a_code_lasts_as_long_as_all_its_colours() -> None:
    plan = LightPlan("test", 40, 0.6, 3, 0.15, 2.0, (255, 214, 176), (176, 229, 255))
    show = LightShow(LightId("a"), (1, 0) * 20, 10.0, plan.chip_s, plan.max_run)

    assert plan.seconds == 24.0
    assert show.ends_at_s == 34.0
