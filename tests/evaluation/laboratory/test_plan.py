"""The split keeps groups apart by construction, and the plan depends on the seed and the names alone."""

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from candor.evaluation.laboratory.lab_file import Run
from candor.evaluation.laboratory.plan import parts, plan, spread
from laboratory_builders import footage, laboratory

RUN = Run(
    "calls",
    ("mid", "low"),
    ("some", "fakes"),
    ("plain", "low_light"),
    ("a8_substitution",),
    attack_clips=3,
    benign_clips=2,
)
FOOTAGE = [footage(f"f{i}", f"g{i // 2}") for i in range(12)] + [footage("x", "g0", "real_swap", "fakes")]


def test_no_group_is_in_both_parts_not_even_as_donor() -> None:
    planned = plan(laboratory(*FOOTAGE, run=RUN))

    part_of: dict[str, set[int]] = {}
    for one in planned:
        part_of.setdefault(one.footage.group, set()).add(one.part)
        if one.donor:
            part_of.setdefault(one.donor.group, set()).add(one.part)
            assert one.donor.group != one.footage.group
    assert all(len(found) == 1 for found in part_of.values())


def test_every_kind_is_made_as_often_as_asked_and_at_every_point() -> None:
    planned = plan(laboratory(*FOOTAGE, run=RUN))

    assert Counter((one.species, one.recipe) for one in planned if one.point == "low") == {
        ("", "plain"): 12,
        ("real_swap", "plain"): 1,
        ("", "low_light"): 2,
        ("a8_substitution", "a8_substitution"): 3,
    }
    assert len(planned) == 36


def test_one_attack_is_the_same_at_every_point_and_another_for_every_recipe() -> None:
    planned = plan(laboratory(*FOOTAGE, run=RUN))

    seeds = {(one.footage.name, one.recipe, one.seed) for one in planned}
    assert len(seeds) == len(planned) / 2
    assert len({seed for _, _, seed in seeds}) == len(seeds)


def test_the_same_laboratory_gives_the_same_plan() -> None:
    assert plan(laboratory(*FOOTAGE, run=RUN)) == plan(laboratory(*FOOTAGE, run=RUN))


def test_a_quick_look_takes_some_of_the_same_sessions() -> None:
    lab = laboratory(*FOOTAGE, run=RUN)

    few = plan(lab, at_most=2)

    assert set(few) < set(plan(lab))
    kinds = Counter((one.species, one.recipe) for one in few if one.point == "low")
    assert kinds == {("", "plain"): 2, ("real_swap", "plain"): 1, ("", "low_light"): 2, ("a8_substitution",) * 2: 2}


def test_recordings_are_spread_over_the_groups_first() -> None:
    chosen = spread([footage(f"a{i}", "large") for i in range(20)] + [footage("b", "small")], 2, 1, "recipe")

    assert {one.group for one in chosen} == {"large", "small"}


@settings(max_examples=30, deadline=None)
@given(st.dictionaries(st.text(min_size=1, max_size=4), st.integers(1, 30), min_size=1, max_size=20), st.integers())
def test_the_parts_differ_by_no_more_than_the_largest_group(sizes: dict[str, int], seed: int) -> None:
    part_of = parts(sizes, seed)

    filled = [sum(size for name, size in sizes.items() if part_of[name] == part) for part in (0, 1)]
    assert abs(filled[0] - filled[1]) <= max(sizes.values())
    assert set(part_of) == set(sizes)
