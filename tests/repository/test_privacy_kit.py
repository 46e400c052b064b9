"""What the privacy kit says of the program is so."""

import re

import pytest

import candor.store.schema  # noqa: F401  (fills the list of tables)
from candor.services.interviews import CODE_GOOD_FOR, TOKEN_GOOD_FOR
from candor.services.jobs import KEEP_DAYS, MAX_KEEP_DAYS
from candor.store.tables import Base
from notice_page import PAGE, written

KIT = PAGE.parent
TABLES = sorted(Base.metadata.tables)


@pytest.mark.parametrize("table", TABLES)
def test_the_data_map_names_every_table(table: str) -> None:
    rows = [line for line in (KIT / "data-map.md").read_text(encoding="utf-8").splitlines() if line.startswith("| ")]

    assert any(f"`{table}`" in row.split(" | ")[1] for row in rows), (
        f"Say what `{table}` keeps, why, and how it goes away"
    )


def test_the_data_map_names_nothing_that_is_gone() -> None:
    rows = [line for line in (KIT / "data-map.md").read_text(encoding="utf-8").splitlines() if line.startswith("| ")]
    named = {name for row in rows for name in re.findall(r"`([a-z_]+)`", row.split(" | ")[1])}

    assert named == set(TABLES)


def test_the_page_with_the_notice_is_the_notice() -> None:
    assert PAGE.read_text(encoding="utf-8") == written(), "Run python tests/notice_page.py"


def test_the_retention_table_has_the_times_of_the_program() -> None:
    told = (KIT / "retention.md").read_text(encoding="utf-8")

    assert f"{KEEP_DAYS} days after they were added, or 1 to {MAX_KEEP_DAYS} days of their job" in told
    assert f"{CODE_GOOD_FOR.seconds // 60} minutes; {TOKEN_GOOD_FOR.seconds // 3600} hours" in told
