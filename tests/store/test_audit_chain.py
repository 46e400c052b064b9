from __future__ import annotations

import json

import pytest

from candor.errors import UsageError
from candor.store import audit
from candor.store.audit_chain import GENESIS, lines, verify


@pytest.fixture
def exported(store, clock):
    """Five links and the foot."""
    for n in range(5):
        with store.database.writing() as session:
            audit.append(session, clock(), "p-1", "deed", f"s-{n}")
    return list(lines(store.audit.oldest_first()))


def test_an_untouched_file_is_whole_and_tells_its_head(exported, store):
    chain = verify(exported)
    assert (chain.links, chain.head) == (5, store.audit.entries(1)[0].hash)
    assert chain.first_at == chain.last_at


def test_an_empty_trail_is_whole():
    assert verify(lines([])).head == GENESIS


@pytest.mark.parametrize("field", ["at", "actor", "action", "subject", "hash", "previous_hash"])
def test_every_changed_word_shows_with_its_line(exported, field):
    link = json.loads(exported[2])
    exported[2] = json.dumps(link | {field: "other"}).encode()
    with pytest.raises(UsageError, match="Line 3"):
        verify(exported)


@pytest.mark.parametrize("gone", range(6))
def test_every_line_taken_out_shows(exported, gone):
    del exported[gone]
    with pytest.raises(UsageError) as caught:
        verify(exported)
    assert caught.value.code == "audit_broken"


@pytest.mark.parametrize("junk", [b"", b"\xff\n", b"[]\n", b'{"links": 1}\n', b"{}\n"])
def test_what_is_no_audit_trail_is_one_sentence(junk, exported):
    for file in ([junk], [*exported, junk]):
        with pytest.raises(UsageError):
            verify(file)


def test_a_chain_written_anew_does_not_hold_the_head_that_was_kept(exported):
    kept = json.loads(exported[3])["hash"]
    assert verify(exported, kept.upper()).links == 5
    with pytest.raises(UsageError) as caught:
        verify(exported, "f" * 64)
    assert caught.value.code == "audit_head_missing"
