"""One page of the manual on screen: our type and colours, keys as this desktop names them, pictures that fit."""

from __future__ import annotations

import re
from typing import Any, Final

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QImage, QResizeEvent, QTextDocument
from PySide6.QtWidgets import QFrame, QTextBrowser, QWidget

from clientdesk.ui import actions, style, tokens
from clientdesk.ui.help import topics

_KEY: Final = re.compile(r"<kbd>(.*?)</kbd>")
_SHEET: Final = """
body {{ color: {text}; font-size: {body}px; }}
h1 {{ font-size: {title}px; font-weight: 600; margin-bottom: {gap}px; }}
h2 {{ font-size: {section}px; font-weight: 600; margin-top: {more}px; margin-bottom: {little}px; }}
p, li {{ line-height: 145%; margin-top: 0; margin-bottom: {gap}px; }}
p.picture {{ line-height: 100%; margin-top: {gap}px; }}
b {{ font-weight: 600; }}
a {{ color: {accent}; text-decoration: none; }}
kbd {{ font-family: {family}; color: {text}; background-color: {rail}; font-weight: 500; }}
"""


class ManualPage(QTextBrowser):
    """Shows a topic and follows the links between topics. It opens nothing outside the program."""

    #: A link to another topic was followed.
    asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("manual_page")
        self.setFrameShape(QFrame.Shape.NoFrame)
        # The manual is written in languages that read from left to right, whatever the window's.
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.setOpenLinks(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # Always there, so that a page which grows past the window does not get narrower for it.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.document().setDocumentMargin(tokens.SPACE_5)
        # Queued: the browser still looks at the page while it tells of the link.
        self.anchorClicked.connect(self._follow, Qt.ConnectionType.QueuedConnection)
        self._topic, self._language = topics.TOPICS[0], topics.LANGUAGES[0]
        style.theme().changed.connect(self._draw)

    def show_topic(self, topic: str, language: str) -> None:
        """Show a topic from its beginning."""
        self._topic, self._language = topic, language
        self._draw()

    def loadResource(self, kind: int, name: QUrl | str) -> Any:
        """Give a picture in the width of the page; nothing else is loaded."""
        if kind != QTextDocument.ResourceType.ImageResource.value:
            return None
        file = topics.page(self._topic, self._language).parent / QUrl(name).path()
        image = QImage(str(file.resolve()))
        if image.isNull():
            return None
        ratio = self.devicePixelRatioF()
        room = self.viewport().width() - 2 * tokens.SPACE_5 - tokens.SPACE_2
        if image.width() > room * ratio > 0:
            image = image.scaledToWidth(round(room * ratio), Qt.TransformationMode.SmoothTransformation)
        image.setDevicePixelRatio(ratio)
        return image

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._draw()

    def _draw(self) -> None:
        html = topics.page(self._topic, self._language).read_text(encoding="utf-8")
        self.document().setDefaultStyleSheet(_styles())
        self.setHtml(_KEY.sub(_native, html))
        self.setAccessibleName(topics.title(html))

    def _follow(self, url: QUrl) -> None:
        topic = url.path().removesuffix(".html")
        if topic in topics.TOPICS:
            self.asked.emit(topic)


def _native(found: re.Match[str]) -> str:
    # A space that does not break on both sides, so that the ground has some room around the key.
    return f"<kbd>&nbsp;{actions.keys_text(found.group(1))}&nbsp;</kbd>"


def _styles() -> str:
    colors, scale = style.colors(), style.theme().scale
    return _SHEET.format(
        text=colors.text,
        accent=colors.accent,
        rail=colors.rail,
        family=tokens.FAMILIES[0],
        body=round(tokens.SIZE_ROW_TITLE * scale),
        section=round(tokens.SIZE_SECTION * scale),
        title=round(tokens.SIZE_TITLE * scale),
        little=tokens.SPACE_1,
        gap=tokens.SPACE_2,
        more=tokens.SPACE_4,
    )
