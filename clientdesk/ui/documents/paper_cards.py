"""The cards a paper is written in: what they show of it, what stands in them, and where a field of it is typed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from clientdesk.domain.invoice import Invoice
from clientdesk.ui.documents.client_card import ClientCard
from clientdesk.ui.documents.lines_card import LinesCard
from clientdesk.ui.documents.terms import TermsCard
from clientdesk.ui.documents.you import YouCard
from clientdesk.ui.widgets.form import Form
from clientdesk.ui.widgets.form_desk import show_in_page
from clientdesk.usecases import drafting
from clientdesk.usecases.drafting import Writing

if TYPE_CHECKING:
    from datetime import date

    from PySide6.QtWidgets import QWidget

    from clientdesk.ui.session import Session
    from clientdesk.ui.widgets.edit_history import EditHistory
    from clientdesk.ui.widgets.following import Piece
    from clientdesk.ui.widgets.page import Card

#: Which of our fields mends a problem of the issuer's record.
_OWN_FIELDS = {
    "country": "address.country",
    "address": "address.street",
    "address.city": "address.city",
    "tax_ids": "tax_id",
    "name": "name",
}


#: What rules call a field, and what it is called here.
_OTHER_NAMES = {"supplied_on": "supplied_to"}


class PaperCards(QObject):
    """Who writes, for whom, the lines, and the terms of both kinds of paper, of which one is seen."""

    #: Something was typed or chosen, not shown by us.
    edited = Signal()

    def __init__(self, session: Session, page: QWidget, history: EditHistory) -> None:
        super().__init__(page)
        self._session, self._page = session, page
        # The fields are filled one after the other: what they say meanwhile is no edit.
        self._is_showing = False
        self.you = YouCard(page)
        self.client = ClientCard(session, page)
        self.lines = LinesCard(session, page, history=history)
        self.invoice_terms = TermsCard(session.today, quote=False, parent=page)
        self.quote_terms = TermsCard(session.today, quote=True, parent=page)
        for edited in (
            self.you.edited,
            self.client.edited,
            self.lines.edited,
            self.invoice_terms.edited,
            self.quote_terms.edited,
        ):
            edited.connect(self._edited)

    def all(self) -> tuple[Card, ...]:
        """Return the cards from top to bottom."""
        return (self.you, self.client, self.lines, self.invoice_terms, self.quote_terms)

    def terms(self, writing: Writing | None) -> TermsCard:
        """Return the card of this kind of paper."""
        return self.quote_terms if writing and writing.is_quote else self.invoice_terms

    def all_forms(self) -> dict[str, Form]:
        """Return every form of both kinds, by name."""
        return {
            "you": self.you.form,
            "client": self.client.picker,
            "address": self.client.address,
            "about": self.client.about,
            "invoice": self.invoice_terms.form,
            "quote": self.quote_terms.form,
        }

    def forms(self, writing: Writing | None) -> list[tuple[str, Form]]:
        """Return the forms that belong to the paper as it is, by name."""
        quote = writing is not None and writing.is_quote
        found = [
            ("client", self.client.picker),
            ("about", self.client.about),
            ("quote" if quote else "invoice", self.terms(writing).form),
        ]
        if not self.you.isHidden():
            found.append(("you", self.you.form))
        if not self.client.address.isHidden():
            found.append(("address", self.client.address))
        return found

    # Showing.

    def pieces(self, writing: Writing) -> list[Piece]:
        """Return what shows another paper, a card or two at a time."""
        parts = (self._show_parties, self.lines.show_paper, self._show_terms)
        return [partial(self._quietly, part, writing) for part in parts]

    def _quietly(self, show: Callable[[Writing], None], writing: Writing) -> None:
        self._is_showing = True
        show(writing)
        self._is_showing = False

    def _show_parties(self, writing: Writing) -> None:
        self.you.set_issuer(writing.issuer)
        self.you.setVisible(not writing.issuer.is_ready)
        self.client.show_paper(writing.paper, writing.client, writing.issuer.country)

    def put(self, writing: Writing, typed: Mapping[str, Any]) -> None:
        """Show another content of the same paper; `typed` holds its lines as they were typed."""
        self._is_showing = True
        self.you.set_issuer(writing.issuer)
        self.you.setVisible(not self.you.isHidden() or not writing.issuer.is_ready)
        self.client.show_paper(writing.paper, writing.client, writing.issuer.country)
        self.lines.put(writing, typed)
        self._show_terms(writing)
        self._is_showing = False

    def refill(self, writing: Writing) -> None:
        """Show what follows from a choice, in terms and lines, but where one is typing."""
        self._is_showing = True
        self.terms(writing).refill(writing)
        self.lines.refill(writing)
        self._is_showing = False

    def show_client(self, writing: Writing) -> None:
        """Show what follows from another client."""
        self._is_showing = True
        self.client.show_address(writing.client, writing.issuer.country)
        self.refill(writing)

    def show_people(self, writing: Writing) -> None:
        """Show issuer and client as they were changed elsewhere."""
        self._is_showing = True
        self.you.set_issuer(writing.issuer)
        if not self.client.is_naming:
            self.client.show_paper(writing.paper, writing.client, writing.issuer.country)
        self.refill(writing)

    def follow(self, writing: Writing, number: str, tax: str) -> None:
        """Show the sums and words that follow from what is written."""
        self.you.follow(writing.issuer, number, tax)
        self.lines.follow(writing)
        self.terms(writing).follow(writing, self._usual_days(writing))

    def _show_terms(self, writing: Writing) -> None:
        self.invoice_terms.setVisible(not writing.is_quote)
        self.quote_terms.setVisible(writing.is_quote)
        self.terms(writing).show_paper(writing, self._usual_days(writing))

    def _usual_days(self, writing: Writing) -> int:
        found = self._session.read(drafting.due_days, writing)
        return writing.issuer.due_days if found is None else found

    def _edited(self) -> None:
        if not self._is_showing:
            self.edited.emit()

    # Reading.

    @property
    def asks_about_you(self) -> bool:
        """Whether one still says here who one is."""
        return self.you.isVisibleTo(self._page)

    def read(self, writing: Writing, *, on: date, typing: bool = False) -> Writing:
        """Return what stands in the cards; fields that follow from it are shown at once."""
        own = self.you.read_into(writing.issuer) if self.asks_about_you else writing.issuer
        client = self.client.read_client(writing.client)
        paper = self.terms(writing).read_into(self.client.read_paper(writing.paper), typing=typing)
        paper = replace(
            paper, lines=self.lines.read_lines(), adjustments=self.lines.read_adjustments(typing=typing)
        )
        changed = drafting.with_people(replace(writing, paper=paper), own, client, on=on)
        if changed.paper != paper:
            self.refill(changed)
        return changed

    def is_readable(self, writing: Writing) -> bool:
        """Show everything that cannot be read at its field, with the cursor in the first of it."""
        found = self._unreadable(writing)
        is_fine = self.lines.is_readable() and not found
        # From below, because each field that is shown takes the cursor.
        for is_below in (True, False):
            for form, name, sentence in reversed(found):
                if (form is self.terms(writing).form) is is_below:
                    form.show_error(name, sentence)
                    show_in_page(form.editor(name))
            if is_below:
                self.lines.grid.go_to_fault()
        return is_fine

    def unreadable(self, writing: Writing) -> list[str]:
        """Return the sentences of what cannot be read as it was typed, but where one is typing, from above."""
        above: list[str] = []
        below: list[str] = []
        for form, name, sentence in self._unreadable(writing):
            if not form.editor(name).hasFocus():
                (below if form is self.terms(writing).form else above).append(sentence)
        return [*above, *self.lines.grid.unreadable(), *below]

    def _unreadable(self, writing: Writing) -> list[tuple[Form, str, str]]:
        forms = [self.client.picker, self.client.about, self.terms(writing).form]
        if self.client.address.isVisibleTo(self._page):
            forms.insert(1, self.client.address)
        if self.asks_about_you:
            forms.insert(0, self.you.form)
        return [(form, name, words) for form in forms for name, words in form.unreadable().items()]

    # Where a field is typed.

    def go_to(self, writing: Writing, field: str) -> bool:
        """Put the cursor where `field` is typed; False if that is on another page."""
        first, _dot, rest = field.partition(".")
        is_invoice = isinstance(writing.paper, Invoice)
        if first == "issuer" and rest != "latin_name":
            self.you.setVisible(True)
            _focus(self.you.form, _OWN_FIELDS.get(rest, "name"))
        elif first in {"issuer", "series", "issued_on"}:
            return False
        elif (first == "client" and rest in {"name", ""}) or first == "client_id":
            _focus(self.client.picker, "client_id")
        elif first == "client" and rest.startswith("address") and not rest.endswith(".region"):
            self.client.show_address(writing.client, writing.issuer.country, always=True)
            _focus(self.client.address, "addresses.0.street")
        elif first == "client":
            return False
        elif first in {"lines", "adjustments"}:
            self.lines.focus_field(field)
        elif first == "title":
            _focus(self.client.about, "title")
        elif is_invoice and (first == "deductions" or (first == "prepayments" and writing.paper.contract_id)):
            return False
        elif _OTHER_NAMES.get(first, first) in {one.name for one in self.terms(writing).form.fields}:
            _focus(self.terms(writing).form, _OTHER_NAMES.get(first, first))
        else:
            self.lines.focus_field("lines")
        return True

    def show_error(self, writing: Writing | None, field: str, sentence: str) -> None:
        """Show a refusal at its field; one that belongs to none goes below the lines."""
        first, _dot, rest = field.partition(".")
        first, terms = _OTHER_NAMES.get(first, first), self.terms(writing).form
        if first == "issuer":
            self.you.setVisible(True)
            self._say(self.you.form, _OWN_FIELDS.get(rest, rest), sentence)
        elif first == "client" and rest.startswith("address") and not rest.endswith(".region"):
            self.client.address.setVisible(True)
            name = rest.replace("address.", "addresses.0.") if "." in rest else "addresses.0.street"
            self._say(self.client.address, name, sentence)
        elif first in {"client", "client_id"}:
            self.client.picker.show_error("client_id", sentence)
        elif first in {box.name for box in terms.fields}:
            terms.show_error(first, sentence)
        elif first == "title":
            self.client.about.show_error(first, sentence)
        else:
            self.lines.grid.show_error(field, sentence)

    def _say(self, form: Form, name: str, sentence: str) -> None:
        """Show a sentence at a field; what is wrong with an address as a whole, where its first gap is."""
        if name.endswith(".street") and form.editor(name).typed().strip():
            name = name.replace(".street", ".city")
        form.show_error(name, sentence)
        if name in {one.name for one in form.fields}:
            show_in_page(form.editor(name))

    def hush(self, field: str) -> None:
        """Take the sentence away that was shown for a problem which is mended by now, maybe in another field."""
        if field == "client.address":
            self.client.address.clear_errors()
        elif field == "issuer.address":
            self.you.form.clear_errors()
        elif field.startswith("lines"):
            self.lines.grid.hush()


def _focus(form: Form, name: str) -> None:
    editor = form.editor(name)
    show_in_page(editor)
    editor.setFocus()
