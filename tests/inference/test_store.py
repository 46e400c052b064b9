"""The model folder: only the promised bytes come out, and files appear whole or not at all."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest

from candor.errors import ModelError
from candor.inference.manifest import FolderSource, Manifest, ModelEntry, ShippedSource
from candor.inference.store import ModelStore

CONTENT = b"weights!"


def entry_of(content: bytes = CONTENT, name: str = "m") -> ModelEntry:
    return ModelEntry(
        id=name,
        task="t",
        file=f"{name}.bin",
        sha256=hashlib.sha256(content).hexdigest(),
        size=len(content),
        licence="MIT",
        input="x",
        card="cards/m.md",
        sources=(FolderSource("It is made by a test."),),
        default=True,
        used="",
    )


def store_in(folder: Path, *entries: ModelEntry) -> ModelStore:
    return ModelStore(Manifest(entries or (entry_of(),)), folder)


def test_returns_what_was_written(tmp_path: Path) -> None:
    store = store_in(tmp_path / "new")

    store.write(entry_of(), CONTENT, "test")

    assert store.read("m") == CONTENT
    assert store.state(entry_of()) == "ok"
    assert [path.name for path in store.folder.iterdir()] == ["m.bin"]


@pytest.mark.parametrize(
    ("content", "code"),
    [(None, "model_missing"), (b"weights?", "model_hash"), (b"weight", "model_size"), (b"weights!!", "model_size")],
)
def test_refuses_a_file_that_is_not_the_promised_one(tmp_path: Path, content: bytes | None, code: str) -> None:
    store = store_in(tmp_path)
    if content is not None:
        (tmp_path / "m.bin").write_bytes(content)

    with pytest.raises(ModelError) as caught:
        store.read("m")

    assert caught.value.code == code
    assert store.state(entry_of()) == ("missing" if content is None else "altered")


@pytest.mark.parametrize("content", [b"weights?", b""])
def test_writes_nothing_when_the_content_is_wrong(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(ModelError, match="somewhere"):
        store_in(tmp_path).write(entry_of(), content, "somewhere")

    assert list(tmp_path.iterdir()) == []


def test_says_what_to_do_when_the_folder_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")

    with pytest.raises(ModelError, match="CANDOR_HOME") as caught:
        store_in(tmp_path / "file").write(entry_of(), CONTENT, "test")

    assert caught.value.code == "model_cache"


def test_a_shipped_file_is_read_beside_the_manifest(tmp_path: Path) -> None:
    entry = replace(entry_of(), sources=(ShippedSource("trained/m.bin"),))
    (tmp_path / "trained").mkdir()
    (tmp_path / "trained" / "m.bin").write_bytes(CONTENT)

    store = ModelStore(Manifest((entry,), tmp_path), tmp_path / "cache")

    assert store.read("m") == CONTENT
