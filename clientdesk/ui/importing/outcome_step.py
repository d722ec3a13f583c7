"""What will happen: how many are new, updated, left out and bad, which, and what is to be done about them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QGridLayout, QLabel, QVBoxLayout, QWidget

from clientdesk.domain.errors import ClientdeskError
from clientdesk.i18n import _, ngettext, translate_error, translator
from clientdesk.ui import style, tokens
from clientdesk.ui.importing import words
from clientdesk.ui.session import Session
from clientdesk.ui.widgets.choice_editors import ChoiceEditor
from clientdesk.ui.widgets.editors import CheckEditor
from clientdesk.ui.widgets.figures import Figure, Figures, leading
from clientdesk.ui.widgets.page import Card
from clientdesk.ui.widgets.wrapped import wrap
from clientdesk.usecases.imports import planning
from clientdesk.usecases.imports.gate import Incoming
from clientdesk.usecases.imports.order import Kind, Order
from clientdesk.usecases.imports.planning import Fate, Plan

#: So many of the bad and of the alike are listed; the rest is counted.
LISTED: Final = 50


class OutcomeStep(QWidget):
    """The plan of a file. Each choice plans it anew, in the worker."""

    #: There is a plan (or a new one): how many records would be written, and whether it may begin.
    planned = Signal(int, bool)

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._incoming: Incoming | None = None
        self.order = Order()
        self._plan: Plan | None = None
        self._is_planned = False
        self._figures = Figures(self)
        self._fault = QLabel(self, objectName="import_plan_fault")
        self._fault.setTextFormat(Qt.TextFormat.PlainText)
        style.set_role(self._fault, role="fault")
        wrap(self._fault)
        self._fault.hide()
        self._alike = Card(_("There already"), self, name="import_alike")
        self._duplicates = ChoiceEditor(self._alike, options=words.duplicate_options())
        self._duplicates.setObjectName("import_duplicates")
        caption = QLabel(_("What happens to them"), self._alike)
        style.set_role(caption, role="caption")
        caption.setBuddy(self._duplicates)
        self._duplicates.setAccessibleName(caption.text())
        narrow = QGridLayout()
        narrow.addWidget(caption, 0, 0)
        narrow.addWidget(self._duplicates, 1, 0)
        narrow.setColumnStretch(0, 1)
        narrow.setColumnStretch(1, 1)
        self._alike.body.addLayout(narrow)
        self._alike_list = sentences(self._alike, "import_alike_list", "second")
        self._bad = Card(_("Cannot be taken over as they are"), self, name="import_bad")
        self._leave_out = CheckEditor(_("Leave these records out, take the others"), self._bad)
        self._leave_out.setObjectName("import_leave_out_bad")
        self._anyway = CheckEditor(_("Take tax numbers although their check fails"), self._bad)
        self._anyway.setObjectName("import_use_anyway")
        self._bad.body.addWidget(self._leave_out)
        self._bad.body.addWidget(self._anyway)
        self._bad_list = sentences(self._bad, "import_bad_list", "")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.SPACE_4)
        for widget in (self._figures, self._fault, self._bad, self._alike):
            column.addWidget(widget)
        for editor in (self._duplicates, self._leave_out, self._anyway):
            editor.edited.connect(self._changed)

    def show_order(self, incoming: Incoming, order: Order) -> None:
        """Plan a file."""
        self._incoming, self.order = incoming, order
        self._plan = None
        self._fault.hide()
        for card in (self._alike, self._bad):
            card.hide()
        self._figures.hide()
        self._duplicates.set_value(order.duplicates)
        self._leave_out.set_value(order.leave_out_bad)
        self._anyway.set_value(order.clients.use_anyway)
        self._submit()

    @property
    def is_planned(self) -> bool:
        """Whether the plan on show is that of the choices made."""
        return self._is_planned

    @property
    def has_cursor(self) -> bool:
        """Whether one is choosing here."""
        focus = QApplication.focusWidget()
        return focus is not None and self.isAncestorOf(focus)

    def focus_first(self) -> bool:
        """Put the cursor where something is to be decided; False where nothing is."""
        if self._bad.isVisible() and not self.order.leave_out_bad:
            self._leave_out.setFocus()
            return True
        return False

    def _changed(self) -> None:
        clients = replace(self.order.clients, use_anyway=self._anyway.value())
        before = self.order
        self.order = replace(
            self.order,
            duplicates=self._duplicates.value(),
            leave_out_bad=self._leave_out.value(),
            clients=clients,
        )
        if replace(before, leave_out_bad=self.order.leave_out_bad) == self.order and self._plan is not None:
            # What becomes of each is the same.
            self._show(self._plan)
        else:
            self._submit()

    def _submit(self) -> None:
        if self._incoming is None:
            return
        self._is_planned = False
        self.planned.emit(0, False)
        work = partial(_planned, self._incoming, self.order)
        self._session.tasks.submit(work, self._show, failed=self._refused, lane="import-plan")

    def _refused(self, error: Exception) -> None:
        if not isinstance(error, ClientdeskError):
            raise error
        self._fault.setText(translate_error(error))
        self._fault.show()
        self._is_planned = True
        self.planned.emit(0, False)

    def _show(self, plan: Plan) -> None:
        self._plan, self._is_planned = plan, True
        speech = translator()
        new, updated, left, bad = (plan.count(fate) for fate in Fate)
        is_gone = self.order.leave_out_bad
        self._figures.set_figures(
            [
                Figure(_("New"), speech.number(new), name="import_new"),
                Figure(_("Updated"), speech.number(updated), name="import_updated"),
                Figure(_("Left out"), speech.number(left), name="import_left_out"),
                Figure(_("Not in order"), speech.number(bad), name="import_not_in_order"),
            ]
        )
        self._figures.show()
        self._fault.hide()
        alike = [one for one in plan.outcomes if one.like]
        self._alike.setVisible(bool(alike) or self.order.duplicates != Order().duplicates)
        fill(self._alike_list, [words.alike(one) for one in alike[:LISTED]], len(alike))
        self._bad.setVisible(bool(bad) or self.order.clients.use_anyway)
        found = plan.some(Fate.BAD, LISTED)
        fill(self._bad_list, [words.problem_words(one) for one in found], bad)
        is_of_ids = any(
            one.problem is not None and one.problem.rule == "R-ID-1" for one in plan.some(Fate.BAD)
        )
        self._anyway.setVisible(
            self.order.kind is Kind.CLIENTS and (is_of_ids or self.order.clients.use_anyway)
        )
        self._leave_out.setVisible(bool(bad))
        count = new + updated
        self.planned.emit(count, count > 0 and (is_gone or not bad))


def sentences(card: Card, name: str, role: str) -> QLabel:
    """Return a label for sentences below each other, which can be marked and copied."""
    label = QLabel(card, objectName=name)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    style.set_role(label, role=role)
    wrap(label, takes_any_width=True)
    card.body.addWidget(label)
    return label


def fill(label: QLabel, lines: Sequence[str], count: int) -> None:
    """Show the lines, and how many more there are of `count`."""
    more = count - len(lines)
    rest = []
    if more > 0:
        words_of_rest = ngettext("and {count} more", "and {count} more", more)
        rest.append(words_of_rest.format(count=translator().number(more)))
    label.setText("\n".join((*lines, *rest)))
    label.setAlignment(leading(label))
    label.setVisible(bool(lines))


def _planned(incoming: Incoming, order: Order, db: Any) -> Plan:
    return planning.plan(db, incoming, order)
