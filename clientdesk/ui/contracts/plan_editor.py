"""The payment plan of a draft: its parts with share, paper and day, and the amounts as they are typed (B10)."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from clientdesk.domain.contract import Contract, Instalment, InstalmentKind, check_plan
from clientdesk.domain.errors import RuleError
from clientdesk.domain.payment_plan import equal_plan
from clientdesk.domain.text import N_
from clientdesk.i18n import Translator, _, translate_error, translator
from clientdesk.ui import actions, icons, style, tokens
from clientdesk.ui.contracts import words
from clientdesk.ui.session import Session
from clientdesk.ui.widgets import fields
from clientdesk.ui.widgets.fields import Option
from clientdesk.ui.widgets.figures import trailing
from clientdesk.ui.widgets.form import Form
from clientdesk.ui.widgets.form_desk import show_in_page, step_words
from clientdesk.ui.widgets.page import Card

_EQUAL = (2, 3)
_AMOUNT_WIDTH = 96
#: Text beyond this size leaves three fields no room in one row.
_LARGE = 1.5


class PlanEditor(Card):
    """Edits the parts of a plan. Amounts and the fault of the sum come from the contract itself."""

    edited = Signal()
    #: A step was made, after `edited`: where, what it is called, whether more of it is the same step.
    stepped = Signal(str, str, bool)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(_("Payment plan"), parent, name="plan_editor")
        self._session = session
        self._contract = Contract()
        self._milestones: tuple[str, ...] = ()
        self._rows: list[_PartRow] = []
        self._column = QVBoxLayout()
        self._column.setSpacing(tokens.SPACE_3)
        self.body.addLayout(self._column)
        self._sum = QLabel(self, objectName="plan_sum")
        self._sum.setWordWrap(True)
        style.set_role(self._sum, role="hint")
        self.body.addWidget(self._sum)
        for count in _EQUAL:
            equal = actions.EnterButton(
                _("{count} equal parts").format(count=translator().number(count)),
                self,
                objectName=f"equal_{count}",
            )
            equal.setProperty("count", count)
            style.set_role(equal, variant="link")
            equal.clicked.connect(self._equal)
            self.add_button(equal)
        self.add_button(actions.button("work.add_part", self, self.add_part, variant="link"))

    def show_contract(self, contract: Contract, milestones: Sequence[str]) -> None:
        """Show the plan of a draft."""
        self._milestones = tuple(milestones)
        self._contract = contract
        self._fill(contract.plan)
        self.follow(contract, milestones)

    def follow(self, contract: Contract, milestones: Sequence[str]) -> None:
        """Show the amounts, and what is wrong with the sum."""
        self._contract = contract
        if tuple(milestones) != self._milestones:
            self._milestones = tuple(milestones)
            self._fill(contract.plan)
        amounts: list[str] = [""] * len(self._rows)
        fault = ""
        try:
            check_plan(contract.plan)
            amounts = [translator().money(net) for _part, net in contract.instalments()]
        except (RuleError, ArithmeticError) as error:
            fault = translate_error(error) if isinstance(error, RuleError) else _("The sums are too large.")
        for row, amount in zip(self._rows, amounts, strict=False):
            row.set_amount(amount)
        if not contract.plan:
            self._sum.setText(_("No parts: everything is asked for at the end."))
        else:
            self._sum.setText(fault or _("All parts together are 100 %."))
        style.set_role(self._sum, role="fault" if fault else "hint")

    def read(self) -> tuple[Instalment, ...]:
        """Return the parts as far as they can be read."""
        return tuple(row.read() for row in self._rows)

    def is_readable(self) -> bool:
        """Show what cannot be read; tell whether there is nothing of that kind."""
        return all(row.form.value() is not None for row in self._rows)

    def focus_first(self) -> None:
        """Put the cursor into the first part, or on the way to make one."""
        if self._rows:
            self._rows[0].form.editor("percent").setFocus()
        else:
            button = self.findChild(actions.ActionButton, "work.add_part")
            if button is not None:
                button.setFocus()

    def go_to(self, field: str) -> None:
        """Put the cursor where `plan.1.due_on` is typed, else into the first part."""
        place = _place(field)
        if place is None or place[0] >= len(self._rows):
            self.focus_first()
            return
        number, name = place
        editor = self._rows[number].form.editor(name)
        show_in_page(editor)
        editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_error(self, field: str, sentence: str) -> None:
        """Show a refusal at its field; what is wrong with the plan as a whole stands below it already."""
        place = _place(field)
        if place is not None and place[0] < len(self._rows):
            self._rows[place[0]].form.show_error(place[1], sentence)
        self.go_to(field)

    def add_part(self) -> None:
        """Add a part; the first is a prepayment, the last final."""
        tr = Translator(self._contract.language or "en")
        kind = InstalmentKind.PREPAYMENT if not self._rows else InstalmentKind.FINAL
        names = {
            InstalmentKind.PREPAYMENT: tr.gettext(N_("Prepayment")),
            InstalmentKind.FINAL: tr.gettext(N_("Final payment")),
        }
        left = Decimal(100) - sum((row.read().percent for row in self._rows), Decimal(0))
        row = self._add(Instalment(label=names[kind], kind=kind, percent=max(left, Decimal(0))))
        row.form.editor("percent").setFocus()
        row.form.editor("percent").selectAll()
        self.edited.emit()
        self.stepped.emit("", _("Add part"), False)

    def put(self, contract: Contract, milestones: Sequence[str]) -> None:
        """Show another plan of the same draft."""
        if contract.plan != self.read():
            self._fill(contract.plan)
        self.follow(contract, milestones)

    def forms(self) -> list[tuple[str, Form]]:
        """Return the form of each part, by name."""
        return [(f"plan{number}", row.form) for number, row in enumerate(self._rows)]

    # Inside.

    def _equal(self) -> None:
        count = self.sender().property("count")
        tr = Translator(self._contract.language or "en")
        names = [tr.gettext(N_("Prepayment"))]
        names += [
            tr.gettext(N_("Part {number}")).format(number=tr.number(number)) for number in range(2, count)
        ]
        names.append(tr.gettext(N_("Final payment")))
        self._fill(equal_plan(names))
        self.edited.emit()
        words = _("{count} equal parts").format(count=translator().number(count))
        self.stepped.emit("", words, False)

    def _fill(self, plan: Sequence[Instalment]) -> None:
        while self._rows:
            self._drop(self._rows[-1])
        for part in plan:
            self._add(part)

    def _add(self, part: Instalment) -> _PartRow:
        row = _PartRow(part, self._session, self._milestones, self)
        row.edited.connect(self.edited)
        row.removed.connect(self._removed)
        row.stepped.connect(self._row_stepped)
        self._rows.append(row)
        self._column.addWidget(row)
        row.show()
        return row

    def _removed(self) -> None:
        row = self.sender()
        if isinstance(row, _PartRow):
            self._drop(row)
            self.edited.emit()
            self.stepped.emit("", _("Remove part"), False)

    def _row_stepped(self, row: _PartRow, field: str) -> None:
        self.stepped.emit(f"plan.{self._rows.index(row)}.{field}", step_words(row.form, field), True)

    def _drop(self, row: _PartRow) -> None:
        self._rows.remove(row)
        self._column.removeWidget(row)
        row.hide()
        row.deleteLater()


class _PartRow(QWidget):
    """One part: name, share, kind, milestone or date, amount."""

    edited = Signal()
    removed = Signal()
    #: A field was edited, after `edited`: the row, and the field's name.
    stepped = Signal(object, str)

    def __init__(
        self, part: Instalment, session: Session, milestones: Sequence[str], parent: QWidget
    ) -> None:
        super().__init__(parent)
        bound = [Option("", _("on a date")), *(Option(title, title) for title in milestones)]
        is_large = style.theme().scale > _LARGE
        kind, bound_to, due = (6, 6, 12) if is_large else (4, 3, 5)
        self.form = Form(
            [
                fields.text("label", _("Part"), span=8),
                fields.percent("percent", _("Share"), span=4),
                fields.choice(
                    "kind",
                    _("Asked for by"),
                    [Option(one, words.part_words(one)) for one in InstalmentKind],
                    span=kind,
                ),
                fields.choice("milestone", _("With"), bound, span=bound_to),
                # The widest: it holds the usual day in words beside its icon.
                fields.date("due_on", _("Due"), today=session.today, span=due),
            ],
            columns=12,
            parent=self,
        )
        self.form.set_record(part)
        self.form.editor("due_on").setPlaceholderText(_usual_day(part.kind))
        self.form.edited.connect(self._was_edited)
        self._amount = QLabel(self)
        self._amount.setFont(style.font(tokens.SIZE_BODY, figures=True))
        self._amount.setAlignment(trailing(self))
        self._amount.setMinimumSize(style.scaled(_AMOUNT_WIDTH), tokens.CONTROL_HEIGHT)
        remove = actions.EnterButton(self, objectName="remove_part")
        remove.setAccessibleName(_("Remove"))
        remove.setToolTip(_("Remove"))
        style.set_role(remove, variant="bare")
        icons.set_icon(remove, "x")
        remove.clicked.connect(self.removed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens.SPACE_2)
        row.addWidget(self.form, 1)
        end = QVBoxLayout()
        end.setContentsMargins(0, tokens.SPACE_4, 0, 0)
        end.addWidget(self._amount)
        end.addStretch(1)
        end.addWidget(remove, 0, Qt.AlignmentFlag.AlignTrailing)
        row.addLayout(end)

    def set_amount(self, text: str) -> None:
        """Show what the part comes to."""
        self._amount.setText(text)

    def read(self) -> Instalment:
        """Return the part as far as it can be read."""
        read: Instalment = self.form.read_into(self.form.record)
        return read

    def _was_edited(self, name: str) -> None:
        if name == "kind":
            self.form.editor("due_on").setPlaceholderText(_usual_day(self.form.editor("kind").value()))
        self.edited.emit()
        self.stepped.emit(self, name)


def _place(field: str) -> tuple[int, str] | None:
    """Return the part and the name that `plan.1.due_on` names."""
    _plan, _dot, rest = field.partition(".")
    number, _dot, name = rest.partition(".")
    return (int(number), name) if number.isdigit() and name else None


def _usual_day(kind: InstalmentKind) -> str:
    """Return when a part without a date or milestone is due (B10)."""
    if kind is InstalmentKind.PREPAYMENT:
        return _("at signing")
    return _("at the end") if kind is InstalmentKind.FINAL else ""
