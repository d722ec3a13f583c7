"""What fields, encodings and fates are called where a file is taken over."""

from __future__ import annotations

from typing import Final

from clientdesk.domain.errors import RuleError
from clientdesk.domain.text import N_
from clientdesk.i18n import _, ngettext, translate_error, translator
from clientdesk.ui.widgets.choice_editors import Option
from clientdesk.usecases.imports import taking
from clientdesk.usecases.imports.encoding import ENCODINGS
from clientdesk.usecases.imports.order import Duplicates, Kind, fields_of
from clientdesk.usecases.imports.planning import Outcome

_FIELDS: Final = {
    "kind": N_("Kind of client"),
    "name": N_("Name"),
    "latin_name": N_("Name in Latin letters"),
    "number": N_("Client number"),
    "contact_name": N_("Contact person"),
    "given_name": N_("First name"),
    "family_name": N_("Last name"),
    "role": N_("Role"),
    "email": N_("E-mail"),
    "phone": N_("Phone"),
    "street": N_("Street"),
    "house_number": N_("House number"),
    "extra": N_("Address line 2"),
    "postal_code": N_("Postal code"),
    "city": N_("City"),
    "postal_code_and_city": N_("Postal code and city"),
    "region": N_("Region"),
    "country": N_("Country"),
    "vat_id": N_("VAT ID"),
    "tax_number": N_("Tax number"),
    "gstin": N_("GSTIN"),
    "trn": N_("TRN"),
    "register": N_("Register"),
    "language": N_("Language"),
    "currency": N_("Currency"),
    "due_days": N_("Days to pay"),
    "reference": N_("Reference"),
    "source": N_("Where from"),
    "notes": N_("Notes"),
    "description": N_("Description"),
    "details": N_("Details"),
    "unit": N_("Unit"),
    "unit_price": N_("Price without tax"),
    "gross_price": N_("Price with tax"),
    "tax": N_("Tax"),
}
_ENCODINGS: Final = {
    "utf-8": N_("Unicode (UTF-8)"),
    "utf-16": N_("Unicode (UTF-16)"),
    "cp1252": N_("Western Europe (Windows)"),
    "iso8859-15": N_("Western Europe (ISO)"),
    "mac_roman": N_("Western Europe (old Mac)"),
    "cp850": N_("Western Europe (DOS)"),
    "cp1250": N_("Central Europe (Windows)"),
    "cp1251": N_("Cyrillic (Windows)"),
    "cp1253": N_("Greek (Windows)"),
    "cp1254": N_("Turkish (Windows)"),
    "cp1255": N_("Hebrew (Windows)"),
    "cp1256": N_("Arabic (Windows)"),
    "gb18030": N_("Chinese (GB 18030)"),
    "shift_jis": N_("Japanese (Shift JIS)"),
    "euc_kr": N_("Korean (EUC)"),
}
_DELIMITERS: Final = {
    ",": N_("Comma"),
    ";": N_("Semicolon"),
    "\t": N_("Tab"),
    "|": N_("Vertical bar"),
}


def field_words(field: str) -> str:
    """Return what a field is called."""
    return _(_FIELDS[field]) if field in _FIELDS else ""


def field_options(kind: Kind) -> list[Option]:
    """Return the fields a column may become, first that it is left out."""
    return [Option("", _("Leave out")), *(Option(name, field_words(name)) for name in fields_of(kind))]


def encoding_options(chosen: str) -> list[Option]:
    """Return the ways letters are written, the one in force among them."""
    known = [Option(name, _(_ENCODINGS[name])) for name in ENCODINGS]
    plain = chosen.removesuffix("-sig").removesuffix("-le").removesuffix("-be")
    if plain in ENCODINGS:
        return [Option(chosen, one.text) if one.value == plain else one for one in known]
    return [Option(chosen, chosen.upper()), *known]


def delimiter_options() -> list[Option]:
    """Return what may part columns."""
    return [Option(mark, _(name)) for mark, name in _DELIMITERS.items()]


def duplicate_options() -> list[Option]:
    """Return what may happen to records that are there already."""
    return [
        Option(Duplicates.SKIP, _("Leave them out")),
        Option(Duplicates.UPDATE, _("Update them by the file")),
        Option(Duplicates.ADD, _("Add them once more")),
    ]


def records(kind: Kind, count: int) -> str:
    """Return how many records of a kind."""
    if kind is Kind.CLIENTS:
        words = ngettext("{count} client", "{count} clients", count)
    else:
        words = ngettext("{count} catalogue line", "{count} catalogue lines", count)
    return words.format(count=translator().number(count))


def alike(outcome: Outcome) -> str:
    """Return why a record is left out or updated: it is in the book, or further up in the file."""
    speech = translator()
    record = outcome.record
    name = record.name if hasattr(record, "name") else record.description
    words = (
        _("Line {line}: {name} is in the book already.")
        if outcome.like >= 0
        else _("Line {line}: {name} stands further up, in line {other}.")
    )
    return words.format(line=speech.number(outcome.line), name=name, other=speech.number(abs(outcome.like)))


def problem_words(outcome: Outcome) -> str:
    """Return why a record cannot be taken over: its line, the field, the sentence and what to do."""
    (problem,) = taking.problems((outcome,))
    column = problem.values.get("column")
    if column:
        named = field_words(str(column)) or str(column)
        problem = RuleError(
            problem.message,
            field=problem.field,
            next_step=problem.next_step,
            rule=problem.rule,
            **{**problem.values, "column": named},
        )
    return translate_error(problem)
