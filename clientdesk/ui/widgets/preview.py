"""The true page beside the editor: drawn in the worker while one types, printed and saved as it is seen."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QPixmap, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from clientdesk.domain.errors import ClientdeskError, EnvironmentFault
from clientdesk.domain.file_name import safe
from clientdesk.domain.text import N_
from clientdesk.i18n import _, translate_error, translator
from clientdesk.ui import actions, style, tokens
from clientdesk.ui.widgets import papers_folder, pdf_pages
from clientdesk.ui.widgets.page import Separator
from clientdesk.ui.widgets.pdf_pages import Pages
from clientdesk.ui.widgets.reprint import Reprint
from clientdesk.usecases.exports import whole_file

if TYPE_CHECKING:
    from clientdesk.ui.session import Session

_PAUSE_MILLISECONDS = 250
_ZOOM_STEP = 1.2
_NARROWEST, _WIDEST = 280, 2400
#: What can be asked for as soon as there will be a paper.
_WITH_A_PAPER = ("preview.print", "preview.save")
#: What makes the paper: PDF bytes from the worker's own connection.
Work = Callable[[Any], bytes]


class Preview(QWidget):
    """Shows what `show_work` makes. Typing restarts a short pause; only the newest page is drawn."""

    #: A paper is shown, with this many pages.
    shown = Signal(int)

    def __init__(self, session: Session, parent: QWidget | None = None, *, titled: bool = True) -> None:
        super().__init__(parent)
        self.setObjectName("preview")
        self._titled = titled
        self._session = session
        self._lane = f"preview-{id(self)}"
        self._work: Work | None = None
        self._name = "paper.pdf"
        self._pages = Pages(b"", ())
        self._is_coming = False
        self._wish: Callable[[], None] | None = None
        self._width = 0
        self._folder: Path | None = None
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MILLISECONDS)
        self._pause.timeout.connect(self._draw)
        self._labels: list[QLabel] = []
        self._actions: dict[str, actions.ActionButton] = {}
        self._inner = QWidget()
        style.set_role(self._inner, role="scrolled")
        self._column = QVBoxLayout(self._inner)
        self._column.setContentsMargins(tokens.SPACE_4, tokens.SPACE_4, tokens.SPACE_4, tokens.SPACE_4)
        self._column.setSpacing(tokens.SPACE_4)
        self._column.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignHCenter)
        self._message = QLabel(self._inner, objectName="preview_message")
        self._message.setWordWrap(True)
        self._message.setMaximumWidth(style.scaled(tokens.LIST_PANE_WIDTH))
        self._message.setAlignment(Qt.AlignmentFlag.AlignCenter)
        style.set_role(self._message, role="second")
        self._column.addWidget(self._message)
        self._area = QScrollArea(self)
        self._area.setWidgetResizable(True)
        self._area.setWidget(self._inner)
        self._area.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._area.setAccessibleName(_("The pages of the document"))
        # Always there, so that a page fits the width it will have once it is longer than the pane.
        self._area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        # A page of paper is never mirrored.
        self._area.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self._page = QLabel(self, objectName="preview_page")
        style.set_role(self._page, role="caption")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._tool_row())
        column.addWidget(Separator(self))
        column.addWidget(self._area, 1)
        self.reprint = Reprint(session, self, column, above=column.count() - 1)
        self._area.verticalScrollBar().valueChanged.connect(self._show_page_number)
        self.clear()

    # What screens call.

    @property
    def data(self) -> bytes:
        """The PDF in view, empty without one."""
        return self._pages.data

    @property
    def is_coming(self) -> bool:
        """Whether a newer page than the one in view is on its way."""
        return self._is_coming

    @property
    def message(self) -> str:
        """What is said in place of a page."""
        return "" if self._message.isHidden() else self._message.text()

    def show_work(self, work: Work, *, name: str = "", at_once: bool = False) -> None:
        """Show what `work(db)` makes, after a short pause in typing; `name` is offered as the file's name."""
        self.reprint.leave()
        self._work = work
        self._name = name or self._name
        self._is_coming = True
        for wanted in _WITH_A_PAPER:
            self._actions[wanted].bound_action.setEnabled(True)
        if at_once:
            self._draw()
        else:
            self._pause.start()

    def show_pdf(self, data: bytes, *, name: str = "") -> None:
        """Show a PDF that exists already."""
        self.show_work(_Ready(data), name=name, at_once=True)

    def clear(self, text: str = "") -> None:
        """Show a sentence and no page."""
        self.reprint.leave()
        self._pause.stop()
        self._session.tasks.forget(self._lane)
        self._work = None
        self._take(Pages(b"", ()))
        self._say(text or _("The page appears here as soon as there is something on it."))

    def set_zoom(self, width: int) -> None:
        """Draw pages `width` logical pixels wide; 0 makes them as wide as the pane."""
        self._width = 0 if width <= 0 else max(_NARROWEST, min(_WIDEST, width))
        if self._pages.data:
            self._draw_again()

    @property
    def page_width(self) -> int:
        """How wide a page is drawn: as chosen, else as the pane has room."""
        if self._width:
            return self._width
        return max(_NARROWEST, self._room())

    @property
    def room(self) -> int:
        """How wide a page can be without scrolling sideways."""
        return self._room()

    # The verbs.

    def save(self) -> None:
        """Ask where to, and write the PDF there; while the page is on its way, as soon as it is there."""
        if self._waits_for_page(self.save):
            return
        dialog = QFileDialog(self, _("Save as PDF"), str(self._start_folder()))
        dialog.setObjectName("preview_save_dialog")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setFileMode(QFileDialog.FileMode.AnyFile)
        dialog.setNameFilter(_("PDF files (*.pdf)"))
        dialog.setDefaultSuffix("pdf")
        # A client's name may hold what no file name may.
        dialog.selectFile(safe(self._name))
        dialog.fileSelected.connect(self.save_to)
        dialog.open()

    def save_to(self, path: str) -> None:
        """Write the PDF to `path`."""
        target = Path(path)
        try:
            with whole_file.written(target, overwrite=True) as stream:
                stream.write(self._pages.data)
        except EnvironmentFault:
            fault = EnvironmentFault(
                N_("{name} could not be written."), next_step=N_("Choose another folder."), name=target.name
            )
            self._session.fault.emit(fault)
            return
        self._folder = target.parent
        papers_folder.remember(self._session, self._folder)
        self._actions["preview.folder"].bound_action.setEnabled(True)
        self._session.tell(_("Saved as {name}.").format(name=target.name))

    def open_folder(self) -> None:
        """Show the folder the PDF was saved in."""
        if self._folder is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder)))

    def print(self) -> None:
        """Ask for a printer and print the page as it is seen; while it is on its way, as soon as it is there."""
        if self._waits_for_page(self.print):
            return
        self.reprint.start(self._pages.data, self._name)

    def _waits_for_page(self, act: Callable[[], None]) -> bool:
        """Remember what is wanted of a page that is still being drawn, as quick hands do; False once it is there."""
        if self._pages.data:
            return False
        if self._is_coming:
            self._wish = act
        return True

    def _zoom_in(self) -> None:
        self.set_zoom(round(self.page_width * _ZOOM_STEP))

    def _zoom_out(self) -> None:
        self.set_zoom(round(self.page_width / _ZOOM_STEP))

    def _fit(self) -> None:
        # Once more turns to a width that can be read without effort, wherever the pane has less.
        fits = self.page_width == self._room()
        self.set_zoom(tokens.PREVIEW_PAGE_WIDTH if fits and self._room() < tokens.PREVIEW_PAGE_WIDTH else 0)

    def _room(self) -> int:
        return self._area.viewport().width() - 2 * tokens.SPACE_4

    def _next(self) -> None:
        self._go_to(self._current_page() + 1)

    def _previous(self) -> None:
        self._go_to(self._current_page() - 1)

    # Inside.

    def _tool_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(tokens.SPACE_4, tokens.SPACE_2, tokens.SPACE_3, tokens.SPACE_2)
        row.setSpacing(0)
        self._title = QLabel(_("Preview"), self)
        style.set_role(self._title, role="section")
        row.addWidget(self._title)
        row.addSpacing(tokens.SPACE_3 if self._titled else 0)
        row.addWidget(self._page)
        row.addStretch(1)
        slots = {
            "preview.previous": self._previous,
            "preview.next": self._next,
            "preview.zoom_out": self._zoom_out,
            "preview.zoom_in": self._zoom_in,
            "preview.fit": self._fit,
            "preview.print": self.print,
            "preview.save": self.save,
            "preview.folder": self.open_folder,
        }
        for name, slot in slots.items():
            self._actions[name] = actions.button(name, self, slot, variant="bare")
            row.addWidget(self._actions[name])
        return row

    def _draw(self) -> None:
        if self._work is None:
            return
        work, width, ratio = self._work, self.page_width, self.devicePixelRatioF()

        def make(db: object) -> Pages:
            return pdf_pages.at_width(work(db), width, ratio)

        self._session.tasks.submit(make, self._take, failed=self._failed, lane=self._lane)

    def _draw_again(self) -> None:
        data, width, ratio = self._pages.data, self.page_width, self.devicePixelRatioF()
        self._session.tasks.submit(
            lambda _db: pdf_pages.at_width(data, width, ratio),
            self._take,
            failed=self._failed,
            lane=self._lane,
        )

    def _take(self, pages: Pages) -> None:
        self._pages = pages
        # What was asked for while this one was drawn is a newer one.
        self._is_coming = self._pause.isActive()
        wish, self._wish = self._wish, None
        self._message.hide()
        while len(self._labels) < len(pages.images):
            label = QLabel(self._inner)
            self._labels.append(label)
            self._column.addWidget(label, 0, Qt.AlignmentFlag.AlignHCenter)
        for number, label in enumerate(self._labels):
            used = number < len(pages.images)
            label.setVisible(used)
            label.setPixmap(QPixmap.fromImage(pages.images[number]) if used else QPixmap())
            label.setAccessibleName(self._page_words(number))
        for name, button in self._actions.items():
            several = len(pages.images) > 1 or name not in {"preview.next", "preview.previous"}
            has_folder = name != "preview.folder" or self._folder is not None
            button.bound_action.setEnabled(bool(pages.data) and several and has_folder)
        self._show_page_number()
        if pages.data:
            self.shown.emit(len(pages.images))
            if wish is not None:
                wish()

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, ClientdeskError):
            raise error
        self._take(Pages(b"", ()))
        self._say(translate_error(error))

    def _say(self, text: str) -> None:
        self._message.setText(text)
        self._message.show()

    def _current_page(self) -> int:
        middle = self._area.verticalScrollBar().value() + self._area.viewport().height() // 3
        for number, label in enumerate(self._labels[: len(self._pages.images)]):
            if label.geometry().bottom() >= middle:
                return number
        return max(0, len(self._pages.images) - 1)

    def _go_to(self, number: int) -> None:
        if 0 <= number < len(self._pages.images):
            self._area.verticalScrollBar().setValue(self._labels[number].y() - tokens.SPACE_4)

    def _show_page_number(self, _value: int = 0) -> None:
        self._page.setText(self._page_words(self._current_page()) if self._pages.images else "")
        self._fold_words()

    def _page_words(self, number: int) -> str:
        speech = translator()
        words = _("Page {number} of {count}")
        return words.format(number=speech.number(number + 1), count=speech.number(len(self._pages.images)))

    def _start_folder(self) -> Path:
        if self._folder is not None:
            return self._folder
        return papers_folder.papers_folder(self._session)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._pages.data:
            self._pause.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold_words()
        if self._pages.data and not self._width:
            self._pause.start()

    def _fold_words(self) -> None:
        """Leave out words for which the buttons leave no room: first the title, then the number of the page."""
        if not self._actions:
            # Made within a window that is laid out already, it is given its size before its parts.
            return
        buttons = sum(button.sizeHint().width() for button in self._actions.values())
        room = self.width() - buttons - 2 * tokens.SPACE_4 - tokens.SPACE_3
        self._page.setVisible(self._page.sizeHint().width() <= room)
        self._title.setVisible(
            self._titled and self._title.sizeHint().width() + self._page.sizeHint().width() <= room
        )


class _Ready:
    """Work that is done already."""

    def __init__(self, data: bytes) -> None:
        self._data = data

    def __call__(self, _db: object) -> bytes:
        return self._data
