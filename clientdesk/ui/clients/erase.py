"""Erasing a person on its page: what goes and what must be kept is said first; what is kept stands here afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QWidget

from clientdesk.domain.errors import ClientdeskError
from clientdesk.i18n import _, ngettext, pgettext, translator
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

#: So many papers are named one by one before anything is done; the page names all of them afterwards.
_NAMED = 6


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
        self.ask(title, "\n\n".join(_sentences(plan)), _("Erase for good"), partial(self._erase, plan))

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


def _sentences(plan: Erasure) -> Iterator[str]:
    """Yield what goes, what stays and until when, and what backups hold."""
    speech = translator()
    going = list(_going(plan))
    if plan.goes_whole:
        going.insert(0, _("the client itself"))
    if going:
        yield _("This goes for good: {things}.").format(things=speech.list(going))
    if plan.kept and plan.kept_until is not None:
        count = len(plan.kept)
        words = ngettext(
            "{count} document must be kept, at the longest until {date}, as it went out, names included: {papers}.",
            "{count} documents must be kept, at the longest until {date}, as they went out, names included: {papers}.",
            count,
        )
        papers = [
            # Translators: a document and the day until which the law wants it to be kept
            pgettext("kept", "{paper} until {date}").format(
                paper=paper.number or paper.title, date=speech.date(paper.until)
            )
            for paper in plan.kept[:_NAMED]
        ]
        if count > _NAMED:
            more = ngettext("{count} more", "{count} more", count - _NAMED)
            papers.append(more.format(count=speech.number(count - _NAMED)))
        yield words.format(
            count=speech.number(count), date=speech.date(plan.kept_until), papers=speech.list(papers)
        )
    if not plan.goes_whole:
        yield _(
            "What is kept stands in no list and is found by no search; the list of clients shows it"
            " under “Erased”."
        )
    yield _("This cannot be taken back. Backups made before still hold it until they rotate out.")


def _going(plan: Erasure) -> Iterator[str]:
    speech = translator()
    for count, words in (
        (plan.contacts, ngettext("{count} contact", "{count} contacts", plan.contacts)),
        (plan.addresses, ngettext("{count} address", "{count} addresses", plan.addresses)),
        (plan.notes, ngettext("{count} note", "{count} notes", plan.notes)),
        (plan.drafts, ngettext("{count} draft", "{count} drafts", plan.drafts)),
        (plan.texts, ngettext("{count} unsaved text", "{count} unsaved texts", plan.texts)),
        (plan.attachments, ngettext("{count} attachment", "{count} attachments", plan.attachments)),
        (plan.trashed, ngettext("{count} entry of the trash", "{count} entries of the trash", plan.trashed)),
    ):
        if count:
            yield words.format(count=speech.number(count))


def _scrub(db: Database) -> None:
    erasing.scrub(db)


def _nothing(_value: object) -> None:
    """It was said already that the person was erased."""
