"""The user's own fonts for documents: what is there, what the font pack has; files are added or dropped here."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLabel, QVBoxLayout, QWidget

from clientdesk.domain.errors import ClientdeskError
from clientdesk.i18n import _, ngettext, translator
from clientdesk.ui import actions, style, tokens
from clientdesk.ui.session import Session
from clientdesk.ui.settings.font_row import PACK, FamilyRow, PutBack
from clientdesk.ui.tokens import Kind
from clientdesk.ui.widgets import file_kinds
from clientdesk.ui.widgets.chip import Chip, ChipLabel
from clientdesk.ui.widgets.drop_card import DropCard
from clientdesk.ui.widgets.flow import FlowLayout
from clientdesk.ui.widgets.start_folder import start_folder
from clientdesk.ui.widgets.wrapped import wrap
from clientdesk.usecases import font_files, fonts
from clientdesk.usecases.font_files import Read
from clientdesk.usecases.fonts import OwnFamily


class FontsCard(DropCard):
    """The families with a sample each, the state of the font pack, and the button that adds files."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(_("Fonts"), parent, name="fonts")
        self._session = session
        self._shown: tuple[OwnFamily, ...] | None = None
        self._last_folder = ""
        self._add = actions.button("settings.add_fonts", self, self.choose)
        self.add_button(self._add)
        self._hint = QLabel(self, objectName="fonts_hint")
        wrap(self._hint)
        style.set_role(self._hint, role="hint")
        self.body.addWidget(self._hint)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(tokens.SPACE_2)
        self.body.addLayout(self._rows)
        self.body.addSpacing(tokens.SPACE_1)
        pack = QWidget(self)
        chips = FlowLayout(pack, spacing=tokens.SPACE_2)
        self._chips = {name: ChipLabel(pack) for name, _languages, _letters in PACK}
        for chip in self._chips.values():
            chips.addWidget(chip)
        self.body.addWidget(pack)
        self._pack_hint = QLabel(self, objectName="font_pack")
        wrap(self._pack_hint)
        style.set_role(self._pack_hint, role="hint")
        self.body.addWidget(self._pack_hint)
        self.setAcceptDrops(True)
        self.invite(is_over=False)

    def refresh(self) -> None:
        """Read the families, and their faces in the worker."""
        found = self._session.read(fonts.families)
        if found is None:
            return
        self._show_pack()
        if found == self._shown:
            return
        self._shown = found
        while (item := self._rows.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for family in found:
            self._rows.addWidget(FamilyRow(self._session, family, self))
        if found:
            self._session.tasks.submit(fonts.samples, self._show_faces, lane="font samples")

    def choose(self) -> None:
        """Ask for font files."""
        dialog = QFileDialog(self, _("Add fonts"), str(start_folder(self._last_folder)))
        dialog.setObjectName("fonts_dialog")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setNameFilters(file_kinds.fonts((*font_files.ENDINGS, font_files.ARCHIVE)))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.filesSelected.connect(self.take)
        dialog.open()

    def take(self, paths: Sequence[str]) -> None:
        """Add the fonts in these files, folders or archives, which are read and checked in the worker."""
        if not paths:
            return
        self._last_folder = str(Path(paths[0]).parent)
        self._add.setEnabled(False)
        chosen = [Path(path) for path in paths]
        self._session.tasks.submit(partial(_read, chosen), self._keep, failed=self._refused)

    def is_wanted(self, path: Path) -> bool:
        """Whether it can hold fonts: a file by its ending, or a folder."""
        return path.suffix.lower() in (*font_files.ENDINGS, font_files.ARCHIVE) or path.is_dir()

    def invite(self, *, is_over: bool) -> None:
        """Say what may be done here."""
        self._hint.setText(
            _("Drop the files here to add them.")
            if is_over
            else _(
                "Drop TrueType or OpenType files here, or the archive (.zip) they came in: typefaces of your own for"
                " documents, and letters that ours lack."
            )
        )

    def _keep(self, found: Read) -> None:
        self._add.setEnabled(True)
        names = tuple(dict.fromkeys(font.family for font in found.fonts))
        before = self._session.read(fonts.stored, names)
        if before is None or self._session.run(fonts.keep, found) is None:
            return
        words = ngettext(
            "{names} can be used in documents.",
            "{count} fonts can be used in documents: {names}.",
            len(names),
        )
        told = words.format(names=", ".join(names), count=translator().number(len(names)))
        self._session.tell(told, undo=PutBack(self._session, names, before))
        for error in found.refused[:1]:
            self._session.fault.emit(error)

    def _refused(self, error: Exception) -> None:
        self._add.setEnabled(True)
        if not isinstance(error, ClientdeskError):
            raise error
        self._session.fault.emit(error)

    def _show_faces(self, files: dict[str, bytes]) -> None:
        for row in self.findChildren(FamilyRow):
            row.show_face(files.get(row.family.name, b""))

    def _show_pack(self) -> None:
        able = set(fonts.pack_languages())
        missing = []
        for name, languages, _letters in PACK:
            there = bool(able & set(languages))
            words = _("{language}: installed") if there else _("{language}: not installed")
            language = _(name)
            self._chips[name].set_chip(
                Chip(words.format(language=language), Kind.GOOD if there else Kind.QUIET)
            )
            if not there:
                missing.append(language)
        self._pack_hint.setText(
            _(
                "For names and texts in these languages add a font of each, once for this computer: Noto Sans SC, JP"
                " and KR are free at {address}."
            ).format(address=translator().left_to_right("fonts.google.com"))
        )
        self._pack_hint.setVisible(bool(missing))


def _read(paths: Sequence[Path], _db: Any) -> Read:  # the worker hands its database to every job
    return font_files.read(paths)
