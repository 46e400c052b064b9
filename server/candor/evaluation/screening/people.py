"""Who applies? Honest people of many origins with the slips and lives that people have; a seeded chance makes each.

Shares no code and no list with the checks. Every applicant is a JSON value of `candor screen`.
"""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from candor.evaluation.screening import made_cvs
from candor.evaluation.screening.trial_file import HonestRates, Origin, load_origins

_STREETS: Final = [
    "Oak",
    "Hill",
    "Lake",
    "Station",
    "Garden",
    "River",
    "Church",
    "Market",
    "Mill",
    "Park",
    "Spring",
    "North",
    "Bridge",
    "School",
    "Forest",
]
_WORDS: Final = [
    "Nova",
    "Blue",
    "Delta",
    "Orbit",
    "Cedar",
    "Lumen",
    "Atlas",
    "Quill",
    "Ember",
    "Harbor",
    "Onyx",
    "Fjord",
    "Pixel",
    "Sable",
    "Tundra",
    "Vertex",
]
_TRADES: Final = [
    "Systems",
    "Labs",
    "Software",
    "Media",
    "Logistics",
    "Analytics",
    "Foods",
    "Energy",
    "Health",
    "Robotics",
    "Games",
    "Travel",
]
_TITLES: Final = [
    "Software Engineer",
    "Data Engineer",
    "Backend Developer",
    "QA Engineer",
    "Site Reliability Engineer",
    "Designer",
]
_MAIL: Final = ("gmail.com", "outlook.com", "yahoo.com", "proton.me", "icloud.com", "gmx.net")
_NICK: Final = ["blue", "red", "fast", "quiet", "tiger", "wolf", "code", "pixel", "moon", "star", "river", "cloud"]


@dataclass(frozen=True, slots=True)
class Made:
    """A made applicant."""

    values: dict[str, Any]
    origin: str
    is_ring: bool = False
    shows: tuple[str, ...] = field(default=())
    """What the making put in, of what somebody might ask about."""


