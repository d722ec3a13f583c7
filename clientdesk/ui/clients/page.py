"""The clients screen: the list and the chosen client at once; its editor takes the client's place while it is open."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from clientdesk.domain.client import Client, ClientKind
from clientdesk.i18n import _, ngettext, pgettext, translate_error, translator
from clientdesk.queries import client_list
from clientdesk.queries.client_list import ClientOrder, ClientRow, Standing
from clientdesk.ui import actions
from clientdesk.ui.clients.detail import ClientDetail
from clientdesk.ui.clients.editor import ClientEditor
from clientdesk.ui.clients.paper import FILE, STATEMENT
from clientdesk.ui.clients.paper_desk import PaperDesk
from clientdesk.ui.list_export import ListExport
from clientdesk.ui.session import Session, Sought
from clientdesk.ui.widgets.avatar import Avatar, initials
from clientdesk.ui.widgets.empty import EmptyState
from clientdesk.ui.widgets.joined import joined
from clientdesk.ui.widgets.list_pane import ListPane, Order, SavedFilter
from clientdesk.ui.widgets.page import ListDetail, Screen
from clientdesk.ui.widgets.states import client_chip
from clientdesk.ui.widgets.table import Column, PagedTableModel, Request
from clientdesk.ui.widgets.unsaved_bar import unsaved_chip
from clientdesk.usecases import clients

if TYPE_CHECKING:
    from clientdesk.ui.widgets.chip import Chip
    from clientdesk.ui.widgets.preview import Preview


#: The filter under which those stand who were erased.
_ERASED = "erased"


class ClientsScreen(Screen):
    """List and detail; kinds: `client`, `edit_client`, `new_client`, `client_statement`, `client_file`."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        columns = [
            Column(
                key="client",
                text=_name,
                second=_second,
                trailing=_open,
                chip=self._chip,
                avatar=_avatar,
                strong=True,
                stretch=True,
            )
        ]
        model = PagedTableModel(columns, self._fetch, self._count, session.tasks, self)
        self._new = actions.button("clients.new", self, self.new_client, variant="primary")
        first = actions.ActionButton(self._new.bound_action, self, variant="primary")
        # Hidden keys: the page beside the list has the same verb for its own client.
        invoice = actions.EnterButton(_("New invoice"), self, objectName="clients.first_invoice")
        invoice.clicked.connect(self._first_invoice)
        bring = actions.make("clients.import", self, self._import)
        self._export = ListExport(session, self)
        self.list = ListPane(
            model,
            EmptyState(
                _(
                    "Your clients will appear here, with what is open and what comes next. Have them elsewhere already?"
                    " Drop a CSV or vCard file here."
                ),
                actions.ActionButton(bring, self),
                invoice,
                first,
            ),
            placeholder=_("Filter clients"),
            saved=[
                SavedFilter("", _("All")),
                SavedFilter("archived", _("Archived")),
                SavedFilter(
                    _ERASED,
                    pgettext("people", "Erased"),
                    _("Nobody was erased. What the law wants kept of erased people stands here."),
                ),
            ],
            orders=[
                Order(ClientOrder.NAME.value, _("By name")),
                Order(ClientOrder.ACTIVITY.value, _("Latest first")),
                Order(ClientOrder.OPEN.value, _("Most money open first")),
            ],
            counted=_counted,
            creates=_create_words,
            always_one=True,
            add=self._new.bound_action,
            more=(bring, actions.make("clients.export", self, self._save_all)),
            session=session,
            name="clients",
        )
        self.list.current_changed.connect(self._chosen)
        self.list.opened.connect(self._opened)
        self.list.create_wanted.connect(self._create)
        self.list.told.connect(session.tell)
        self._detail = ClientDetail(session)
        self._detail.erase_block.gone.connect(self._gone)
        self._editor = ClientEditor(session)
        self._editor.saved.connect(self._saved)
        self._editor.left.connect(self._left)
        session.keeper.changed.connect(self._unsaved_changed)
        session.sought.connect(self._seek)
        self._nothing = EmptyState(_("Choose a client, or make a new one."), self._new)
        self._stack = QStackedWidget(self)
        for widget in (self._nothing, self._detail, self._editor):
            self._stack.addWidget(widget)
        self._places = QStackedWidget(self)
        self._both = ListDetail(self.list, self._stack, self._places)
        self._places.addWidget(self._both)
        #: The papers' own place, made when the first one is asked for.
        self._desk: PaperDesk | None = None
        self.list.emptied.connect(self._both.set_alone)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._places)

    def refresh(self) -> None:
        """Read the list and the open client again."""
        self.list.refresh()
        if self._stack.currentWidget() is self._detail and self._detail.client_id:
            self._detail.show_client(self._detail.wanted)
        if self._shows_paper:
            self.desk.draw()

    def open_record(self, kind: str, record_id: int) -> None:
        """Show a client, or its editor."""
        if kind == "new_client":
            self.new_client()
            return
        if not self.list.select(record_id):
            self._locate(record_id)
        self._show(record_id)
        if kind in {STATEMENT, FILE}:
            self._show_paper(kind, record_id)
        if kind == "edit_client":
            self._edit(clients.get(self.session.db, record_id))

    def place(self) -> tuple[str, int]:
        """Return the open client."""
        return ("client", self._detail.wanted) if self._detail.wanted else ("", 0)

    def focus_first(self) -> None:
        """Put the cursor into the filter."""
        if self._shows_paper:
            self.desk.focus_first()
        elif self._stack.currentWidget() is self._editor:
            self._editor.focus_first()
        else:
            self.list.filter.setFocus()

    def show_home(self) -> None:
        """Show the list."""
        self._leave_paper()
        self._both.show_list()

    def show_statement(self) -> None:
        """Show the statement of account of the client in front."""
        self._show_paper(STATEMENT, self._detail.wanted)

    @property
    def desk(self) -> PaperDesk:
        """Where papers about a client are shown."""
        if self._desk is None:
            self._desk = PaperDesk(self.session, self._places)
            self._desk.left.connect(self._left_paper)
            self._places.addWidget(self._desk)
        return self._desk

    @property
    def preview(self) -> Preview:
        """The page of the paper in front."""
        return self.desk.preview

    def new_client(self) -> None:
        """Open the editor for a new client."""
        self._edit(Client(kind=ClientKind.BUSINESS))

    def _import(self) -> None:
        self.session.open_record.emit("import_clients", 0)

    def _save_all(self) -> None:
        self._export.ask("clients")

    def _seek(self, sought: Sought) -> None:
        """Go to the field that mends what a paper lacks of the client, and say it there."""
        _client, _dot, field = sought.problem.field.partition(".")
        if sought.kind == "edit_client" and self._stack.currentWidget() is self._editor:
            sought.is_shown = self._editor.seek(field, translate_error(sought.problem))

    def _locate(self, client_id: int) -> None:
        """Find the row of a client far down the list, beside the window; a filtered list stays as it is."""
        request = self.list.model.request
        if request == Request(order=ClientOrder.NAME.value):
            work = partial(client_list.position, client_id=client_id)
            self.session.tasks.submit(work, self._located, lane="clients-locate")

    def _located(self, number: int | None) -> None:
        if number is not None:
            self.list.table.reveal(number)

    def _first_invoice(self) -> None:
        self.session.open_record.emit("new_invoice", 0)

    def _create(self, name: str) -> None:
        self._edit(Client(kind=ClientKind.BUSINESS, name=name))

    def _edit(self, client: Client) -> None:
        self._editor.edit(client)
        if not client.id:
            # Nobody in the list is the one who is written down here.
            self.list.table.unmark()
        self._bring(self._editor)
        self._editor.focus_first()

    def _chosen(self, client_id: int) -> None:
        if self._stack.currentWidget() is self._editor:
            return
        if client_id:
            # Shown, not brought to the front: in a narrow window the list stays until a row is opened.
            self._follow(client_id)
            self._stack.setCurrentWidget(self._detail)
        elif not self.list.model.rowCount() and not self.list.model.request.text:
            # A filter without hits leaves the page as it was.
            self._detail.forget()
            self._stack.setCurrentWidget(self._nothing)

    def _opened(self, client_id: int) -> None:
        self._follow(client_id)
        self._bring(self._detail)

    def _follow(self, client_id: int) -> None:
        """Bring a client beside the window; the first one at once, for there is nothing to be seen meanwhile."""
        if not self._detail.client_id:
            self._detail.show_client(client_id)
        elif client_id != self._detail.wanted:
            self._detail.follow_client(client_id)

    def _show(self, client_id: int) -> None:
        self._detail.show_client(client_id)
        self._bring(self._detail)

    def _saved(self, client_id: int) -> None:
        self.list.refresh()
        self.list.select(client_id)
        self._show(client_id)
        self._detail.focus_next()

    def _left(self) -> None:
        if self._detail.client_id:
            self._bring(self._detail)
            if self._editor.is_new:
                self.list.select(self._detail.wanted)
                self._both.show_list()
        else:
            self._bring(self._nothing)
            self._both.show_list()
        self.list.filter.setFocus()

    @property
    def _shows_paper(self) -> bool:
        return self._desk is not None and self._places.currentWidget() is self._desk

    def _show_paper(self, kind: str, client_id: int) -> None:
        if client_id and self.desk.show_paper(kind, client_id):
            self._turn_to(self.desk)
            self.desk.focus_first()

    def _left_paper(self) -> None:
        self._leave_paper()
        self._detail.focus_next()

    def _leave_paper(self) -> None:
        if self._shows_paper:
            self.desk.clear()
            self._turn_to(self._both)

    def _turn_to(self, place: QWidget) -> None:
        self._places.setCurrentWidget(place)
        self.wants_room = self._shows_paper
        self.room_changed.emit()

    def _bring(self, widget: QWidget) -> None:
        self._leave_paper()
        self._stack.setCurrentWidget(widget)
        if widget is not self._nothing:
            self._both.show_detail()

    def _gone(self, _client_id: int) -> None:
        self._detail.forget()
        self._bring(self._nothing)
        self._both.show_list()
        self.list.refresh()
        self.list.table.setFocus()

    def _unsaved_changed(self) -> None:
        self.list.table.viewport().update()

    def _chip(self, row: ClientRow) -> Chip | None:
        if self.session.keeper.has("client", row.id):
            return unsaved_chip()
        if self.list.model.request.saved == _ERASED or row.standing is Standing.QUIET:
            return None
        return client_chip(row.standing)

    def _fetch(self, db: Any, request: Request, offset: int, limit: int) -> Sequence[ClientRow]:
        return client_list.page(
            db,
            today=self.session.today(),
            text=request.text,
            archived=request.saved == "archived",
            erased=request.saved == _ERASED,
            order=ClientOrder(request.order),
            offset=offset,
            limit=limit,
        )

    def _count(self, db: Any, request: Request) -> int:
        return client_list.count(
            db, text=request.text, archived=request.saved == "archived", erased=request.saved == _ERASED
        )


def _name(row: ClientRow) -> str:
    return row.name


def _second(row: ClientRow) -> str:
    if row.next_due is None:
        return joined(row.latin_name, row.city)
    due = _("due {date}").format(date=translator().date(row.next_due, "short"))
    # The day first: where there is no room for both, the town is cut.
    return joined(due, row.city)


def _avatar(row: ClientRow) -> Avatar:
    return initials(row.name)


def _create_words(name: str) -> str:
    return _("New client “{name}”").format(name=name)


def _open(row: ClientRow) -> str:
    return " + ".join(translator().money(amount) for amount in row.open)


def _counted(count: int) -> str:
    return ngettext("{count} client", "{count} clients", count).format(count=translator().number(count))
