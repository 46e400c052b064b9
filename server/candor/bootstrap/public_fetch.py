"""How is a small file fetched from a public web site, so that nobody is led into the house network by it?

Only https on port 443; each address that the name stands for is looked at, and the one that is connected to is one that
was looked at (no second look-up in between); no redirects; little time, few bytes.
"""

from __future__ import annotations

import contextlib
import http.client
import ipaddress
import socket
import ssl
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from candor.services.employer import FetchProblem, Unfetched

TIMEOUT_S: Final = 5.0
DEADLINE_S: Final = 10.0
_HIDDEN_WAYS: Final = tuple(map(ipaddress.ip_network, ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32")))
"""IPv6 that carries an IPv4 address, which may be one of the house: NAT64, 6to4, Teredo."""

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


def is_public(address: Address) -> bool:
    """Return whether an address is one of the public internet."""
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped is not None:
        address = address.ipv4_mapped
    is_hidden = any(address in way for way in _HIDDEN_WAYS if way.version == address.version)
    return address.is_global and not address.is_multicast and not is_hidden


@dataclass(frozen=True, slots=True)
class PublicFetch:
    """Fetches files of public web sites. The fields are for tests, whose sites are on this computer."""

    is_allowed: Callable[[Address], bool] = is_public
    port: int = 443
    trust: ssl.SSLContext = field(default_factory=ssl.create_default_context)
    deadline_s: float = DEADLINE_S

    def __call__(self, host: str, path: str, most_bytes: int) -> bytes:
        """Return a file.

        Raises:
            Unfetched: with the reason.
        """
        connection = _Pinned(host, self._checked(host), self.port, self.trust)
        watch = threading.Timer(self.deadline_s, connection.cut)  # a site may send a byte now and then, for ever
        watch.start()
        try:
            connection.request("GET", path, headers={"Accept": "application/json", "User-Agent": "Candor"})
            with connection.getresponse() as answer:
                body = _body(answer, most_bytes)
        except ssl.SSLCertVerificationError as error:
            raise Unfetched(FetchProblem.BAD_CERTIFICATE, str(error)) from error
        except (OSError, http.client.HTTPException, ValueError) as error:
            is_slow = connection.is_cut or isinstance(error, TimeoutError)
            problem = FetchProblem.TOO_SLOW if is_slow else FetchProblem.NO_CONNECTION
            raise Unfetched(problem, str(error)) from error
        finally:
            watch.cancel()
            connection.close()
        if connection.is_cut:  # what came until then looks like an end
            raise Unfetched(FetchProblem.TOO_SLOW, "deadline")
        return body

    def _checked(self, host: str) -> str:
        """Return the first address of a name, if all of them may be reached."""
        try:
            found = socket.getaddrinfo(host, self.port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise Unfetched(FetchProblem.NO_SUCH_NAME, str(error)) from error
        addresses = [str(entry[4][0]) for entry in found]
        if not addresses or not all(self.is_allowed(ipaddress.ip_address(each.split("%")[0])) for each in addresses):
            raise Unfetched(FetchProblem.NOT_PUBLIC, host)
        return addresses[0]


def _body(answer: http.client.HTTPResponse, most_bytes: int) -> bytes:
    if 300 <= answer.status < 400:
        raise Unfetched(FetchProblem.REDIRECTED, answer.headers.get("Location", "")[:200])
    if answer.status != 200:
        raise Unfetched(FetchProblem.STATUS, str(answer.status))
    body = answer.read(most_bytes + 1)
    if len(body) > most_bytes:
        raise Unfetched(FetchProblem.TOO_LARGE, f"more than {most_bytes} bytes")
    return body


class _Pinned(http.client.HTTPSConnection):
    """Connects to an address that was looked at, and asks for the certificate of the name."""

    def __init__(self, host: str, address: str, port: int, trust: ssl.SSLContext) -> None:
        super().__init__(host, port, timeout=TIMEOUT_S, context=trust)
        self._address = address
        self._trust = trust
        self.is_cut = False
        """The deadline has passed."""

    def cut(self) -> None:
        """End the connection, whatever it waits for."""
        self.is_cut = True
        if self.sock is not None:
            with contextlib.suppress(OSError):
                self.sock.shutdown(socket.SHUT_RDWR)

    def connect(self) -> None:
        self.sock = socket.create_connection((self._address, self.port), self.timeout)
        if self.is_cut:
            raise TimeoutError("deadline")
        self.sock = self._trust.wrap_socket(self.sock, server_hostname=self.host)
