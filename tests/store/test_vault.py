from __future__ import annotations

import stat
import threading
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from candor.errors import ConfigurationError, NotFoundError
from candor.store.candidate_keys import CandidateKeys
from candor.store.vault import MASTER_KEY_FILE, Vault, open_vault


class KeysInMemory(CandidateKeys):
    """CandidateKeys without a folder."""

    def __init__(self) -> None:
        self.wrapped: dict[str, bytes] = {}

    def put(self, wrapped: Mapping[str, bytes]) -> None:
        self.wrapped |= wrapped

    def take(self, candidate: str) -> bytes:
        return self.wrapped[candidate]


KEYS = KeysInMemory()
VAULT = Vault(bytes(range(32)), KEYS)


@given(st.binary(max_size=2000), st.text(max_size=20), st.text(max_size=20))
def test_what_was_sealed_opens_in_its_place(clear, kind, ref):
    [key] = VAULT.new_keys(["c-1"])
    assert VAULT.key("c-1").open(kind, ref, key.seal(kind, ref, clear)) == clear


@given(st.binary(min_size=8, max_size=200))
def test_sealed_bytes_do_not_show_the_clear_ones(clear):
    [key] = VAULT.new_keys(["c-1"])
    assert clear not in key.seal("photo", "", clear)


@pytest.mark.parametrize(("kind", "ref"), [("photo", "other"), ("reference", "")])
def test_a_blob_moved_to_another_place_is_unreadable(kind, ref):
    [key] = VAULT.new_keys(["c-1"])
    sealed = key.seal("photo", "", b"face")
    with pytest.raises(NotFoundError):
        key.open(kind, ref, sealed)


@given(st.integers(min_value=0, max_value=31))
def test_an_altered_blob_is_unreadable(position):
    [key] = VAULT.new_keys(["c-1"])
    sealed = bytearray(key.seal("photo", "", b"face"))
    sealed[position % len(sealed)] ^= 1
    with pytest.raises(NotFoundError):
        key.open("photo", "", bytes(sealed))


@pytest.mark.parametrize("sealed", [b"", b"short"])
def test_a_blob_cut_short_is_unreadable(sealed):
    [key] = VAULT.new_keys(["c-1"])
    with pytest.raises(NotFoundError):
        key.open("photo", "", sealed)


def test_a_key_opens_nothing_of_another_candidate():
    VAULT.new_keys(["c-1"])
    with pytest.raises(NotFoundError):
        VAULT.keep({"c-2": KEYS.take("c-1")})
    assert "c-2" not in KEYS.wrapped


def test_another_master_key_opens_nothing():
    VAULT.new_keys(["c-1"])
    with pytest.raises(NotFoundError):
        Vault(bytes(32), KEYS).key("c-1")


def test_equal_pictures_look_different_when_sealed():
    [key] = VAULT.new_keys(["c-1"])
    assert key.seal("photo", "", b"face") != key.seal("photo", "", b"face")


def test_fingerprints_depend_on_token_and_master_key():
    assert VAULT.fingerprint("a") == VAULT.fingerprint("a")
    assert len({VAULT.fingerprint("a"), VAULT.fingerprint("b"), Vault(bytes(32), KEYS).fingerprint("a")}) == 3


def test_derived_keys_differ_by_purpose_and_the_key_id_is_none_of_them():
    assert VAULT.derive("a") != VAULT.derive("b")
    assert VAULT.key_id not in VAULT.derive("a").hex()


def test_the_master_key_file_is_made_once_for_its_owner_only(tmp_path):
    first = open_vault(tmp_path / "home", KEYS)
    path = tmp_path / "home" / MASTER_KEY_FILE
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert open_vault(tmp_path / "home", KEYS).key_id == first.key_id
    assert [p.name for p in path.parent.iterdir()] == [MASTER_KEY_FILE]


def test_two_first_starts_agree_on_one_key(tmp_path):
    seen: list[str] = []
    threads = [threading.Thread(target=lambda: seen.append(open_vault(tmp_path, KEYS).key_id)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(seen) == 8
    assert len(set(seen)) == 1


def test_a_damaged_key_file_is_refused_by_name(tmp_path):
    (tmp_path / MASTER_KEY_FILE).write_bytes(b"short")
    with pytest.raises(ConfigurationError) as caught:
        open_vault(tmp_path, KEYS)
    assert caught.value.code == "bad_master_key"


def test_an_unusable_folder_is_refused_by_name(tmp_path):
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(ConfigurationError) as caught:
        open_vault(tmp_path / "file", KEYS)
    assert caught.value.code == "bad_master_key"
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


@given(st.binary(max_size=200), st.text(max_size=20))
def test_what_belongs_to_no_candidate_opens_for_its_purpose_and_owner_only(clear, owner):
    sealed = VAULT.seal("second factor", owner, clear)
    assert VAULT.open("second factor", owner, sealed) == clear
    for purpose, ref in (("another purpose", owner), ("second factor", owner + "x")):
        with pytest.raises(NotFoundError):
            VAULT.open(purpose, ref, sealed)
