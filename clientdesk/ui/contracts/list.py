"""The list of contracts: what stands in its rows, its filters and orders."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPushButton, QWidget

from clientdesk.i18n import _, ngettext, translator
from clientdesk.queries import contract_list
from clientdesk.queries.contract_list import ContractChip, ContractRow
from clientdesk.ui.actions import ActionButton
from clientdesk.ui.session import Session
from clientdesk.ui.widgets.avatar import Avatar, initials
from clientdesk.ui.widgets.empty import EmptyState
from clientdesk.ui.widgets.joined import joined
from clientdesk.ui.widgets.list_pane import ListPane, Order, SavedFilter
from clientdesk.ui.widgets.states import contract_chip
from clientdesk.ui.widgets.table import Column, PagedTableModel, Request

if TYPE_CHECKING:
    from clientdesk.ui.session import Database
    from clientdesk.ui.widgets.chip import Chip

#: Which saved filter asks for which states.
_CHIPS = {
    "running": (ContractChip.ACTIVE,),
    "drafts": (ContractChip.DRAFT, ContractChip.UNSIGNED),
    "done": (ContractChip.COMPLETED, ContractChip.CANCELLED),
}


def contract_list_pane(session: Session, quote: QPushButton, new: ActionButton, parent: QWidget) -> ListPane:
    """Return the list; `quote` and `new` are the two ways to begin while it is empty."""
    rows = _Rows(session)
    columns = [
        Column(
            key="title",
            text=_title,
            second=_second,
            trailing=_value,
            chip=_chip,
            avatar=_avatar,
            strong=True,
            stretch=True,
        )
    ]
    return ListPane(
        PagedTableModel(columns, rows.fetch, rows.count, session.tasks, parent),
        EmptyState(
            _("When a client accepts a quote, make the contract from it, or begin one here."), quote, new
        ),
        placeholder=_("Filter contracts"),
        saved=[
            SavedFilter("", _("All")),
            SavedFilter("running", _("Running")),
            SavedFilter("drafts", _("Drafts")),
            SavedFilter("done", _("Done")),
            SavedFilter("archived", _("Archived")),
        ],
        orders=[
            Order("newest", _("Newest first"), descending=True),
            Order("oldest", _("Oldest first")),
        ],
        counted=_counted,
        always_one=True,
        add=new.bound_action,
        session=session,
        name="contracts",
        parent=parent,
    )


class _Rows:
    """Reads the rows, in the worker."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def fetch(self, db: Database, request: Request, offset: int, limit: int) -> Sequence[ContractRow]:
        return contract_list.page(
            db,
            today=self._session.today(),
            text=request.text,
            chip=_CHIPS.get(request.saved),
            archived=request.saved == "archived",
            oldest_first=request.order == "oldest",
            offset=offset,
            limit=limit,
        )

    def count(self, db: Database, request: Request) -> int:
        return contract_list.count(
            db, text=request.text, chip=_CHIPS.get(request.saved), archived=request.saved == "archived"
        )


def _title(row: ContractRow) -> str:
    return row.title or row.number or _("Contract")


def _second(row: ContractRow) -> str:
    day = translator().date(row.next_on, "short") if row.next_on else ""
    return joined(row.client, joined(row.next_milestone, day, mark=" "))


def _avatar(row: ContractRow) -> Avatar:
    return initials(row.client)


def _value(row: ContractRow) -> str:
    return translator().money(row.value) if row.value is not None else ""


def _chip(row: ContractRow) -> Chip:
    return contract_chip(row.standing)


def _counted(count: int) -> str:
    return ngettext("{count} contract", "{count} contracts", count).format(count=translator().number(count))
