"""How are things named and tokens drawn? From the operating system's randomness, in letters that survive a URL."""

from __future__ import annotations

import secrets

PAIRING_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""No 0/O, 1/I/L: a code may be read out or typed."""
PAIRING_LETTERS = 8


def new_id(prefix: str) -> str:
    """Return a name such as "c-5f0e9d...", 64 random bits."""
    return f"{prefix}-{secrets.token_hex(8)}"


def new_token() -> str:
    """Return 192 random bits in URL-safe letters."""
    return secrets.token_urlsafe(24)


def new_pairing_code() -> str:
    """Return a code such as "K7QF-2M9P" (31**8, some 8e11 possibilities)."""
    letters = "".join(secrets.choice(PAIRING_ALPHABET) for _ in range(PAIRING_LETTERS))
    return f"{letters[:4]}-{letters[4:]}"


def tidy_pairing_code(text: str) -> str:
    """Return a typed code in its one form: upper case, without blanks, with its dash."""
    letters = "".join(c for c in text.upper() if c.isalnum())
    return f"{letters[:4]}-{letters[4:]}"
