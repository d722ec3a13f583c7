"""The few facts that an act needs, asked on the page where the act belongs; Enter does it, Escape puts it away."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLayout, QLineEdit, QVBoxLayout, QWidget

from clientdesk.i18n import _
from clientdesk.ui import actions, style, tokens
from clientdesk.ui.widgets.autosave import About
from clientdesk.ui.widgets.fields import Field, Section
from clientdesk.ui.widgets.form import Form
from clientdesk.ui.widgets.form_desk import FormDesk
from clientdesk.ui.widgets.kept_answers import KeptAnswers
from clientdesk.ui.widgets.page import Separator
from clientdesk.ui.widgets.unsaved_bar import UnsavedBar

if TYPE_CHECKING:
    from clientdesk.ui.session import Session

_SAVE = QKeySequence.StandardKey.Save
#: Does the act with the record that was typed, showing refusals at the form; true when it is done.
Act = Callable[[Any, Form], bool]


class AskCard(QFrame):
    """Asks one question at a time; hidden while there is none.

    It is a card of a page, or with `inside` a part of a card, under a line if `ruled`. What was typed and not done is
    kept, whichever way the question is left: `stand_on` says for which record, and offers what was kept for it.
    """

    #: A question is asked: the page closes the others and scrolls here.
    opened = Signal(object)
    #: Nothing is asked any more.
    closed = Signal()
    #: Something typed here before is offered, or nothing is any more.
    waits = Signal(bool)

    def __init__(self, parent: QWidget, *, name: str, inside: bool = False, ruled: bool = True) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.form: Form | None = None
        self._desk: FormDesk | None = None
        self._kept: KeptAnswers | None = None
        self._bar: UnsavedBar | None = None
        self._act: Act | None = None
        self._others: dict[str, Act] = {}
        self._title = QLabel(self, objectName=f"{name}_title")
        style.set_role(self._title, role="rowtitle" if inside else "section")
        self._words = QLabel(self, objectName=f"{name}_words")
        self._words.setWordWrap(True)
        style.set_role(self._words, role="second")
        self._holder = QVBoxLayout()
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(tokens.SPACE_2)
        self._save = actions.button("answer.save", self, self.save, variant="primary")
        column = QVBoxLayout(self)
        if inside:
            column.setContentsMargins(0, tokens.SPACE_1, 0, tokens.SPACE_2)
            column.setSpacing(tokens.SPACE_2)
        else:
            style.set_role(self, role="card")
            column.setContentsMargins(tokens.SPACE_4, tokens.SPACE_3, tokens.SPACE_4, tokens.SPACE_4)
            column.setSpacing(tokens.SPACE_3)
        if inside and ruled:
            column.addWidget(Separator(self))
        column.addWidget(self._title)
        column.addWidget(self._words)
        column.addLayout(self._holder)
        column.addLayout(self._buttons)
        self._buttons.addStretch(1)
        self._buttons.addWidget(actions.button("answer.leave", self, self.leave))
        self._extra = QHBoxLayout()
        self._extra.setSpacing(tokens.SPACE_2)
        self._buttons.addLayout(self._extra)
        self._buttons.addWidget(self._save)
        self.hide()

    @property
    def is_dirty(self) -> bool:
        """Whether something was typed that is not done yet."""
        return self.isVisible() and self.form is not None and self.form.is_dirty

    def stand_on(
        self,
        session: Session,
        place: str,
        place_id: int,
        questions: Mapping[str, Callable[[int], object]],
    ) -> None:
        """Keep answers for this record; a question about another one is left. Whatever was kept for it is offered.

        `questions` asks again: by the `key` of `ask`, called with its `about`.
        """
        if self._desk is None or self._kept is None:
            self._desk = FormDesk(session, self)
            self._kept = KeptAnswers(session, self.objectName(), self)
            self._kept.offered.connect(self._offer)
        if self._kept.place != (place, place_id):
            if self.isVisible():
                self.leave()
            self._kept.turn_to(place, place_id, questions)

    def ask(
        self,
        title: str,
        asked: Sequence[Field | Section],
        record: Any,  # of whatever kind the fields name
        act: Act,
        *,
        words: str = "",
        save: str = "",
        others: Sequence[tuple[str, str, Act]] = (),
        columns: int = 3,
        key: str = "",
        about: int = 0,
    ) -> None:
        """Show the question with what is known already, the cursor in its first field.

        `others` are further answers beside the first: name, words and act each. With a `key` the answer is kept while
        it is typed; `about` is what the question is asked of, such as one of several milestones.
        """
        if self._desk is not None:
            self._desk.leave()
        self._act = act
        self._title.setText(title)
        self.say(words)
        self._save.bound_action.setText(save or _("Save"))
        self._empty(self._holder)
        self._empty(self._extra)
        self._others = {name: other for name, _words, other in others}
        for name, label, _other in others:
            button = actions.EnterButton(label, self, objectName=name)
            button.clicked.connect(self._answer_other)
            self._extra.addWidget(button)
        self.form = Form(asked, columns=columns, parent=self)
        self.form.set_record(record)
        self._holder.addWidget(self.form)
        self.show()
        self.form.show()
        self.opened.emit(self)
        self.form.focus_first()
        first = self.form.editor(self.form.fields[0].name)
        if isinstance(first, QLineEdit):
            # What is known already gives way to what is typed.
            first.selectAll()
        if self._desk is not None and self._kept is not None:
            self._desk.begin(self.form, self._kept.about(key, about, title) if key else About())
            self._kept.follow()

    def say(self, words: str) -> None:
        """Show a sentence above the fields."""
        self._words.setText(words)
        self._words.setVisible(bool(words))

    def save(self) -> None:
        """Do the act; a refusal stands at its field."""
        self._do(self._act)

    def leave(self) -> None:
        """Do nothing now; what was typed is kept, and offered in this place. Nothing happens where nothing is asked."""
        if self.isHidden():
            return
        if self._desk is not None:
            self._desk.leave()
        self.hide()
        self.closed.emit()
        if self._kept is not None:
            self._kept.follow()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} or event.matches(_SAVE):
            self.save()
        elif event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        # Escape leaves the question and Ctrl+S answers it, not the page that has the same keys.
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and (event.key() == Qt.Key.Key_Escape or event.matches(_SAVE))
        ):
            event.accept()
            return True
        return super().event(event)

    def _answer_other(self) -> None:
        self._do(self._others[self.sender().objectName()])

    def _do(self, act: Act | None) -> None:
        if self.form is None or act is None:
            return
        answer = self.form.value()
        if answer is None:
            return
        done = act(answer, self.form)
        if self._desk is not None:
            # A part of an act may have let go of the text before the rest of it was refused.
            self._desk.autosave.done() if done else self._desk.edited()
        if done:
            self.leave()

    def _offer(self, offer: object) -> None:
        around = self.parentWidget()
        if self._bar is None and offer is not None and self._kept is not None and around is not None:
            self._bar = UnsavedBar(self._kept, around, named=True)
            layout = _layout_of(self, around.layout())
            if isinstance(layout, QVBoxLayout):
                layout.insertWidget(layout.indexOf(self), self._bar)
        self.waits.emit(offer is not None)

    def _empty(self, layout: QVBoxLayout | QHBoxLayout) -> None:
        while (item := layout.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()


def _layout_of(widget: QWidget, layout: QLayout | None) -> QLayout | None:
    """Return the layout, or the one within it, that holds `widget`."""
    if layout is None or layout.indexOf(widget) >= 0:
        return layout
    inside = (layout.itemAt(number).layout() for number in range(layout.count()))
    return next((found for one in inside if one is not None and (found := _layout_of(widget, one))), None)
