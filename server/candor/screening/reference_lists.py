"""What do lists say of an address, a number, a network, a school? Files with their sources; each may be replaced.

Files stand in `lists/`; one of the same name in the organisation's own folder is read instead, so that a list stays
current without a new release. A file is read when it is first asked for.
"""

from __future__ import annotations

import hashlib
import ipaddress
import tomllib
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from importlib import resources
from pathlib import Path
from typing import Any, Final

from candor.domain.findings import Source
from candor.errors import ConfigurationError
from candor.screening.folding import folded
from candor.screening.institutions import Institutions

_SHIPPED: Final = "candor.screening"
MAX_BYTES: Final = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Ranges:
    """Sorted ranges of addresses of one kind."""

    firsts: tuple[int, ...]
    lasts: tuple[int, ...]

    def hold(self, address: int) -> bool:
        """Whether one of them holds an address."""
        place = bisect_right(self.firsts, address) - 1
        return place >= 0 and address <= self.lasts[place]


class ReferenceLists:
    """Lists of this release, each replaced by a file of the same name in `own` where there is one. Thread-safe."""

    def __init__(self, own: Path | None = None) -> None:
        self._own = own
        text = (resources.files(_SHIPPED) / "lists" / "sources.toml").read_text(encoding="utf-8")
        self._sources: Mapping[str, Mapping[str, Any]] = tomllib.loads(text)
        self._read = lru_cache(maxsize=None)(self._read_anew)

    def source(self, name: str) -> Source | None:
        """Return where a list comes from; its version is the beginning of its SHA-256."""
        entry = self._sources[name]
        lines, checksum, is_own = self._read(name)
        if lines is None:
            return None
        title = f"{entry['title']} (own file)" if is_own else str(entry["title"])
        return Source(title, entry["date"], checksum, str(entry["url"]))

    def is_disposable(self, domain: str) -> bool | None:
        """Whether a domain, or one above it, gives addresses for minutes."""
        labels = domain.casefold().split(".")
        return any(".".join(labels[n:]) in self._disposable for n in range(max(1, len(labels) - 1)))

    def domain_created(self, domain: str) -> date | None:
        """When a domain was registered; None: not known."""
        return self._domain_ages.get(domain.casefold())

    def public_sms_seen(self, e164: str) -> date | None:
        """When a number was last seen on a page where everybody reads its messages."""
        seen = self._public_sms.get(e164)
        return date.fromisoformat(seen) if seen else None

    def network_kind(self, ip: str) -> str | None:
        """Return "vpn", "hosting" or ""; None when it is no public address."""
        try:
            address = ipaddress.ip_address(ip.strip())
        except ValueError:
            return None
        if not address.is_global:
            return None
        for kind in ("vpn", "hosting"):
            if self._networks[kind, address.version].hold(int(address)):
                return kind
        return ""

    def institution(self, name: str) -> str | None:
        """Return the listed name that is meant; "" when none is near."""
        return self._institutions.find(name)

    def site_of(self, institution: str) -> str:
        """Return the domain of a listed institution."""
        return self._institutions.domains.get(institution, "")

    def mill(self, name: str) -> str | None:
        """Return who named a school as a seller of degrees; "" for nobody."""
        return self._mills.get(folded(name), "")

    def mail_drop(self, address: str) -> str | None:
        """Return whose an address is; "" when it is no forwarder's or mail drop's."""
        words = f" {folded(address)} "
        return next((whose for held, whose in self._mail_drops.items() if f" {held} " in words), "")

    @cached_property
    def _disposable(self) -> frozenset[str]:
        return frozenset(line.casefold() for line in self._lines("disposable_domains"))

    @cached_property
    def _domain_ages(self) -> dict[str, date]:
        try:
            return {domain.casefold(): date.fromisoformat(day) for domain, day in self._pairs("domain_ages")}
        except ValueError as error:
            sentence = "The list domain_ages.tsv needs a domain, a tab and a day such as 2026-11-02 in each line."
            raise ConfigurationError("bad_list", sentence, cause=str(error)) from error

    @cached_property
    def _public_sms(self) -> dict[str, str]:
        return dict(self._pairs("public_sms_numbers"))

    @cached_property
    def _networks(self) -> dict[tuple[str, int], Ranges]:
        networks = [("vpn", line) for line in self._lines("vpn_networks")]
        networks += [("hosting", line) for line in self._lines("hosting_networks")]
        held: dict[tuple[str, int], list[tuple[int, int]]] = {(k, v): [] for k in ("vpn", "hosting") for v in (4, 6)}
        for kind, line in networks:
            network = ipaddress.ip_network(line, strict=False)
            held[kind, network.version].append((int(network[0]), int(network[-1])))
        return {key: _ranges(pairs) for key, pairs in held.items()}

    @cached_property
    def _institutions(self) -> Institutions:
        return Institutions(dict(self._pairs("institutions")))

    @cached_property
    def _mills(self) -> dict[str, str]:
        return {folded(name): who for name, who in self._pairs("mills")}

    @cached_property
    def _mail_drops(self) -> dict[str, str]:
        return {folded(held): whose for held, whose in self._pairs("mail_drops")}

    def _pairs(self, name: str) -> list[tuple[str, str]]:
        parted = [line.partition("\t") for line in self._lines(name)]
        return [(key.strip(), value.strip()) for key, _, value in parted]

    def _lines(self, name: str) -> tuple[str, ...]:
        return self._read(name)[0] or ()

    def _read_anew(self, name: str) -> tuple[tuple[str, ...] | None, str, bool]:
        file = str(self._sources[name]["file"])
        own = self._own / file if self._own else None
        try:
            is_own = own is not None and own.is_file()
            if is_own and own is not None:
                if own.stat().st_size > MAX_BYTES:
                    raise ConfigurationError("bad_list", f"The list {file} is larger than 64 MB.")
                content = own.read_bytes()
            else:
                content = (resources.files(_SHIPPED) / "lists" / file).read_bytes()
            text = content.decode("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            sentence = f"The list {file} cannot be read; it must be a text file in UTF-8."
            raise ConfigurationError("bad_list", sentence, cause=str(error)) from error
        lines = tuple(line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#"))
        return lines, hashlib.sha256(content).hexdigest()[:12], is_own


def _ranges(pairs: list[tuple[int, int]]) -> Ranges:
    merged: list[tuple[int, int]] = []
    for first, last in sorted(pairs):
        if merged and first <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(last, merged[-1][1]))
        else:
            merged.append((first, last))
    return Ranges(tuple(first for first, _ in merged), tuple(last for _, last in merged))
