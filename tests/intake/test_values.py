"""JSON values become an application; what cannot be used is named."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from candor.errors import UsageError
from candor.intake.values import Places, application_of, inside


def taken(values: dict[str, Any], folder: Path | None = None) -> Any:
    return application_of(values, 7, Places("entry 7"), folder)


def test_values_know_where_they_stand() -> None:
    application = taken({"name": "Ana", "phones": ["1", "2"]}).application

    assert application.id == "7"
    assert [each.where for each in application.phones] == ["entry 7, phones"] * 2


def test_until_today_is_no_end() -> None:
    job = (
        taken({"employment": [{"employer": "E", "start": "2013-01", "end": "present"}]}).application.employment[0].value
    )

    assert (job.start, job.end, job.is_present) == (date(2013, 1, 1), None, True)


@pytest.mark.parametrize(
    "values",
    [
        {"name": 7},
        {"emails": "a@x.com"},
        {"emails": ["x" * 2000]},
        {"phones": ["1"] * 100},
        {"birth_date": "soon"},
        {"employment": [{"employer": "E", "start": "soon"}]},
        {"addresses": [{"text": "x", "kind": "moon"}]},
        {"network": [{"ip": "1.1.1.1", "latitude_deg": 900}]},
    ],
)
def test_what_cannot_be_used_is_named(values: dict[str, Any]) -> None:
    with pytest.raises(UsageError) as raised:
        taken(values)
    assert raised.value.code == "bad_application"


def test_a_protected_trait_is_not_even_looked_at() -> None:
    assert "XX" not in repr(
        taken({"name": "Ana", "nationality": "XX", "education": [{"institution": "U", "country": "XX"}]})
    )


def test_a_broken_cv_is_told_and_the_rest_is_taken(tmp_path: Path) -> None:
    (tmp_path / "cv.pdf").write_bytes(b"%PDF-1.7 nothing")

    found = taken({"name": "Ana", "documents": [{"file": "cv.pdf"}]}, tmp_path)

    assert found.application.name.value == "Ana"
    assert "cv.pdf cannot be read" in found.problems[0]


@pytest.mark.parametrize("name", ["../secret.txt", "/etc/passwd", "gone.txt", "", "a\x00b", "x" * 5000])
def test_only_files_beside_the_list_can_be_named(tmp_path: Path, name: str) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "secret.txt").write_text("x")

    with pytest.raises(UsageError, match="There is no file"):
        inside(tmp_path / "in", name)


def test_a_form_may_name_no_file_at_all(tmp_path: Path) -> None:
    assert "no file" in taken({"documents": [{"file": "cv.pdf"}]}).problems[0]
