"""The marker for texts that are translated later, at the edge that knows the reader's language."""

from __future__ import annotations


def N_(message: str) -> str:  # noqa: N802  # gettext's own name for the marker
    """Mark `message` for the catalogues and return it unchanged."""
    return message


def NP_(context: str, message: str) -> str:  # noqa: N802  # as N_, with gettext's context
    """Mark `message`, as meant in `context`, for the catalogues and return it unchanged."""
    del context  # read by the extractor alone
    return message
