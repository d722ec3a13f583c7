"""The inputs of forms: each holds one typed value, reads what was typed, and keeps it when it is wrong."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from PySide6.QtCore import QDate, QEvent, QLocale, QModelIndex, QPoint, QStringListModel, Qt, Signal
from PySide6.QtGui import QAction, QFocusEvent, QKeyEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import (
    QCalendarWidget,
    QCheckBox,
    QComboBox,
    QCompleter,
    QLabel,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from clientdesk.domain.errors import RuleError
from clientdesk.domain.money import Money
from clientdesk.domain.text import N_
from clientdesk.i18n import (
    _,
    parse_date,
    parse_decimal,
    parse_money,
    parse_percent,
    parse_price,
    parse_quantity,
    translator,
)
from clientdesk.ui import icons, style, tokens


class Editor:
    """What a form needs of an input: a typed value in and out, a mark for a fault, and a signal when it was edited."""

    #: A line below the field that reads the value back, such as the weekday of a date.
    echo: str = ""
    edited: Any

    def value(self) -> Any:
        """Return the value; RuleError if what stands there cannot be read."""
        raise NotImplementedError

    def set_value(self, value: Any) -> None:
        """Show `value`, as if the user had not touched it."""
        raise NotImplementedError

    def typed(self) -> str:
        """Return what stands there as text, right or wrong, to keep in a draft."""
        raise NotImplementedError

    def retype(self, text: str) -> None:
        """Put back what `typed` gave."""
        raise NotImplementedError

    def set_fault(self, sentence: str) -> None:
        """Mark or unmark the field; the sentence is said to screen readers, too."""
        if not isinstance(self, QWidget):
            raise TypeError("an editor is a widget")
        style.set_role(self, fault="yes" if sentence else "")
        self.setAccessibleDescription(sentence)


class TextEditor(QLineEdit, Editor):
    """A line of text; spaces around it do not count."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.textEdited.connect(self._was_edited)

    def value(self) -> Any:
        return self.text().strip()

    def set_value(self, value: Any) -> None:
        self.setText(value or "")
        self.setCursorPosition(0)

    def typed(self) -> str:
        return self.text()

    def retype(self, text: str) -> None:
        self.setText(text)

    def _was_edited(self, _text: str) -> None:
        self.edited.emit()


