"""Whose hand writes the log, and by which clock: the computer's, or one that a demo or a test has set."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime
from functools import cache


class Scribe:
    """Names and dates the entries of one connection."""

    @property
    def who(self) -> str:
        """Return who writes."""
        return whoever()

    def now(self) -> str:
        """Return the moment in UTC, to the second."""
        return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

    def salt(self) -> str:
        """Return 128 random bits as 32 hexadecimal digits."""
        return secrets.token_hex(16)


@cache
def whoever() -> str:
    """Return who is logged in at which computer, as far as the system tells: `lena on studio`."""
    import getpass
    import platform

    try:
        user = getpass.getuser()
    except (OSError, KeyError):
        # A user without a name, as in a container.
        user = "?"
    return f"{user} on {platform.node() or '?'}"
