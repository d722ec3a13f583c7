"""The looks as small true pages: the user's own name and colours in each, drawn in the worker."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QImage

from clientdesk.domain.design import Design, LookName, Sample
from clientdesk.domain.errors import ClientdeskError
from clientdesk.ui.design.words import looks
from clientdesk.ui.widgets import pdf_pages
from clientdesk.ui.widgets.picture_choice import PictureChoice
from clientdesk.usecases import designs

if TYPE_CHECKING:
    from datetime import date

    from clientdesk.ui.session import Database, Session

#: After the page itself, which is what one looks at while typing.
_PAUSE_MILLISECONDS: Final = 600


class LookPictures(QObject):
    """Keeps the pictures of a choice of looks true to the rest of the design."""

    def __init__(self, session: Session, choice: PictureChoice) -> None:
        super().__init__(choice)
        self._session, self._choice = session, choice
        self._lane = f"looks-{id(self)}"
        self._wanted: tuple[Design, str] | None = None
        self._left: list[str] = []
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MILLISECONDS)
        self._pause.timeout.connect(self._draw)

    def show(self, design: Design, language: str) -> None:
        """Draw the looks of `design` soon; which one it has, and its words, make no difference to them."""
        wanted = (replace(design, look=looks()[0].value, texts=(), id=0, version=0), language)
        if wanted == self._wanted:
            return
        if self._wanted is None:
            self._wanted = wanted
            self._draw()
        else:
            self._wanted = wanted
            self._pause.start()

    def _draw(self) -> None:
        self._left = [look.value for look in looks()]
        self._draw_next()

    def _draw_next(self) -> None:
        """Draw one of them; the page itself, asked for meanwhile, comes before the next."""
        if self._wanted is None or not self._left:
            return
        design, language = self._wanted
        work = _Drawing(
            replace(design, look=LookName(self._left.pop(0))),
            language=language,
            on=self._session.today(),
            width=self._choice.picture_width(),
            ratio=self._choice.devicePixelRatioF(),
        )
        self._session.tasks.submit(work, self._take, failed=self._failed, lane=self._lane)

    def _take(self, drawn: tuple[str, QImage]) -> None:
        self._choice.set_picture(*drawn)
        self._draw_next()

    def _failed(self, error: Exception) -> None:
        # What cannot be drawn is said where the page would stand.
        if not isinstance(error, ClientdeskError):
            raise error


class _Drawing:
    """Work for the worker; it holds no widget."""

    def __init__(self, design: Design, *, language: str, on: date, width: int, ratio: float) -> None:
        self._design, self._language, self._on = design, language, on
        self._width, self._ratio = width, ratio

    def __call__(self, db: Database) -> tuple[str, QImage]:
        pdf = designs.sample(db, self._design, Sample.INVOICE, language=self._language, on=self._on)
        return self._design.look, pdf_pages.at_width(pdf, self._width, self._ratio).images[0]
