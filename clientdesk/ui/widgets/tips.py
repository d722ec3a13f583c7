"""Tooltips with words of the user's own: what is typed is shown as typed and never taken for markup."""

from __future__ import annotations

from html import escape


def plain_tip(text: str) -> str:
    """Return what to give to `setToolTip`: a tooltip has no format of its own to set, and takes `<b>` for bold."""
    return f"<span>{escape(text)}</span>" if "<" in text else text
