"""The form of one catalogue line."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from clientdesk.domain.catalogue import CatalogueItem
from clientdesk.domain.line import PriceMode
from clientdesk.i18n import _, ngettext, translator
from clientdesk.ui import actions
from clientdesk.ui.session import Session
from clientdesk.ui.widgets import fields
from clientdesk.ui.widgets.autosave import About
from clientdesk.ui.widgets.fields import Option
from clientdesk.ui.widgets.form import Form
from clientdesk.ui.widgets.form_desk import FormDesk
from clientdesk.ui.widgets.joined import joined
from clientdesk.ui.widgets.page import Card, Page
from clientdesk.ui.widgets.taxes import tax_options
from clientdesk.usecases import catalogue
from clientdesk.usecases import issuer as issuers
from clientdesk.usecases.drafting import unit_word


class ItemEditor(Page):
    """Edits one line of the catalogue; a new one is a CatalogueItem with id 0."""

    saved = Signal(int)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._item = CatalogueItem()
        self._desk = FormDesk(session, self)
        self._card = Card("", self, name="item_form")
        self.blocks.addWidget(self._desk.bar)
        self.add(self._card)
        self.form: Form | None = None
        self._archive = actions.button("library.archive", self, self.archive)
        self._restore = actions.button("library.restore", self, self.restore)
        self.head.set_buttons(self._archive, self._restore)

    @property
    def record(self) -> CatalogueItem:
        """What is shown, as it was read."""
        return self._item

    @property
    def is_dirty(self) -> bool:
        """Whether something typed is not stored yet."""
        return self.form is not None and self.form.is_dirty

    def edit(self, item: CatalogueItem) -> None:
        """Show `item`."""
        self._desk.leave()
        self._item = item
        speech, last = translator(), ""
        used = ngettext("used {count} time", "used {count} times", item.uses)
        if item.last_used_on:
            # Translators: when a line of the library was used last
            last = _("last on {date}").format(date=speech.date(item.last_used_on))
        told = joined(used.format(count=speech.number(item.uses)), last)
        self.head.set_text(item.description or _("New line"), told)
        self._archive.setVisible(bool(item.id) and not item.archived)
        self._restore.setVisible(item.archived)
        self._build(item)

    def save(self) -> None:
        """Store the line."""
        typed = self.form.value() if self.form else None
        if typed is None:
            return
        stored = self._session.run(catalogue.save_item, typed, form=self.form, saves=self._desk.text_id)
        if stored is not None:
            before = self._item
            self._desk.saved(stored)
            back = (
                partial(self._session.run, catalogue.save_item, replace(before, version=stored.version))
                if before.id
                else partial(self._session.run, catalogue.archive_item, stored.id)
            )
            self._session.tell(_("Saved."), back, act=_("Changed {name}").format(name=stored.description))
            self.saved.emit(stored.id)

    def archive(self) -> None:
        """Offer the line no more; the toast brings it back."""
        if self._session.run(catalogue.archive_item, self._item.id) is not None:
            back = partial(self._session.run, catalogue.archive_item, self._item.id, archived=False)
            self._session.tell(
                _("Archived."), undo=back, act=_("Archived {name}").format(name=self._item.description)
            )

    def restore(self) -> None:
        """Offer it again."""
        self._session.run(catalogue.archive_item, self._item.id, archived=False)

    def focus_first(self) -> None:
        """Put the cursor into the description."""
        if self.form is not None:
            self.form.focus_first()

    def _build(self, item: CatalogueItem) -> None:
        while (entry := self._card.body.takeAt(0)) is not None:
            widget = entry.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        issuer = issuers.get(self._session.db)
        taxes = list(tax_options(issuer, None, self._session.today()))
        if not item.id and item.tax not in [tax for tax, _words in taxes]:
            # Nobody has chosen yet: what is usual here.
            item = replace(item, tax=taxes[0][0])
        self.form = Form(
            [
                fields.text("description", _("Description"), span=2),
                fields.long_text("details", _("Details"), span=2, lines=2),
                fields.price("unit_price", _("Price"), currency=item.currency or issuer.currency),
                fields.text(
                    "unit", _("Unit"), placeholder=_("for example: h"), read=_unit_shown, write=_unit_typed
                ),
                fields.tax("tax", _("Tax"), taxes),
                fields.choice(
                    "price_mode",
                    _("The price is"),
                    [Option(PriceMode.NET, _("without tax")), Option(PriceMode.GROSS, _("with tax"))],
                ),
                fields.currency("currency", _("Currency")),
                fields.decimal("planned_hours", _("Planned hours"), unit=_("h")),
            ]
        )
        self.form.set_record(item)
        self._card.body.addWidget(self.form)
        self._card.body.addWidget(self._desk.buttons(self.form, self.save))
        about = About(
            editor="catalogue",
            record_id=item.id,
            version=item.version,
            name=item.description,
            place="catalogue" if item.id else "new_item",
            place_id=item.id,
        )
        self._desk.begin(self.form, about)


def _unit_shown(item: CatalogueItem) -> str:
    return unit_word(item.unit, Decimal(1), translator())


def _unit_typed(item: CatalogueItem, text: str) -> CatalogueItem:
    # The word of the code that is stored means that code; anything else is a unit in one's own words.
    return item if text.strip() == _unit_shown(item) else replace(item, unit=text.strip())
