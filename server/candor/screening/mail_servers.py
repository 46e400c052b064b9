"""Does a domain take mail? Asks name servers for MX records (dnspython), only where the user has allowed it."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

import dns.exception
import dns.resolver

_SECONDS: Final = 3.0


class MailServers:
    """Each domain is asked once."""

    def __init__(self, resolver: dns.resolver.Resolver | None = None) -> None:
        self._resolver = resolver or dns.resolver.get_default_resolver()
        self.takes_mail = lru_cache(maxsize=100_000)(self._takes_mail)

    def _takes_mail(self, domain: str) -> bool | None:
        """None: nobody answered, which says nothing."""
        try:
            found = self._resolver.resolve(domain, "MX", lifetime=_SECONDS)
        except dns.resolver.NXDOMAIN:
            return False
        except dns.resolver.NoAnswer:
            return None  # a host without MX may take mail all the same (RFC 5321, 5.1)
        except dns.exception.DNSException:
            return None
        return any(str(record.exchange) != "." for record in found)  # RFC 7505: "." takes none