class LongTextEditor(QPlainTextEdit, Editor):
    """Several lines of text. Tab leaves the field, as everywhere."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None, *, lines: int = 3) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)
        self.setFixedHeight(self.fontMetrics().lineSpacing() * lines + tokens.SPACE_5)
        self._quiet = False
        self.textChanged.connect(self._was_edited)

    def value(self) -> str:
        return self.toPlainText().strip()

    def set_value(self, value: Any) -> None:
        self.retype(value or "")

    def typed(self) -> str:
        return self.toPlainText()

    def retype(self, text: str) -> None:
        self._quiet = True
        self.setPlainText(text)
        self._quiet = False

    def _was_edited(self) -> None:
        if not self._quiet:
            self.edited.emit()


class ParsedEditor(TextEditor):
    """A line that is read by a parser of `clientdesk.i18n` and written back the way the locale writes it.

    `empty` is the value of an empty line; without one an empty line is a fault.
    """

    NO_EMPTY = object()

    def __init__(self, parent: QWidget | None = None, *, empty: Any = NO_EMPTY, unit: str = "") -> None:
        super().__init__(parent)
        self._empty = empty
        self._unit = QLabel(unit, self)
        style.set_role(self._unit, role="hint")
        self._unit.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.set_unit(unit)

    def set_unit(self, unit: str) -> None:
        """Show `unit` (EUR, %) at the end of the line."""
        self._unit.setText(unit)
        self._unit.adjustSize()
        room = self._unit.width() + tokens.SPACE_2 if unit else 0
        self.setTextMargins(0, 0, room, 0) if not self.isRightToLeft() else self.setTextMargins(room, 0, 0, 0)
        self._place_unit()

    def value(self) -> Any:
        text = self.text().strip()
        if not text and self._empty is not self.NO_EMPTY:
            return self._empty
        if not text:
            raise self.missing()
        return self.parse(text)

    def set_value(self, value: Any) -> None:
        super().set_value("" if value is None else self.show_value(value))

    def parse(self, text: str) -> Any:
        """Read `text`, or raise RuleError with a sentence."""
        raise NotImplementedError

    def show_value(self, value: Any) -> str:
        """Return `value` as the locale writes it."""
        raise NotImplementedError

    def missing(self) -> RuleError:
        """Return the fault of an empty line."""
        return RuleError(N_("Nothing is typed here."), next_step=N_("Type a number."))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        try:
            value = self.value()
        except RuleError:
            return
        if value is not None and self.text().strip():
            self.setText(self.show_value(value))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_unit()

    def _place_unit(self) -> None:
        left = tokens.SPACE_3 if self.isRightToLeft() else self.width() - self._unit.width() - tokens.SPACE_3
        self._unit.move(left, (self.height() - self._unit.height()) // 2)


class MoneyEditor(ParsedEditor):
    """An amount of one currency, whose code stands at the end."""

    def __init__(self, parent: QWidget | None = None, *, currency: str, empty: Any = None) -> None:
        super().__init__(parent, empty=empty, unit=currency)
        self.currency = currency

    def set_currency(self, currency: str) -> None:
        """Read and show `currency` from now on; what was typed stays."""
        self.currency = currency
        self.set_unit(currency)

    def parse(self, text: str) -> Money:
        return parse_money(text, self.currency, translator().tag)

    def show_value(self, value: Money) -> str:
        if value.currency != self.currency:
            self.set_currency(value.currency)
        return translator().amount(value)

    def missing(self) -> RuleError:
        return RuleError(N_("Nothing is typed here."), next_step=N_("Type an amount."))


class PriceEditor(ParsedEditor):
    """A unit price: a Decimal of at most four decimals, with its currency at the end."""

    def __init__(
        self, parent: QWidget | None = None, *, currency: str, empty: Any = ParsedEditor.NO_EMPTY
    ) -> None:
        super().__init__(parent, empty=empty, unit=currency)
        self.currency = currency

    def set_currency(self, currency: str) -> None:
        """Read and show `currency` from now on; what was typed stays."""
        self.currency = currency
        self.set_unit(currency)

    def parse(self, text: str) -> Decimal:
        return parse_price(text, self.currency, translator().tag)

    def show_value(self, value: Decimal) -> str:
        return translator().price(value, self.currency)


class DecimalEditor(ParsedEditor):
    """A number such as a quantity or hours: at most four decimals."""

    def parse(self, text: str) -> Decimal:
        return parse_quantity(text, translator().tag)

    def show_value(self, value: Decimal) -> str:
        return translator().quantity(value)


class PercentEditor(ParsedEditor):
    """A rate in percent."""

    def __init__(self, parent: QWidget | None = None, *, empty: Any = ParsedEditor.NO_EMPTY) -> None:
        super().__init__(parent, empty=empty, unit="%")

    def parse(self, text: str) -> Decimal:
        return parse_percent(text, translator().tag)

    def show_value(self, value: Decimal) -> str:
        return translator().number(value)


class IntegerEditor(ParsedEditor):
    """A whole number such as days to pay."""

    def parse(self, text: str) -> int:
        return int(parse_decimal(text, translator().tag, most_decimals=0))

    def show_value(self, value: int) -> str:
        return translator().number(value)


class DateEditor(ParsedEditor):
    """A date as people type it; Up and Down move it by a day, the button and F4 open a calendar."""

    def __init__(
        self, parent: QWidget | None = None, *, today: Callable[[], date], empty: Any = None
    ) -> None:
        super().__init__(parent, empty=empty)
        self._today = today
        self._calendar: _Calendar | None = None
        button = QAction(_("Calendar"), self)
        icons.set_icon(button, "calendar", "third")
        button.triggered.connect(self.open_calendar)
        self.addAction(button, QLineEdit.ActionPosition.TrailingPosition)
        self.textChanged.connect(self._read_back)

    def parse(self, text: str) -> date:
        return parse_date(text, translator().tag, today=self._today())

    def show_value(self, value: date) -> str:
        return translator().date(value, "short")

    def missing(self) -> RuleError:
        return RuleError(
            N_("No date is typed here."), next_step=N_("Type a day, or open the calendar with F4.")
        )

    def open_calendar(self) -> None:
        """Open the month below the field."""
        if self._calendar is None:
            self._calendar = _Calendar(self)
            self._calendar.picked.connect(self._pick)
        self._calendar.open_at(self._or_today(), self.mapToGlobal(QPoint(0, self.height() + 2)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F4:
            self.open_calendar()
        elif event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down} and not event.modifiers():
            step = 1 if event.key() == Qt.Key.Key_Up else -1
            self._pick(self._or_today() + timedelta(days=step))
        else:
            super().keyPressEvent(event)

    def _or_today(self) -> date:
        try:
            return self.value() or self._today()
        except RuleError:
            return self._today()

    def _pick(self, day: date) -> None:
        self.setText(self.show_value(day))
        self.selectAll()
        self.edited.emit()

    def _read_back(self, _text: str) -> None:
        try:
            day = self.value()
        except RuleError:
            day = None
        self.echo = translator().day_with_weekday(day) if day else ""


class _Calendar(QWidget):
    """The month that opens below a date field."""

    picked = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self._month = QCalendarWidget(self, objectName="calendar")
        self._month.setLocale(QLocale(translator().tag.replace("-", "_")))
        self._month.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self._month.setFirstDayOfWeek(self._month.locale().firstDayOfWeek())
        self._month.activated.connect(self._take)
        self._month.clicked.connect(self._take)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.addWidget(self._month)
        self.setMinimumWidth(tokens.CALENDAR_WIDTH)

    def open_at(self, day: date, corner: QPoint) -> None:
        """Show the month of `day` with its upper corner at `corner`."""
        self._month.setSelectedDate(QDate(day.year, day.month, day.day))
        self.move(corner)
        self.show()
        self._month.setFocus()

    def _take(self, day: QDate) -> None:
        self.hide()
        self.picked.emit(date(day.year(), day.month(), day.day()))


@dataclass(frozen=True, slots=True)
class Option:
    """One choice: the value stored and the words shown."""

    value: Any
    text: str


class ChoiceEditor(QComboBox, Editor):
    """One of a few options. A stored value that is not among them is added, never lost."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None, *, options: Sequence[Option] = ()) -> None:
        super().__init__(parent)
        self._options: list[Option] = []
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(4)
        self.set_options(options)
        self.activated.connect(self._was_edited)

    def set_options(self, options: Sequence[Option]) -> None:
        """Offer `options`; the value stays if it is among them."""
        kept = (
            self._options[self.currentIndex()].value if self._options and self.currentIndex() >= 0 else None
        )
        self._options = list(options)
        self.blockSignals(True)
        self.clear()
        self.addItems([option.text for option in self._options])
        self.blockSignals(False)
        if kept is not None and any(option.value == kept for option in self._options):
            self.set_value(kept)

    def value(self) -> Any:
        index = self.currentIndex()
        return self._options[index].value if 0 <= index < len(self._options) else None

    def set_value(self, value: Any) -> None:
        for index, option in enumerate(self._options):
            if option.value == value:
                self.setCurrentIndex(index)
                return
        if value is None:
            self.setCurrentIndex(-1)
            return
        self._options.append(Option(value, str(value)))
        self.addItem(str(value))
        self.setCurrentIndex(len(self._options) - 1)

    def typed(self) -> str:
        return self.currentText()

    def retype(self, text: str) -> None:
        self.setCurrentText(text)

    def wheelEvent(self, event: QWheelEvent) -> None:
        # Scrolling a page must not change a value by passing over it.
        event.ignore()

    def _was_edited(self, _index: int) -> None:
        self.edited.emit()


