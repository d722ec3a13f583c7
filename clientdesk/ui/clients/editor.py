"""The client's form: who it is, how to reach it, and the terms that every new document inherits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from clientdesk.domain.client import Client, ClientKind, name_warning
from clientdesk.domain.design import Tone
from clientdesk.domain.party import Address, Contact
from clientdesk.i18n import _, pgettext
from clientdesk.ui import actions, tokens
from clientdesk.ui.session import Session
from clientdesk.ui.widgets import fields
from clientdesk.ui.widgets.autosave import About
from clientdesk.ui.widgets.fields import Field, Option, Section
from clientdesk.ui.widgets.flow import FlowLayout
from clientdesk.ui.widgets.form import Form
from clientdesk.ui.widgets.form_desk import FormDesk, show_in_page
from clientdesk.ui.widgets.identity import identifier_fields
from clientdesk.ui.widgets.page import Card, Page
from clientdesk.usecases import clients


class ClientEditor(Page):
    """Edits one client; a new one is a Client with id 0."""

    #: The client was stored.
    saved = Signal(int)
    #: Nothing is to be stored.
    left = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._country: str | None = None
        self._use_anyway = False
        self._contacts = self._addresses = 1
        self._desk = _ClientDesk(session, self)
        self._card = Card("", self, name="client_form")
        self.blocks.addWidget(self._desk.bar)
        self.add(self._card)
        self.form: Form | None = None
        self._save: actions.ActionButton | None = None
        self._back = actions.button("clients.leave_editor", self, self.leave)
        self.head.set_buttons(self._back)

    @property
    def is_dirty(self) -> bool:
        """Whether something typed is not stored yet."""
        return self.form is not None and self.form.is_dirty

    @property
    def is_new(self) -> bool:
        """Whether the client is not stored yet."""
        return self.form is not None and not self.form.record.id

    def edit(self, client: Client) -> None:
        """Show `client`, with as many contacts and addresses as it has."""
        self._desk.leave()
        self._contacts = max(1, len(client.contacts))
        self._addresses = max(1, len(client.addresses))
        self._use_anyway = False
        self.head.set_text(client.name if client.id else _("New client"))
        self._back.bound_action.setText(_("Back to the client") if client.id else _("Back to the list"))
        self._show(client)
        if self.form is not None:
            self._desk.begin(
                self.form,
                About(
                    editor="client",
                    record_id=client.id,
                    version=client.version,
                    name=client.name,
                    place="edit_client" if client.id else "new_client",
                    place_id=client.id,
                ),
            )

    def save(self) -> None:
        """Store the client; every fault stands at its field."""
        typed = self.form.value() if self.form else None
        if typed is None:
            return
        usecase = clients.change if typed.id else clients.create
        stored = self._session.run(
            usecase, typed, form=self.form, saves=self._desk.text_id, use_anyway=self._use_anyway
        )
        if stored is not None:
            before = self.form.record if self.form else None
            self._desk.saved(stored)
            self._tell(before, stored)
            self.saved.emit(stored.id)

    def _tell(self, before: Client | None, stored: Client) -> None:
        """Say that it is saved; a change is taken back to what was there, a new client into the archive."""
        if before is None or not before.id:
            words = _("New client “{name}”").format(name=stored.name)
            self._session.tell(_("Saved."), partial(self._session.run, clients.archive, stored.id), act=words)
            return
        back = partial(
            self._session.run, clients.change, replace(before, version=stored.version), use_anyway=True
        )
        self._session.tell(_("Saved."), back, act=_("Changed {name}").format(name=stored.name))

    def leave(self) -> None:
        """Go back to the client's page; what is typed and not saved is kept."""
        self.left.emit()

    def add_contact(self) -> None:
        """Offer the fields of one more contact."""
        self.grow(self._contacts + 1, self._addresses)
        self._focus(f"contacts.{self._contacts - 1}.name")

    def add_address(self) -> None:
        """Offer the fields of one more address."""
        self.grow(self._contacts, self._addresses + 1)
        self._focus(f"addresses.{self._addresses - 1}.street")

    def use_anyway(self) -> None:
        """Store identifiers although their check fails; that is kept with them (R-ID-1)."""
        self._use_anyway = True
        self.save()

    @property
    def counts(self) -> tuple[int, int]:
        """How many contacts and addresses have fields."""
        return self._contacts, self._addresses

    def grow(self, contacts: int, addresses: int) -> None:
        """Give as many contacts and addresses their fields; what is typed stays."""
        form = self.form
        if form is None or (contacts, addresses) == self.counts:
            return
        self._contacts, self._addresses = contacts, addresses
        draft, record = form.typed(), form.record
        self._show(record)
        if self.form is not None:
            self.form.retype(draft)
            self._desk.attach(self.form)

    def _focus(self, name: str) -> None:
        if self.form is not None:
            self.form.editor(name).setFocus()

    def _show(self, client: Client) -> None:
        while (item := self._card.body.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.form = Form(
            declare(client, contacts=self._contacts, addresses=self._addresses),
            blanks={"contacts": Contact, "addresses": Address},
        )
        self.form.set_record(client)
        more = QWidget()
        row = FlowLayout(more, spacing=tokens.SPACE_4)
        row.addWidget(actions.button("clients.add_contact", more, self.add_contact, variant="link"))
        row.addWidget(actions.button("clients.add_address", more, self.add_address, variant="link"))
        row.addWidget(actions.button("clients.use_anyway", more, self.use_anyway, variant="link"))
        self._card.body.addWidget(self.form)
        self._card.body.addWidget(more)
        foot = self._desk.buttons(self.form, self.save)
        self._card.body.addWidget(foot)
        # The form is longer than the window: whoever uses the mouse finds the same button above it.
        before, self._save = self._save, actions.ActionButton(foot.save_action, self.head, variant="primary")
        self.head.set_buttons(self._back, self._save)
        if before is not None:
            before.deleteLater()

    def seek(self, field: str, sentence: str) -> bool:
        """Put the cursor into the field that mends a paper's problem, and say there what is missing."""
        if self.form is None or not self.form.seek(field, sentence):
            return False
        focus = self.form.focusWidget()
        if focus is not None:
            show_in_page(focus)
        return True

    def focus_first(self) -> None:
        """Put the cursor into the name."""
        if self.form is not None:
            self.form.editor("name").setFocus()


class _ClientDesk(FormDesk):
    """Knows how many contacts and addresses had fields when something was typed."""

    def __init__(self, session: Session, editor: ClientEditor) -> None:
        self._editor = editor
        super().__init__(session, editor)

    def typed(self) -> dict[str, Any]:
        return {**super().typed(), **self._counted()}

    def retype(self, typed: Mapping[str, Any]) -> None:
        contacts, addresses = self._editor.counts
        # Fields that stand there already stay: they may hold what the record has by now.
        self._editor.grow(int(typed.get("contacts", contacts)), int(typed.get("addresses", addresses)))
        super().retype(typed)

    def unsaved(self) -> dict[str, Any] | None:
        changed = super().unsaved()
        return {**changed, **self._counted()} if changed is not None else None

    def take_back(self, kept: Mapping[str, Any]) -> None:
        contacts, addresses = self._editor.counts
        more = {
            "contacts": str(max(contacts, int(kept.get("contacts", 1)))),
            "addresses": str(max(addresses, int(kept.get("addresses", 1)))),
        }
        super().take_back({**kept, **more})

    def _counted(self) -> dict[str, Any]:
        contacts, addresses = self._editor.counts
        return {"contacts": str(contacts), "addresses": str(addresses)}


def declare(client: Client, *, contacts: int = 1, addresses: int = 1) -> Sequence[Field | Section]:
    """Return the fields of the client's record. A new field of Client needs one line here."""
    declared: list[Field | Section] = [
        fields.identifier("name", _("Name"), look=name_warning, span=2),
        fields.choice(
            "kind",
            _("Kind"),
            [
                Option(ClientKind.BUSINESS, _("Business")),
                Option(ClientKind.PERSON, _("Private person")),
                Option(ClientKind.PUBLIC, _("Public body")),
            ],
        ),
        fields.text("number", _("Client number")),
        fields.text(
            "latin_name", _("Name in Latin letters"), hint=_("Only if the name is written in another script.")
        ),
        fields.text("form_of_address", _("Form of address"), placeholder=_("for example: Dear Ms Krumm")),
        fields.choice("tone", _("Tone of documents"), tone_options()),
    ]
    for number in range(addresses):
        declared += _address(number)
    for number in range(contacts):
        declared += _contact(number)
    country = client.address.country
    return [
        *declared,
        Section(_("Terms for new documents")),
        fields.language("language", _("Language of documents"), none=_("As usual")),
        fields.currency("currency", _("Currency"), none=_("As usual")),
        fields.integer("due_days", _("Days to pay"), unit=_("days"), empty=None),
        fields.percent("deposit_percent", _("Usual prepayment"), empty=None),
        fields.choice(
            "price_mode",
            _("Prices are typed"),
            [
                Option("", _("As usual")),
                Option("net", _("without tax")),
                Option("gross", _("with tax")),
            ],
        ),
        fields.text("reference", _("Their reference"), hint=_("Printed on every document.")),
        *identifier_fields(country),
        Section(_("What I know")),
        fields.long_text("what_matters", _("What matters most"), span=2, lines=2),
        fields.text("source", _("Where they came from")),
        fields.long_text("notes", _("Notes, never printed"), span=2),
    ]


def tone_options() -> list[Option]:
    """Return how one may speak to a client; an empty value leaves it to the design of documents."""
    return [
        Option("", _("As usual")),
        Option(Tone.FORMAL.value, pgettext("tone", "Formal")),
        Option(Tone.FRIENDLY.value, pgettext("tone", "Friendly")),
    ]


def _address(number: int) -> list[Field | Section]:
    at = f"addresses.{number}"
    title = _("Address") if number == 0 else _("Address {number}").format(number=number + 1)
    return [
        Section(title),
        fields.text(f"{at}.street", _("Street and number")),
        fields.text(f"{at}.extra", _("Address supplement")),
        fields.text(f"{at}.postal_code", _("Postal code")),
        fields.text(f"{at}.city", _("Town")),
        fields.text(f"{at}.region", _("State or region")),
        fields.country(f"{at}.country", _("Country")),
    ]


def _contact(number: int) -> list[Field | Section]:
    at = f"contacts.{number}"
    title = _("Contact") if number == 0 else _("Contact {number}").format(number=number + 1)
    return [
        Section(title),
        fields.text(f"{at}.name", _("Name")),
        fields.text(f"{at}.role", _("Role")),
        fields.text(f"{at}.email", _("E-mail")),
        fields.text(f"{at}.phone", _("Phone")),
    ]
