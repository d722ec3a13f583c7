"""Declaring the fields of a form: one line per field says its name, label and what kind of value it holds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date as Date  # noqa: N812  # the field function of that name
from typing import TYPE_CHECKING, Any

from clientdesk.i18n import PAPER_LANGUAGES, _, translator
from clientdesk.i18n.places import countries, currencies_in_use
from clientdesk.ui.widgets import choice_editors, editors, number_editors
from clientdesk.ui.widgets.choice_editors import Option
from clientdesk.ui.widgets.date_editor import DateEditor
from clientdesk.ui.widgets.identifier_editor import IdentifierEditor, Look
from clientdesk.ui.widgets.record_picker import Pick, RecordPicker
from clientdesk.ui.widgets.taxes import tax_words

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from clientdesk.domain.tax import Tax

__all__ = [
    "Field", "Option", "Pick", "Section", "check", "choice", "client", "country", "currency", "date", "decimal",
    "identifier", "integer", "language", "long_text", "money", "percent", "price", "record", "search", "tax", "text",
]  # fmt: skip

#: Pass as `empty` to make an empty line a fault.
REQUIRED = editors.ParsedEditor.NO_EMPTY
_USUAL_CURRENCIES = ("EUR", "USD", "GBP", "CHF", "INR", "SAR", "AED")


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field. `name` is the record's attribute, with dots into nested records and tuples (`addresses.0.city`).

    `span` is how many of the form's columns it takes; `read` and `write` are for values that are no attribute.
    """

    name: str
    label: str
    make: Callable[[QWidget], QWidget]
    hint: str = ""
    span: int = 1
    read: Callable[[Any], Any] | None = None
    write: Callable[[Any, Any], Any] | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A heading over the fields that follow."""

    title: str


@dataclass(frozen=True, slots=True)
class Together:
    """Check boxes that belong together: side by side over the width of the form, as many in a line as fit."""

    fields: tuple[Field, ...]


def text(name: str, label: str, *, placeholder: str = "", **more: Any) -> Field:
    """A line of text."""

    def make(parent: QWidget) -> QWidget:
        editor = editors.TextEditor(parent)
        editor.setPlaceholderText(placeholder)
        return editor

    return Field(name=name, label=label, make=make, **more)


def identifier(name: str, label: str, *, look: Look, placeholder: str = "", **more: Any) -> Field:
    """A VAT id or tax number (text); `look` tells what seems wrong with it, which is said once it is left."""

    def make(parent: QWidget) -> QWidget:
        editor = IdentifierEditor(parent, look=look)
        editor.setPlaceholderText(placeholder)
        return editor

    return Field(name=name, label=label, make=make, **more)


def long_text(name: str, label: str, *, lines: int = 3, **more: Any) -> Field:
    """Several lines of text."""
    return Field(
        name=name, label=label, make=lambda parent: editors.LongTextEditor(parent, lines=lines), **more
    )


def money(name: str, label: str, *, currency: str, empty: Any = None, **more: Any) -> Field:
    """An amount (Money). An empty line is `empty`; pass `fields.REQUIRED` to make it a fault."""
    return Field(
        name=name,
        label=label,
        make=lambda parent: number_editors.MoneyEditor(parent, currency=currency, empty=empty),
        **more,
    )


def price(name: str, label: str, *, currency: str, empty: Any = REQUIRED, **more: Any) -> Field:
    """A unit price (Decimal)."""
    return Field(
        name=name,
        label=label,
        make=lambda parent: number_editors.PriceEditor(parent, currency=currency, empty=empty),
        **more,
    )


def decimal(name: str, label: str, *, unit: str = "", empty: Any = REQUIRED, **more: Any) -> Field:
    """A number (Decimal), with its unit at the end."""
    return Field(
        name=name,
        label=label,
        make=lambda parent: number_editors.DecimalEditor(parent, empty=empty, unit=unit),
        **more,
    )


def percent(name: str, label: str, *, empty: Any = REQUIRED, **more: Any) -> Field:
    """A rate in percent (Decimal)."""
    return Field(
        name=name, label=label, make=lambda parent: number_editors.PercentEditor(parent, empty=empty), **more
    )


def integer(name: str, label: str, *, unit: str = "", empty: Any = REQUIRED, **more: Any) -> Field:
    """A whole number (int)."""
    return Field(
        name=name,
        label=label,
        make=lambda parent: number_editors.IntegerEditor(parent, empty=empty, unit=unit),
        **more,
    )


def date(
    name: str,
    label: str,
    *,
    today: Callable[[], Date],
    empty: Any = None,
    happened: bool = False,
    **more: Any,
) -> Field:
    """A date; `today` is usually `session.today`. What has `happened` is dated today at the latest."""
    return Field(
        name=name,
        label=label,
        make=lambda parent: DateEditor(parent, today=today, empty=empty, happened=happened),
        **more,
    )


def choice(
    name: str, label: str, options: Sequence[Option], *, words: Callable[[Any], str] = str, **more: Any
) -> Field:
    """One of a few; `words` says what a stored value is that is not among them."""
    return Field(
        name=name,
        label=label,
        make=lambda parent: choice_editors.ChoiceEditor(parent, options=options, words=words),
        **more,
    )


def search(name: str, label: str, options: Sequence[Option], **more: Any) -> Field:
    """One of many, found by typing."""
    return Field(
        name=name,
        label=label,
        make=lambda parent: choice_editors.SearchEditor(parent, options=options),
        **more,
    )


def check(name: str, label: str, **more: Any) -> Field:
    """Yes or no; the label stands beside the box."""
    return Field(name=name, label="", make=lambda parent: editors.CheckEditor(label, parent), **more)


def tax(name: str, label: str, taxes: Sequence[tuple[Tax, str]], **more: Any) -> Field:
    """One of the taxes the country offers, each with its words."""
    return choice(name, label, [Option(one, words) for one, words in taxes], words=tax_words, **more)


def record(
    name: str,
    label: str,
    *,
    find: Callable[[str], Sequence[Pick]],
    name_of: Callable[[int], str],
    can_create: bool = False,
    **more: Any,
) -> Field:
    """The id of another record, found by typing any part of its name."""
    return Field(
        name=name,
        label=label,
        make=lambda parent: RecordPicker(parent, find=find, name_of=name_of, can_create=can_create),
        **more,
    )


#: A client is picked like every other record.
client = record


def country(name: str, label: str, **more: Any) -> Field:
    """A country, stored by its ISO 3166 code."""
    return Field(
        name=name,
        label=label,
        make=lambda parent: choice_editors.SearchEditor(parent, options=country_options()),
        **more,
    )


def currency(name: str, label: str, codes: Sequence[str] = (), *, none: str = "", **more: Any) -> Field:
    """A currency, stored by its ISO 4217 code; `none` are the words for an empty one."""
    return Field(
        name=name,
        label=label,
        make=lambda parent: choice_editors.SearchEditor(parent, options=currency_options(codes, none)),
        **more,
    )


def language(name: str, label: str, tags: Sequence[str] = (), *, none: str = "", **more: Any) -> Field:
    """A language, stored by its tag; `none` are the words for an empty one."""
    return choice(name, label, language_options(tags, none), words=translator().language_name, **more)


def country_options() -> list[Option]:
    """Return all countries by name in the window's language."""
    return [Option(code, name) for code, name in countries(translator()).items()]


def currency_options(codes: Sequence[str] = (), none: str = "") -> list[Option]:
    """Return `codes`, or all currencies in use today with the usual ones first, each with its name."""
    chosen = list(codes) or list(dict.fromkeys((*_USUAL_CURRENCIES, *currencies_in_use(translator()))))
    named = [Option(code, f"{code}  {translator().currency_name(code)}") for code in chosen]
    return [Option("", none), *named] if none else named


def language_options(tags: Sequence[str] = (), none: str = "") -> list[Option]:
    """Return `tags`, or the languages papers are written in, each by name; de and de-AT are both German: the first."""
    by_name: dict[str, Option] = {}
    for tag in tags or PAPER_LANGUAGES:
        name = translator().language_name(tag)
        by_name.setdefault(name, Option(tag, name))
    named = list(by_name.values())
    return [Option("", none or _("As usual")), *named] if none else named
