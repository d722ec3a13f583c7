"""Drawing papers in the design of the book: its languages, its fonts, its looks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from clientdesk.domain.client import Client
from clientdesk.domain.issuer import Issuer
from clientdesk.storage import log, tables
from clientdesk.storage.database import Database
from clientdesk.usecases import designs, fonts, issuer

if TYPE_CHECKING:
    from clientdesk.documents.setting import Setting
    from clientdesk.documents.view import DocumentView


def setting_for(db: Database, client_id: int, language: str, *, on: date, draft: bool = False) -> Setting:
    """Return the setting of a paper from the issuer to a stored client; `language` is the client's if empty."""
    return setting_of(db, issuer.get(db), tables.clients.get(db, client_id), language, on=on, draft=draft)


def setting_of(
    db: Database, own: Issuer, client: Client, language: str, *, on: date, draft: bool = False
) -> Setting:
    """Return the setting of a paper whose people need not be stored as they are here."""
    from clientdesk.documents.setting import setting

    drawn_with = fonts.for_paper(db, own, client, language)
    return setting(
        own,
        client,
        on=on,
        design=designs.get(db),
        language=language,
        draft=draft,
        fonts=drawn_with,
        # What goes out says how far the history had grown, so that whoever has it holds the book to it (R-AUD-1).
        head=None if draft else log.head(db),
    )


def drawn(view: Callable[[Setting], DocumentView], where: Setting) -> bytes:
    """Draw the paper that `view` makes of a setting, in one language or in two."""
    from clientdesk.documents.layout import render
    from clientdesk.documents.pairs import in_languages

    return render(in_languages(view, where))
