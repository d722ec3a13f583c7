"""What earlier versions kept in the window's settings, in plain, though it may name a client: it goes (R15)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from clientdesk.domain.errors import ClientdeskError
from clientdesk.domain.own_filter import OwnFilter

if TYPE_CHECKING:
    from PySide6.QtCore import QSettings

    from clientdesk.ui.session import Session

_GROUP: Final = "lists"


def clear(session: Session, settings: QSettings) -> None:
    """Move saved filters into the book that was opened just now; if it is encrypted, forget where papers were saved."""
    from clientdesk.ui.widgets import papers_folder

    if session.db.key is not None and settings.contains(papers_folder.KEY):
        settings.remove(papers_folder.KEY)
        settings.sync()
    if _GROUP not in settings.childGroups():
        return
    from clientdesk.usecases import own_filters

    try:
        own_filters.take_in(session.db, tuple(_stored(settings)))
    except ClientdeskError:
        # The next book gets them. Nobody asked, so nobody is told: this one says by itself that it is only read.
        return
    session.own_write()
    settings.remove(_GROUP)
    settings.sync()


def _stored(settings: QSettings) -> Iterator[OwnFilter]:
    """Yield what is there and can be read; the rest is left behind."""
    settings.beginGroup(_GROUP)
    lists = settings.childGroups()
    settings.endGroup()
    for of_list in lists:
        try:
            found = json.loads(str(settings.value(f"{_GROUP}/{of_list}/filters") or "[]"))
            yield from [_revived(of_list, one["name"], one["request"]) for one in found]
        except (ValueError, TypeError, KeyError, RecursionError):
            continue


def _revived(of_list: str, name: object, request: dict[str, object]) -> OwnFilter:
    words = {key: str(request.get(key) or "") for key in ("text", "saved", "order")}
    for word in (of_list, str(name), *words.values()):
        # Half of a letter, which no book holds, is a ValueError.
        word.encode()
    if not name:
        raise ValueError(name)
    return OwnFilter(of_list=of_list, name=str(name), **words, descending=request.get("descending") is True)
