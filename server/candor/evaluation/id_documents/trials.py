"""What does the reader make of printed and photographed documents? Each is drawn from its own seed."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from candor.documents.compare import compare
from candor.documents.read import DocumentReader, SeenPage
from candor.domain.documents import Agreement, Claims, DocumentFields
from candor.errors import ReferencePhotoError, UsageError
from candor.evaluation.id_documents.camera import CONDITIONS, Taken, taken
from candor.evaluation.id_documents.holders import Holder, drawn_holder, licence_text, zone_lines
from candor.evaluation.id_documents.layouts import Blank, drawn_blank, kept_blank
from candor.evaluation.id_documents.people import PersonPhotos, people_of, portrait_of
from candor.evaluation.id_documents.plan_file import Part, Plan, Template
from candor.evaluation.id_documents.printing import PAGE_WIDTH_PX, page_picture, put_barcode, put_portrait, put_zone
from candor.pipeline.decode import decode_photo

RGB = NDArray[np.uint8]

TODAY: Final = date(2026, 11, 27)
"""On which documents are read: centuries of two-digit years depend on it."""
FIELDS: Final = ("surname", "given_names", "birth_date", "expiry_date")
_BARCODE_PLACE: Final = (0.06, 0.55, 0.94, 0.82)
"""Of the page: 75 mm of 85.6, as on licences."""
_BARCODE_PAGE: Final = {"tune": "rp_card_td2_back.jpg", "report": "id_card_td2_b_back.jpg"}
_PLACES_WIDTH_PX: Final = 1000
_MIN_INSIDE: Final = 0.9
"""Of the found face inside the printed photo."""


@dataclass(frozen=True, slots=True)
class DocumentTrial:
    """One document, read."""

    condition: str
    width: int
    template: str
    person: PersonPhotos
    is_found: bool
    """The portrait was found, and it is the printed one."""
    tilt_deg: float
    """Of the printed photo on the straightened page; not a number without one."""
    right: dict[str, bool]
    """Each field of the zone: read, and as printed."""
    is_read: bool
    is_wrong_unnoticed: bool
    """A field is wrong while every check digit is right."""
    name: Agreement
    """With the name as the person writes it."""
    seconds: float
    """Of a processor, to read both sides."""
    portrait: bytes = field(repr=False, default=b"")
    """What would be kept."""


@dataclass(frozen=True, slots=True)
class BarcodeTrial:
    """One licence, read."""

    condition: str
    width: int
    version: int
    is_read: bool
    is_right: bool


class Trials:
    """Makes documents of a plan and reads them."""

    def __init__(self, plan: Plan, part: Part, reader: DocumentReader) -> None:
        """Take the people of a part.

        Raises:
            UsageError: "unknown_condition" or "no_people".
        """
        if set(plan.conditions) - set(CONDITIONS):
            raise UsageError("unknown_condition", f"Conditions are {', '.join(CONDITIONS)}.")
        self._plan = plan
        self._part: Part = part
        self._reader = reader
        self._templates = [each for each in plan.template if each.part == part]
        self._people = people_of(Path(plan.faces_root), plan.faces, part)

    def count(self) -> int:
        """Return how many documents and licences are played."""
        plan = self._plan
        others = sum(width != plan.main_width for width in plan.widths)
        documents = plan.main_trials + others * plan.other_trials
        return len(plan.conditions) * (documents + len(plan.widths) * plan.barcode_trials)

    def documents(self, done: Callable[[], None]) -> Iterator[DocumentTrial]:
        """Play all documents."""
        plan = self._plan
        for kind, condition in enumerate(plan.conditions):
            for width in plan.widths:
                for n in range(plan.main_trials if width == plan.main_width else plan.other_trials):
                    rng = np.random.default_rng([plan.seed, kind, width, n])
                    yield self._document(condition, width, n, rng)
                    done()

    def licences(self, done: Callable[[], None]) -> Iterator[BarcodeTrial]:
        """Play all barcodes."""
        plan = self._plan
        for kind, condition in enumerate(plan.conditions):
            for width in plan.widths:
                for n in range(plan.barcode_trials):
                    rng = np.random.default_rng([plan.seed, 9, kind, width, n])
                    holder = drawn_holder(plan.surnames, plan.given_names, rng)
                    version = int(rng.integers(1, 11))
                    printed = put_barcode(
                        self._back(n), licence_text(holder, version, is_canadian=n % 4 == 0), _BARCODE_PLACE
                    )
                    picture = taken(printed, CONDITIONS[condition], width, rng)
                    fields = self._reader.read_back(picture.jpeg, TODAY)
                    yield BarcodeTrial(
                        condition, width, version, fields is not None, all(_right(fields, holder).values())
                    )
                    done()

    def _document(self, condition: str, width: int, n: int, rng: np.random.Generator) -> DocumentTrial:
        blank = self._blank(n)
        template = blank.template
        # Templates and people go by at different paces, so that each meets many of the other.
        person = self._people[(n + width) % len(self._people)]
        holder = drawn_holder(self._plan.surnames, self._plan.given_names, rng)
        front, back = self._printed(blank, person, holder, rng)
        picture = taken(front, CONDITIONS[condition], width, rng)
        other = None if back is None else taken(back, CONDITIONS[condition], width, rng)
        started = time.process_time()
        portrait, fields = self._read(picture, other)
        seconds = time.process_time() - started
        seen = self._reader.page(decode_photo(picture.jpeg))
        return DocumentTrial(
            condition=condition,
            width=width,
            template=template.name,
            person=person,
            is_found=_is_found(seen, picture, template),
            tilt_deg=_tilt(seen, picture, template),
            right=_right(fields, holder),
            is_read=fields is not None,
            is_wrong_unnoticed=fields is not None
            and not fields.wrong_checks
            and not all(_right(fields, holder).values()),
            name=_name(fields, holder),
            seconds=seconds,
            portrait=portrait,
        )

    def _blank(self, n: int) -> Blank:
        """Return the empty document of a trial: those of files and those drawn take turns."""
        at = n % (len(self._templates) + self._plan.drawn)
        if at < len(self._templates):
            return kept_blank(Path(self._plan.root), self._templates[at])
        return drawn_blank(self._part, self._plan.seed, at - len(self._templates))

    def _back(self, n: int) -> RGB:
        """Return the empty side of a licence's barcode; every second is drawn."""
        if n % 2 and self._plan.drawn:
            return drawn_blank(self._part, self._plan.seed, n).zone_side
        return page_picture(Path(self._plan.root) / _BARCODE_PAGE[self._part])

    def _printed(
        self, blank: Blank, person: PersonPhotos, holder: Holder, rng: np.random.Generator
    ) -> tuple[RGB, RGB | None]:
        """Return the page with the portrait, and the other side when the zone is there."""
        template = blank.template
        x0, y0, x1, y1 = template.photo
        portrait = portrait_of(person.photos[0].read_bytes(), (x1 - x0, y1 - y0), self._reader.portraits)
        front = blank.front if portrait is None else put_portrait(blank.front, template.photo, portrait, rng)
        lines = zone_lines(holder, template.zone)
        if template.zone_on == template.front:
            return put_zone(front, template, lines), None
        return front, put_zone(blank.zone_side, template, lines)

    def _read(self, picture: Taken, other: Taken | None) -> tuple[bytes, DocumentFields | None]:
        try:
            read = self._reader.read_photo(picture.jpeg, TODAY)
        except ReferencePhotoError:
            return b"", self._reader.read_back(picture.jpeg, TODAY)
        fields = read.reading.fields
        if fields is None and other is not None:
            fields = self._reader.read_back(other.jpeg, TODAY)
        return read.portrait, fields


