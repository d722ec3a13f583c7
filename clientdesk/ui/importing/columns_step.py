"""What the columns mean: how the file is read, what each column becomes, and the first records as they will be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from clientdesk.domain.client import Client
from clientdesk.domain.errors import ClientdeskError
from clientdesk.i18n import _, translate_error, translator
from clientdesk.i18n.places import countries
from clientdesk.ui import style, tokens
from clientdesk.ui.importing import words
from clientdesk.ui.session import Session
from clientdesk.ui.widgets.choice_editors import ChoiceEditor
from clientdesk.ui.widgets.columns import Columns
from clientdesk.ui.widgets.editors import CheckEditor
from clientdesk.ui.widgets.figures import leading
from clientdesk.ui.widgets.joined import joined
from clientdesk.ui.widgets.page import Card, Elided
from clientdesk.ui.widgets.tips import plain_tip
from clientdesk.ui.widgets.wrapped import wrap
from clientdesk.usecases.imports import order as orders
from clientdesk.usecases.imports import preview
from clientdesk.usecases.imports.gate import Incoming
from clientdesk.usecases.imports.order import Column, Order
from clientdesk.usecases.imports.planning import Outcome
from clientdesk.usecases.imports.preview import Preview

#: At 100 % of text.
_LEAST_CARD = 380
_Seen = tuple[Order, Preview]


class ColumnsStep(QWidget):
    """Three blocks; every choice shows at once what the records become."""

    #: Whether one can go on: the file can be read as it is set now.
    readable = Signal(bool)

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._incoming: Incoming | None = None
        self.order = Order()
        self._columns: tuple[Column, ...] = ()
        self._choices: list[ChoiceEditor] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.SPACE_4)
        column.addWidget(self._reading_card())
        self._mapping = Card(_("What the columns become"), self, name="import_columns")
        self._rows = QWidget(self._mapping)
        self._mapping.body.addWidget(self._rows)
        self._first = Card(_("The first records, as they will be"), self, name="import_preview")
        self._fault = QLabel(self._first, objectName="import_preview_fault")
        self._fault.setTextFormat(Qt.TextFormat.PlainText)
        style.set_role(self._fault, role="fault")
        wrap(self._fault)
        self._first.body.addWidget(self._fault)
        self._listed = QVBoxLayout()
        self._listed.setSpacing(tokens.SPACE_3)
        self._first.body.addLayout(self._listed)
        self._first.body.addStretch(1)
        for card in (self._mapping, self._first):
            card.setMinimumWidth(_LEAST_CARD)
        self._records: list[_Record] = []
        # Beside each other where there is room: what one chooses shows at once.
        sides = Columns(self, spacing=tokens.SPACE_4)
        sides.set_blocks([self._mapping, self._first])
        column.addWidget(sides)

    def show_file(self, incoming: Incoming, order: Order, seen: Preview) -> None:
        """Begin with a file as it was guessed."""
        self._incoming = incoming
        self._show((order, seen))

    def focus_first(self) -> None:
        """Put the cursor into the first column that is left out, else into the first."""
        gaps = [choice for choice in self._choices if not choice.value()]
        for choice in (*gaps, *self._choices, self._encoding):
            choice.setFocus()
            return

    # Inside.

    def _reading_card(self) -> Card:
        card = Card(_("How the file is written"), self, name="import_reading")
        self._encoding = ChoiceEditor(card)
        self._delimiter = ChoiceEditor(card, options=words.delimiter_options())
        self._headings = CheckEditor(_("The first row names the columns"), card)
        self._encoding.setObjectName("import_encoding")
        self._delimiter.setObjectName("import_delimiter")
        self._headings.setObjectName("import_headings")
        grid = QGridLayout()
        grid.setHorizontalSpacing(tokens.SPACE_4)
        grid.setVerticalSpacing(tokens.SPACE_1)
        self._captions = [QLabel(_("Letters"), card), QLabel(_("Columns are parted by"), card)]
        for at, (caption, editor) in enumerate(
            zip(self._captions, (self._encoding, self._delimiter), strict=True)
        ):
            style.set_role(caption, role="caption")
            caption.setBuddy(editor)
            editor.setAccessibleName(caption.text())
            grid.addWidget(caption, 0, at)
            grid.addWidget(editor, 1, at)
            grid.setColumnStretch(at, 1)
        card.body.addLayout(grid)
        card.body.addWidget(self._headings)
        self._told = QLabel(card, objectName="import_telling")
        self._told.setTextFormat(Qt.TextFormat.PlainText)
        wrap(self._told)
        card.body.addWidget(self._told)
        self._encoding.edited.connect(self._relay)
        self._delimiter.edited.connect(self._relay)
        self._headings.edited.connect(self._relay)
        return card

    def _relay(self) -> None:
        """Read the file in another way."""
        if self._incoming is None:
            return
        layout = replace(
            self.order.layout,
            encoding=self._encoding.value(),
            delimiter=self._delimiter.value(),
            has_headings=self._headings.value(),
        )
        self.order = replace(self.order, layout=layout)
        self._submit(partial(_relaid, self._incoming, self.order))

    def _remap(self) -> None:
        """Let columns become other fields; a field that was another column's moves."""
        if self._incoming is None:
            return
        changed = self.sender()
        fields = [choice.value() for choice in self._choices]
        if isinstance(changed, ChoiceEditor) and changed.value():
            for at, choice in enumerate(self._choices):
                if choice is not changed and fields[at] == changed.value():
                    choice.set_value("")
                    fields[at] = ""
        self.order = replace(self.order, fields=tuple(fields))
        self._submit(partial(_seen, self._incoming, self.order))

    def _submit(self, work: Any) -> None:
        self._session.tasks.submit(work, self._show, failed=self._refused, lane="import-preview")

    def _refused(self, error: Exception) -> None:
        if not isinstance(error, ClientdeskError):
            raise error
        self._fault.setText(translate_error(error))
        self._fault.show()
        self._mapping.setVisible(False)
        for record in self._records:
            record.hide()
        self.readable.emit(False)

    def _show(self, found: _Seen) -> None:
        self.order, seen = found
        layout, is_table = self.order.layout, not self.order.is_cards
        self._encoding.set_options(words.encoding_options(layout.encoding))
        self._encoding.set_value(layout.encoding)
        self._delimiter.set_value(layout.delimiter)
        self._headings.set_value(layout.has_headings)
        for widget in (self._delimiter, self._headings, self._captions[1]):
            widget.setVisible(is_table)
        self._tell(seen)
        if seen.columns != self._columns or len(self._choices) != len(seen.columns):
            self._columns = seen.columns
            self._fill_columns(seen.columns)
        for choice, field in zip(self._choices, self.order.fields, strict=False):
            if choice.value() != field:
                choice.set_value(field)
        self._mapping.setVisible(is_table and bool(seen.columns))
        self._show_records(seen.first)
        self.readable.emit(True)

    def _tell(self, seen: Preview) -> None:
        """Show the words by which a person sees whether the letters are right; a guess and broken words stand out."""
        some = joined(*seen.telling_words)
        if seen.is_broken:
            said = _(
                "Some letters look wrong in the file itself: {words}. Export it again, or go on as it is."
            )
        elif seen.is_sure or not seen.telling_words:
            said = "{words}"
        else:
            said = _("The file does not say how its letters are written. Do these words look right? {words}")
        style.set_role(self._told, role="second" if seen.is_sure and not seen.is_broken else "warn")
        self._told.setText(said.format(words=some))
        self._told.setAlignment(leading(self))
        self._told.setVisible(bool(seen.telling_words) and not (seen.is_sure and not seen.is_broken))

    def _fill_columns(self, columns: Sequence[Column]) -> None:
        rows = QWidget(self._mapping)
        grid = QGridLayout(rows)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(tokens.SPACE_4)
        grid.setVerticalSpacing(tokens.SPACE_2)
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 2)
        self._choices = []
        options = words.field_options(self.order.kind)
        for at, column in enumerate(columns):
            named = column.name or _("Column {number}").format(number=translator().number(at + 1))
            grid.addWidget(_Named(named, joined(*column.samples), rows), at, 0)
            choice = ChoiceEditor(rows, options=options)
            choice.setObjectName(f"import_column_{at}")
            choice.setAccessibleName(_("{column} becomes").format(column=named))
            choice.set_value(self.order.fields[at] if at < len(self.order.fields) else "")
            choice.edited.connect(self._remap)
            grid.addWidget(choice, at, 1)
            self._choices.append(choice)
        self._mapping.body.replaceWidget(self._rows, rows)
        self._rows.hide()
        self._rows.deleteLater()
        self._rows = rows

    def _show_records(self, first: Sequence[Outcome]) -> None:
        while len(self._records) < len(first):
            self._records.append(_Record(self._first))
            self._listed.addWidget(self._records[-1])
        for at, record in enumerate(self._records):
            record.setVisible(at < len(first))
            if at < len(first):
                record.show_outcome(first[at])
        self._fault.setVisible(not first)
        self._fault.setText("" if first else _("Nothing stands in the file."))