class SearchEditor(ChoiceEditor):
    """One of many options, found by typing any part of its words."""

    def __init__(self, parent: QWidget | None = None, *, options: Sequence[Option] = ()) -> None:
        super().__init__(parent)
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.set_options(options)
        completer = QCompleter(self.model(), self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        popup = QListView()
        completer.setPopup(popup)
        style.set_role(popup, role="completer")
        self.setCompleter(completer)
        self.lineEdit().textEdited.connect(self._was_typed)

    def value(self) -> Any:
        text = self.currentText().strip().casefold()
        if not text:
            return ""
        for option in self._options:
            if text in {option.text.casefold(), str(option.value).casefold()}:
                return option.value
        raise RuleError(
            N_("“{text}” is not in the list."),
            next_step=N_("Type a part of the name and choose it."),
            text=text,
        )

    def set_value(self, value: Any) -> None:
        super().set_value(value or None)
        if not value:
            self.setEditText("")
        self.lineEdit().setCursorPosition(0)

    def retype(self, text: str) -> None:
        self.setEditText(text)

    def _was_typed(self, _text: str) -> None:
        self.edited.emit()


class CheckEditor(QCheckBox, Editor):
    """Yes or no."""

    edited = Signal()

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.clicked.connect(self._was_edited)

    def value(self) -> bool:
        return self.isChecked()

    def set_value(self, value: Any) -> None:
        self.setChecked(bool(value))

    def typed(self) -> str:
        return "1" if self.isChecked() else ""

    def retype(self, text: str) -> None:
        self.setChecked(bool(text))

    def _was_edited(self, _on: bool) -> None:
        self.edited.emit()


@dataclass(frozen=True, slots=True)
class Pick:
    """A record offered by a picker: its id, its name and a word that tells it from others of that name."""

    id: int
    text: str
    note: str = ""


class RecordPicker(QLineEdit, Editor):
    """Finds a record by typing any part of its name. `find(text)` offers, `name_of(id)` names the stored one.

    With `can_create` the last offer is a new record by the typed name: choosing it emits `create_wanted`.
    """

    edited = Signal()
    picked = Signal(int)
    create_wanted = Signal(str)

    def __init__(
        self,
        parent: QWidget | None = None,
        *,
        find: Callable[[str], Sequence[Pick]],
        name_of: Callable[[int], str],
        can_create: bool = False,
    ) -> None:
        super().__init__(parent)
        self._find, self._name_of, self._can_create = find, name_of, can_create
        self._id = 0
        self._is_new = False
        self._offers: list[Pick] = []
        self._model = QStringListModel(self)
        self._completer = QCompleter(self._model, self)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completer.setWidget(self)
        popup = QListView()
        self._completer.setPopup(popup)
        style.set_role(popup, role="completer")
        self._completer.activated[QModelIndex].connect(self._choose)  # type: ignore[index]  # the stubs know no overloads
        self.textEdited.connect(self._search)

    def value(self) -> int:
        text = self.text().strip()
        if self._id or self._is_new or not text:
            return self._id
        fitting = [pick for pick in self._find(text) if pick.text.casefold() == text.casefold()]
        if len(fitting) == 1:
            self._id = fitting[0].id
            return self._id
        raise RuleError(
            N_("“{text}” is not chosen yet."), next_step=N_("Choose one from the list below."), text=text
        )

    @property
    def is_new(self) -> bool:
        """Whether what stands here is the name of a record that is not stored yet."""
        return self._is_new

    def name_new(self, name: str) -> None:
        """Show the name of a record that is not stored yet."""
        self._id, self._is_new = 0, True
        self.setText(name)

    def set_value(self, value: Any) -> None:
        self._id, self._is_new = int(value or 0), False
        self.setText(self._name_of(self._id) if self._id else "")
        self.setCursorPosition(0)

    def typed(self) -> str:
        return self.text()

    def retype(self, text: str) -> None:
        self._id = 0
        self.setText(text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        popup = self._completer.popup()
        opens = event.key() in {Qt.Key.Key_Down, Qt.Key.Key_F4} and not popup.isVisible()
        if opens:
            self._search(self.text() if not self._id else "")
            return
        super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        # Tab takes the first offer while the list is open: the hand stays on the keys.
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() == Qt.Key.Key_Tab
        ):
            self._take_first()
        return super().event(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        chosen = self._id or self._is_new
        if event.reason() != Qt.FocusReason.PopupFocusReason and self.text().strip() and not chosen:
            self._take_only()

    def _search(self, text: str) -> None:
        self._id, self._is_new = 0, False
        typed = text.strip()
        self._offers = list(self._find(typed))
        if typed and self._can_create:
            words = _("New: “{name}”").format(name=typed)
            self._offers.append(Pick(0, words))
        self._model.setStringList(
            [f"{pick.text}  ·  {pick.note}" if pick.note else pick.text for pick in self._offers]
        )
        if self._offers:
            self._completer.complete()
            first = self._completer.completionModel().index(0, 0)
            self._completer.popup().setCurrentIndex(first)
        else:
            self._completer.popup().hide()
        self.edited.emit()

    def _take_first(self) -> None:
        popup = self._completer.popup()
        if popup.isVisible() and self._offers:
            row = max(0, popup.currentIndex().row())
            popup.hide()
            self._take(self._offers[row])

    def _take_only(self) -> None:
        text = self.text().strip().casefold()
        fitting = [pick for pick in self._find(self.text().strip()) if pick.text.casefold() == text]
        if len(fitting) == 1:
            self._take(fitting[0])

    def _choose(self, index: Any) -> None:
        self._take(self._offers[index.row()])

    def _take(self, pick: Pick) -> None:
        if not pick.id:
            self._is_new = True
            self.create_wanted.emit(self.text().strip())
            return
        self._id, self._is_new = pick.id, False
        self.setText(pick.text)
        self.edited.emit()
        self.picked.emit(pick.id)
