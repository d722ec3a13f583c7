"""The clauses of a draft: the usual ones follow its facts until one is changed; then they are its own (B3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from clientdesk.domain.contract import Clause, Contract
from clientdesk.i18n import _
from clientdesk.ui import actions, style, tokens
from clientdesk.ui.contracts.block import button, label
from clientdesk.ui.session import Session
from clientdesk.ui.widgets import fields
from clientdesk.ui.widgets.fields import Option
from clientdesk.ui.widgets.form import Form
from clientdesk.ui.widgets.form_desk import step_words
from clientdesk.ui.widgets.page import Card
from clientdesk.usecases import contract_clauses

_LINES = 4
_PAUSE_MILLISECONDS = 400


class ClausesEditor(Card):
    """Lists the clauses, one of them open for writing. An empty tuple stands for the usual ones."""

    edited = Signal()
    #: A step was made, after `edited`: where, what it is called, whether more of it is the same step.
    stepped = Signal(str, str, bool)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(_("Clauses"), parent, name="clauses_editor")
        self._session = session
        self._contract = Contract()
        self._own: tuple[Clause, ...] = ()
        self._open = -1
        self._form: Form | None = None
        self._shown: tuple[Clause, ...] = ()
        self._following = QTimer(self, singleShot=True, interval=_PAUSE_MILLISECONDS)
        self._following.timeout.connect(self._follow)
        self._hint = label("", "hint")
        self.body.addWidget(self._hint)
        self._column = QVBoxLayout()
        self._column.setSpacing(0)
        self.body.addLayout(self._column)
        self._add = Form(
            [fields.choice("key", _("Add a clause"), [Option("", _("of my own"))])], columns=2, parent=self
        )
        self._add.set_record(Clause())
        add = actions.button("work.add_clause", self, self.add)
        row = QHBoxLayout()
        row.addWidget(self._add, 1)
        row.addWidget(add)
        row.setAlignment(add, self._add.layout().alignment())
        self.body.addLayout(row)
        self._anew = actions.button("work.clauses_anew", self, self.take_usual, variant="link")
        self.add_button(self._anew)

    def show_contract(self, contract: Contract) -> None:
        """Show the clauses of a draft."""
        self._own = contract.clauses
        self._open = -1
        self._contract = contract
        self._show()

    def follow(self, contract: Contract) -> None:
        """Follow the facts while the clauses are the usual ones."""
        if contract != self._contract:
            self._contract = contract
            self._following.start()

    def read_again(self) -> None:
        """Show the wording anew after a moment: who the parties are may have changed."""
        self._following.start()

    def read(self) -> tuple[Clause, ...]:
        """Return the contract's own clauses; empty for the usual ones."""
        return self._own

    def add(self) -> None:
        """Add the chosen clause of the library, or an empty one, and open it."""
        chosen = self._add.editor("key").value() or ""
        library = self._session.read(contract_clauses.library, self._contract) or ()
        clause = next((one for one in library if one.key == chosen), Clause(key="own", title=_("New clause")))
        self._own = (*self._clauses(), clause)
        self._open = len(self._own) - 1
        self._show()
        if self._form is not None:
            self._form.editor("title").setFocus()
        self._edited("", _("Add clause"))

    def take_usual(self) -> None:
        """Give up the contract's own wording; the toast brings it back."""
        before = self._own
        self._own, self._open = (), -1
        self._show()
        self._edited("", _("Take the usual clauses"))
        self._session.tell(_("The usual clauses are back."), undo=_Own(self, before))

    def put_back(self, own: tuple[Clause, ...]) -> None:
        """Take own clauses back."""
        self._own = own
        self._show()
        self._edited("", _("Put the clauses back"))

    @property
    def open_clause(self) -> int:
        """Which clause is open for writing, -1 for none."""
        return self._open

    def forms(self) -> list[tuple[str, Form]]:
        """Return the form of the open clause, by name."""
        return [("clause", self._form)] if self._form is not None else []

    def put(self, contract: Contract, opened: int) -> None:
        """Show other clauses of the same draft, one of them open."""
        if contract.clauses != self._own or opened != self._open:
            self._contract, self._own = contract, contract.clauses
            self._open = opened if opened < len(self._clauses()) else -1
            self._show()

    # Inside.

    def _edited(self, place: str, words: str, *, more: bool = False) -> None:
        self.edited.emit()
        self.stepped.emit(place, words, more)

    def _follow(self) -> None:
        """Show the wording with the facts as they are now, unless a clause is being written."""
        if self.isVisible() and self._open < 0 and self._filled() != self._shown:
            self._show()

    def _filled(self) -> tuple[Clause, ...]:
        """Return the clauses as the paper will say them; blanks that no fact fills stay open."""
        contract = replace(self._contract, clauses=self._own)
        found = self._session.read(contract_clauses.filled, contract, on=self._session.today())
        return found.clauses if found is not None else self._clauses()

    def _clauses(self) -> tuple[Clause, ...]:
        if self._own or not self._contract.client_id:
            return self._own
        return self._session.read(contract_clauses.proposed, self._contract) or ()

    def _show(self) -> None:
        while (item := self._column.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.setParent(None)
                old.deleteLater()
        self._form = None
        clauses = self._clauses()
        self._shown = self._filled() if self._contract.client_id else clauses
        for number, (clause, words) in enumerate(zip(clauses, self._shown, strict=True)):
            self._column.addWidget(self._row(number, clause, words.text, len(clauses)))
        own = bool(self._own)
        self._hint.setText(
            _("Your own wording. It stays as it is when the facts change.")
            if own
            else _(
                "The usual clauses for your country, in the document's language. They follow the facts above."
            )
        )
        self._anew.bound_action.setVisible(own)
        self._offer(clauses)

    def _offer(self, clauses: Sequence[Clause]) -> None:
        if not self._contract.client_id:
            return
        there = {clause.key for clause in clauses}
        library = self._session.read(contract_clauses.library, self._contract) or ()
        options = [Option(one.key, one.title) for one in library if one.key not in there]
        self._add.editor("key").set_options([*options, Option("", _("of my own"))])

    def _row(self, number: int, clause: Clause, text: str, count: int) -> QWidget:
        row = QWidget(self)
        row.setObjectName(f"clause_{number}")
        column = QVBoxLayout(row)
        column.setContentsMargins(0, tokens.SPACE_1, 0, tokens.SPACE_1)
        column.setSpacing(2)
        head = QHBoxLayout()
        head.setSpacing(0)
        title = QLabel(f"{number + 1}  {clause.title}", row)
        style.set_role(title, role="rowtitle")
        head.addWidget(title, 1)
        if number:
            head.addWidget(
                button(_("Move up"), self._up, number, name="clause_up", variant="bare", icon="arrow-up")
            )
        if number < count - 1:
            head.addWidget(
                button(
                    _("Move down"), self._down, number, name="clause_down", variant="bare", icon="arrow-down"
                )
            )
        head.addWidget(
            button(_("Edit"), self._edit, number, name="clause_edit", variant="bare", icon="pencil")
        )
        head.addWidget(
            button(_("Remove"), self._remove, number, name="clause_remove", variant="bare", icon="trash-2")
        )
        column.addLayout(head)
        if number != self._open:
            column.addWidget(label(text, "caption"))
            return row
        form = Form(
            [
                fields.text("title", _("Title")),
                fields.long_text(
                    "text", _("Wording; blanks in braces are filled from the facts"), lines=_LINES
                ),
            ],
            columns=1,
            parent=row,
        )
        form.set_record(clause)
        form.edited.connect(self._typed)
        column.addWidget(form)
        self._form = form
        return row

    def _typed(self, name: str) -> None:
        if self._form is None:
            return
        clauses = list(self._clauses())
        clauses[self._open] = self._form.read_into(clauses[self._open])
        self._own = tuple(clauses)
        self._anew.bound_action.setVisible(True)
        self._edited(f"clause.{name}", step_words(self._form, name), more=True)

    def _edit(self) -> None:
        number = self.sender().property("id")
        self._open = -1 if self._open == number else number
        self._show()
        if self._form is not None:
            self._form.editor("text").setFocus()

    def _up(self) -> None:
        self._swap(self.sender().property("id"), -1)

    def _down(self) -> None:
        self._swap(self.sender().property("id"), 1)

    def _swap(self, number: int, step: int) -> None:
        clauses = list(self._clauses())
        clauses[number], clauses[number + step] = clauses[number + step], clauses[number]
        self._own, self._open = tuple(clauses), -1
        self._show()
        self._edited("", _("Move clause"))

    def _remove(self) -> None:
        before = self._own
        clauses = list(self._clauses())
        gone = clauses.pop(self.sender().property("id"))
        self._own, self._open = tuple(clauses), -1
        self._show()
        self._edited("", _("Remove {what}").format(what=gone.title))
        self._session.tell(_("“{title}” is removed.").format(title=gone.title), undo=_Own(self, before))


class _Own:
    """Puts the clauses back that were there before."""

    def __init__(self, editor: ClausesEditor, before: tuple[Clause, ...]) -> None:
        self._editor, self._before = editor, before

    def __call__(self) -> None:
        self._editor.put_back(self._before)
