"""Number series: how the numbers look, what comes next, and the number to start after."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from clientdesk.domain.errors import ClientdeskError
from clientdesk.domain.text import N_
from clientdesk.i18n import _, translate_error
from clientdesk.ui import style
from clientdesk.ui.session import Session
from clientdesk.ui.settings.save_bar import Part, SaveBar
from clientdesk.ui.widgets import fields
from clientdesk.ui.widgets.autosave import About
from clientdesk.ui.widgets.form import Form
from clientdesk.ui.widgets.form_desk import FormDesk
from clientdesk.ui.widgets.page import Card
from clientdesk.ui.widgets.tips import plain_tip
from clientdesk.ui.widgets.wrapped import wrap
from clientdesk.usecases import numbering

if TYPE_CHECKING:
    from clientdesk.domain.numbering import Series

_WORDS = {
    "quote": N_("Quotes"),
    "contract": N_("Contracts"),
    "invoice": N_("Invoices and prepayment invoices"),
    "credit_note": N_("Credit notes and cancellations"),
    "receipt": N_("Receipts"),
    "receipt_voucher": N_("Receipt vouchers"),
    "refund_voucher": N_("Refund vouchers"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Typed:
    """What the form of one series holds."""

    pattern: str
    last: int


class NumbersCard(Card):
    """A form per series: its pattern, the last number used, and the next one as it will be printed."""

    def __init__(self, session: Session, bar: SaveBar, parent: QWidget | None = None) -> None:
        super().__init__(_("Numbers"), parent, name="numbers")
        self._session, self._bar = session, bar
        self._waiting = QLabel(_("The patterns appear once you have said in which country you work."), self)
        style.set_role(self._waiting, role="hint")
        self.body.addWidget(self._waiting)
        self._hint = QLabel(_("{year}, {fy}, {month}, {client} and {counter:3} are filled in."), self)
        style.set_role(self._hint, role="hint")
        wrap(self._hint, takes_any_width=True)
        self.body.addWidget(self._hint)
        self._locked = QLabel(_counts(), self, objectName="numbers_locked")
        style.set_role(self._locked, role="hint")
        wrap(self._locked, takes_any_width=True)
        self.body.addWidget(self._locked)
        self._holder = QVBoxLayout()
        self.body.addLayout(self._holder)
        self._forms: dict[str, _SeriesForm] = {}

    def refresh(self) -> None:
        """Read the series; what is being typed stays."""
        found = self._session.read(numbering.all_series) or ()
        for series in found:
            if series.code not in self._forms:
                form = self._forms[series.code] = _SeriesForm(self._session, series, self._bar, self)
                self._holder.addWidget(form)
            self._forms[series.code].show_series(series)
        self._waiting.setVisible(not self._forms)
        self._hint.setVisible(bool(self._forms))
        self._locked.setVisible(any(series.started for series in found))


class _SeriesForm(QWidget):
    """One series."""

    def __init__(self, session: Session, series: Series, bar: SaveBar, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._series = series
        self._pattern = f"{series.code}_pattern"
        self._last = f"{series.code}_last"
        self.form = Form(
            [
                fields.text(
                    self._pattern,
                    _(_WORDS[series.code]),
                    read=_read_pattern,
                    write=self._write_pattern,
                ),
                fields.integer(
                    self._last,
                    _("Last number used elsewhere"),
                    read=_read_last,
                    write=self._write_last,
                ),
            ]
        )
        self._desk = FormDesk(session, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._desk.bar)
        column.addWidget(self.form)
        bar.follow(Part(_(_WORDS[series.code]), self._desk, self.save))

    def show_series(self, series: Series) -> None:
        """Show the stored series, unless something is being typed."""
        self._series = series
        stored = _Typed(pattern=series.pattern, last=series.last)
        if not self.form.is_dirty and self.form.record != stored:
            self.form.set_record(stored)
            about = About(
                editor=f"series:{series.code}",
                record_id=series.id,
                name=_(_WORDS[series.code]),
                place="issuer",
                place_id=1,
            )
            self._desk.begin(self.form, about)
        # Once numbers are given out, the field shows the counter; before, it asks where another program stopped.
        last = self.form.editor(self._last)
        last.setEnabled(not series.started)
        last.setToolTip(_counts() if series.started else "")
        self.form.relabel(
            self._last, _("Last number used") if series.started else _("Last number used elsewhere")
        )
        self.form.editor(self._pattern).setToolTip(plain_tip(self._next()))

    def save(self) -> None:
        """Store pattern and start; a refusal stands at its field."""
        typed = self.form.value()
        if typed is None:
            return
        now = next(one for one in numbering.all_series(self._session.db) if one.code == self._series.code)
        self._series = now
        if self.form.tell_clashes(_Typed(pattern=now.pattern, last=now.last), typed):
            return
        if typed.pattern != self._series.pattern:
            stored = self._session.run(
                numbering.set_pattern, self._series.code, typed.pattern, form=_At(self.form, self._pattern)
            )
            if stored is None:
                return
        if typed.last != self._series.last:
            stored = self._session.run(
                numbering.set_start,
                self._series.code,
                typed.last,
                on=self._session.today(),
                form=_At(self.form, self._last),
            )
            if stored is None:
                return
        self._desk.saved(typed)
        self._session.tell(_("Saved. Next number: {number}").format(number=self._next()))

    def _next(self) -> str:
        try:
            number = numbering.next_number(self._session.db, self._series.code, on=self._session.today())
        except ClientdeskError as error:
            return translate_error(error)
        return number

    def _write_pattern(self, record: Any, value: str) -> Any:  # the form's record
        return _Typed(pattern=value.strip(), last=record.last)

    def _write_last(self, record: Any, value: int) -> Any:  # the form's record
        return _Typed(pattern=record.pattern, last=value)


def _counts() -> str:
    """Return why the counter of a series in use is not typed."""
    return _("Where the first number was given out here, the app counts on: none is left out or used twice.")


class _At:
    """Shows every fault at one field, whatever the rule calls it."""

    def __init__(self, form: Form, field: str) -> None:
        self._form = form
        self._field = field

    def show_error(self, field: str, sentence: str) -> None:
        """Show `sentence` at the one field."""
        self._form.show_error(self._field, sentence)


def _read_pattern(record: _Typed) -> str:
    return record.pattern


def _read_last(record: _Typed) -> int:
    return record.last
