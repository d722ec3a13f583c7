"""What stands in the card of a payment, for undo and autosave: its fields with the parts typed by hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Protocol

from clientdesk.domain.money import Money
from clientdesk.ui.widgets.form_desk import FormDesk

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from clientdesk.ui.money.parts import PartsCard
    from clientdesk.ui.session import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """What the form holds."""

    client_id: int = 0
    currency: str = ""
    amount: Money | None = None
    on: date
    method: str = "transfer"
    reference: str = ""
    payer: str = ""
    home_rate: Decimal | None = None


class PaymentPage(Protocol):
    """The page, as far as the desk needs it."""

    @property
    def parts(self) -> PartsCard:
        """The open papers with the part of each."""

    @property
    def first(self) -> int | None:
        """The paper that is paid first."""

    def show_again(self, client_id: int, currency: str, first: int | None) -> None:
        """Make the fields for a client and currency, unless they stand there."""

    def amount_edited(self) -> None:
        """Spread the amount anew, or say what is left of it."""


class PaymentDesk(FormDesk):
    """The fields of a payment with the parts typed by hand; another client has other fields and papers."""

    def __init__(self, session: Session, page: PaymentPage, widget: QWidget) -> None:
        self._page = page
        super().__init__(session, widget)

    def typed(self) -> dict[str, Any]:
        return {**super().typed(), **self._around(), "parts": self._page.parts.texts()}

    def retype(self, typed: Mapping[str, Any]) -> None:
        page = self._page
        client, currency, first = typed.get("for", (0, "", None))
        page.show_again(client, currency, first)
        super().retype(typed)
        page.amount_edited()
        page.parts.retype(typed.get("parts", {}))

    def name(self) -> str:
        # Whose money it is, as the field says it.
        return str(self.form.editor("client_id").text()).strip() if self.form is not None else ""

    def focus_place(self, place: str) -> None:
        if place.startswith("part."):
            self._page.parts.focus_part(int(place.partition(".")[2]))
        else:
            super().focus_place(place)

    def unsaved(self) -> dict[str, Any] | None:
        changed, parts = super().unsaved() or {}, self._page.parts.texts()
        return {**changed, **self._around(), "parts": parts} if changed or parts else None

    def _around(self) -> dict[str, Any]:
        record = self.form.record if self.form is not None else None
        if record is None:
            return {}
        return {"for": (record.client_id, record.currency, self._page.first)}
