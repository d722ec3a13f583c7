"""The folder that papers were saved in last: kept with the window's settings, for an encrypted book in this run alone.

It may be called like a client, and of an encrypted book nothing is told in plain (R15).
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from clientdesk.ui.own_settings import user_settings
from clientdesk.ui.widgets.start_folder import start_folder

if TYPE_CHECKING:
    from clientdesk.ui.session import Session

KEY: Final = "papers/folder"


def papers_folder(session: Session) -> Path:
    """Return the folder in which a dialog for papers begins."""
    return start_folder(session.papers_folder or str(user_settings().value(KEY) or ""))


def remember(session: Session, folder: Path) -> None:
    """Remember that papers were saved there."""
    session.papers_folder = str(folder)
    if session.db.key is None:
        user_settings().setValue(KEY, str(folder))
