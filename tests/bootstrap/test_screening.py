"""What stands behind screening here: shipped and own rules, own lists."""

import pickle
from datetime import date
from pathlib import Path

import pytest

from candor.bootstrap.screening import MeansMaker
from candor.domain.watchlist import Asked
from candor.errors import UsageError
from candor.screening.checks import ALL_CHECKS
from candor.settings import Settings

TODAY = date(2026, 11, 27)
OWN = """
[pack]
id = "ours"
version = 4
title = { en = "x", id = "y" }
[[rules]]
id = "seen"
severity = "check"
reads = ["emails"]
when = [{ field = "emails", any_of = ["@firma.example"] }]
what = { en = "x", id = "y" }
false_alarms = { en = "x", id = "y" }
innocent = [{ en = "x", id = "y" }]
next_step = { en = "x", id = "y" }
source = { title = "x", date = 2026-01-01 }
expires = 2027-01-01
[[examples]]
name = "one of theirs"
application = { emails = ["ana@firma.example"] }
flags = ["seen"]
"""


@pytest.fixture
def own(tmp_path: Path) -> Path:
    (tmp_path / "ours.toml").write_text(OWN)
    return tmp_path / "ours.toml"


def test_own_rules_stand_beside_the_shipped_ones(tmp_path: Path, own: Path) -> None:
    means = MeansMaker(Settings(home=tmp_path), TODAY, (own,))()

    assert means.rules.versions["ours"] == 4
    assert "phone.invalid" in means.rules.rules
    assert means.checks == ALL_CHECKS


def test_a_dry_run_asks_nothing_but_the_own_rules(tmp_path: Path, own: Path) -> None:
    means = MeansMaker(Settings(home=tmp_path), TODAY, (own,), only_own_packs=True)()

    assert list(means.rules.rules) == ["ours.seen"]
    assert means.checks == ()


def test_a_pack_whose_examples_do_not_hold_is_refused(tmp_path: Path, own: Path) -> None:
    own.write_text(OWN.replace('flags = ["seen"]', "flags = []"))

    with pytest.raises(UsageError, match="one of theirs"):
        MeansMaker(Settings(home=tmp_path), TODAY, (own,))()


def test_mail_servers_are_only_asked_where_that_is_allowed(tmp_path: Path) -> None:
    assert MeansMaker(Settings(home=tmp_path), TODAY)().mail is None
    assert MeansMaker(Settings(home=tmp_path), TODAY, ask_mail_servers=True)().mail is not None


def test_it_can_be_sent_to_another_process(tmp_path: Path, own: Path) -> None:
    maker = MeansMaker(Settings(home=tmp_path), TODAY, (own,))

    assert pickle.loads(pickle.dumps(maker)) == maker


def test_own_lists_stand_in_the_home(tmp_path: Path) -> None:
    (tmp_path / "lists").mkdir()
    (tmp_path / "lists" / "disposable_domains.txt").write_text("firma.example\n")

    assert MeansMaker(Settings(home=tmp_path), TODAY)().lists.is_disposable("firma.example")


def test_watchlists_are_asked_the_shipped_one_at_least(tmp_path: Path) -> None:
    watchlists = MeansMaker(Settings(home=tmp_path), TODAY)().watchlists

    assert watchlists is not None
    hits = watchlists.search(Asked(organisations=("Dandong Deyun Trading Co., Ltd.",)))
    assert hits


def test_a_run_can_go_on_only_with_the_same_rules_and_lists(tmp_path: Path, own: Path) -> None:
    maker = MeansMaker(Settings(home=tmp_path), TODAY, (own,))
    before = maker.mark()

    own.write_text(OWN.replace("firma.example", "other.example"))
    with_other_rule = maker.mark()
    (tmp_path / "lists").mkdir()
    (tmp_path / "lists" / "mills.tsv").write_text("x\ty\n")

    assert len({before, with_other_rule, maker.mark()}) == 3
