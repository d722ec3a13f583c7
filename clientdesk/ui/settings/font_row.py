"""One family of own fonts in the settings: its name in its own face, its cuts, where it lies, and its removal."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from clientdesk.domain.font import OwnFont
from clientdesk.domain.text import N_
from clientdesk.i18n import _, pgettext, translator
from clientdesk.ui import actions, style, tokens
from clientdesk.ui.session import Session
from clientdesk.ui.widgets.font_sample import FontSample
from clientdesk.ui.widgets.joined import joined
from clientdesk.ui.widgets.wrapped import wrap
from clientdesk.usecases import fonts
from clientdesk.usecases.fonts import OwnFamily

#: What the font pack is for: the name of each language, which fonts count, and letters that show it.
PACK: Final = (
    (N_("Chinese"), ("zh-hans", "zh-hant"), "永和"),
    (N_("Japanese"), ("ja",), "あア"),
    (N_("Korean"), ("ko",), "한글"),
)
_WEIGHTS: Final = {300: N_("light"), 400: N_("regular"), 600: N_("semibold"), 700: N_("bold")}
_MEGABYTE: Final = 1_000_000


class FamilyRow(QWidget):
    """A family in its own face, its cuts, where it lies, and the button that removes it."""

    def __init__(self, session: Session, family: OwnFamily, parent: QWidget) -> None:
        super().__init__(parent)
        self.family = family
        self._session = session
        self._sample = FontSample(family.name, self)
        speech = translator()
        cuts = speech.list(
            [_(_WEIGHTS[weight]) if weight in _WEIGHTS else str(weight) for weight in family.weights]
        )
        size = speech.number(_megabytes(family.size))
        # Translators: MB as in megabytes, the size of a font file
        place = _("on this computer") if family.is_pack else _("in this book")
        words = QLabel(joined(cuts, pgettext("size", "{size} MB").format(size=size), place), self)
        wrap(words)
        style.set_role(words, role="caption")
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(self._sample)
        column.addWidget(words)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens.SPACE_2)
        row.addLayout(column, 1)
        remove = actions.button("settings.remove_font", self, self.remove, variant="icon")
        remove.setAccessibleName(_("Remove {what}").format(what=family.name))
        row.addWidget(remove)

    def show_face(self, file: bytes) -> None:
        """Draw the name with the family's own file, and after it some letters of the languages it is for."""
        known = set(self.family.languages)
        letters = [letters for _name, languages, letters in PACK if known & set(languages)]
        self._sample.show_face(file, " ".join(letters))

    def remove(self) -> None:
        """Remove the family; the toast brings it back."""
        session, name = self._session, self.family.name
        removed = session.run(fonts.remove, name)
        if removed is not None:
            session.tell(_("{name} was removed.").format(name=name), undo=PutBack(session, (name,), removed))


class PutBack:
    """Lets families have the files again that they had before."""

    def __init__(self, session: Session, names: Sequence[str], files: Sequence[OwnFont]) -> None:
        self._session = session
        self._names, self._files = tuple(names), tuple(files)

    def __call__(self) -> None:
        self._session.run(fonts.restore, self._names, self._files)


def _megabytes(size: int) -> Decimal:
    """Return a size in megabytes to one place, at least 0.1."""
    tenth = Decimal("0.1")
    return max((Decimal(size) / _MEGABYTE).quantize(tenth), tenth)
