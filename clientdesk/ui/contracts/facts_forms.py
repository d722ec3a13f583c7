"""The forms of a draft contract: what it is about, price, revisions, dates and cancellation, on their two cards."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from clientdesk.domain.contract import Contract
from clientdesk.i18n import _
from clientdesk.ui.contracts import terms
from clientdesk.ui.widgets.fields import Field, Section
from clientdesk.ui.widgets.form import Form
from clientdesk.ui.widgets.page import Card


class FactsForms(QObject):
    """Makes the forms anew for each draft, because the currency is part of their fields."""

    edited = Signal()

    def __init__(
        self, today: Callable[[], date], follow: Callable[[str, Form], None], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._today, self._note = today, follow
        self.about = Card("", parent, name="contract_about")
        self.terms = Card(_("Price, revisions, dates"), parent, name="contract_facts_form")
        self._forms: dict[str, Form] = {}

    def forms(self) -> list[tuple[str, Form]]:
        """Return them by name."""
        return list(self._forms.items())

    def begin(self, contract: Contract, client: Field) -> None:
        """Make the forms for a draft and show it; `client` is the field that says for whom it is."""
        currency = contract.currency
        declared: dict[str, tuple[Card, Sequence[Field | Section], int]] = {
            "about": (self.about, [client, *terms.about_fields()], 2),
            "price": (self.terms, terms.price_fields(currency), 4),
            "revisions": (self.terms, [Section(_("Revisions")), *terms.revision_fields(currency)], 4),
            "dates": (self.terms, [Section(_("Dates")), *terms.date_fields(self._today)], 4),
            "cancellation": (
                self.terms,
                [Section(_("When the client cancels")), *terms.cancellation_fields()],
                4,
            ),
        }
        for form in self._forms.values():
            form.hide()
            form.setParent(None)
            form.deleteLater()
        self._forms = {}
        for name, (card, found, columns) in declared.items():
            form = Form(found, columns=columns, parent=card)
            form.set_record(contract)
            form.edited.connect(self._edited)
            self._note(name, form)
            card.body.addWidget(form)
            self._forms[name] = form
        # A quote was accepted by the client it was made for.
        self._forms["about"].editor(client.name).setReadOnly(bool(contract.quote_id))
        self.show_pricing()

    def put(self, contract: Contract) -> None:
        """Show another content of the same draft."""
        for form in self._forms.values():
            form.set_record(contract)
        self.show_pricing()

    def show_pricing(self) -> None:
        """Show the fields of hours only where they are billed."""
        hourly = self._forms["price"].editor("pricing").value() == "hourly"
        for name in ("hourly_rate", "estimate_hours", "cap_hours"):
            self._forms["price"].set_field_visible(name, hourly)

    def read_into(self, contract: Contract) -> Contract:
        """Return the contract with what can be read."""
        for form in self._forms.values():
            contract = form.read_into(contract)
        return contract

    def is_readable(self) -> bool:
        """Show everything that cannot be read at its field."""
        readable = True
        for form in self._forms.values():
            for name, sentence in form.unreadable().items():
                form.show_error(name, sentence)
                readable = False
        return readable

    def form_of(self, field: str) -> Form | None:
        """Return the form that has a field."""
        return next(
            (form for form in self._forms.values() if any(one.name == field for one in form.fields)), None
        )

    def focus_first(self) -> None:
        """Put the cursor into the title."""
        self._forms["about"].editor("title").setFocus()

    def _edited(self, _name: str) -> None:
        self.edited.emit()
