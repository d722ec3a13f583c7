"""The form of one package: its name, its lines, and what they cost together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QWidget

from clientdesk.domain.catalogue import Package
from clientdesk.domain.line import Line
from clientdesk.domain.totals import compute
from clientdesk.i18n import _, translator
from clientdesk.ui import actions, style
from clientdesk.ui.session import Session
from clientdesk.ui.widgets import fields
from clientdesk.ui.widgets.autosave import About
from clientdesk.ui.widgets.form import Form
from clientdesk.ui.widgets.form_desk import FormDesk
from clientdesk.ui.widgets.line_grid import LineGrid
from clientdesk.ui.widgets.page import Card, Page
from clientdesk.ui.widgets.taxes import tax_options
from clientdesk.usecases import catalogue, unsaved
from clientdesk.usecases import issuer as issuers
from clientdesk.usecases.drafting import unit_word


class PackageEditor(Page):
    """Edits one package; a new one is a Package with id 0."""

    saved = Signal(int)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._package = Package()
        self._desk = _PackageDesk(session, self)
        self._card = Card("", self, name="package_form")
        self.blocks.addWidget(self._desk.bar)
        self.add(self._card)
        self.form: Form | None = None
        self._grid: LineGrid | None = None
        self._sum = QLabel(self, objectName="package_sum")
        style.set_role(self._sum, role="second")
        self._archive = actions.button("library.archive", self, self.archive)
        self._restore = actions.button("library.restore", self, self.restore)
        self.head.set_buttons(self._archive, self._restore)

    @property
    def record(self) -> Package:
        """What is shown, as it was read."""
        return self._package

    @property
    def is_dirty(self) -> bool:
        """Whether something typed is not stored yet."""
        return self._desk.unsaved() is not None

    def edit(self, package: Package) -> None:
        """Show `package`."""
        self._desk.leave()
        self._package = package
        self.head.set_text(package.name or _("New package"))
        self._archive.setVisible(bool(package.id) and not package.archived)
        self._restore.setVisible(package.archived)
        self._build(package)
        self._follow()
        if self.form is not None:
            about = About(
                editor="package",
                record_id=package.id,
                version=package.version,
                name=package.name,
                place="package" if package.id else "new_package",
                place_id=package.id,
            )
            self._desk.begin(self.form, about)

    def save(self) -> None:
        """Store the package."""
        if self.form is None or self._grid is None:
            return
        typed, lines = self.form.value(), self._grid.value()
        if typed is None or lines is None:
            return
        self.form.add_part("lines", self._grid)
        stored = self._session.run(
            catalogue.save_package, replace(typed, lines=lines), form=self.form, saves=self._desk.text_id
        )
        if stored is not None:
            before, self._package = self._package, stored
            self._desk.saved(stored)
            back = (
                partial(self._session.run, catalogue.save_package, replace(before, version=stored.version))
                if before.id
                else partial(self._session.run, catalogue.archive_package, stored.id)
            )
            self._session.tell(_("Saved."), back, act=_("Changed {name}").format(name=stored.name))
            self.saved.emit(stored.id)

    def archive(self) -> None:
        """Offer the package no more; the toast brings it back."""
        if self._session.run(catalogue.archive_package, self._package.id) is not None:
            back = partial(self._session.run, catalogue.archive_package, self._package.id, archived=False)
            self._session.tell(
                _("Archived."), undo=back, act=_("Archived {name}").format(name=self._package.name)
            )

    def restore(self) -> None:
        """Offer it again."""
        self._session.run(catalogue.archive_package, self._package.id, archived=False)

    def focus_first(self) -> None:
        """Put the cursor into the name."""
        if self.form is not None:
            self.form.focus_first()

    def _build(self, package: Package) -> None:
        while (entry := self._card.body.takeAt(0)) is not None:
            widget = entry.widget()
            if widget is not None and widget is not self._sum:
                widget.hide()
                widget.deleteLater()
        issuer = issuers.get(self._session.db)
        currency = package.currency or issuer.currency
        self.form = Form(
            [
                fields.text("name", _("Name")),
                fields.price(
                    "price",
                    _("Total price"),
                    currency=currency,
                    empty=None,
                    hint=_("Empty: the sum of the lines. Lower: one discount shows the difference."),
                ),
            ]
        )
        self.form.set_record(replace(package, currency=currency))
        self._grid = LineGrid(
            self._card,
            currency=currency,
            taxes=tax_options(issuer, None, self._session.today()),
            history=self._desk.history,
        )
        self._grid.set_unit_words(_unit_shown)
        self._grid.set_lines(package.lines)
        self._grid.changed.connect(self._follow)
        self._grid.stepped.connect(self._desk.lines_stepped)
        self._grid.typing.connect(self._desk.edited)
        foot = self._desk.buttons(self.form, self.save)
        for widget in (self.form, self._grid, self._sum, foot):
            self._card.body.addWidget(widget)

    @property
    def grid(self) -> LineGrid | None:
        """The lines."""
        return self._grid

    def _follow(self) -> None:
        """Show what each line and all of them come to."""
        if self._grid is None:
            return
        currency = self._package.currency or issuers.get(self._session.db).currency
        if not currency:
            return
        lines = self._grid.lines()
        words = translator()
        self._grid.set_amounts([words.amount(line.amount(currency)) for line in lines])
        whole = compute(lines, currency=currency).line_total
        self._sum.setText(_("Sum of the lines: {amount}").format(amount=words.money(whole)))


class _PackageDesk(FormDesk):
    """The fields of a package with its lines."""

    def __init__(self, session: Session, editor: PackageEditor) -> None:
        self._editor = editor
        super().__init__(session, editor)

    def lines_stepped(self, place: str, words: str, more: bool) -> None:
        """Note a step made in the lines."""
        self.history.note(place, words, merges=more)
        self.edited()

    def typed(self) -> dict[str, Any]:
        grid = self._editor.grid
        return {**super().typed(), **(grid.typed() if grid is not None else {})}

    def retype(self, typed: Mapping[str, Any]) -> None:
        super().retype(typed)
        grid = self._editor.grid
        if grid is not None and "lines" in typed:
            grid.retype({"lines": tuple(typed["lines"]), "cells": typed.get("cells", ())})

    def show_stored(self) -> None:
        if self._editor.grid is not None:
            self._editor.grid.set_lines(self._editor.record.lines)

    def finish(self) -> None:
        if self._editor.grid is not None:
            self._editor.grid.finish()

    def focus_place(self, place: str) -> None:
        if place.startswith("lines.") and self._editor.grid is not None:
            self._editor.grid.focus_place(place)
        else:
            super().focus_place(place)

    def unsaved(self) -> dict[str, Any] | None:
        changed, grid = super().unsaved() or {}, self._editor.grid
        if grid is None:
            return changed or None
        open_text = grid.open_text()
        if grid.lines() != self._editor.record.lines or grid.typed()["cells"] or open_text:
            changed |= {**grid.typed(), "open": [open_text] if open_text else []}
        return changed or None

    def take_back(self, kept: Mapping[str, Any]) -> None:
        if "lines" in (self.unsaved() or {}):
            # Lines were typed since: they stay.
            super().take_back({name: typed for name, typed in kept.items() if name != "lines"})
        elif "lines" in kept and self._editor.grid is not None:
            lines = tuple(unsaved.record(Line, line) for line in kept["lines"])
            super().take_back({**kept, "lines": lines})
            self._editor.grid.retype_open(kept.get("open", ()))
        else:
            super().take_back(kept)


def _unit_shown(line: Line) -> str:
    return unit_word(line.unit, line.quantity, translator())
