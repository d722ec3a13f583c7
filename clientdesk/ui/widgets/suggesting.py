"""What the grid of lines offers while a description is typed: items of the catalogue with their price."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from clientdesk.i18n import translator
from clientdesk.ui.widgets.line_cells import Suggestion
from clientdesk.usecases import catalogue

if TYPE_CHECKING:
    from clientdesk.domain.line import PriceMode
    from clientdesk.ui.session import Session

_OFFERS = 8


def suggestions(session: Session, text: str, currency: str, price_mode: PriceMode) -> Sequence[Suggestion]:
    """Return the items that answer to `text`, priced in this currency and mode."""
    found = session.read(catalogue.suggest, text, currency, price_mode=price_mode, limit=_OFFERS)
    return [
        Suggestion(
            item.description,
            item.line(),
            f"{translator().price(item.unit_price, item.currency)} {item.unit}".strip(),
        )
        for item in found or ()
    ]