class Maker:
    """Makes honest applicants."""

    def __init__(self, rates: HonestRates, chance: random.Random) -> None:
        self.rates = rates
        self.chance = chance
        self.origins = load_origins()

    def honest(self, n: int) -> Iterator[Made]:
        """Yield n applicants; couples and second applications are among them."""
        count, number = 0, 0
        while count < n:
            made = self.person(f"h{number}")
            number += 1
            batch = [made, *self._with(made, f"h{number}")]
            number += len(batch) - 1
            for each in batch[: n - count]:
                count += 1
                yield each

    def person(self, id_: str, origin: Origin | None = None) -> Made:
        """Return one honest applicant."""
        origin = origin or self.chance.choice(self.origins)
        home = self.chance.choice(self.origins) if self._happens(self.rates.moved) else origin
        shows: list[str] = ["moved"] if home is not origin else []
        phone_of = origin if self._happens(0.5) else home
        given, family = self._names(origin)
        values: dict[str, Any] = {
            "id": id_,
            "name": self._name(origin, given, family),
            "emails": [self._mail(given[0], family[0], shows)],
            "phones": [self._phone(phone_of, is_home=phone_of is home)],
            "place": f"{self.chance.choice(home.cities)}, {home.country}",
            "addresses": self._addresses(home, shows),
            "birth_date": self._birth_date(),
            "links": [self._link(given[0], family[0], shows)],
            "documents": [{"name": "CV", "text": self._cv(shows)}],
        }
        self._time_zone(values, home, shows)
        self._history(values, origin)
        self._changes(values, shows)
        return Made(values, origin.id, shows=tuple(shows))

    def _with(self, made: Made, id_: str) -> Iterator[Made]:
        """Yield who comes along: a partner of the same household, or the same person once more."""
        origin = next(each for each in self.origins if each.id == made.origin)
        if self._happens(self.rates.couple):
            partner = self.person(id_, origin)
            shared = {"addresses": made.values["addresses"], "place": made.values["place"]}
            if self._happens(0.5):
                shared["phones"] = made.values["phones"]
            yield Made({**partner.values, **shared}, partner.origin, shows=(*partner.shows, "couple"))
        elif self._happens(self.rates.again):
            yield Made({**made.values, "id": id_}, made.origin, shows=(*made.shows, "again"))

    def _happens(self, share: float) -> bool:
        return self.chance.random() < share

    def _names(self, origin: Origin) -> tuple[tuple[str, str], tuple[str, str]]:
        """Return given name and family name, each in Latin letters and as natively written."""
        given, family = origin.given.split(), origin.family.split()
        g, f = self.chance.randrange(len(given)), self.chance.randrange(len(family))
        native = (origin.given_native.split(), origin.family_native.split()) if origin.given_native else (given, family)
        return (given[g], native[0][g]), (family[f], native[1][f])

    def _name(self, origin: Origin, given: tuple[str, str], family: tuple[str, str]) -> str:
        if origin.given_native and self._happens(self.rates.native_script):
            return f"{family[1]}{given[1]}" if origin.family_first else f"{given[1]} {family[1]}"
        first = origin.family_first and self._happens(0.6)
        return f"{family[0]} {given[0]}" if first else f"{given[0]} {family[0]}"

    def _birth_date(self) -> str:
        return f"{self.chance.randint(1965, 2000)}-{self.chance.randint(1, 12):02}-{self.chance.randint(1, 28):02}"

    def _mail(self, given: str, family: str, shows: list[str]) -> str:
        number = self.chance.randint(1, 9999)
        if self._happens(self.rates.minutes_mail):
            shows.append("minutes_mail")
            return f"{_plain(given)}{number}@mailinator.com"
        if self._happens(self.rates.nickname_mail):
            return f"{self.chance.choice(_NICK)}.{self.chance.choice(_NICK)}{number}@{self.chance.choice(_MAIL)}"
        return f"{_plain(given)}.{_plain(family)}{number}@{self.chance.choice(_MAIL)}"

    def _phone(self, origin: Origin, *, is_home: bool) -> str:
        digits = "".join(
            str(self.chance.randint(0, 9)) if sign == "#" else sign for sign in self.chance.choice(origin.phones)
        )
        if self._happens(self.rates.typo_phone):
            digits = digits[:-1]
        if is_home and self._happens(self.rates.national_phone):
            return f"{origin.trunk}{digits}"
        return f"{origin.code} {digits}"

    def _addresses(self, home: Origin, shows: list[str]) -> list[dict[str, str]]:
        own = self.address(home)
        shipping = own
        if self._happens(self.rates.mail_drop):
            shows.append("mail_drop")
            shipping = (
                f"{self.chance.randint(1, 999)} Main Street, PMB {self.chance.randint(1, 999)}, {self._city(home)}"
            )
        elif self._happens(self.rates.ships_elsewhere):
            shows.append("ships_elsewhere")
            shipping = self.address(home)
        return [{"kind": "id", "text": own}, {"kind": "shipping", "text": shipping}]

    def address(self, home: Origin) -> str:
        """Return a street, a number and a city."""
        street = f"{self.chance.choice(_STREETS)}{self.chance.choice(['', 'wood', 'field', 'side'])} Street"
        return f"{self.chance.randint(1, 4000)} {street}, {self._city(home)}"

    def _city(self, home: Origin) -> str:
        return f"{self.chance.choice(home.cities)}, {home.country}"

    def _link(self, given: str, family: str, shows: list[str]) -> dict[str, str]:
        link = {
            "url": f"https://www.linkedin.com/in/{_plain(given)}-{_plain(family)}-{self.chance.randint(100, 99999)}"
        }
        if self._happens(self.rates.new_profile):
            return {**link, "created": "2026-10-20"}
        if self._happens(self.rates.awoken_profile):
            shows.append("awoken_profile")
            return {**link, "last_active_before": "2021-03-01", "dormant_until": "2026-08-01"}
        return link

    def _cv(self, shows: list[str]) -> str:
        paragraphs = [made_cvs.paragraph(self.chance) for _ in range(self.chance.randint(3, 6))]
        if self._happens(self.rates.template):
            shows.append("template")
            paragraphs.insert(0, self.chance.choice(made_cvs.TEMPLATES))
        return "\n\n".join(paragraphs)

    def _time_zone(self, values: dict[str, Any], home: Origin, shows: list[str]) -> None:
        if self._happens(self.rates.other_zone):
            shows.append("other_zone")
            values["time_zone"] = self.chance.choice(self.origins).zone
        elif self._happens(0.5):
            values["time_zone"] = home.zone

    def _history(self, values: dict[str, Any], origin: Origin) -> None:
        begin = int(values["birth_date"][:4]) + self.chance.randint(18, 20)
        unlisted = self._happens(self.rates.unlisted_school)
        school = self.chance.choice(origin.other if unlisted else origin.schools)
        end = begin + self.chance.randint(3, 5)
        values["education"] = [{"institution": school, "degree": "BSc", "start_year": begin, "end_year": end}]
        year, jobs = end, list[dict[str, str]]()
        while year < 2026 and len(jobs) < 4:
            year += 2 if jobs and self._happens(self.rates.gap) else 0
            until = min(year + self.chance.randint(1, 6), 2026)
            over = 1 if self._happens(self.rates.overlap) else 0
            last = until >= 2026
            jobs.append({"employer": self.firm(origin), "title": self.chance.choice(_TITLES), "start": f"{year}-02"})
            jobs[-1]["end"] = "present" if last else f"{until + over}-01"
            year = until + 1 if last else until
        values["employment"] = jobs

    def firm(self, origin: Origin) -> str:
        """Return the name of an employer."""
        name = f"{self.chance.choice(_WORDS)} {self.chance.choice(_TRADES)}"
        return f"{origin.firms} {name}" if origin.firms in {"PT", "OOO"} else f"{name} {origin.firms}"

    def _changes(self, values: dict[str, Any], shows: list[str]) -> None:
        for kind, share in (("address", self.rates.changed_address), ("bank", self.rates.changed_bank)):
            if self._happens(share):
                shows.append(f"changed_{kind}")
                values.setdefault("changes", []).append({"kind": kind, "after_offer": True})


def _plain(name: str) -> str:
    """Return a name as people put it into an address."""
    letters = unicodedata.normalize(
        "NFKD", name.replace("ł", "l").replace("Ł", "L").replace("đ", "d").replace("Đ", "D")
    )
    return "".join(sign for sign in letters.lower() if sign.isascii() and sign.isalnum())
