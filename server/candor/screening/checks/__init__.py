"""One file, one check. A check sees the fields it declares and names rules of its pack, or abstains."""

from __future__ import annotations

from candor.screening.protocol import Check

ALL_CHECKS: tuple[Check, ...] = ()
"""Every check that runs, in the order in which people read an application."""
