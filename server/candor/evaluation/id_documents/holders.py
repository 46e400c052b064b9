"""Who holds the documents? Invented names, dates and numbers, and the zone or barcode that says them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

import numpy as np

from candor.documents.check_digits import FILLER, check_digit
from candor.documents.mrz import LAYOUTS
from candor.domain.documents import Zone

_ALPHABET: Final = "ABCDEFGHJKLMNPRTUVWXYZ0123456789"
_CODES: Final = {Zone.TD1: "ID", Zone.TD2: "I<", Zone.TD3: "P<", Zone.MRV_A: "V<", Zone.MRV_B: "V<"}


@dataclass(frozen=True, slots=True)
class Holder:
    """One invented person on one document."""

    surname: str
    """As ICAO Doc 9303 writes it."""
    given_names: str
    application: str
    """The name as the person writes it."""
    birth_date: date
    expiry_date: date
    number: str
    issuer: str = "UTO"


def drawn_holder(
    surnames: Sequence[tuple[str, str]], given_names: Sequence[tuple[str, str]], rng: np.random.Generator
) -> Holder:
    """Draw a holder: 18 to 70 years old, with a document that runs out within ten years or did in the last two."""
    surname, given = (each[int(rng.integers(len(each)))] for each in (surnames, given_names))
    start = date(1956, 1, 1)
    return Holder(
        surname=surname[1],
        given_names=given[1],
        application=f"{given[0]} {surname[0]}",
        birth_date=start + timedelta(days=int(rng.integers(52 * 365))),
        expiry_date=date(2024, 12, 1) + timedelta(days=int(rng.integers(12 * 365))),
        number="".join(_ALPHABET[int(n)] for n in rng.integers(len(_ALPHABET), size=9)),
    )


def zone_lines(holder: Holder, zone: Zone) -> list[str]:
    """Return the lines of a machine readable zone with right check digits."""
    width = LAYOUTS[zone].width
    birth, expiry = (f"{day:%y%m%d}" for day in (holder.birth_date, holder.expiry_date))
    number, birth, expiry = (text + check_digit(text) for text in (holder.number, birth, expiry))
    name = f"{_filled(holder.surname)}<<{_filled(holder.given_names)}"
    if zone is Zone.TD1:
        first = _padded(_CODES[zone] + holder.issuer + number, width)
        second = f"{birth}F{expiry}{holder.issuer}".ljust(width - 1, FILLER)
        whole = check_digit(first[5:] + second[:7] + second[8:15] + second[18:])
        return [first, second + whole, _padded(name, width)]
    first = _padded(_CODES[zone] + holder.issuer + name, width)
    if zone in {Zone.MRV_A, Zone.MRV_B}:
        return [first, _padded(f"{number}{holder.issuer}{birth}F{expiry}", width)]
    second = f"{number}{holder.issuer}{birth}F{expiry}".ljust(width - 1 - (zone is Zone.TD3), FILLER)
    if zone is Zone.TD3:
        second += FILLER  # check digit of an empty personal number
    return [first, second + check_digit(second[:10] + second[13:20] + second[21:])]


def licence_text(holder: Holder, version: int, *, is_canadian: bool) -> str:
    """Return what the barcode of a licence holds, by the AAMVA standard of a version (1 to 10)."""
    order = "%Y%m%d" if is_canadian or version == 1 else "%m%d%Y"
    first, *middle = holder.given_names.split()
    names = {
        1: [f"DAA{holder.surname},{first},{' '.join(middle)}"],
        2: [f"DCS{holder.surname}", f"DCT{holder.given_names}"],
    }.get(version, [f"DCS{holder.surname}", "DDEN", f"DAC{first}", "DDFN", f"DAD{' '.join(middle) or 'NONE'}", "DDGN"])
    elements = [
        *(f"DAQ{holder.number}", *names, "DCAD", "DCBNONE", "DCDNONE"),
        *(f"DBA{holder.expiry_date.strftime(order)}", f"DBB{holder.birth_date.strftime(order)}"),
        *("DBC2", "DAYBRO", "DAU068 IN", "DAG1 INVENTED STREET", "DAINOWHERE", "DAJON" if is_canadian else "DAJVA"),
        *("DAK000000000", f"DCF{holder.number}{holder.number}", "DCGCAN" if is_canadian else "DCGUSA"),
        *(f"DCK{holder.number}0000{holder.number}01", "DDAF", "DDB01012020", "DDC01012027", "DDD0", "DDK1", "DDL1"),
    ]
    body = "DL" + "\n".join(elements) + "\r"
    return f"@\n\x1e\rANSI 636000{version:02d}0001DL0031{len(body):04d}{body}"


def _filled(name: str) -> str:
    return name.replace(" ", FILLER)


def _padded(text: str, width: int) -> str:
    return text[:width].ljust(width, FILLER)
