"""The shape of a page that stands alone in the window: a mark, a title, and words in the middle."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from clientdesk.ui import icons, style, tokens
from clientdesk.ui.widgets.wrapped import wrap

_WIDTH = 460
_MARK = 40


class Cover(QScrollArea):
    """A column in the middle of an empty window; what stands in it goes into `body`."""

    def __init__(self, title: str, words: str, *, name: str, mark: str = "lock") -> None:
        super().__init__()
        self.setObjectName(name)
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        inside = QWidget()
        self.column = QWidget(inside)
        self.column.setMaximumWidth(style.scaled(_WIDTH))
        self.body = QVBoxLayout(self.column)
        self.body.setSpacing(tokens.SPACE_3)
        picture = QLabel(self.column, objectName=f"{name}_mark")
        icons.set_picture(picture, mark, "accent", size=_MARK)
        self.body.addWidget(picture)
        self.title = QLabel(title, self.column, objectName=f"{name}_title")
        style.set_role(self.title, role="title")
        wrap(self.title)
        self.body.addWidget(self.title)
        self.words = self.add_words(words, role="second")
        outside = QVBoxLayout(inside)
        outside.addStretch(2)
        # Between stretches and not by alignment, which would forget the height that wrapped words need.
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(self.column, 100)
        middle.addStretch(1)
        outside.addLayout(middle)
        outside.addStretch(3)
        self.setWidget(inside)

    def add_words(self, words: str, *, role: str, name: str = "") -> QLabel:
        """Add a paragraph."""
        label = QLabel(words, self.column, objectName=name)
        wrap(label)
        style.set_role(label, role=role)
        self.body.addWidget(label)
        return label
