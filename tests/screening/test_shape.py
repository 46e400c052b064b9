"""The published schema of a rule pack is the one that is enforced."""

import json
import tomllib
from pathlib import Path

import jsonschema
import msgspec
import pytest

import candor.screening
from candor.screening.shape import PackFile

CHECKOUT = Path(__file__).resolve().parents[2]
SCHEMA = CHECKOUT / "docs" / "screening-pack.schema.json"
PACKS = sorted((Path(candor.screening.__file__).parent / "packs").glob("*.toml"))


def test_the_schema_in_the_documents_is_current() -> None:
    made = json.dumps(msgspec.json.schema(PackFile), indent=1, ensure_ascii=False) + "\n"

    assert SCHEMA.read_text(encoding="utf-8") == made, "write docs/screening-pack.schema.json anew"


@pytest.mark.parametrize("pack", PACKS, ids=lambda pack: pack.stem)
def test_every_shipped_pack_follows_it(pack: Path) -> None:
    values = tomllib.loads(pack.read_text(encoding="utf-8"))
    plain = json.loads(json.dumps(values, default=str))

    jsonschema.validate(plain, json.loads(SCHEMA.read_text(encoding="utf-8")))
