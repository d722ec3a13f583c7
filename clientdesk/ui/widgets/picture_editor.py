"""A picture or two of the user's own: chosen, dropped on the field, removed; read in the worker, or refused."""

from __future__ import annotations

import base64
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QImage,
    QImageReader,
    QPainter,
    QPixmap,
)
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from clientdesk.domain.errors import ClientdeskError, EnvironmentFault
from clientdesk.domain.text import N_
from clientdesk.i18n import _, translate_error
from clientdesk.ui import actions, style, tokens
from clientdesk.ui.widgets.editors import Editor
from clientdesk.ui.widgets.flow import FlowLayout
from clientdesk.ui.widgets.start_folder import start_folder
from clientdesk.ui.widgets.tips import plain_tip
from clientdesk.ui.widgets.wrapped import wrap

if TYPE_CHECKING:
    from clientdesk.ui.tasks import Tasks

_SEPARATOR: Final = ","


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureKind:
    """What a field takes: `read` turns a file's bytes into pictures or raises RuleError; `names` are file endings.

    `words` stand in an empty field, `title` over the dialog.
    """

    read: Callable[[bytes], tuple[bytes, ...]]
    title: str
    words: str
    filter: str
    names: str
    #: What each picture is called where there are several; such pictures are sheets of paper, shown upright.
    pages: tuple[str, ...] = ()


class PictureEditor(QFrame, Editor):
    """Its value is a tuple of pictures (bytes), empty without any."""

    edited = Signal()
    refused = Signal(str)

    def __init__(self, parent: QWidget | None = None, *, kind: PictureKind, tasks: Tasks) -> None:
        super().__init__(parent)
        self._kind, self._tasks = kind, tasks
        self._lane = f"picture-{id(self)}"
        self._pictures: tuple[bytes, ...] = ()
        self._typed = ""
        self._labels: list[QLabel] = []
        self.setAcceptDrops(True)
        style.set_role(self, role="drop")
        self._shown = QHBoxLayout()
        self._shown.setSpacing(tokens.SPACE_2)
        self._words = QLabel(self)
        style.set_role(self._words, role="hint")
        wrap(self._words, takes_any_width=True)
        self._choose = actions.button("design.choose_file", self, self.choose)
        self._remove = actions.button("design.remove_file", self, self.remove)
        buttons = QWidget(self)
        flow = FlowLayout(buttons, spacing=tokens.SPACE_2)
        flow.addWidget(self._choose)
        flow.addWidget(self._remove)
        side = QVBoxLayout()
        side.setSpacing(tokens.SPACE_2)
        side.addWidget(self._words)
        side.addWidget(buttons)
        row = QHBoxLayout(self)
        row.setContentsMargins(tokens.SPACE_3, tokens.SPACE_3, tokens.SPACE_3, tokens.SPACE_3)
        row.setSpacing(tokens.SPACE_3)
        row.addLayout(self._shown)
        row.addLayout(side, 1)
        self.setFocusProxy(self._choose)
        self._show()

    @property
    def parts(self) -> Sequence[QWidget]:
        return (self._choose, self._remove)

    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name)
        for button in (self._choose, self._remove):
            button.setAccessibleName(_("{field}: {value}").format(field=name, value=button.text()))

    def set_fault(self, sentence: str) -> None:
        self._choose.setAccessibleDescription(sentence)

    def value(self) -> tuple[bytes, ...]:
        return self._pictures

    def set_value(self, value: Any) -> None:
        self._tasks.forget(self._lane)
        pictures = tuple(one for one in value if one)
        if pictures != self._pictures:
            self._pictures = pictures
            # Made once, as it is asked for after every key.
            self._typed = _SEPARATOR.join(base64.b64encode(one).decode("ascii") for one in pictures)
        self._show()

    def typed(self) -> str:
        return self._typed

    def retype(self, text: str) -> None:
        if text != self._typed:
            self.set_value([base64.b64decode(part) for part in text.split(_SEPARATOR) if part])

    def choose(self) -> None:
        """Ask for a file."""
        dialog = QFileDialog(self, self._kind.title, str(start_folder()))
        dialog.setObjectName("picture_dialog")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter(f"{self._kind.filter} ({self._kind.names})")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.take)
        dialog.open()

    def take(self, path: str) -> None:
        """Read the file at `path` in the worker; what was there stays if it cannot be used."""
        self._words.setText(_("Reading {name} …").format(name=Path(path).name))
        self._words.show()
        self._tasks.submit(_Reading(path, self._kind.read), self._taken, failed=self._failed, lane=self._lane)

    def remove(self) -> None:
        """Do without a picture."""
        self._put(())
        self._choose.setFocus(Qt.FocusReason.OtherFocusReason)

    # Inside.

    def _taken(self, pictures: tuple[bytes, ...]) -> None:
        self._put(pictures)

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, ClientdeskError):
            raise error
        self._show()
        self.refused.emit(translate_error(error))

    def _put(self, pictures: tuple[bytes, ...]) -> None:
        self.set_value(pictures)
        self.edited.emit()

    def _show(self) -> None:
        high = style.scaled(tokens.PICTURE_HEIGHT * (2 if self._kind.pages else 1))
        while len(self._labels) < len(self._pictures):
            label = QLabel(self)
            style.set_role(label, role="sheet")
            self._labels.append(label)
            self._shown.addWidget(label)
        for number, label in enumerate(self._labels):
            is_used = number < len(self._pictures)
            label.setVisible(is_used)
            if is_used:
                room = QSize(style.scaled(tokens.PICTURE_WIDTH), high)
                name = self._kind.pages[number] if number < len(self._kind.pages) else self.accessibleName()
                label.setAccessibleName(name)
                label.setToolTip(plain_tip(name))
                label.setPixmap(on_paper(self._pictures[number], room, self.devicePixelRatioF()))
        self._words.setText("" if self._pictures else self._kind.words)
        self._words.setVisible(not self._pictures)
        self._choose.bound_action.setText(_("Choose another") if self._pictures else _("Choose a file"))
        self._remove.bound_action.setVisible(bool(self._pictures))
        self.setAccessibleName(self.accessibleName())

    # Dropping a file.

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _file(event):
            style.set_role(self, role="drop", over="yes")
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        style.set_role(self, role="drop", over="")
        event.accept()

    def dropEvent(self, event: QDropEvent) -> None:
        style.set_role(self, role="drop", over="")
        path = _file(event)
        if path:
            event.acceptProposedAction()
            self.take(path)


