"""Erasing a person on its page: what goes and what must be kept is said first; what is kept stands here afterwards."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QWidget

from clientdesk.domain.errors import ClientdeskError
from clientdesk.i18n import _, erasure_words, translator
from clientdesk.ui.session import Session
from clientdesk.ui.widgets.confirm_card import ConfirmCard
from clientdesk.ui.widgets.figures import leading
from clientdesk.ui.widgets.joined import joined
from clientdesk.ui.widgets.page import Card
from clientdesk.ui.widgets.states import kind_words
from clientdesk.ui.widgets.timeline import Event, Timeline
from clientdesk.ui.widgets.wrapped import wrap
from clientdesk.usecases import clients, erasing, trash

if TYPE_CHECKING:
    from clientdesk.domain.client import Client
    from clientdesk.domain.erasure import Erasure, KeptPaper
    from clientdesk.ui.session import Database


class EraseBlock(ConfirmCard):
    """Asks, and does it."""

    #: The person is gone altogether: its id.
    gone = Signal(int)

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent, name="erase")
        self._session = session

    def ask_about(self, client_id: int) -> None:
        """Say what erasing this person would do, or what has to be done before."""
        plan: Erasure | None = self._session.read(erasing.plan, client_id, today=self._session.today())
        if plan is None:
            return
        if plan.against:
            self._session.fault.emit(plan.against[0])
            return
        title = _("Erase {name}?").format(name=plan.name)
        self.ask(
            title, "\n\n".join(erasure_words.sentences(plan)), _("Erase for good"), partial(self._erase, plan)
        )

    def delete(self, client: Client) -> None:
        """Move a client into the trash for whom nothing was written yet."""
        if self._session.run(clients.delete, client.id) is None:
            return
        back = partial(self._session.run, trash.undo, "clients", client.id)
        said = _("{name} is in the trash.").format(name=client.name)
        self._session.tell(said, undo=back, act=_("Deleted {name}").format(name=client.name))
        self.gone.emit(client.id)

    def _erase(self, plan: Erasure) -> None:
        done = self._session.run(erasing.erase, plan.client_id, today=self._session.today())
        if done is None:
            return
        self._session.tell(_("{name} was erased.").format(name=plan.name))
        # Old copies in the pages of the file go beside the window: that takes seconds in a large book.
        self._session.tasks.submit(_scrub, _nothing, failed=self._not_scrubbed, lane="scrub")
        if plan.goes_whole:
            self.gone.emit(plan.client_id)

    def _not_scrubbed(self, error: Exception) -> None:
        if not isinstance(error, ClientdeskError):
            raise error
        self._session.fault.emit(error)


class KeptCard(Card):
    """What of an erased person must be kept, and until when."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(_("Kept by law"), parent, name="kept")
        self._session = session
        self._words = QLabel(self, objectName="kept_words")
        wrap(self._words)
        self._words.setAlignment(leading(self))
        self._papers = Timeline(self)
        self._papers.opened.connect(session.open_record)
        self.body.addWidget(self._words)
        self.body.addWidget(self._papers)

    def show_client(self, client: Client) -> None:
        """Show what is kept of this client; hidden unless it was erased."""
        self.setVisible(client.erased_on is not None)
        if client.erased_on is None:
            return
        self._words.setText(
            _("This person was erased on {date}. Only what the law wants to be kept is here.").format(
                date=translator().date(client.erased_on)
            )
        )
        today = self._session.today()
        papers: tuple[KeptPaper, ...] = self._session.read(erasing.kept, client.id, today=today) or ()
        self._papers.set_events([_event(paper) for paper in papers])


def _event(paper: KeptPaper) -> Event:
    until = _("kept until {date}").format(date=translator().date(paper.until))
    return Event(paper.on, _named(paper), note=until, kind=paper.kind, id=paper.id)


def _named(paper: KeptPaper) -> str:
    others = {"quote": _("Quote"), "contract": _("Contract")}
    what = others[paper.kind] if paper.kind in others else kind_words(paper.what)
    return joined(what, paper.number, paper.title)


def _scrub(db: Database) -> None:
    erasing.scrub(db)


def _nothing(_value: object) -> None:
    """It was said already that the person was erased."""
