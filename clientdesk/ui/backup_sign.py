"""The sign in the rail that is always in sight: how old the last verified backup is, and the way to all backups."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QAction

from clientdesk.i18n import _
from clientdesk.ui import actions, icons

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from clientdesk.ui.backup_watch import BackupWatch

_GAP = 10


class BackupSign(actions.ActionButton):
    """A shield with an age; amber when a week has passed without a verified backup, or there never was one."""

    _watch: BackupWatch | None = None
    _is_folded = False
    _words = ""

    def __init__(self, action: QAction, parent: QWidget) -> None:
        super().__init__(action, parent, variant="rail")

    def follow(self, watch: BackupWatch) -> None:
        """Show what is known of this book's backups from now on."""
        self._watch = watch
        watch.changed.connect(self._show)
        self._show()

    def fold(self, folded: bool) -> None:
        """Drop or show the words."""
        self._is_folded = folded
        self.setText("" if folded else self._words)

    def _show(self) -> None:
        icon, tone, self._words, said = self._state()
        icons.set_icon(self, icon, tone, gap=_GAP)
        self.fold(self._is_folded)
        self.setAccessibleName(said)
        self.setToolTip(said)

    def _state(self) -> tuple[str, str, str, str]:
        """Return icon, colour, words, and the sentence for ear and tooltip."""
        from clientdesk.ui import backup_words

        watch = self._watch
        shelf = watch.shelf if watch is not None else None
        if watch is None or shelf is None:
            return "shield", "second", _("Backups"), _("Backups")
        if watch.is_running:
            return "shield", "second", _("Backing up…"), _("A backup is being made")
        if shelf.age is None:
            said = _("There is no verified backup of this book yet.")
            return "shield-alert" if watch.is_automatic else "shield", _tone(watch), _("No backup yet"), said
        # Translators: in the rail, short: how old the last backup is ("Backup: 3 h", "Backup: 2 days")
        words = _("Backup: {age}").format(age=backup_words.short_age(shelf.age))
        age = backup_words.age(shelf.age)
        said = _("Last verified backup: {age}").format(age=age)
        if shelf.second is not None and not shelf.second.is_there:
            said = "\n".join((said, _("The second folder is not there now.")))
        if shelf.is_overdue:
            return "shield-alert", "warn", words, said
        return "shield-check", "good", words, said

    def _follow(self) -> None:
        # The action's own words are not what is shown.
        super()._follow()
        self._show()


def _tone(watch: BackupWatch) -> str:
    return "warn" if watch.is_automatic else "second"