class _Reading:
    """Reads a file in the worker; it holds no widget."""

    def __init__(self, path: str, read: Callable[[bytes], tuple[bytes, ...]]) -> None:
        self._path, self._read = path, read

    def __call__(self, _db: object) -> tuple[bytes, ...]:
        try:
            data = Path(self._path).read_bytes()
        except OSError as error:
            raise EnvironmentFault(
                N_("{path} cannot be read: {reason}."),
                next_step=N_("Choose another file."),
                path=self._path,
                reason=error.strerror or str(error),
            ) from error
        return self._read(data)


def _file(event: QDropEvent) -> str:
    """Return the path of the one file that is dragged, empty for anything else."""
    files = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
    return files[0] if len(files) == 1 else ""


def on_paper(data: bytes, room: QSize, ratio: float) -> QPixmap:
    """Return a picture as large as `room` allows, on white paper: what is clear in it must not show the dark card."""
    image = _read(data, room * ratio)
    picture = QPixmap(image.size())
    picture.fill(QColor(tokens.PAPER))
    if not image.isNull():
        painter = QPainter(picture)
        painter.drawImage(0, 0, image)
        painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture


def _read(data: bytes, room: QSize) -> QImage:
    from PySide6.QtCore import QBuffer, QByteArray, QIODevice

    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    image = reader.read()
    if image.isNull():
        return image
    keep, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
    return image.scaled(room, keep, smooth)
