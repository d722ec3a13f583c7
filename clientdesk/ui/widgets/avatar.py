"""The quiet circle before a row: a person's initials in any script, or an icon."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QRect, QRectF, Qt, QTextBoundaryFinder
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter

from clientdesk.ui import icons, style, tokens
from clientdesk.ui.tokens import Kind

#: Scripts in which two capitals stand for a name; in the others letters join or carry signs, and one is clearer.
_CAPITALS = frozenset({"LATIN", "GREEK", "CYRILLIC"})
_ARTICLE = "ال"
#: Words that say what a firm is, not who.
_FORMS = frozenset(
    {"gmbh", "mbh", "ag", "kg", "ohg", "gbr", "ug", "ek", "ev", "ltd", "llc", "inc", "co", "plc", "fzllc"}
    | {"fze", "pvt", "sarl", "bv", "se", "dr", "prof", "mr", "mrs", "ms", "the", "und", "and", "e", "k", "v"}
)


@dataclass(frozen=True, slots=True)
class Avatar:
    """What stands in the circle: `letters`, or the Lucide `icon` of that name."""

    letters: str = ""
    icon: str = ""


@lru_cache(maxsize=512)
def initials(name: str) -> Avatar:
    """Return the initials of a person or firm, without titles and legal forms; a person's icon where there are none."""
    words = [word for word in name.split() if _first_letter(word)]
    telling = [word for word in words if _bare(word) not in _FORMS] or words
    if not telling:
        return Avatar(icon="user")
    if not _has_capitals(telling[0]):
        return Avatar(_first_letter(telling[0].removeprefix(_ARTICLE)) or _first_letter(telling[0]))
    both = telling[:1] + [word for word in telling[1:] if _has_capitals(word)][:1]
    return Avatar("".join(_first_letter(word).upper() for word in both))


def avatar_size() -> int:
    """Return the diameter of the circle, which follows the size of text."""
    return max(tokens.AVATAR_SIZE, QFontMetrics(_font()).height() * 2)


def paint_avatar(painter: QPainter, place: QRect, avatar: Avatar) -> None:
    """Draw `avatar` into `place`, a square."""
    ink, ground = (QColor(value) for value in style.colors().chips[Kind.QUIET])
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.drawEllipse(QRectF(place))
    if avatar.icon:
        picture = icons.pixmap(avatar.icon)
        size = icons.size()
        painter.drawPixmap(place.center().x() - size // 2 + 1, place.center().y() - size // 2 + 1, picture)
    else:
        painter.setPen(ink)
        painter.setFont(_font())
        painter.drawText(place, int(Qt.AlignmentFlag.AlignCenter), avatar.letters)
    painter.restore()


def _font() -> QFont:
    return style.font(tokens.SIZE_CAPTION, tokens.WEIGHT_SEMIBOLD)


def _bare(word: str) -> str:
    return "".join(letter for letter in word if letter.isalnum()).casefold()


def _has_capitals(word: str) -> bool:
    letter = _first_letter(word)[:1]
    return bool(letter) and unicodedata.name(letter, "").partition(" ")[0] in _CAPITALS


def _first_letter(word: str) -> str:
    """Return the first letter as it is read, with the signs it carries; empty where there is none."""
    start = next((place for place, letter in enumerate(word) if letter.isalnum()), -1)
    if start < 0:
        return ""
    finder = QTextBoundaryFinder(QTextBoundaryFinder.BoundaryType.Grapheme, word[start:])
    end = finder.toNextBoundary()
    return word[start : start + end] if end > 0 else word[start]
