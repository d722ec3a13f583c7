"""A paper being written that keeps itself: edits go into the Writing, sums follow, and soon the book has it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QWidget

from clientdesk.domain.errors import ClientdeskError, ConflictError
from clientdesk.i18n import translator
from clientdesk.ui.documents.paper_cards import PaperCards
from clientdesk.ui.documents.terms import TermsCard
from clientdesk.ui.documents.writing_sheet import WritingSheet
from clientdesk.ui.documents.you import tax_fact
from clientdesk.ui.session import Change, Session
from clientdesk.ui.widgets.following import Piece
from clientdesk.ui.widgets.form import Form
from clientdesk.ui.widgets.page import Page
from clientdesk.usecases import drafting
from clientdesk.usecases.drafting import Writing

_CHECK_MILLISECONDS = 200
_KEEP_MILLISECONDS = 1000


class KeptDraft(Page):
    """Edits one Writing. Every edit is shown in the sums at once, checked after a moment, and kept after a second.

    What is checked is the editor's matter: its slot hangs on `_checking` and `shown`.
    """

    #: What is written has changed: the preview follows.
    changed = Signal()
    #: Another draft stands here.
    shown = Signal()
    #: Whether it was changed elsewhere, too.
    conflicted = Signal(bool)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._writing: Writing | None = None
        self._is_dirty = self._is_keeping = self._has_conflict = False
        #: The number it will have.
        self._number = ""
        self._sheet = WritingSheet(session, self, self)
        self._checking = QTimer(self, singleShot=True, interval=_CHECK_MILLISECONDS)
        self._keeping = QTimer(self, singleShot=True, interval=_KEEP_MILLISECONDS)
        self._keeping.timeout.connect(self._keep_while_typing)
        self._cards = PaperCards(session, self, self._sheet.history)
        self._cards.edited.connect(self._edited)
        self.lines = self._cards.lines
        self.blocks.addWidget(self._sheet.bar)
        for card in self._cards.all():
            self.add(card)
        for name, form in self._cards.all_forms().items():
            self._sheet.follow(name, form)
        self.lines.stepped.connect(self._sheet.note)
        self.lines.grid.typing.connect(self._sheet.touch)
        self._cards.client.chosen.connect(self._client_chosen)
        self._cards.client.picker.editor("client_id").create_wanted.connect(self._sheet.note_client)
        session.fault.connect(self._fault)

    # What the desk calls.

    @property
    def writing(self) -> Writing | None:
        """What is being written, as far as it can be read."""
        return self._writing

    @property
    def is_acting(self) -> bool:
        """Whether it is being stored, issued or thrown away just now: what changes is its own doing."""
        return self._is_keeping

    @property
    def made_client(self) -> int:
        """The client that was made of the name typed here."""
        return self._cards.client.made

    @property
    def terms(self) -> TermsCard:
        """The card of this kind of paper."""
        return self._cards.terms(self._writing)

    def edit(self, writing: Writing) -> None:
        """Show a draft, stored or not."""
        for piece in self.pieces(writing):
            piece()

    def pieces(self, writing: Writing) -> list[Piece]:
        """Return what shows a draft, step by step, each less than a frame; until the last it is not yet edited."""
        return [
            partial(self._begin, writing),
            *self._cards.pieces(writing),
            self._begin_above,
            self._follow,
            self.shown.emit,
            partial(self._sheet.begin, writing),
        ]

    def _begin(self, writing: Writing) -> None:
        self._keeping.stop()
        self._sheet.autosave.leave()
        self._cards.client.made = 0
        self._writing = writing
        self._is_dirty = self._has_conflict = False
        self.conflicted.emit(False)

    def _begin_above(self) -> None:
        self.verticalScrollBar().setValue(0)

    # What undo and autosave call.

    @property
    def is_unsaved(self) -> bool:
        """Whether what is written is not stored as it is."""
        return self._is_dirty

    def forms(self) -> list[tuple[str, Form]]:
        """Return the forms that belong to the paper as it is, by name."""
        return self._cards.forms(self._writing)

    def put(self, writing: Writing, typed: Mapping[str, Any]) -> None:
        """Show another content of the same draft; `typed` holds its lines as they were typed."""
        self._writing = writing
        self._cards.put(writing, typed)

    def read_again(self) -> None:
        """Take what stands in the fields now, and keep it soon."""
        self._gather(typing=True)
        self._is_dirty = True
        self._follow()
        self._checking.start()
        if not self._has_conflict:
            self._keeping.start()

    # Keeping.

    def keep(self) -> bool:
        """Store what is written, if it can be; tell whether nothing would be lost by leaving."""
        before = self._writing
        self._gather()
        self._is_dirty = self._is_dirty or self._writing != before
        return self._keep()

    def may_leave(self) -> bool:
        """Store the draft; what cannot be stored, for want of a client or of sense, is kept as it was typed."""
        self.keep()
        self._sheet.autosave.keep_now()
        return True

    def _keep_while_typing(self) -> None:
        self._gather(typing=True)
        self._keep()

    def _keep(self) -> bool:
        self._keeping.stop()
        if self._writing is None or not self._is_dirty:
            return True
        if self._has_conflict:
            return False
        writing, today = self._writing, self._session.today()
        if not drafting.can_keep(writing) or drafting.is_empty(writing):
            return self._keep_answers(writing)
        created = not (writing.paper.id and writing.client.id) or self._cards.client.is_new
        self._is_keeping = True
        kept = self._session.run(drafting.keep, writing, on=today, form=self, saves=self._sheet.lets_go)
        self._is_keeping = False
        if kept is None:
            return False
        self._is_dirty = False
        if not writing.client.id:
            self._cards.client.made = kept.client.id
        # What is shown stays as typed; only what storing has added is taken over: ids, versions, number series.
        self._writing = replace(kept, paper=replace(kept.paper, lines=writing.paper.lines))
        if created:
            self._cards.client.kept(kept.client)
            # Other pages list clients and settings, which this act has changed too.
            self._session.changed.emit(Change())
        self._sheet.stored(self._writing)
        self._sheet.history.settle()
        self._follow()
        # What is missing is asked of what is stored: of the client, say.
        self._checking.start()
        return True

    def follow_people(self) -> None:
        """Take over what was changed about issuer and client on other pages."""
        writing = self._writing
        if writing is None or self._is_keeping:
            return
        found = self._session.read(drafting.people_now, writing, on=self._session.today())
        if found is not None and found != writing:
            self._writing = found
            self._cards.show_people(found)
            self._sheet.history.settle()
            self._follow()
            self._checking.start()

    def draw_again(self) -> None:
        """Check and draw anew: other fonts are there than before."""
        if self._writing is not None:
            self._follow()
            self._checking.start()

    def show_error(self, field: str, sentence: str) -> None:
        """Show a refusal at its field; one that belongs to none goes below the lines."""
        self._cards.show_error(self._writing, field, sentence)

    # Inside.

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        # Nothing is left to a timer that may never ring.
        self.keep()
        self._checking.stop()

    def _edited(self) -> None:
        before = self._writing
        if before is None or not self.isVisible():
            return
        self._gather(typing=True)
        self._checking.start()
        if self._writing == before:
            return
        self._is_dirty = True
        self._follow()
        if not self._has_conflict:
            self._keeping.start()

    def _gather(self, *, typing: bool = False) -> None:
        if self._writing is not None:
            self._writing = self._cards.read(self._writing, on=self._session.today(), typing=typing)

    def _client_chosen(self, client_id: int) -> None:
        writing = self._writing
        if writing is None:
            return
        found = self._session.read(drafting.for_client, writing, client_id, on=self._session.today())
        if found is not None:
            self._writing = found
            self._cards.show_client(found)
            self._is_dirty = True
            self._follow()
            self._checking.start()
            self._keeping.start()
            self._sheet.note_client()

    def _follow(self) -> None:
        writing = self._writing
        if writing is None:
            return
        today = self._session.today()
        self._number = self._session.read(drafting.next_number, writing, on=today) or ""
        tax = drafting.usual_tax(writing, on=today)
        percent = translator().percent(tax.rate) if tax.rate else ""
        self._cards.follow(writing, self._number, tax_fact(writing.issuer, percent))
        self.changed.emit()

    def _keep_answers(self, writing: Writing) -> bool:
        """Keep what was answered about oneself even where there is no client yet."""
        if self._cards.asks_about_you and writing.issuer.name.strip():
            # Our own act must not come back as news and empty the client's field, where one is typing by now.
            self._is_keeping = True
            kept = self._session.run(drafting.keep_issuer, writing.issuer, form=self)
            self._is_keeping = False
            if kept is None:
                return False
            self._writing = replace(writing, issuer=kept)
        return True

    def _fault(self, error: ClientdeskError) -> None:
        if self._is_keeping and isinstance(error, ConflictError):
            # Kept no further, so that neither side overwrites the other; the user decides.
            self._has_conflict = True
            self.conflicted.emit(True)
            self._follow()
