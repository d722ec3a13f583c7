"""The few facts that a refund, a settlement or an allocation needs, asked on the page itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from clientdesk.domain.errors import RuleError
from clientdesk.domain.money import Money
from clientdesk.domain.payment import SettlementReason
from clientdesk.domain.text import N_
from clientdesk.i18n import _, parse_decimal, translator
from clientdesk.ui import actions, style, tokens
from clientdesk.ui.money import words
from clientdesk.ui.widgets import fields
from clientdesk.ui.widgets.editors import ParsedEditor
from clientdesk.ui.widgets.fields import Field, Section
from clientdesk.ui.widgets.form import Form
from clientdesk.ui.widgets.page import Card

_RATE_DECIMALS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What was typed; each question uses its own part of it."""

    amount: Money | None = None
    on: date | None = None
    method: str = "transfer"
    reference: str = ""
    reason: SettlementReason = SettlementReason.BANK_FEE
    note: str = ""
    home_rate: Decimal | None = None


class RateEditor(ParsedEditor):
    """What one unit of a foreign currency is worth at home: a Decimal of many decimals."""

    def parse(self, text: str) -> Decimal:
        return parse_decimal(text, translator().tag, most_decimals=_RATE_DECIMALS)

    def show_value(self, value: Decimal) -> str:
        return translator().number(value)

    def missing(self) -> RuleError:
        return RuleError(N_("Nothing is typed here."), next_step=N_("Type how much one unit is worth."))


#: Does the act, showing refusals at the form; true when it is done.
Act = Callable[[Asked, Form], bool]


class AskCard(Card):
    """Asks one question at a time. `extra` stands below its fields, such as the papers to choose parts for."""

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Answer"), parent, name="ask")
        self._act: Act | None = None
        self.form: Form | None = None
        self._words = QLabel(self, objectName="ask_words")
        self._words.setWordWrap(True)
        style.set_role(self._words, role="second")
        self._holder = QVBoxLayout()
        self.body.addWidget(self._words)
        self.body.addLayout(self._holder)
        self._save = actions.button("answer.save", self, self.save, variant="primary")
        row = QHBoxLayout()
        row.setSpacing(tokens.SPACE_2)
        row.addStretch(1)
        row.addWidget(actions.button("answer.leave", self, self.leave))
        row.addWidget(self._save)
        self.body.addLayout(row)
        self.hide()

    @property
    def is_dirty(self) -> bool:
        """Whether something was typed that is not done yet."""
        return self.isVisible() and self.form is not None and self.form.is_dirty

    def ask(
        self,
        title: str,
        asked: Sequence[Field | Section],
        known: Asked,
        act: Act,
        *,
        words: str = "",
        save: str = "",
    ) -> None:
        """Show the question with what is known already, the cursor in its first field."""
        self._act = act
        self.set_title(title)
        self._words.setText(words)
        self._words.setVisible(bool(words))
        self._save.bound_action.setText(save or _("Save"))
        while (item := self._holder.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        self.form = Form(asked, columns=3, parent=self)
        self.form.set_record(known)
        self._holder.addWidget(self.form)
        self.show()
        self.form.show()
        self.form.focus_first()

    def save(self) -> None:
        """Do the act; a refusal stands at its field."""
        if self.form is None or self._act is None:
            return
        asked = self.form.value()
        if asked is not None and self._act(asked, self.form):
            self.hide()
            self.closed.emit()

    def leave(self) -> None:
        """Do nothing after all."""
        self.hide()
        self.closed.emit()


def amount(currency: str) -> Field:
    """The amount; it must be given."""
    return fields.money("amount", _("Amount"), currency=currency, empty=fields.REQUIRED)


def day(today: Callable[[], date]) -> Field:
    """The day; it must be given."""
    return fields.date("on", _("Date"), today=today, empty=fields.REQUIRED)


def rate(currency: str, home: str, known: Decimal | None = None) -> list[Field]:
    """Return the rate of the day, where the money is not in the issuer's currency."""
    if not home or home == currency:
        return []
    hint = (
        _("On the invoice: {rate}").format(rate=translator().number(known))
        if known is not None
        else _("For your books; may stay empty.")
    )
    unit = _("{home} for 1 {currency}").format(home=home, currency=currency)
    return [
        Field(
            name="home_rate",
            label=_("Exchange rate"),
            make=lambda parent: RateEditor(parent, empty=None, unit=unit),
            hint=hint,
        )
    ]


def settling(currency: str, today: Callable[[], date], home: str, known: Decimal | None) -> list[Field]:
    """Return why, how much and when (B14)."""
    return [
        fields.choice("reason", _("Reason"), words.reasons()),
        amount(currency),
        day(today),
        fields.text("note", _("Note"), span=2),
        *rate(currency, home, known),
    ]


def refunding(currency: str, today: Callable[[], date], home: str) -> list[Field]:
    """Return how much goes back, when and how."""
    return [
        amount(currency),
        day(today),
        fields.choice("method", _("How"), words.methods()),
        fields.text("reference", _("Reference")),
        fields.text("note", _("Note")),
        *rate(currency, home),
    ]
