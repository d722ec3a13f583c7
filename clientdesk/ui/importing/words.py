"""What fields, encodings and fates are called where a file is taken over."""

from __future__ import annotations

from typing import Final

from clientdesk.domain.text import N_
from clientdesk.i18n import _, ngettext, translate_error, translator
from clientdesk.ui.widgets.choice_editors import Option
from clientdesk.usecases.imports import taking
from clientdesk.usecases.imports.encoding import ENCODINGS
from clientdesk.usecases.imports.field_names import FIELD_NAMES
from clientdesk.usecases.imports.order import Duplicates, Kind, fields_of
from clientdesk.usecases.imports.planning import Outcome

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
    return _(FIELD_NAMES[field]) if field in FIELD_NAMES else ""


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
    words = (
        _("Line {line}: {name} is in the book already.")
        if outcome.like >= 0
        else _("Line {line}: {name} stands further up, in line {other}.")
    )
    return words.format(
        line=speech.number(outcome.line), name=outcome.name, other=speech.number(abs(outcome.like))
    )


def problem_words(outcome: Outcome) -> str:
    """Return why a record cannot be taken over: its line, the field, the sentence and what to do."""
    (problem,) = taking.problems((outcome,))
    return translate_error(problem)
