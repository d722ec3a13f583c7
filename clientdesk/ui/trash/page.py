"""The trash screen: what was deleted, the newest first; Enter brings a line back to where it was."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout

from clientdesk.domain.trashed import KEPT_DAYS, TrashRow
from clientdesk.i18n import _, ngettext, translator
from clientdesk.queries import trash_list
from clientdesk.ui import actions, tokens
from clientdesk.ui.session import Session
from clientdesk.ui.trash import words
from clientdesk.ui.widgets.confirm_card import ConfirmCard
from clientdesk.ui.widgets.empty import EmptyState
from clientdesk.ui.widgets.list_pane import ListPane
from clientdesk.ui.widgets.page import PageHead, Screen
from clientdesk.ui.widgets.table import Column, PagedTableModel, Request
from clientdesk.usecases import trash

if TYPE_CHECKING:
    from clientdesk.ui.session import Database
    from clientdesk.usecases.trash import BroughtBack


class TrashScreen(Screen):
    """The list and its verbs; the kind is `trash`."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        columns = [
            Column(
                key="what",
                title=_("What was deleted"),
                text=words.name,
                second=words.note,
                avatar=words.avatar,
                strong=True,
                stretch=True,
            ),
            Column(key="deleted_on", title=_("Deleted on"), text=words.deleted_on, quiet=True, width=140),
            Column(key="days_left", title=_("Kept for"), text=words.days_left, quiet=True, width=130),
        ]
        self._model = PagedTableModel(columns, self._fetch, _count, session.tasks, self)
        self.head = PageHead(self)
        kept = ngettext(
            "What is deleted is kept for {count} day, then it is gone.",
            "What is deleted is kept for {count} days, then it is gone.",
            KEPT_DAYS,
        )
        self.head.set_text(_("Trash"), kept.format(count=translator().number(KEPT_DAYS)))
        self._restore = actions.button("trash.restore", self, self.restore, variant="primary")
        self._forget = actions.make("trash.forget", self, self.ask_forget)
        self._empty = actions.make("trash.empty", self, self.ask_empty)
        self.head.set_buttons(self._restore, menu=[self._forget, self._empty])
        self._confirm = ConfirmCard(self, name="trash_confirm")
        self.list = ListPane(
            self._model,
            EmptyState(_("The trash is empty. What you delete waits here, and can be brought back.")),
            placeholder=_("Search in the trash"),
            counted=_counted,
            session=session,
            name="trash",
        )
        self.list.opened.connect(self.restore_act)
        self.list.current_changed.connect(self._follow)
        self.list.emptied.connect(self._emptied)
        self.list.told.connect(session.tell)
        above = QVBoxLayout()
        above.setContentsMargins(tokens.SPACE_5, tokens.SPACE_5 - 4, tokens.SPACE_5, 0)
        above.setSpacing(tokens.SPACE_4)
        above.addWidget(self.head)
        above.addWidget(self._confirm)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(above)
        column.addWidget(self.list, 1)
        self._act = 0
        self._follow(0)

    def refresh(self) -> None:
        """Read the list again."""
        self.list.refresh()

    def place(self) -> tuple[str, int]:
        """Return the trash."""
        return ("trash", 0)

    def open_record(self, kind: str, record_id: int) -> None:
        """There is one trash only."""

    def focus_first(self) -> None:
        """Put the cursor into the list."""
        self.list.table.setFocus()

    def restore(self) -> None:
        """Bring back the chosen line."""
        if self._act:
            self.restore_act(self._act)

    def restore_act(self, act: int) -> None:
        """Bring back what was deleted in one act, and offer the way to it."""
        back: BroughtBack | None = self.session.run(trash.restore, act)
        if back is None:
            return
        more = ngettext(
            "{name} is back, with {count} more that belongs to it.",
            "{name} is back, with {count} more that belong to it.",
            back.others,
        )
        said = more if back.others else _("{name} is back.")
        name = back.name or words.kind(back.table_name)
        self.session.tell(said.format(name=name, count=translator().number(back.others)))

    def ask_forget(self) -> None:
        """Ask before one line goes for good."""
        row = next((row for row in self._shown() if row.id == self._act), None)
        if row is not None:
            self._confirm.ask(
                _("Delete “{name}” for good?").format(name=words.name(row)),
                _("It cannot be brought back afterwards. Backups hold it until they rotate out."),
                _("Delete for good"),
                partial(self._gone, row.id),
            )

    def ask_empty(self) -> None:
        """Ask before all of it goes."""
        count = self._model.rowCount()
        text = ngettext("Delete {count} entry for good?", "Delete all {count} entries for good?", count)
        self._confirm.ask(
            text.format(count=translator().number(count)),
            _("Nothing of it can be brought back afterwards. Backups hold it until they rotate out."),
            _("Empty the trash"),
            partial(self._gone, None),
        )

    def _gone(self, act: int | None) -> None:
        if self.session.run(trash.empty, act) is not None:
            self.session.tell(_("Deleted for good."))
        self.focus_first()

    def _follow(self, act: int) -> None:
        self._act = act
        for action in (self._restore.bound_action, self._forget):
            action.setEnabled(bool(act))

    def _emptied(self, is_empty: bool) -> None:  # a slot
        self._restore.bound_action.setVisible(not is_empty)
        self._forget.setVisible(not is_empty)
        self._empty.setVisible(not is_empty)
        self.head.fold()

    def _shown(self) -> Sequence[TrashRow]:
        return trash_list.page(self.session.db, today=self.session.today(), limit=1 << 31)

    def _fetch(self, db: Database, request: Request, offset: int, limit: int) -> Sequence[TrashRow]:
        today = self.session.today()
        return trash_list.page(db, today=today, text=request.text, offset=offset, limit=limit)


def _count(db: Database, request: Request) -> int:
    return trash_list.count(db, text=request.text)


def _counted(count: int) -> str:
    words_ = ngettext("{count} entry", "{count} entries", count)
    return words_.format(count=translator().number(count))
