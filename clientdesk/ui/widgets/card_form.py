"""A form in several cards: one record, one Save and one undo over all of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from clientdesk.ui import style, tokens
from clientdesk.ui.widgets.fields import Field, Section, Together
from clientdesk.ui.widgets.form import Form
from clientdesk.ui.widgets.page import Card
from clientdesk.ui.widgets.wrapped import wrap


@dataclass(frozen=True, slots=True)
class Block(Section):
    """The head of a card: the fields that follow stand on it. `name` finds it, `hint` is a sentence below the title."""

    name: str = ""
    hint: str = ""
    columns: int = 2


class CardForm(Form):
    """Takes `Block`s among its fields and makes a card of each."""

    def lay_out(self, fields: Sequence[Field | Section | Together], columns: int) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.SPACE_4)
        column.addWidget(self._fault)
        self.cards: dict[str, Card] = {}
        starts = [number for number, one in enumerate(fields) if isinstance(one, Block)]
        for start, end in zip(starts, [*starts[1:], len(fields)], strict=True):
            block = fields[start]
            if isinstance(block, Block):
                column.addWidget(self._card(block, fields[start + 1 : end]))

    def _card(self, block: Block, fields: Sequence[Field | Section | Together]) -> Card:
        card = self.cards[block.name] = Card(block.title, self, name=block.name)
        if block.hint:
            hint = QLabel(block.hint, card)
            style.set_role(hint, role="second")
            wrap(hint, takes_any_width=True)
            hint.setContentsMargins(0, 0, 0, tokens.SPACE_1)
            card.body.addWidget(hint)
        holder = QWidget(card)
        self.fill_grid(holder, fields, block.columns)
        card.body.addWidget(holder)
        return card
