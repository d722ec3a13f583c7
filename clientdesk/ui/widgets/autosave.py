"""Autosave of one editor: what is typed is with the keeper within half a second, and at once when it is left."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from clientdesk.domain.unsaved import Unsaved, new_id
from clientdesk.i18n import _
from clientdesk.ui.widgets.sheet import Sheet
from clientdesk.usecases import unsaved

if TYPE_CHECKING:
    from clientdesk.ui.session import Session

#: From the first key that is not kept to the moment it is handed over. Not begun anew by every further key.
_KEEP_MILLISECONDS: Final = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What an editor edits: see `Unsaved`. An empty `editor` keeps nothing.

    A stored draft (`is_draft`) takes back what an accident left of it without a question: it is the same draft.
    """

    editor: str = ""
    record_id: int = 0
    version: int = 0
    name: str = ""
    place: str = ""
    place_id: int = 0
    is_draft: bool = False


class Autosave(QObject):
    """Keeps one sheet. `begin` whenever it shows another record, `touch` after every key, `done` once it is saved."""

    #: Whether something is not saved has changed.
    changed = Signal()
    #: A text of an earlier run waits for this record (Unsaved), or none does any more (None).
    offered = Signal(object)

    def __init__(self, session: Session, sheet: Sheet, widget: QWidget) -> None:
        super().__init__(widget)
        self._session, self._sheet = session, sheet
        self._about = About()
        self.text_id = 0
        self.offer: Unsaved | None = None
        self._is_pending = False
        self._timer = QTimer(self, singleShot=True, interval=_KEEP_MILLISECONDS)
        self._timer.timeout.connect(self.keep_now)
        session.keeper.join(self)
        session.keeper.resumed.connect(self._resume)
        widget.installEventFilter(self)

    @property
    def is_unsaved(self) -> bool:
        """Whether something typed here is not saved yet."""
        return bool(self.text_id)

    def leave(self) -> None:
        """Hand over what was typed and keep nothing more: another record is about to be shown."""
        self.keep_now()
        self._about = About()

    def begin(self, about: About) -> None:
        """Turn to another record; what was typed for the one before stays with the keeper."""
        self.leave()
        self._about = about
        self.text_id = 0
        self._is_pending = False
        self._timer.stop()
        self._look()
        self.changed.emit()

    def rename(self, about: About) -> None:
        """Take note that the same text is about something else now: its record was stored, or has another version.

        What waits for a new record is no matter of this one any more once it is stored: the next new one is offered it.
        """
        is_other = about.record_id != self._about.record_id
        self._about = about
        if is_other and self.offer is not None:
            self.offer = None
            self.offered.emit(None)

    def touch(self) -> None:
        """Something was typed."""
        self._is_pending = True
        if not self.text_id:
            self.text_id = new_id()
            self.changed.emit()
        if not self._timer.isActive():
            self._timer.start()

    def keep_now(self) -> None:
        """Hand over what was typed since the last time."""
        self._timer.stop()
        if not self._is_pending or not self._about.editor:
            return
        self._is_pending = False
        content = self._sheet.unsaved()
        if content is None:
            self.done()
            return
        about = self._about
        self._session.keeper.put(
            Unsaved(
                id=self.text_id,
                editor=about.editor,
                record_id=about.record_id,
                record_version=about.version,
                name=about.name or self._sheet.name(),
                place=about.place,
                place_id=about.place_id,
                typed_at=self._session.now(),
                typed=unsaved.packed(content),
            )
        )

    def done(self) -> None:
        """Let go of the text: it is saved, or given up."""
        self._timer.stop()
        self._is_pending = False
        if self.text_id:
            text_id, self.text_id = self.text_id, 0
            self._session.keeper.drop(text_id)
            self.changed.emit()

    def take_back(self) -> None:
        """Show the offered text again, over the record as it is now and under what was typed here meanwhile."""
        if self.offer is not None:
            text, self.offer = self.offer, None
            self._take(text)
            self.offered.emit(None)

    def throw_away(self) -> None:
        """Give the offered text up."""
        if self.offer is not None:
            text, self.offer = self.offer, None
            self._session.keeper.throw_away(text.id)
            self.offered.emit(None)

    @property
    def is_older(self) -> bool:
        """Whether the record was changed after the offered text was typed."""
        return self.offer is not None and self.offer.record_version != self._about.version

    # Inside.

    def _resume(self, text_id: int) -> None:
        if self.offer is not None and self.offer.id == text_id and not self.is_older:
            self.take_back()

    def _look(self) -> None:
        keeper = self._session.keeper
        found = keeper.of(self._about.editor, self._about.record_id) if self._about.editor else ()
        wanted = next((text for text in found if self._about.is_draft or keeper.is_wanted(text)), None)
        self.offer = None if wanted is not None else next(iter(found), None)
        if wanted is not None:
            if wanted.record_version == self._about.version:
                self._take(wanted)
                if not keeper.is_wanted(wanted):
                    self._session.tell(_("What you had typed last is here again."))
            else:
                # Somebody else has changed the record: that is for the user to know first.
                self.offer = wanted
        self.offered.emit(self.offer)

    def _take(self, text: Unsaved) -> None:
        newer, self.text_id = self.text_id, text.id
        self._sheet.take_back(unsaved.unpacked(text.typed))
        # It was typed on the record as it is now: what is kept from here on says so.
        self._is_pending = True
        if newer and newer != text.id:
            # What was typed meanwhile is a part of this text from here on.
            self.keep_now()
            self._session.keeper.drop(newer)
        self.changed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Hide:
            # Nothing is left to a timer that may never ring.
            self.keep_now()
        return super().eventFilter(watched, event)
