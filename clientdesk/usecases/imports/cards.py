"""vCards (2.1, 3.0, 4.0) as named texts: each card of a file by itself, with the line at which it begins."""

from __future__ import annotations

import quopri
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from clientdesk.domain.errors import RuleError
from clientdesk.domain.text import N_
from clientdesk.usecases.imports import gate
from clientdesk.usecases.imports.entry import Entry

#: Properties that hold pictures, sounds and keys: passed over, however long they are.
_PASSED_OVER: Final = frozenset({"PHOTO", "LOGO", "SOUND", "KEY", "AGENT"})
_NAME: Final = re.compile(r"(?:[\w-]+\.)?([\w-]+)\s*[;:]", re.ASCII)
_QUOTED_PRINTABLE: Final = re.compile(r"ENCODING=QUOTED-PRINTABLE|;QUOTED-PRINTABLE", re.IGNORECASE)
_BINARY: Final = frozenset({"encoding=b", "encoding=base64", "base64"})
_PARTED: Final = re.compile(r"(?<!\\)(?:\\\\)*;")
_ESCAPED: Final = re.compile(r"\\(.)", re.DOTALL)
#: A card of a person or a firm has some twenty lines; more than these nobody has typed.
_MOST_LINES: Final = 2_000


@dataclass(slots=True)
class _Card:
    line: int
    lines: list[str] = field(default_factory=list)
    problem: RuleError | None = None
    is_passed_over: bool = False
    is_soft: bool = False


@dataclass(frozen=True, slots=True)
class _Property:
    """One property: `parameters` are in small letters, as `type=work` or, in version 2.1, `work`."""

    name: str
    value: str
    parameters: tuple[str, ...] = ()


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
    for number, line in enumerate(_lines(text), 1):
        mark = line.strip().upper()
        if mark == "BEGIN:VCARD":
            if card is not None:
                card.problem = _not_ended(card)
                yield card
            card = _Card(number)
        elif card is not None and mark == "END:VCARD":
            yield card
            card = None
        elif card is not None:
            _add(card, line, number)
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


def _add(card: _Card, line: str, number: int) -> None:
    """Add a line to a card: it begins a property, or goes on with the last one."""
    goes_on = card.is_soft or line[:1] in {" ", "\t"}
    if not goes_on:
        found = _NAME.match(line)
        card.is_passed_over = found is not None and found[1].upper() in _PASSED_OVER
    if card.is_passed_over or card.problem is not None or not line:
        card.is_soft = False
        return
    if "\0" in line:
        card.problem = RuleError(
            N_("Line {line} holds a character that is no text (NUL)."),
            next_step=N_("The file may be damaged. Export it again."),
            line=number,
        )
        return
    if not goes_on or not card.lines:
        card.lines.append(line)
    elif card.is_soft:
        card.lines[-1] += line
    else:
        card.lines[-1] += line[1:]
    whole = card.lines[-1]
    if len(whole) > gate.MOST_CHARACTERS or len(card.lines) > _MOST_LINES:
        card.problem = RuleError(
            N_("Line {line}: a field has more than {limit} characters."),
            next_step=N_("Shorten it, or take it out of the file."),
            line=number,
            limit=gate.MOST_CHARACTERS,
        )
        return
    # Version 2.1 breaks such lines softly: the equals sign goes, and the next line follows without a blank.
    card.is_soft = whole.endswith("=") and _QUOTED_PRINTABLE.search(whole) is not None
    if card.is_soft:
        card.lines[-1] = whole[:-1]


def _not_ended(card: _Card) -> RuleError:
    return RuleError(
        N_("The card that begins in line {line} has no end."),
        next_step=N_("The file may be cut off. Export it again."),
        line=card.line,
    )


def _read(card: _Card) -> Entry:
    """Return what the properties of a card say."""
    properties: dict[str, list[_Property]] = {}
    for line in card.lines:
        found = _property(line)
        if found is not None:
            properties.setdefault(found.name, []).append(found)
    return Entry(card.line, _values(properties))


def _property(line: str) -> _Property | None:
    """Take a line apart; None where it is none that says something.

    By hand and in one pass: the expression by which vobject does it takes minutes for thirty semicolons and no colon.
    """
    parts, start, is_quoted = [], 0, False
    for at, char in enumerate(line):
        if char == '"':
            is_quoted = not is_quoted
        elif char in ";:" and not is_quoted:
            parts.append(line[start:at])
            start = at + 1
            if char == ":":
                break
    else:
        return None
    name = parts[0].rpartition(".")[2].strip().upper()
    parameters = tuple(part.replace('"', "").casefold() for part in parts[1:])
    if any(one in _BINARY for one in parameters):
        return None
    value = line[start:]
    if "quoted-printable" in {one.rpartition("=")[2] for one in parameters}:
        value = _from_quoted_printable(value, parameters)
    return _Property(name, value, parameters)


def _from_quoted_printable(value: str, parameters: tuple[str, ...]) -> str:
    charset = next((one.partition("=")[2] for one in parameters if one.startswith("charset=")), "utf-8")
    data = quopri.decodestring(value.encode())
    try:
        return data.decode(charset, "replace")
    except (LookupError, UnicodeError):
        return data.decode("utf-8", "replace")


def _values(properties: dict[str, list[_Property]]) -> dict[str, str]:
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


def _address(properties: dict[str, list[_Property]]) -> dict[str, str]:
    names = ("box", "extra", "street", "city", "region", "postal_code", "country")
    parts = dict(zip(names, _parts(_first(properties, "ADR")), strict=False))
    box = parts.pop("box", "")
    street = parts.get("street", "")
    return {**parts, "street": street.replace("\n", ", ") or box}


def _all(properties: dict[str, list[_Property]], name: str, scheme: str) -> list[str]:
    found = [_plain(child.value).removeprefix(scheme) for child in _preferred(properties.get(name, []))]
    return list(dict.fromkeys(value for value in found if value))


def _first(properties: dict[str, list[_Property]], name: str) -> str:
    return next((child.value for child in _preferred(properties.get(name, []))), "")


def _preferred(children: list[_Property]) -> list[_Property]:
    """Return the properties with the preferred ones first."""
    return sorted(children, key=lambda child: not _is_preferred(child))


def _is_preferred(child: _Property) -> bool:
    return any(
        one in {"pref", "pref=1"} or (one[:5] == "type=" and "pref" in one) for one in child.parameters
    )


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
