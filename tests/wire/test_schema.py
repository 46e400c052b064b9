"""What is generated is up to date, complete and says what the specification says."""

from __future__ import annotations

import re

import pytest

from candor.wire import schema
from candor.wire.messages import ErrorCode


def test_generated_files_are_up_to_date() -> None:
    stale = [path.name for path in schema.stale()]
    assert stale == [], "run: python -m candor.wire.schema"


def test_every_message_and_every_enum_is_in_both_files() -> None:
    typescript, manual = schema.typescript(), schema.manual_tables()
    for struct in (*schema.CLIENT, *schema.SERVER):
        assert f"export interface {struct.__name__} " in typescript
        assert f"#### `{schema._info(struct).tag}`" in manual
    for enum in schema.ENUMS:
        assert f"export type {enum.__name__} =" in typescript
        assert f"**{enum.__name__}**" in manual


def test_the_manual_explains_every_error_code() -> None:
    prose = schema.MANUAL.read_text().split(schema.MANUAL_BEGIN)[0]
    assert set(re.findall(r"^\| `([a-z_]+)` \|", prose, re.MULTILINE)) == {code.value for code in ErrorCode}


def test_check_tells_what_is_stale(tmp_path, monkeypatch: pytest.MonkeyPatch, capsys) -> None:
    manual, types = tmp_path / "wire.md", tmp_path / "gen/messages.gen.ts"
    manual.write_text(f"before\n{schema.MANUAL_BEGIN}\nold\n{schema.MANUAL_END}\nafter\n")
    monkeypatch.setattr(schema, "MANUAL", manual)
    monkeypatch.setattr(schema, "TYPESCRIPT", types)
    assert schema.main(["--check"]) == 1
    assert capsys.readouterr().err.splitlines() == [
        "stale: messages.gen.ts; run python -m candor.wire.schema",
        "stale: wire.md; run python -m candor.wire.schema",
    ]
    assert schema.main([]) == 0
    assert schema.main(["--check"]) == 0
    assert manual.read_text().startswith("before\n")
    assert manual.read_text().endswith("after\n")
