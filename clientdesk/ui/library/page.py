"""The library screen: what was sold before, most used first, and packages; the chosen one opens beside the list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout, QWidget

from clientdesk.domain.catalogue import CatalogueItem, Package
from clientdesk.i18n import _, ngettext, pgettext, translator
from clientdesk.queries import catalogue_list, recurring_list
from clientdesk.queries.catalogue_list import CatalogueOrder
from clientdesk.queries.recurring_list import RecurringRow
from clientdesk.ui import actions
from clientdesk.ui.library.item_editor import ItemEditor
from clientdesk.ui.library.package_editor import PackageEditor
from clientdesk.ui.library.repeat_page import RepeatPage
from clientdesk.ui.list_export import ListExport
from clientdesk.ui.session import Session
from clientdesk.ui.widgets.avatar import Avatar
from clientdesk.ui.widgets.chip import Chip
from clientdesk.ui.widgets.empty import EmptyState
from clientdesk.ui.widgets.joined import joined
from clientdesk.ui.widgets.list_pane import ListPane, Order, SavedFilter
from clientdesk.ui.widgets.page import ListDetail, Screen
from clientdesk.ui.widgets.table import Column, PagedTableModel, Request
from clientdesk.ui.widgets.unsaved_bar import unsaved_chip
from clientdesk.usecases import catalogue
from clientdesk.usecases import issuer as issuers

_PACKAGES, _REPEATING = "packages", "repeating"
_Entry = CatalogueItem | Package | RecurringRow


class LibraryScreen(Screen):
    """Lines, packages and what repeats: under the filters of these names the list shows them instead of lines."""

    areas = ("catalogue", "quotes", "invoices", "issuing", "exchange", "recurring")

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        columns = [
            Column(
                key="entry",
                text=_text,
                second=_second,
                trailing=_price,
                chip=self._chip,
                avatar=_avatar,
                strong=True,
                stretch=True,
            )
        ]
        self._model = PagedTableModel(columns, _fetch, _count, session.tasks, self)
        self._new = actions.button("library.new", self, self.new_entry, variant="primary")
        self._new_package = actions.button("library.new_package", self, self.new_package)
        bring = actions.make("library.import", self, self._import)
        self._export = ListExport(session, self)
        empty = EmptyState(
            _(
                "Lines from your first quote or invoice appear here by themselves. Have a price list already? Drop a"
                " CSV file here."
            ),
            actions.ActionButton(bring, self),
            actions.ActionButton(self._new_package.bound_action, self),
            actions.ActionButton(self._new.bound_action, self, variant="primary"),
        )
        self.list = ListPane(
            self._model,
            empty,
            placeholder=_("Filter the library"),
            saved=[
                SavedFilter("", _("Lines")),
                SavedFilter(
                    _PACKAGES,
                    _("Packages"),
                    _("No package yet. It sells several lines together, at one price."),
                ),
                SavedFilter(
                    _REPEATING,
                    _("Repeating"),
                    _("No invoice repeats yet. Open one that was issued, and choose “Repeat this invoice”."),
                ),
                SavedFilter("archived", _("Archived")),
            ],
            orders=[
                Order(CatalogueOrder.USE.value, _("Most used first")),
                Order(CatalogueOrder.NAME.value, _("By name")),
            ],
            counted=_counted,
            always_one=True,
            add=self._new.bound_action,
            more=(bring, actions.make("library.export", self, self._save_all)),
            session=session,
            name="library",
        )
        self.list.current_changed.connect(self._chosen)
        self.list.opened.connect(self._opened)
        self.list.told.connect(session.tell)
        self._model.loaded.connect(self._follow)
        session.keeper.changed.connect(self._unsaved_changed)
        self._item = ItemEditor(session)
        self._item.saved.connect(self._saved)
        self._package = PackageEditor(session)
        self._package.saved.connect(self._saved)
        nothing = EmptyState(_("Choose a line to change it, or add one."), self._new, self._new_package)
        self._stack = QStackedWidget(self)
        self._repeat = RepeatPage(session)
        for widget in (nothing, self._item, self._package, self._repeat):
            self._stack.addWidget(widget)
        self._both = ListDetail(self.list, self._stack, self)
        self.list.emptied.connect(self._both.set_alone)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._both)

    def refresh(self) -> None:
        """Read the list again."""
        self.list.refresh()
        self._repeat.follow()

    def open_record(self, kind: str, record_id: int) -> None:
        """Show a line of the catalogue, or start a package."""
        if kind == "new_package":
            self.new_package()
            return
        if kind == "new_item":
            self.new_item()
            return
        self._show(catalogue.get_package if kind == "package" else catalogue.get_item, record_id)

    def focus_first(self) -> None:
        """Put the cursor into the filter."""
        self.list.filter.setFocus()

    def new_entry(self) -> None:
        """Make one more of what the list shows: a package among packages, an invoice to repeat, else a line."""
        shown = self._model.request.saved
        if shown == _PACKAGES:
            self.new_package()
        elif shown == _REPEATING:
            self.session.open_record.emit("new_invoice", 0)
        else:
            self.new_item()

    def new_item(self) -> None:
        """Open an empty line."""
        issuer = issuers.get(self.session.db)
        self._item.edit(CatalogueItem(currency=issuer.currency))
        self._bring(self._item)
        self._item.focus_first()

    def new_package(self) -> None:
        """Open an empty package."""
        self._package.edit(Package(currency=issuers.get(self.session.db).currency))
        self._bring(self._package)
        self._package.focus_first()

    def _import(self) -> None:
        self.session.open_record.emit("import_items", 0)

    def _save_all(self) -> None:
        self._export.ask("catalogue")

    def _chosen(self, record_id: int) -> None:
        if record_id and not self._is_typing() and not self._is_beginning():
            self._show_row(self._model.row(self._model.number_of(record_id)))

    def _show(self, get: Callable[[Any, int], CatalogueItem | Package], record_id: int) -> None:
        row = self.session.read(get, record_id)
        if row is None:
            return
        self._show_row(row)
        self._both.show_detail()
        if isinstance(row, Package):
            self.list.choose(_PACKAGES)
        self.list.select(record_id)

    def _show_row(self, row: _Entry | None) -> None:
        if isinstance(row, Package):
            self._package.edit(row)
            self._stack.setCurrentWidget(self._package)
        elif isinstance(row, CatalogueItem):
            self._item.edit(row)
            self._stack.setCurrentWidget(self._item)
        elif isinstance(row, RecurringRow):
            self._repeat.show_row(row)
            self._stack.setCurrentWidget(self._repeat)

    def _opened(self, record_id: int) -> None:
        # What was being typed in another one is kept.
        if record_id != self._open_id():
            self._show_row(self._model.row(self._model.number_of(record_id)))
        self._both.show_detail()

    def _open_id(self) -> int:
        editor = self._stack.currentWidget()
        return editor.record.id if isinstance(editor, ItemEditor | PackageEditor) else 0

    def _follow(self) -> None:
        """Show the record beside the list as it is stored now."""
        row_id = self.list.table.current_id
        row = self._model.row(self._model.number_of(row_id))
        editor = self._stack.currentWidget()
        if (
            isinstance(editor, (ItemEditor, PackageEditor))
            and editor.record.id == row_id
            and editor.record != row
        ):
            self._chosen(row_id)

    def _chip(self, row: _Entry) -> Chip | None:
        editor = "package" if isinstance(row, Package) else "catalogue"
        there = not isinstance(row, RecurringRow) and self.session.keeper.has(editor, row.id)
        return unsaved_chip() if there else None

    def _unsaved_changed(self) -> None:
        self.list.table.viewport().update()

    def _is_typing(self) -> bool:
        editor = self._stack.currentWidget()
        return isinstance(editor, (ItemEditor, PackageEditor)) and editor.is_dirty

    def _is_beginning(self) -> bool:
        """Whether a new entry was asked for: the row that the list chooses by itself must not take its place."""
        editor = self._stack.currentWidget()
        is_new = isinstance(editor, (ItemEditor, PackageEditor)) and not editor.record.id
        focused = QApplication.focusWidget()
        return is_new and not (focused is not None and self.list.isAncestorOf(focused))

    def _saved(self, record_id: int) -> None:
        self.list.refresh()

    def _bring(self, widget: QWidget) -> None:
        self._stack.setCurrentWidget(widget)
        self._both.show_detail()


def _fetch(db: Any, request: Request, offset: int, limit: int) -> Sequence[_Entry]:
    if request.saved == _PACKAGES:
        return catalogue.packages(db)[offset : offset + limit]
    if request.saved == _REPEATING:
        return recurring_list.page(db, text=request.text, offset=offset, limit=limit)
    return catalogue_list.page(
        db,
        text=request.text,
        archived=request.saved == "archived",
        order=CatalogueOrder(request.order),
        offset=offset,
        limit=limit,
    )


def _count(db: Any, request: Request) -> int:
    if request.saved == _PACKAGES:
        return len(catalogue.packages(db))
    if request.saved == _REPEATING:
        return recurring_list.count(db, text=request.text)
    return catalogue_list.count(db, text=request.text, archived=request.saved == "archived")


def _text(row: _Entry) -> str:
    if isinstance(row, RecurringRow):
        return row.title
    return row.name if isinstance(row, Package) else row.description


def _second(row: _Entry) -> str:
    speech = translator()
    if isinstance(row, RecurringRow):
        next_on = row.template.next_on
        # Translators: when a repeating invoice is made next
        words = pgettext("repeats", "next on {date}")
        return joined(row.client, words.format(date=speech.date(next_on, "short")) if next_on else "")
    if isinstance(row, Package):
        words = ngettext("{count} line", "{count} lines", len(row.lines))
        return words.format(count=speech.number(len(row.lines)))
    return ngettext("used {count} time", "used {count} times", row.uses).format(count=speech.number(row.uses))


def _avatar(row: _Entry) -> Avatar:
    if isinstance(row, RecurringRow):
        return Avatar(icon="refresh-cw")
    return Avatar(icon="package" if isinstance(row, Package) else "tag")


def _price(row: _Entry) -> str:
    if isinstance(row, RecurringRow):
        return translator().money(row.net)
    price = row.price if isinstance(row, Package) else row.unit_price
    if price is None or not row.currency:
        return ""
    return translator().price(price, row.currency, symbol=True)


def _counted(count: int) -> str:
    return ngettext("{count} entry", "{count} entries", count).format(count=translator().number(count))
