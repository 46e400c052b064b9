from __future__ import annotations

import io
import zipfile
from contextlib import suppress
from dataclasses import replace

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from candor.errors import UsageError
from candor.evidence.layout import MANIFEST, manifest_bytes, zipped
from candor.evidence.verify import open_pack, verify
from candor.store.audit_chain import GENESIS, link_hash
from candor.store.values import AuditEntry
from evidence_builders import FILES, KEY, PUBLIC, build_pack, changed

OTHER = Ed25519PrivateKey.from_private_bytes(b"\x08" * 32)


def _passes(pack: bytes) -> bool:
    """Whether a pack is found whole; one that cannot be read is refused as such, never with another error."""
    with suppress(UsageError):
        return verify(pack, PUBLIC).is_sound
    return False


def test_a_pack_as_it_was_signed_is_whole() -> None:
    assert verify(build_pack(), PUBLIC).is_sound
    assert verify(build_pack()).is_sound
    assert verify(build_pack({}), PUBLIC).is_sound


def test_no_single_byte_can_change_unnoticed() -> None:
    pack = build_pack()

    for place in range(len(pack)):
        altered = bytearray(pack)
        altered[place] ^= 0x21
        assert not _passes(bytes(altered)), place


def test_a_byte_of_a_picture_that_was_changed_is_said_of_that_picture() -> None:
    pack = build_pack().replace(b"\xff\xd8crop", b"\xff\xd8drop")

    assert verify(pack, PUBLIC).problems == ("pictures/i-1/warning-1-x.jpg was changed.",)


@pytest.mark.parametrize("cut", [1, 22, 100, 1000])
def test_a_pack_that_was_cut_short_or_lengthened_is_noticed(cut: int) -> None:
    pack = build_pack()
    with pytest.raises(UsageError):
        verify(pack[:-cut], PUBLIC)
    for altered in (b"x" * cut + pack, pack + b"x" * cut):
        assert not _passes(altered)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"facts__i-1__record_dot_json": b"{ }"}, "facts/i-1/record.json was changed."),
        ({"facts__i-1__record_dot_json": None}, "facts/i-1/record.json was taken out."),
        ({"pictures__i-1__warning-1-x_dot_jpg": b"\xff\xd8cros"}, "pictures/i-1/warning-1-x.jpg was changed."),
        ({"README_dot_txt": b""}, "README.txt was changed."),
        ({"facts__extra_dot_json": b"{}"}, "facts/extra.json was added: the manifest does not name it."),
        ({"manifest_dot_sig": None}, "The signature is missing: manifest.sig was taken out."),
        ({"manifest_dot_sig": b"\x00" * 64}, "The signature does not fit"),
        ({"manifest_dot_sig": b"short"}, "The signature does not fit"),
    ],
)
def test_each_kind_of_change_has_its_words(change: dict[str, bytes | None], said: str) -> None:
    problems = verify(changed(build_pack(), **change), PUBLIC).problems

    assert any(problem.startswith(said) for problem in problems), problems


def test_a_manifest_that_was_rewritten_to_fit_a_changed_file_does_not_fit_its_signature() -> None:
    forged = build_pack(FILES | {"README.txt": b"other"})
    mixed = changed(build_pack(), manifest_dot_json=open_pack(forged).files[MANIFEST], README_dot_txt=b"other")

    assert verify(mixed, PUBLIC).problems == (
        "The signature does not fit: manifest.json, the key in it, or manifest.sig was changed.",
    )


def test_a_pack_signed_anew_by_somebody_else_shows_when_the_key_is_known() -> None:
    forged = build_pack(FILES | {"README.txt": b"other"}, OTHER)

    assert verify(forged).is_sound, "without the key of the house nobody can know"
    assert "another key" in verify(forged, PUBLIC).problems[0]


def test_a_broken_chain_shows_even_under_a_good_signature() -> None:
    opened = open_pack(build_pack())
    files = [msgspec.structs.replace(f, link="0" * 64) if f.name == "README.txt" else f for f in opened.manifest.files]
    raw = manifest_bytes(msgspec.structs.replace(opened.manifest, files=files))

    problems = verify(changed(build_pack(), manifest_dot_json=raw, manifest_dot_sig=KEY.sign(raw)), PUBLIC).problems

    assert problems == ("The chain breaks at README.txt: an entry was changed, taken out, added or moved.",)


def test_a_zip_that_was_packed_again_is_told_apart_from_changed_files() -> None:
    held = open_pack(build_pack()).files

    problems = verify(zipped(list(reversed(held.items()))), PUBLIC).problems

    assert len(problems) == 1
    assert "packed again" in problems[0]


def test_a_link_of_the_audit_trail_that_was_changed_before_packing_shows() -> None:
    good = AuditEntry(3, "t", "p-1", "a", "i-1", link_hash(GENESIS, "t", "p-1", "a", "i-1"), GENESIS)
    bad = replace(good, actor="p-2")

    assert verify(build_pack({"audit.json": msgspec.json.encode([good])}), PUBLIC).is_sound
    assert "Link 3" in verify(build_pack({"audit.json": msgspec.json.encode([bad])}), PUBLIC).problems[0]
    assert "audit.json cannot be read." in verify(build_pack({"audit.json": b"[3]"}), PUBLIC).problems


def _zip(name: str, data: bytes, method: int = zipfile.ZIP_STORED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        archive.writestr(name, data)
    return out.getvalue()


@pytest.mark.parametrize(
    ("pack", "said"),
    [
        (b"", "no readable zip"),
        (b"PK\x05\x06" + b"\x00" * 18, "manifest.json is missing"),
        (_zip("../../etc/cron.d/x", b"x"), "leave its folder"),
        (_zip("/abs", b"x"), "leave its folder"),
        (_zip("bomb", b"\x00" * 5_000_000, zipfile.ZIP_DEFLATED), "might swell"),
        (_zip("manifest.json", b"[]"), "manifest.json was changed"),
        (_zip("manifest.json", b'{"schema": "x"}'), "manifest.json was changed"),
    ],
)
def test_what_is_hostile_or_no_pack_is_refused_in_one_sentence(pack: bytes, said: str) -> None:
    with pytest.raises(UsageError) as caught:
        verify(pack)
    assert said in caught.value.sentence


def test_a_name_that_comes_twice_is_refused() -> None:
    with pytest.warns(UserWarning, match="Duplicate"):
        twice = zipped([("manifest.json", b"1"), ("manifest.json", b"2")])
    with pytest.raises(UsageError) as caught:
        verify(twice)
    assert "twice" in caught.value.sentence
