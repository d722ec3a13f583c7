"""The words of lines that the program writes itself into a draft, in the document's language."""

from __future__ import annotations

from decimal import Decimal

from clientdesk.i18n import Translator


def prepayment(language: str, *, title: str, percent: Decimal | None = None, label: str = "") -> str:
    """Return a prepayment's line: which part of the plan, or what share, of which contract."""
    return _part(language, title, percent, label, prepaid=True)


def partial(language: str, *, title: str, percent: Decimal | None = None, label: str = "") -> str:
    """Return a partial invoice's line: which part of the plan, or what share, of which contract."""
    return _part(language, title, percent, label, prepaid=False)


def progress(language: str, *, title: str, percent: Decimal) -> str:
    """Return the line of a partial invoice that bills all work so far, less earlier ones (R-PRE-14)."""
    tr = Translator(language)
    return tr.gettext("Work so far, {share} of: {title}").format(share=tr.percent(percent), title=title)


def cancellation_fee(language: str, *, title: str) -> str:
    """Return the line that bills what the cancellation clause leaves to pay (B8)."""
    return Translator(language).gettext("Cancellation fee as agreed: {title}").format(title=title)


def credit(language: str, *, number: str) -> str:
    """Return the line of a credit over an amount instead of lines."""
    return Translator(language).gettext("Part of {number}").format(number=number)


def _part(language: str, title: str, percent: Decimal | None, label: str, *, prepaid: bool) -> str:
    tr = Translator(language)
    if percent is not None:
        usual = tr.gettext("{share} prepayment") if prepaid else tr.gettext("{share} of the price")
        head = usual.format(share=tr.percent(percent))
    else:
        head = tr.gettext("Prepayment") if prepaid else tr.gettext("Part of the price")
    words = (label.strip() or head, title.strip())
    return ": ".join(word for word in words if word)
