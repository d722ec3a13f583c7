"""For whom the paper is: a client found or made from the typed name on the spot, and what the paper is about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from clientdesk.domain.client import Client, ClientKind
from clientdesk.domain.invoice import Invoice
from clientdesk.domain.party import Address
from clientdesk.domain.quote import Quote
from clientdesk.i18n import _
from clientdesk.queries import client_list
from clientdesk.ui.documents.you import split_address
from clientdesk.ui.session import Session
from clientdesk.ui.widgets import fields
from clientdesk.ui.widgets.fields import Option, Pick
from clientdesk.ui.widgets.form import Form
from clientdesk.ui.widgets.page import Card
from clientdesk.usecases import clients, kept_writing

_OFFERS = 8


class ClientCard(Card):
    """Client and title. The fields of an address appear while the client has none."""

    edited = Signal()
    #: A stored client was chosen.
    chosen = Signal(int)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("", parent, name="for_whom")
        self._session = session
        self._client = Client()
        self._paper: Quote | Invoice = Invoice()
        #: The client that was made of the name typed here: undo and redo do not make it twice.
        self.made = 0
        self.picker = Form(
            [
                fields.client(
                    "client_id",
                    _("Client"),
                    find=self._find,
                    name_of=self._name_of,
                    can_create=True,
                )
            ],
            columns=1,
            parent=self,
        )
        self.address = Form(
            [
                fields.text(
                    "addresses.0.street",
                    _("Street and number"),
                    span=3,
                    placeholder=_("or all of it: Ringstr. 5, 04109 Leipzig"),
                ),
                fields.text("addresses.0.postal_code", _("Postal code"), span=1),
                fields.text("addresses.0.city", _("Town"), span=2),
                fields.country("addresses.0.country", _("Country"), span=3),
                fields.choice(
                    "kind",
                    _("Kind"),
                    [
                        Option(ClientKind.BUSINESS, _("Business")),
                        Option(ClientKind.PERSON, _("Private person")),
                        Option(ClientKind.PUBLIC, _("Public body")),
                    ],
                    span=3,
                ),
            ],
            columns=6,
            blanks={"addresses": Address},
            parent=self,
        )
        self.about = Form(
            [fields.text("title", _("What it is about"), placeholder=_("for example: Brand identity"))],
            columns=1,
            parent=self,
        )
        for form in (self.picker, self.address, self.about):
            self.body.addWidget(form)
            form.edited.connect(self._edited)
        editor = self.picker.editor("client_id")
        editor.setPlaceholderText(_("Type a name: known clients are listed, a new one is added"))
        editor.picked.connect(self.chosen)
        editor.create_wanted.connect(self._create)
        self.address.editor("addresses.0.street").editingFinished.connect(self._split_address)

    def show_paper(self, paper: Quote | Invoice, client: Client, country: str) -> None:
        """Show a paper and its client, which may not be stored yet."""
        self._client, self._paper = client, paper
        self.picker.set_record(paper)
        self.about.set_record(paper)
        if not client.id and client.name:
            self.picker.editor("client_id").name_new(client.name)
        bound = isinstance(paper, Invoice) and (
            paper.contract_id is not None or paper.corrects_id is not None
        )
        self.picker.editor("client_id").setReadOnly(bound)
        self.show_address(client, country)

    def show_address(self, client: Client, country: str, *, always: bool = False) -> None:
        """Show the address of `client`, with its fields only where it lacks one or `always`."""
        self._client = client
        if not client.addresses:
            client = replace(client, addresses=(Address(country=country),))
        self.address.set_record(client)
        self.address.setVisible(always or bool(client.name and not client.address.city))

    @property
    def is_naming(self) -> bool:
        """Whether a name is being typed that is not chosen yet."""
        editor = self.picker.editor("client_id")
        return bool(editor.hasFocus() and editor.text().strip() and not self._client.id)

    def kept(self, client: Client) -> None:
        """Take note that the client is stored now; what is being typed stays."""
        self._client = client
        editor = self.picker.editor("client_id")
        if not editor.hasFocus():
            editor.set_value(client.id)
        elif editor.is_new:
            editor.note_stored(client.id)
        self.picker.clear_errors()

    def read_paper(self, paper: Quote | Invoice) -> Quote | Invoice:
        """Return `paper` with the title."""
        self._paper = paper
        read: Quote | Invoice = self.about.read_into(paper)
        return read

    def read_client(self, client: Client) -> Client:
        """Return `client` with what was typed: the name of a new one, and the address."""
        editor = self.picker.editor("client_id")
        is_taken_out = editor.is_new or not (editor.text().strip() or editor.value())
        if client.id and is_taken_out:
            # Another name stands there, or none: what is typed from here on is not about the stored client.
            client = Client()
        if not client.id and editor.is_new:
            client = replace(self._made_here() or client, name=editor.text().strip())
        elif not client.id:
            client = replace(client, name="")
        if self.address.isHidden():
            return client
        typed: Client = self.address.read_into(self._with_address(client))
        # A country alone is no address.
        only_country = Address(country=typed.address.country)
        return replace(typed, addresses=() if typed.addresses == (only_country,) else typed.addresses)

    @property
    def is_new(self) -> bool:
        """Whether a name was typed that no stored client has."""
        return bool(self.picker.editor("client_id").is_new)

    def focus_first(self) -> None:
        """Put the cursor into the client."""
        self.picker.editor("client_id").setFocus()

    def _with_address(self, client: Client) -> Client:
        return client if client.addresses else replace(client, addresses=(Address(),))

    def _create(self, name: str) -> None:
        country = self.address.editor("addresses.0.country").typed()
        self.show_address(replace(self._made_here() or Client(), name=name), "")
        self.address.editor("addresses.0.country").retype(country)
        self.edited.emit()

    def _made_here(self) -> Client | None:
        """Return the client that this paper alone has brought forth: another name puts its name right."""
        return self._session.read(kept_writing.sole_client, self.made, self._paper) if self.made else None

    def _edited(self, _name: str) -> None:
        self.edited.emit()

    def _split_address(self) -> None:
        if split_address(self.address, "addresses.0."):
            QTimer.singleShot(0, self, self._focus_about)
            self.edited.emit()

    def _focus_about(self) -> None:
        self.about.editor("title").setFocus()

    def _find(self, text: str) -> Sequence[Pick]:
        rows = self._session.read(client_list.page, today=self._session.today(), text=text, limit=_OFFERS)
        return [Pick(row.id, row.name, row.city) for row in rows or ()]

    def _name_of(self, client_id: int) -> str:
        found = self._session.read(clients.get, client_id)
        return found.name if found else ""
