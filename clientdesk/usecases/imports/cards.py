"""vCards (2.1, 3.0, 4.0) as named texts: each card of a file by itself, with the line at which it begins."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from clientdesk.domain.errors import RuleError
from clientdesk.domain.text import N_
from clientdesk.usecases.imports import gate
from clientdesk.usecases.imports.entry import Entry

#: Properties that hold pictures, sounds and keys: passed over, however long they are.
_PASSED_OVER: Final = frozenset({"PHOTO", "LOGO", "SOUND", "KEY", "AGENT"})
_NAME: Final = re.compile(r"(?:[\w-]+\.)?([\w-]+)\s*[;:]", re.ASCII)
_QUOTED_PRINTABLE: Final = re.compile(r"ENCODING=QUOTED-PRINTABLE|;QUOTED-PRINTABLE", re.IGNORECASE)
_PARTED: Final = re.compile(r"(?<!\\)(?:\\\\)*;")
_ESCAPED: Final = re.compile(r"\\(.)", re.DOTALL)
#: A card of a person or a firm has some twenty lines; more than these nobody has typed.
_MOST_LINES: Final = 2_000


@dataclass(slots=True)
class _Card:
    line: int
    lines: list[str] = field(default_factory=list)
    problem: RuleError | None = None


def looks_like(data: bytes) -> bool:
    """Tell whether `data` is a file of vCards rather than a table."""
    return b"BEGIN:VCARD" in data[:4096].replace(b"\0", b"").upper()


def entries(text: str) -> Iterator[Entry]:
    """Yield every card of `text`; one that cannot be read carries its problem."""
    for number, card in enumerate(_cards(text), 1):
        if number > gate.MOST_ROWS:
            raise RuleError(
                N_("The file has more than {limit} cards."),
                next_step=N_("Split it into several files and import one after the other."),
                limit=gate.MOST_ROWS,
            )
        yield Entry(card.line, {}, card.problem) if card.problem else _read(card)


def _cards(text: str) -> Iterator[_Card]:
    card: _Card | None = None
    is_passed_over = is_going_on = False
    for number, line in enumerate(_lines(text), 1):
        mark = line.strip().upper()
        if mark == "BEGIN:VCARD":
            if card is not None:
                card.problem = _not_ended(card)
                yield card
            card, is_passed_over, is_going_on = _Card(number), False, False
        elif card is None:
            continue
        elif mark == "END:VCARD":
            yield card
            card = None
        elif is_going_on or not line[:1].isspace():
            # Soft breaks of version 2.1 end in "=" and go on without a blank.
            if not is_going_on:
                found = _NAME.match(line)
                is_passed_over = found is not None and found[1].upper() in _PASSED_OVER
            is_going_on = line.endswith("=") and (
                is_going_on or _QUOTED_PRINTABLE.search(line[: gate.MOST_CHARACTERS]) is not None
            )
            _add(card, line, number, is_passed_over=is_passed_over)
        elif not mark:
            is_passed_over = False
        else:
            _add(card, line, number, is_passed_over=is_passed_over)
    if card is not None:
        card.problem = _not_ended(card)
        yield card


def _lines(text: str) -> Iterator[str]:
    """Yield the lines one by one: a file of 50 MB is not copied as a whole."""
    start = 0
    while start < len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        yield text[start:end].removesuffix("\r")
        start = end + 1


def _add(card: _Card, line: str, number: int, *, is_passed_over: bool) -> None:
    if is_passed_over or card.problem is not None:
        return
    if "\0" in line:
        card.problem = RuleError(
            N_("Line {line} holds a character that is no text (NUL)."),
            next_step=N_("The file may be damaged. Export it again."),
            line=number,
        )
    elif len(line) > gate.MOST_CHARACTERS or len(card.lines) >= _MOST_LINES:
        card.problem = RuleError(
            N_("Line {line}: a field has more than {limit} characters."),
            next_step=N_("Shorten it, or take it out of the file."),
            line=number,
            limit=gate.MOST_CHARACTERS,
        )
    else:
        card.lines.append(line)


def _not_ended(card: _Card) -> RuleError:
    return RuleError(
        N_("The card that begins in line {line} has no end."),
        next_step=N_("The file may be cut off. Export it again."),
        line=card.line,
    )


def _read(card: _Card) -> Entry:
    """Return what the properties of a card say."""
    import vobject

    text = "\n".join(("BEGIN:VCARD", *card.lines, "END:VCARD", ""))
    try:
        found = next(
            vobject.readComponents(text, validate=False, transform=False, ignoreUnreadable=True, allowQP=True)
        )
        properties: dict[str, list[Any]] = {}
        for child in found.getChildren():
            if isinstance(getattr(child, "value", None), str):
                properties.setdefault(child.name, []).append(child)
        values = _values(properties)
    except Exception:  # noqa: BLE001  # whatever the library stumbles over is a fault of the card
        return Entry(card.line, {}, _unreadable(card))
    if any(len(value) > gate.MOST_CHARACTERS for value in values.values()):
        return Entry(card.line, {}, _unreadable(card))
    return Entry(card.line, values)


def _unreadable(card: _Card) -> RuleError:
    return RuleError(
        N_("The card that begins in line {line} cannot be read."),
        next_step=N_("Export it again, or take it out of the file."),
        line=card.line,
    )


def _values(properties: dict[str, list[Any]]) -> dict[str, str]:
    """Return the texts of a card by the names of `headings.CLIENT_FIELDS`."""
    family, given, *_rest = [*_parts(_first(properties, "N")), "", ""]
    person = _plain(_first(properties, "FN")) or " ".join(part for part in (given, family) if part)
    company = next((part for part in _parts(_first(properties, "ORG")) if part), "")
    is_company = _first(properties, "KIND").casefold() == "org" or (company and person == company)
    mails = _all(properties, "EMAIL", "mailto:")
    phones = _all(properties, "TEL", "tel:")
    notes = [_plain(child.value) for child in properties.get("NOTE", ())]
    values = {
        "name": company or person,
        "contact_name": "" if is_company else person if company else "",
        "role": _plain(_first(properties, "TITLE") or _first(properties, "ROLE")),
        "email": mails[0] if mails else "",
        "phone": phones[0] if phones else "",
        **_address(properties),
        "language": _plain(_first(properties, "LANG")),
        # What has no field of its own is kept in sight.
        "notes": "\n".join([*notes, *mails[1:], *phones[1:], *_all(properties, "URL", "")]),
    }
    if not is_company and not company:
        values["kind"] = "person"
        values["contact_name"] = person if mails or phones else ""
    return {name: value for name, value in values.items() if value}


def _address(properties: dict[str, list[Any]]) -> dict[str, str]:
    names = ("box", "extra", "street", "city", "region", "postal_code", "country")
    parts = dict(zip(names, _parts(_first(properties, "ADR")), strict=False))
    box = parts.pop("box", "")
    street = parts.get("street", "")
    return {**parts, "street": street.replace("\n", ", ") or box}


def _all(properties: dict[str, list[Any]], name: str, scheme: str) -> list[str]:
    found = [_plain(child.value).removeprefix(scheme) for child in _preferred(properties.get(name, []))]
    return list(dict.fromkeys(value for value in found if value))


def _first(properties: dict[str, list[Any]], name: str) -> str:
    return next((child.value for child in _preferred(properties.get(name, []))), "")


def _preferred(children: list[Any]) -> list[Any]:
    """Return the properties with the preferred ones first."""
    return sorted(children, key=lambda child: not _is_preferred(child))


def _is_preferred(child: Any) -> bool:  # noqa: ANN401  # the library has no types
    types = {value.casefold() for value in (*child.params.get("TYPE", ()), *child.singletonparams)}
    return "pref" in types or "1" in child.params.get("PREF", ())


def _parts(value: str) -> list[str]:
    """Return the components of a structured value."""
    parts, start = [], 0
    for match in _PARTED.finditer(value):
        parts.append(_plain(value[start : match.end() - 1]))
        start = match.end()
    return [*parts, _plain(value[start:])]


def _plain(value: str) -> str:
    return _ESCAPED.sub(_unescaped, value).strip()


def _unescaped(match: re.Match[str]) -> str:
    return "\n" if match[1] in "nN" else match[1]
