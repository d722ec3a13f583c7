"""Papers in two languages: the paper's view is made in each, and the two are laid over each other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import fields, is_dataclass, replace
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Any, Final

from clientdesk.documents.said import Said
from clientdesk.documents.setting import Setting
from clientdesk.documents.view import DocumentView, Row, Text
from clientdesk.i18n import Translator
from clientdesk.i18n.bidi import without_marks

#: What stands in the first language alone: the window of an envelope has no room for two, and one stamp is enough.
_ONCE: Final = frozenset(
    {"language", "recipient", "sender_line", "watermark", "seal", "author", "design", "digits"}
)
#: What differs between languages though the words do not: marks of direction, and the shape of a comma.
_COMMAS: Final = str.maketrans({"\N{ARABIC COMMA}": ",", "\u200e": None, "\u200f": None})


def in_languages(make: Callable[[Setting], DocumentView], where: Setting) -> DocumentView:
    """Return the paper that `make` makes of a setting, in the setting's language or in both of them."""
    first = make(where)
    if where.second is None:
        return first
    second = make(replace(where, tr=where.second, second=None))
    worded = Translator(where.second.tag, where.second.domain, figures=where.tr)
    return pair(first, second, make(replace(where, tr=worded, second=None)))


def pair(first: DocumentView, second: DocumentView, worded: DocumentView) -> DocumentView:
    """Return `first` with every text that says something in words said in the language of `second` as well.

    `worded` is the second view with the numbers, amounts and dates of the first: what it has in common with `first`
    is a figure, a name or what the user typed, and stands once.
    """
    merged: DocumentView = _merged(first, second, worded)
    # Each language counts its pages in its own figures.
    digits = first.digits if first.digits == second.digits else Said.both(first.digits, second.digits)
    return replace(merged, second_language=second.language, digits=digits)


def _merged(first: Any, second: Any, worded: Any) -> Any:  # noqa: ANN401  # any part of a view
    """Return one part of a view, with all its texts, as `pair` wants it."""
    if isinstance(first, str):
        return first if _is_same(first, worded) or not second.strip() else Said.both(first, second)
    if isinstance(first, tuple):
        return _all_merged(first, second, worded)
    if not is_dataclass(first) or isinstance(first, type):
        return first
    changes = {
        field.name: _merged(*(getattr(each, field.name) for each in (first, second, worded)))
        for field in fields(first)
        if field.name not in _ONCE
    }
    if isinstance(first, Row):
        changes["details"] = _by_line(first.details, second.details, worded.details)
    return replace(first, **changes)


def _all_merged(first: Sequence[Any], second: Sequence[Any], worded: Sequence[Any]) -> tuple[Any, ...]:
    if all(isinstance(part, str) for part in first):
        # Sentences that are two in one language may be one in the other.
        return tuple(
            _merged(*parts) if parts[0] else Said.both("", parts[1])
            for parts in zip_longest(first, second, worded, fillvalue="")
        )
    merged: list[Any] = []
    steps = SequenceMatcher(None, _kinds(first), _kinds(second), autojunk=False).get_opcodes()
    for step, start, end, other, other_end in steps:
        if step == "equal":
            others = second[other:other_end], worded[other:other_end]
            merged.extend(_merged(*parts) for parts in zip(first[start:end], *others, strict=True))
        else:
            # What one has words of its own for, the other may have none for: a closing sentence.
            merged.extend(first[start:end])
            merged.extend(_second_alone(part) for part in second[other:other_end])
    return tuple(merged)


def _kinds(parts: Sequence[Any]) -> list[object]:
    return [(type(part), part.role if isinstance(part, Text) else None) for part in parts]


def _second_alone(part: Any) -> Any:  # noqa: ANN401  # any part of a view
    """Return a text that stands in the second language alone."""
    if not isinstance(part, Text):
        return part
    return replace(part, paragraphs=tuple(Said.both("", text) for text in part.paragraphs))


def _by_line(first: str, second: str, worded: str) -> str:
    """Return details of a row: of the second language those lines alone that say something in words."""
    lines = [text.split("\n") for text in (first, second, worded)]
    if len({len(each) for each in lines}) > 1:
        return Said.both(first, second)
    said = [other for own, other, word in zip(*lines, strict=True) if not _is_same(own, word)]
    return Said.both(first, "\n".join(said)) if said else first


def _is_same(first: str, second: str) -> bool:
    return first == second or _bare(first) == _bare(second)


def _bare(text: str) -> str:
    return without_marks(text).translate(_COMMAS)
