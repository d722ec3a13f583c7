"""One discount or surcharge below the lines: how much of it, and why."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from clientdesk.domain.line import Adjustment
from clientdesk.i18n import _, parse_percent, parse_price, translator
from clientdesk.ui import icons, style
from clientdesk.ui.widgets import fields
from clientdesk.ui.widgets.editors import ParsedEditor
from clientdesk.ui.widgets.fields import Field
from clientdesk.ui.widgets.form import Form


class AdjustmentRow(QWidget):
    """One discount or surcharge on the whole paper: how much, in percent or as an amount, and why."""

    edited = Signal()
    #: A field was typed into, after `edited`: the row, and the field's name.
    stepped = Signal(object, str)

    def __init__(
        self,
        adjustment: Adjustment,
        currency: str,
        remove: Callable[[AdjustmentRow], None],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._remove_row = remove
        label = self.label = _("Surcharge") if adjustment.surcharge else _("Discount")
        self.form = Form(
            [
                Field(
                    name="size",
                    label=label,
                    make=SizeEditor,
                    read=_size,
                    write=_with_size,
                ),
                fields.text("reason", _("What for"), span=2),
            ],
            columns=3,
            parent=self,
        )
        self.known = adjustment
        self.form.set_record(adjustment)
        self.set_currency(currency)
        self.form.edited.connect(self._edited)
        self.form.left.connect(self._left)
        remove_button = self._remove_button = QPushButton(self, objectName="remove_adjustment")
        remove_button.setAccessibleName(_("Remove {what}").format(what=label))
        remove_button.setToolTip(_("Remove"))
        style.set_role(remove_button, variant="bare")
        icons.set_icon(remove_button, "x")
        remove_button.clicked.connect(self._remove)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.form, 1)
        row.addWidget(remove_button)

    def set_currency(self, currency: str) -> None:
        """Read amounts in `currency`."""
        self.form.editor("size").currency = currency

    def set_read_only(self, read_only: bool) -> None:
        """Show it only, without a way to take it away."""
        self.setEnabled(not read_only)
        self._remove_button.setVisible(not read_only)

    def read(self, *, typing: bool = False) -> Adjustment:
        """Return the adjustment as far as it can be read; while `typing`, as it was before."""
        self.known = self.form.read_into(self.known, typing=typing)
        return self.known

    def _edited(self, name: str) -> None:
        self.edited.emit()
        self.stepped.emit(self, name)

    def _left(self, _name: str) -> None:
        self.edited.emit()

    def _remove(self) -> None:
        self._remove_row(self)


class SizeEditor(ParsedEditor):
    """How much: "10 %" is a percentage, "50" an amount."""

    currency = "EUR"

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(_("An amount, or 10 %"))

    def parse(self, text: str) -> tuple[Decimal | None, Decimal | None]:
        tag = translator().tag
        if "%" in text or "٪" in text:
            return parse_percent(text, tag), None
        return None, parse_price(text, self.currency, tag)

    def show_value(self, value: tuple[Decimal | None, Decimal | None]) -> str:
        percent, amount = value
        if percent is not None:
            return translator().percent(percent)
        return translator().price(amount, self.currency) if amount is not None else ""


def _size(adjustment: Any) -> Any:  # the form's record
    if adjustment.percent is None and adjustment.amount is None:
        return None
    return (adjustment.percent, adjustment.amount)


def _with_size(adjustment: Any, size: Any) -> Any:  # the form's record
    percent, amount = size
    return replace(adjustment, percent=percent, amount=amount)
