"""The actions that are at hand everywhere in the window: made once, put into bar and rail, and where each leads."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QSettings
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMainWindow

from clientdesk.ui import actions, style
from clientdesk.ui.backup_sign import BackupSign
from clientdesk.ui.top_bar import NEW, TopBar

if TYPE_CHECKING:
    from clientdesk.ui.rail import Rail
    from clientdesk.ui.screen_stack import ScreenStack
    from clientdesk.ui.screens import ScreenEntry
    from clientdesk.ui.session import Session


class WindowActions(QObject):
    """Makes the actions of a window, and answers those that need no more than its screens."""

    def __init__(
        self, window: QMainWindow, session: Session, pages: ScreenStack, settings: QSettings | None
    ) -> None:
        super().__init__(window)
        self._window, self._session, self._pages, self._settings = window, session, pages, settings

    def build(
        self,
        screens: Sequence[ScreenEntry],
        slots: Mapping[str, Callable[..., Any]],
        *,
        bar: TopBar,
        rail: Rail,
    ) -> None:
        """Make them; `slots` are those that the window answers itself."""
        self._bar, self._rail = bar, rail
        window = self._window
        self._back = actions.make("app.back", window, slots["app.back"])
        self._forward = actions.make("app.forward", window, slots["app.forward"])
        self._made_anew = [
            actions.make(name, window, self._new) for name, kind in NEW.items() if kind in self._pages.kinds
        ]
        bar.build(
            back=self._back,
            forward=self._forward,
            palette=actions.make("app.palette", window, slots["app.palette"]),
            add=actions.make("app.add", window, self._show_new),
            undo=actions.make("app.undo", window, slots["app.undo"]),
            undo_list=actions.make("app.undo_list", window, bar.show_acts),
            scheme=actions.make("app.scheme", window, self._switch_scheme),
            keys=actions.make("app.keys", window, slots["app.keys"]),
        )
        if "import" in {entry.name for entry in screens}:
            actions.make("app.import", window, self.import_file)
            window.setAcceptDrops(True)
        actions.make("app.manual", window, slots["app.manual"])
        actions.make("app.quit", window, window.close)
        for entry in screens:
            if entry.rail:
                action = actions.make(f"app.{entry.name}", window, self._rail_pressed)
                action.setData(entry.name)
                rail.add(action, below=entry.rail == "below")
        self.sign = BackupSign(actions.make("app.backups", window, self._show_backups), rail)
        rail.add_sign(self.sign)
        actions.make("app.back_up", window, self._back_up)
        actions.make("app.restore", window, self._restore)
        self.follow_history()

    def follow_history(self) -> None:
        """Let Back and Forward be at hand where they lead anywhere."""
        self._back.setEnabled(bool(self._pages.trail.past))
        self._forward.setEnabled(bool(self._pages.trail.future))

    def import_file(self) -> None:
        """Show the import: of items where those are in front, else of clients."""
        self._open("import_items" if self._pages.current_name == "library" else "import_clients")

    def _open(self, kind: str) -> None:
        self._pages.open_record(kind, 0)

    def _new(self) -> None:
        sender = self.sender()
        if isinstance(sender, QAction):
            self._open(NEW[sender.objectName()])

    def _show_new(self) -> None:
        self._bar.show_new(self._made_anew)

    def _show_backups(self) -> None:
        self._open("settings:backups")

    def _back_up(self) -> None:
        self._session.backups.back_up()

    def _restore(self) -> None:
        self._open("restore")

    def _rail_pressed(self) -> None:
        sender = self.sender()
        name = sender.data() if isinstance(sender, QAction) else ""
        if not self._pages.go(name, remember=True):
            self._rail.mark(self._pages.current_name)

    def _switch_scheme(self) -> None:
        theme = style.theme()
        scheme = "light" if theme.colors.dark else "dark"
        if self._settings is not None:
            # Stored first: the settings show what is stored as soon as the theme has changed.
            self._settings.setValue("scheme", scheme)
        theme.choose(scheme, scale=theme.scale)