def _right(fields: DocumentFields | None, holder: Holder) -> dict[str, bool]:
    return {name: fields is not None and getattr(fields, name) == getattr(holder, name) for name in FIELDS}


def _name(fields: DocumentFields | None, holder: Holder) -> Agreement:
    if fields is None:
        return Agreement.UNKNOWN
    return compare(fields, Claims(holder.application, None), TODAY).name


def _place(picture: Taken, template: Template) -> NDArray[np.float32]:
    scale = PAGE_WIDTH_PX / _PLACES_WIDTH_PX
    x0, y0, x1, y1 = (each * scale for each in template.photo)
    return picture.place((x0, y0, x1, y1))


def _on_page(seen: SeenPage, picture: Taken, template: Template) -> NDArray[np.float32]:
    corners = _place(picture, template)[None]
    return np.asarray(cv2.perspectiveTransform(corners, seen.from_picture)[0], dtype=np.float32)


def _is_found(seen: SeenPage, picture: Taken, template: Template) -> bool:
    if seen.portrait is None:
        return False
    (x0, y0), (x1, y1) = (getattr(_on_page(seen, picture, template), which)(axis=0) for which in ("min", "max"))
    left, top, right, bottom = seen.portrait.box_xyxy
    shared = max(0.0, min(x1, right) - max(x0, left)) * max(0.0, min(y1, bottom) - max(y0, top))
    return bool(shared >= _MIN_INSIDE * (right - left) * (bottom - top))


def _tilt(seen: SeenPage, picture: Taken, template: Template) -> float:
    if seen.portrait is None:
        return float("nan")
    corners = _on_page(seen, picture, template)
    edges = (corners[1] - corners[0], corners[2] - corners[3])
    return float(max(abs(np.degrees(np.arctan2(edge[1], edge[0]))) for edge in edges))
