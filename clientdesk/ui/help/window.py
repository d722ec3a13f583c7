"""The manual in a window of its own beside the work: topics with a filter over their words, and the page."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from clientdesk.domain.search import fold
from clientdesk.i18n import _, translator
from clientdesk.ui import icons, style, tokens
from clientdesk.ui.help import topics
from clientdesk.ui.help.page import ManualPage
from clientdesk.ui.widgets.figures import leading

_SIZE = (1040, 760)
_TOPIC = Qt.ItemDataRole.UserRole
_WORDS = Qt.ItemDataRole.UserRole + 1


class ManualWindow(QWidget):
    """The manual; Escape closes it. One for each book's window."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setObjectName("manual")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Manual"))
        self._language = topics.language_for(translator().tag)
        self._filter = QLineEdit(self, objectName="manual_filter", placeholderText=_("Find in the manual"))
        self._filter.setAccessibleName(_("Find in the manual"))
        self._filter.setClearButtonEnabled(True)
        self._filter.textChanged.connect(self._narrow)
        self._filter.returnPressed.connect(self._take_first)
        self._list = QListWidget(self, objectName="manual_topics")
        self._list.setAccessibleName(_("Topics"))
        self._list.setFrameShape(QFrame.Shape.NoFrame)
        self._list.setFixedWidth(style.scaled(tokens.RAIL_WIDTH + tokens.SPACE_5))
        self._nothing = QLabel(_("Nothing found."), self, objectName="manual_nothing")
        self._nothing.setAlignment(leading(self))
        style.set_role(self._nothing, role="second")
        self._nothing.hide()
        self._page = ManualPage(self)
        for topic in topics.TOPICS:
            html = topics.page(topic, self._language).read_text(encoding="utf-8")
            item = QListWidgetItem(topics.title(html), self._list)
            item.setData(_TOPIC, topic)
            item.setData(_WORDS, fold(topics.words(html)))
        self._list.currentItemChanged.connect(self._turn_to)
        self._page.asked.connect(self.show_topic)
        side = QVBoxLayout()
        side.setContentsMargins(tokens.SPACE_4, tokens.SPACE_4, tokens.SPACE_3, tokens.SPACE_4)
        side.setSpacing(tokens.SPACE_3)
        side.addWidget(self._filter)
        side.addWidget(self._nothing)
        side.addWidget(self._list, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addLayout(side)
        row.addWidget(self._page, 1)
        self.setWindowIcon(icons.icon("book-open"))
        self.resize(*_SIZE)

    def show_topic(self, topic: str) -> None:
        """Turn to a topic; what was filtered out comes back."""
        self._filter.clear()
        self._list.setCurrentRow(topics.TOPICS.index(topic))
        self._list.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close with Escape, from wherever the cursor is."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def _turn_to(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self._page.show_topic(item.data(_TOPIC), self._language)

    def _narrow(self, text: str) -> None:
        wanted = fold(text).split()
        for item in self._items():
            item.setHidden(not all(word in item.data(_WORDS) for word in wanted))
        self._nothing.setVisible(all(item.isHidden() for item in self._items()))

    def _take_first(self) -> None:
        for item in self._items():
            if not item.isHidden():
                self._list.setCurrentItem(item)
                self._list.setFocus()
                return

    def _items(self) -> list[QListWidgetItem]:
        return [self._list.item(row) for row in range(self._list.count())]


def show_manual(parent: QWidget, screen: str = "") -> ManualWindow:
    """Show the manual beside `parent`, at the topic that helps on `screen`; one that is open comes to the front."""
    found = parent.findChild(ManualWindow)
    window = found if found is not None else ManualWindow(parent)
    window.show_topic(topics.for_screen(screen))
    window.show()
    window.raise_()
    window.activateWindow()
    return window
