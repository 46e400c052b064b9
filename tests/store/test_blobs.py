from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst

from candor.domain.identity import Template
from candor.errors import NotFoundError
from candor.store import blobs
from store_builders import make_candidate


@given(npst.arrays(np.float32, st.integers(0, 64)), st.text(max_size=20), st.integers(0, 1000))
def test_a_template_survives_packing_bit_for_bit(vector, model, n):
    back = blobs.unpack_template(blobs.pack_template(Template(model, vector, n, 101.5)))
    assert back.vector.tobytes() == vector.astype(np.float32).tobytes()
    assert (back.model, back.n_embeddings, back.face_width_px) == (model, n, 101.5)
    assert back.vector.flags.writeable


def test_a_blob_is_put_over_the_one_before_and_dropped_by_place_or_kind(store, clock):
    candidate = make_candidate(store)
    with store.database.writing() as session:
        key = blobs.key_of(session, store.vault, candidate)
        for ref, clear in (("a", b"one"), ("a", b"two"), ("b", b"three")):
            blobs.put(session, key, blobs.EVIDENCE, ref, clear, clock())
        assert blobs.take(session, key, blobs.EVIDENCE, "a") == b"two"
        blobs.drop(session, candidate, blobs.EVIDENCE, "a")
        assert blobs.take(session, key, blobs.EVIDENCE, "a") is None
        assert blobs.take(session, key, blobs.EVIDENCE, "b") == b"three"
        blobs.drop(session, candidate, blobs.EVIDENCE)
        assert blobs.take(session, key, blobs.EVIDENCE, "b") is None


def test_there_is_no_key_of_a_candidate_that_is_gone(store):
    with store.database.reading() as session, pytest.raises(NotFoundError):
        blobs.key_of(session, store.vault, "c-gone")
