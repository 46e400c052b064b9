"""One file, one check. A check sees the fields it declares and names rules of its pack, or abstains."""

from __future__ import annotations

from candor.screening.checks.addresses import Addresses
from candor.screening.checks.credentials import Credentials
from candor.screening.checks.duplicates import Duplicates
from candor.screening.checks.email import Email
from candor.screening.checks.geography import Geography
from candor.screening.checks.onboarding import Onboarding
from candor.screening.checks.phone import Phone
from candor.screening.checks.profile_links import ProfileLinks
from candor.screening.checks.timeline import Timeline
from candor.screening.checks.watchlist import Watchlist
from candor.screening.protocol import Check

ALL_CHECKS: tuple[Check, ...] = (
    Phone(),
    Email(),
    Geography(),
    Addresses(),
    Credentials(),
    Timeline(),
    ProfileLinks(),
    Duplicates(),
    Watchlist(),
    Onboarding(),
)
"""Every check that runs, in the order in which people read an application."""
