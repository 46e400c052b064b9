"""Documentation, calibration and hygiene that a reader relies on are there and current."""

import re
import subprocess
import tomllib
from pathlib import Path

import click
import pytest

from candor.cli import candor
from candor.commands import ALL_COMMANDS
from candor.signals import ALL_SIGNALS

CHECKOUT = Path(__file__).resolve().parents[2]
CALIBRATIONS = sorted((CHECKOUT / "models" / "calibration").rglob("*.toml"))


def _tracked_text() -> list[tuple[str, str]]:
    listed = subprocess.run(["git", "ls-files"], cwd=CHECKOUT, capture_output=True, text=True, check=True)
    texts: list[tuple[str, str]] = []
    for name in listed.stdout.splitlines():
        path = CHECKOUT / name
        if path.is_file() and path.stat().st_size < 2_000_000:
            raw = path.read_bytes()
            if b"\0" not in raw:
                texts.append((name, raw.decode("utf-8", "replace")))
    return texts


@pytest.mark.parametrize("command", ALL_COMMANDS)
def test_every_command_has_help_and_stands_in_the_manual(command: str) -> None:
    found = candor.get_command(click.Context(candor), command)
    manual = "".join(path.read_text(encoding="utf-8") for path in [CHECKOUT / "README.md", *CHECKOUT.glob("docs/*.md")])

    assert found is not None
    assert found.help
    assert f"candor {command}" in manual


@pytest.mark.parametrize("path", CALIBRATIONS, ids=lambda path: str(path.name))
def test_every_calibration_names_its_origin(path: Path) -> None:
    origin = tomllib.loads(path.read_text(encoding="utf-8"))["origin"]

    assert {"data", "n", "operating_point", "date"} <= set(origin), "data set, n, operating point and date"


def test_every_signal_has_page_calibration_and_test() -> None:
    for signal in ALL_SIGNALS:
        assert (CHECKOUT / "docs" / "signals" / f"{signal.name}.md").is_file()
        assert (CHECKOUT / "models" / "calibration" / "signals" / f"{signal.name}.toml").is_file()
        assert (CHECKOUT / "tests" / "signals" / f"test_{signal.name}.py").is_file()
        assert (CHECKOUT / "server" / "candor" / "signals" / f"{signal.name}.py").is_file()


def test_no_forbidden_claim_is_shown_to_anybody() -> None:
    shown = re.compile(r"deepfake detected|verified (human|real|person)|liveness passed", re.IGNORECASE)
    places = (
        "server/candor/web/",
        "server/candor/report/",
        "server/candor/fusion/texts/",
        "extension/src/",
        "extension/_locales",
    )

    found = [name for name, text in _tracked_text() if name.startswith(places) and shown.search(text)]

    assert found == []


@pytest.mark.parametrize("language", ["en", "id"])
def test_nobody_is_told_that_every_candidate_is_asked_the_same(language: str) -> None:
    """What is read out must be true whatever the interviewer asks of others."""
    for room in ("fusion", "challenges"):
        texts = (CHECKOUT / "server" / "candor" / room / "texts" / f"{language}.toml").read_text(encoding="utf-8")
        said = [line for line in texts.splitlines() if line.startswith("say = ")]

        assert said
        assert not [line for line in said if re.search(r"every candidate|setiap kandidat|semua kandidat", line)]


def test_lock_files_hold_hashes_and_no_addresses() -> None:
    for name in (
        "requirements/runtime.txt",
        "requirements/dev.txt",
        "requirements/deepface.txt",
        "extension/package-lock.json",
    ):
        text = (CHECKOUT / name).read_text(encoding="utf-8")
        assert "--hash=sha256:" in text or '"integrity"' in text
        assert '"resolved"' not in text
        assert "--index-url" not in text


PAGES = [CHECKOUT / "README.md", *sorted(CHECKOUT.glob("docs/**/*.md"))]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(CHECKOUT)))
def test_every_link_of_a_page_leads_to_a_file(page: Path) -> None:
    links = re.findall(r"\]\(([^)\s#]+)", page.read_text(encoding="utf-8"))
    missing = [link for link in links if "://" not in link and not (page.parent / link).exists()]

    assert missing == []


def test_pictures_of_the_guides_are_small_and_used() -> None:
    pictures = sorted((CHECKOUT / "docs" / "images" / "guides").iterdir())
    text = "".join(path.read_text(encoding="utf-8") for path in (CHECKOUT / "docs" / "guides").glob("*.md"))

    assert [path.name for path in pictures if path.name not in text] == []
    assert sum(path.stat().st_size for path in pictures) < 700_000
