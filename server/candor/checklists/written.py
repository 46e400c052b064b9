"""How is a template written as a file? As TOML of the kind that template_file.py reads, in the style of the packs."""

from __future__ import annotations

import json
from typing import Any, cast

from candor.checklists.template_file import values_of
from candor.domain.checklist import ChecklistTemplate


def as_toml(template: ChecklistTemplate) -> str:
    """Return the file of a template; reading it gives the template again."""
    values = values_of(template)
    lines = ["[template]", *_lines(values["template"])]
    for item in values["items"]:
        lines += ["", "[[items]]", *_lines(item)]
    return "\n".join(lines) + "\n"


def _lines(table: dict[str, Any]) -> list[str]:
    """Plain values and words come first: what follows a header of a list of tables belongs to that."""
    plain, tables = list[str](), list[str]()
    for name, value in table.items():
        if isinstance(value, dict):
            words = cast("dict[str, str]", value)
            plain += [f"{name}.{language} = {_text(text)}" for language, text in words.items()]
        elif isinstance(value, list):
            for entry in cast("list[dict[str, Any]]", value):
                tables += [f"[[items.{name}]]", *_lines(entry)]
        else:
            plain.append(f"{name} = {_text(value)}")
    return plain + tables


def _text(value: str | int) -> str:
    """Texts of a template are printable, so that JSON's way to write them is TOML's."""
    return json.dumps(value, ensure_ascii=False)
