from __future__ import annotations

import pytest

from candor.evidence.verify import open_pack
from evidence_builders import FILES, PUBLIC, build_pack


def test_a_pack_holds_every_file_with_who_signed_when_and_about_whom() -> None:
    opened = open_pack(build_pack())

    assert {name: opened.files[name] for name in FILES} == FILES
    assert opened.manifest.subject == "i-1"
    assert opened.manifest.made_at == "2026-11-22T12:00:00+00:00"
    assert opened.manifest.public_key == PUBLIC.hex()
    assert [file.name for file in opened.manifest.files] == list(FILES)


def test_a_name_that_is_not_safe_is_a_mistake_of_ours() -> None:
    with pytest.raises(AssertionError):
        build_pack({"../x": b""})