class _Named(QWidget):
    """The name of a column above some of what stands in it."""

    def __init__(self, name: str, samples: str, parent: QWidget) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for text, role in ((name, "rowtitle"), (samples, "second")):
            label = Elided(text, self)
            label.setToolTip(plain_tip(text))
            label.setAlignment(leading(self))
            label.setMinimumWidth(tokens.LEAST_TITLE)
            style.set_role(label, role=role)
            column.addWidget(label)


class _Record(QWidget):
    """One record as it will be: its name, the facts below, and what is wrong with it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._name, self._facts, self._fault = QLabel(self), QLabel(self), QLabel(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, tokens.SPACE_1)
        column.setSpacing(0)
        for label, role in ((self._name, "rowtitle"), (self._facts, "second"), (self._fault, "fault")):
            # Names come as they are, also those that look like markup.
            label.setTextFormat(Qt.TextFormat.PlainText)
            style.set_role(label, role=role)
            wrap(label, takes_any_width=True)
            column.addWidget(label)

    def show_outcome(self, outcome: Outcome) -> None:
        """Show a record, or why the row makes none."""
        record, problem = outcome.record, outcome.problem
        is_client = isinstance(record, Client)
        name = "" if record is None else record.name if is_client else record.description
        facts = "" if record is None else client_facts(record) if is_client else item_facts(record)
        said = "" if problem is None else words.problem_words(outcome)
        for label, text in ((self._name, name), (self._facts, facts), (self._fault, said)):
            label.setText(text)
            label.setAlignment(leading(self))
            label.setVisible(bool(text))


def client_facts(client: Client) -> str:
    """Return what is known of a client, in one line."""
    address, contact = client.address, client.contact
    town = " ".join(part for part in (address.postal_code, address.city) if part)
    person = contact.name if contact.name != client.name else ""
    ids = (tax_id.value for tax_id in client.tax_ids)
    speech = translator()
    phone = speech.left_to_right(contact.phone) if contact.phone else ""
    country = countries(speech).get(address.country, address.country)
    parts = (person, address.street, address.extra, town, country, contact.email, phone, *ids, client.notes)
    return joined(*(" ".join(part.split()) for part in parts))


def item_facts(item: Any) -> str:
    """Return what is known of a line of the catalogue, in one line."""
    from clientdesk.ui.widgets.taxes import tax_words

    speech = translator()
    price = speech.price(item.unit_price, item.currency, symbol=True)
    return joined(price, item.unit, tax_words(item.tax), " ".join(item.details.split()))


def _relaid(incoming: Incoming, order: Order, _db: object) -> _Seen:
    changed = orders.relaid(incoming, order, order.layout)
    return changed, preview.look(incoming, changed)


def _seen(incoming: Incoming, order: Order, _db: object) -> _Seen:
    return order, preview.look(incoming, order)
