"""Every check has a file of its name, a pack of its rules, and one place in the list."""

from pathlib import Path

import candor.screening.checks as checks

FOLDER = Path(checks.__file__).parent


def test_list_and_folder_are_the_same() -> None:
    files = {path.stem for path in FOLDER.glob("*.py") if path.name != "__init__.py"}

    assert [check.id for check in checks.ALL_CHECKS] == list(dict.fromkeys(check.id for check in checks.ALL_CHECKS))
    assert {check.id for check in checks.ALL_CHECKS} == files
