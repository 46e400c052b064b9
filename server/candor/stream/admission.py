"""Who may open a stream? Origin, subprotocols, token shape and connect rate, before anybody is asked anything.

Pure; used by server.py. A refusal is a plain HTTP status with one word, and repeats nothing of the request.
"""

from __future__ import annotations

import re
from collections import OrderedDict
from dataclasses import dataclass
from http import HTTPStatus
from ipaddress import ip_address

from candor.settings import NETWORK_KBIT_S
from candor.wire.messages import SUBPROTOCOL, TOKEN_SUBPROTOCOL_PREFIX
from candor.wire.parts import VideoCodec

STREAM_PATH = "/stream"
EXTENSION_ORIGIN = "chrome-extension://gjhmfjkkidgobnjboomckemfmioocilg"
"""The id that the key in extension/manifest.mjs fixes."""

LOCAL_KBIT_S = 4000
JPEG_FROM_KBIT_S = 2000
"""With so much, pictures by themselves are as good, cost less CPU time, and need no predecessor
(docs/extension-performance.md)."""

_FIREFOX_ORIGIN = re.compile(r"moz-extension://[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
"""Firefox draws the id anew for every installation; a web page can never have such an origin, and the token decides."""
_TOKEN = re.compile(r"[A-Za-z0-9_.~-]{8,200}")
_MAX_ADDRESSES = 4096


@dataclass(frozen=True, slots=True)
class Refusal(Exception):
    """Why a stream is not opened."""

    status: HTTPStatus
    code: str


def check_path(path: str) -> None:
    """Refuse any path but the one; a query (a token in the address!) too."""
    if path != STREAM_PATH:
        raise Refusal(HTTPStatus.NOT_FOUND, "not_found")


def check_origin(origins: list[str], extra: tuple[str, ...]) -> None:
    """Refuse web pages and unknown extensions."""
    if len(origins) != 1:
        raise Refusal(HTTPStatus.FORBIDDEN, "bad_origin")
    origin = origins[0]
    if origin != EXTENSION_ORIGIN and origin not in extra and not _FIREFOX_ORIGIN.fullmatch(origin):
        raise Refusal(HTTPStatus.FORBIDDEN, "bad_origin")


def token_of(subprotocol_headers: list[str]) -> str:
    """Return the token among the offered subprotocols."""
    offered = [one.strip() for header in subprotocol_headers for one in header.split(",")]
    tokens = [one.removeprefix(TOKEN_SUBPROTOCOL_PREFIX) for one in offered if one.startswith(TOKEN_SUBPROTOCOL_PREFIX)]
    if SUBPROTOCOL not in offered or len(tokens) != 1:
        raise Refusal(HTTPStatus.BAD_REQUEST, "bad_subprotocol")
    if not _TOKEN.fullmatch(tokens[0]):
        raise Refusal(HTTPStatus.FORBIDDEN, "unknown_token")
    return tokens[0]


def client_address(peer: str, forwarded: list[str], *, has_proxy: bool) -> str:
    """Return who connects: behind our own proxy (on this machine), what that proxy appended last."""
    if has_proxy and peer in ("127.0.0.1", "::1") and forwarded:
        return forwarded[-1].split(",")[-1].strip()
    return peer


def is_same_computer(peer: str, forwarded: list[str]) -> bool:
    """Return whether nothing goes over a network: not behind a proxy, whoever it speaks for."""
    return bool(peer) and ip_address(peer).is_loopback and not forwarded


def budget(kbit_s: int, *, is_same_computer: bool) -> tuple[int, VideoCodec]:
    """Return how many 1000 bits a second a client is asked to keep to, and how its pictures should come.

    Args:
        kbit_s: CANDOR_STREAM_KBIT_S; 0: by where the client is.
        is_same_computer: nothing goes over a network.
    """
    granted = kbit_s or (LOCAL_KBIT_S if is_same_computer else NETWORK_KBIT_S)
    return granted, VideoCodec.JPEG if granted >= JPEG_FROM_KBIT_S else VideoCodec.VP8


class ConnectRate:
    """Attempts per address: `burst` at once, then `per_s`. Forgets the addresses that were quiet longest."""

    def __init__(self, per_s: float = 1.0, burst: int = 20) -> None:
        self._per_s = per_s
        self._burst = float(burst)
        self._levels: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def check(self, address: str, now_s: float) -> None:
        """Count one attempt; refuse it when there were too many."""
        level, at_s = self._levels.pop(address, (self._burst, now_s))
        level = min(self._burst, level + max(0.0, now_s - at_s) * self._per_s)
        self._levels[address] = (max(0.0, level - 1), now_s)
        if len(self._levels) > _MAX_ADDRESSES:
            self._levels.popitem(last=False)
        if level < 1:
            raise Refusal(HTTPStatus.TOO_MANY_REQUESTS, "too_many_attempts")
