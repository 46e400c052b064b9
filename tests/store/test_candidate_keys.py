from __future__ import annotations

import os

import pytest

from candor.errors import ConfigurationError, NotFoundError
from candor.store.candidate_keys import CandidateKeys


@pytest.fixture
def keys(tmp_path):
    return CandidateKeys(tmp_path / "keys")


def test_a_key_is_kept_in_a_file_of_its_own_for_its_owner_only(keys, tmp_path):
    assert keys.is_empty()
    keys.put({"c-1": b"one", "c-2": b"two"})
    assert (keys.take("c-1"), keys.take("c-2"), keys.is_empty()) == (b"one", b"two", False)
    assert dict(keys.everything()) == {"c-1": b"one", "c-2": b"two"}
    assert sorted(path.name for path in (tmp_path / "keys").iterdir()) == ["c-1.key", "c-2.key"]
    if os.name == "posix":
        assert (tmp_path / "keys" / "c-1.key").stat().st_mode & 0o077 == 0


def test_a_destroyed_key_is_gone_and_the_others_stay(keys):
    keys.put({"c-1": b"one", "c-2": b"two"})
    for _ in range(2):
        keys.destroy("c-1")
    with pytest.raises(NotFoundError) as caught:
        keys.take("c-1")
    assert caught.value.code == "no_such_key"
    assert keys.take("c-2") == b"two"


def test_a_name_that_leads_elsewhere_stays_in_the_folder(keys, tmp_path):
    (tmp_path / "secret.key").write_bytes(b"master")
    with pytest.raises(NotFoundError):
        keys.take("../secret")
    keys.destroy("../secret")
    assert (tmp_path / "secret.key").exists()


def test_a_folder_that_cannot_be_written_is_one_clear_error(tmp_path):
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(ConfigurationError) as caught:
        CandidateKeys(tmp_path / "file").put({"c-1": b"one"})
    assert caught.value.code == "candidate_keys_unwritable"
