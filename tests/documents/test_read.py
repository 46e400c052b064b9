from __future__ import annotations

import io
from datetime import date

import numpy as np
import pytest
from PIL import Image

from candor.domain.documents import Zone
from candor.errors import DecodeError, ReferencePhotoError
from candor.evaluation.id_documents.camera import CONDITIONS, taken
from candor.evaluation.id_documents.holders import licence_text
from candor.evaluation.id_documents.printing import put_barcode
from made_documents import HOLDER, blank, card_back, card_front, framed, passport

TODAY = date(2026, 11, 27)
pytestmark = pytest.mark.models


def photographed(page, condition="photo", seed=3, width=1000):
    return taken(page, CONDITIONS[condition], width, np.random.default_rng(seed)).jpeg


def encoded(rgb, turns=0):
    out = io.BytesIO()
    Image.fromarray(np.ascontiguousarray(np.rot90(rgb, turns))).save(out, "JPEG", quality=90)
    return out.getvalue()


def size_of(photo):
    with Image.open(io.BytesIO(photo)) as image:
        return image.size


def test_a_photographed_passport_gives_portrait_and_fields(reader, astronaut):
    photo = photographed(passport(framed(astronaut)))
    read = reader.read_photo(photo, TODAY)
    fields = read.reading.fields
    assert fields is not None
    assert (fields.zone, fields.surname, fields.given_names) == (Zone.TD3, "SAMPLE", "ASTRA NOVA")
    assert (fields.birth_date, fields.expiry_date) == (HOLDER.birth_date, HOLDER.expiry_date)
    assert fields.wrong_checks == ()
    assert size_of(read.portrait)[0] < size_of(photo)[0] / 2, "only the part around the face is kept"


def test_a_passport_that_lies_on_its_side_is_turned(reader, astronaut):
    page = np.ascontiguousarray(passport(framed(astronaut))[::2, ::2])
    read = reader.read_photo(encoded(page, turns=1), TODAY)
    assert read.reading.fields is not None
    assert read.reading.fields.surname == "SAMPLE"


def test_a_card_has_its_zone_on_the_other_side(reader, astronaut):
    read = reader.read_photo(photographed(card_front(framed(astronaut))), TODAY)
    assert (read.reading.is_document, read.reading.fields) == (True, None)
    back = photographed(card_back())
    fields = reader.read_back(back, TODAY)
    assert fields is not None
    assert (fields.zone, fields.birth_date) == (Zone.TD1, HOLDER.birth_date)
    with pytest.raises(ReferencePhotoError) as caught:
        reader.read_photo(back, TODAY)
    assert caught.value.code == "back_side"


def test_the_other_side_may_lie_upside_down(reader):
    fields = reader.read_back(encoded(card_back()[::2, ::2], turns=2), TODAY)
    assert fields is not None
    assert fields.surname == "SAMPLE"


def test_the_barcode_of_a_licence_is_read(reader):
    page = put_barcode(blank(53.98 / 85.6), licence_text(HOLDER, 8, is_canadian=True), (0.06, 0.55, 0.94, 0.82))
    fields = reader.read_back(photographed(page, "scan"), TODAY)
    assert fields is not None
    assert (fields.zone, fields.given_names) == (Zone.AAMVA, "ASTRA NOVA")


def test_a_portrait_alone_stays_as_it_is(reader, astronaut):
    photo = encoded(astronaut)
    read = reader.read_photo(photo, TODAY)
    assert (read.reading.is_document, read.reading.fields) == (False, None)
    assert read.portrait == photo


def test_the_page_tells_where_a_point_of_the_picture_lies_on_it(reader, astronaut):
    page = np.ascontiguousarray(passport(framed(astronaut))[::2, ::2])
    seen = reader.page(np.ascontiguousarray(np.rot90(page, 1)))
    height, width = page.shape[:2]
    corner = seen.from_picture @ np.array([0.0, width, 1.0])  # of the turned picture: the page's upper left
    assert corner[:2] / corner[2] == pytest.approx((0, 0), abs=0.02 * width)
    assert seen.rgb.shape[1] > seen.rgb.shape[0]
    assert height < width


@pytest.mark.parametrize("photo", [b"", b"%PDF-1.7", b"\0\0\0\x18ftypheic", b"\xff\xd8\xff\xe0 half a picture"])
def test_what_is_no_picture_is_refused(reader, photo):
    for read in (reader.read_photo, reader.read_back):
        with pytest.raises(DecodeError):
            read(photo, TODAY)


@pytest.mark.parametrize("shape", [(16, 16), (20, 3000), (600, 400)])
def test_a_picture_of_nothing_says_nothing(reader, shape):
    photo = encoded(np.full((*shape, 3), 128, dtype=np.uint8))
    assert reader.read_photo(photo, TODAY).reading.is_document is False
    assert reader.read_back(photo, TODAY) is None


@pytest.mark.shared
@pytest.mark.parametrize(
    ("name", "zone"), [("td1", Zone.TD1), ("td3", Zone.TD3), ("mrvb", Zone.MRV_B), ("passport_uk", Zone.TD3)]
)
def test_the_specimens_are_read_from_their_pictures(reader, shared, name, zone):
    read = reader.read_photo((shared / "data" / "id_docs" / "mrz" / f"{name}.jpg").read_bytes(), TODAY)
    assert read.reading.fields is not None
    assert read.reading.fields.zone is zone
    assert read.reading.fields.wrong_checks == ()
