"""What was found in a whole run, as JSON and as a table? Written as a stream, so memory stays the same."""

from __future__ import annotations

import csv
import json
import os
import sys
from collections import Counter
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import IO, Any, Final

from candor.domain.findings import ApplicantState
from candor.errors import UsageError
from candor.screening.base import Base
from candor.screening.firewall import forbidden_trait
from candor.screening.rules import Rulebook
from candor.screening.screening_json import SCHEMA, rulebook_values
from candor.screening.wording import load_texts

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def head_of(base: Base, name: str, on: date) -> dict[str, Any]:
    """Return what stands above the applications: counts, and proof of what was read."""
    states: Counter[str] = Counter({state.value: 0 for state in ApplicantState})
    rules: Counter[str] = Counter()
    read: dict[str, set[str]] = {}
    for _, content in base.results():
        values = json.loads(content)
        states[values["state"]] += 1
        rules.update(finding["rule"] for finding in values["findings"])
        for check, fields in values["fields_read"].items():
            read.setdefault(check, set()).update(fields)
    unread = [column for column in base.meta("unread").split("\n") if column]
    return {
        "schema": SCHEMA,
        "file": name,
        "encoding": base.meta("encoding"),
        "on": on.isoformat(),
        "counts": {
            "applications": base.count()[0],
            "problems": sum(1 for _ in base.problems()),
            "states": dict(states),
        },
        "findings_by_rule": dict(rules.most_common()),
        "fields_read": {check: sorted(fields) for check, fields in read.items()},
        "columns_not_read": unread,
        "protected_columns_not_read": [column for column in unread if forbidden_trait(column)],
    }


def write_json(path: Path | None, base: Base, head: Mapping[str, Any], rules: Rulebook) -> None:
    """Write the document; None: to stdout."""
    with _written(path) as out:
        whole = {**head, **rulebook_values(rules)}
        out.write(json.dumps(whole, ensure_ascii=False, indent=1)[:-2])
        out.write(',\n "problems": [')
        for n, (number, sentence) in enumerate(base.problems()):
            out.write((",\n  " if n else "\n  ") + json.dumps({"row": number, "what": sentence}, ensure_ascii=False))
        out.write('\n ],\n "applications": [')
        for n, (number, content) in enumerate(base.results()):
            out.write((",\n  " if n else "\n  ") + f'{{"row": {number}, ' + content.decode()[1:])
        out.write("\n ]\n}\n")


def write_csv(path: Path, base: Base, language: str) -> None:
    """Write a table of all findings, one a row; a value that a spreadsheet would run as a formula is disarmed."""
    texts = load_texts(language)
    spoken = "id" if language == "id" else "en"
    with _written(path, newline="") as out:
        writer = csv.writer(out)
        writer.writerow(["row", "application", "state", "severity", "rule", "finding", "evidence"])
        for number, content in base.results():
            values = json.loads(content)
            state = texts.states[values["state"]]
            for finding in values["findings"] or [None]:
                told = _told(finding, texts.severities, spoken) if finding else ["", "", "", ""]
                writer.writerow([disarmed(str(cell)) for cell in (number, values["id"], state, *told)])


def _told(finding: Mapping[str, Any], severities: Mapping[str, str], language: str) -> list[str]:
    evidence = "; ".join(f"{each['shown']} ({each['where']})" for each in finding["evidence"])
    return [severities[finding["severity"]], finding["rule"], finding["what"][language], evidence]


def disarmed(cell: str) -> str:
    """Return a cell that no spreadsheet runs: one that begins like a formula gets an apostrophe (OWASP)."""
    return f"'{cell}" if cell.lstrip().startswith(_FORMULA) or cell.startswith(_FORMULA) else cell


@contextmanager
def _written(path: Path | None, newline: str | None = None) -> Generator[IO[str]]:
    """Yield where to write; a file that is there already is replaced only when the new one is complete."""
    if path is None:
        yield sys.stdout
        return
    target = Path(os.path.realpath(path))
    part = target.with_name(f".candor-{os.getpid()}.part")
    try:
        with part.open("w", encoding="utf-8", errors="replace", newline=newline) as out:
            yield out
        if target.exists() and not target.is_file():
            target.write_bytes(part.read_bytes())
        else:
            part.replace(target)
    except OSError as error:
        sentence = f"{path} cannot be written: {error.strerror}. Name another file."
        raise UsageError("cannot_write", sentence, cause=str(error)) from error
    finally:
        part.unlink(missing_ok=True)
