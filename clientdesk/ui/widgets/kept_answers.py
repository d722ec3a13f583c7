"""Answers that were typed into a page's questions and not given: which wait for this record, and asking again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from clientdesk.i18n import _
from clientdesk.ui.widgets.autosave import About

if TYPE_CHECKING:
    from clientdesk.domain.unsaved import Unsaved
    from clientdesk.ui.session import Session


class KeptAnswers(QObject):
    """Offers the newest answer kept for the record the card stands on, while none of its questions is open."""

    #: An answer waits (Unsaved), or none does (None).
    offered = Signal(object)
    #: A question is asked of a record as it is: nothing of it can be older.
    is_older = False

    def __init__(self, session: Session, name: str, card: QWidget) -> None:
        super().__init__(card)
        self._session, self._name, self._card = session, name, card
        self._questions: Mapping[str, Callable[[int], object]] = {}
        self.place: tuple[str, int] = ("", 0)
        self.offer: Unsaved | None = None
        session.keeper.changed.connect(self.follow)
        session.keeper.resumed.connect(self._resume)

    def turn_to(self, place: str, place_id: int, questions: Mapping[str, Callable[[int], object]]) -> None:
        """Stand on another record."""
        self.place, self._questions = (place, place_id), questions
        self.follow()

    def about(self, key: str, about: int, title: str) -> About:
        """Return what an answer is kept as: one for each record and each thing it is asked of."""
        place, place_id = self.place
        return About(
            editor=f"{self._name}.{key}.{about}",
            record_id=place_id,
            name=title,
            place=place,
            place_id=place_id,
        )

    def follow(self) -> None:
        """Offer what waits, unless a question is open."""
        found = None
        if self._card.isHidden():
            mine = (text for text in self._session.keeper.texts() if self._is_mine(text))
            found = next(mine, None)
        if found != self.offer:
            self.offer = found
            self.offered.emit(found)

    def take_back(self) -> None:
        """Ask the question again, which takes its answer back by itself."""
        if self.offer is not None:
            self._session.keeper.want(self.offer, self._ask)
            if self._card.isHidden():
                self._session.tell(_("This can no longer be answered here."))

    def throw_away(self) -> None:
        """Give the answer up."""
        if self.offer is not None:
            self._session.keeper.throw_away(self.offer.id)

    def _resume(self, text_id: int) -> None:
        if self.offer is not None and self.offer.id == text_id:
            self.take_back()

    def _ask(self) -> None:
        if self.offer is not None:
            _name, key, about = self.offer.editor.split(".")
            self._questions[key](int(about))

    def _is_mine(self, text: Unsaved) -> bool:
        name, _dot, rest = text.editor.partition(".")
        return (
            name == self._name
            and (text.place, text.place_id) == self.place
            and rest.partition(".")[0] in self._questions
        )
