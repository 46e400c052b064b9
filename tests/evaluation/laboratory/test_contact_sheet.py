"""One strip for each kind; what cannot be made is passed over."""

from dataclasses import replace
from pathlib import Path

from candor.evaluation.laboratory.contact_sheet import contact_sheet
from candor.evaluation.laboratory.lab_file import Run
from candor.evaluation.laboratory.plan import plan
from candor.evaluation.laboratory.play import Player
from laboratory_builders import footage, laboratory, write_video


def test_each_kind_that_can_be_made_has_a_strip(tmp_path: Path) -> None:
    write_video(tmp_path / "a.avi", 3.0)
    one = replace(footage("a.avi", "g"), file=tmp_path / "a.avi")
    run = Run("calls", ("mid",), ("some",), attacks=("a1_frozen_frame", "a6_reenactment"))

    player = Player(lambda _: None, lambda: lambda _: None, None)  # pyright: ignore[reportArgumentType]
    strips = contact_sheet(plan(laboratory(one, run=run)), player)

    assert [strip.title for strip in strips] == ["bona fide, plain", "a1_frozen_frame"]
    assert all(strip.picture.startswith("data:image/jpeg;base64,") for strip in strips)
