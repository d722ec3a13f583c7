"""Finding the client of a contract by any part of the name."""

from __future__ import annotations

from collections.abc import Sequence

from clientdesk.queries import client_list
from clientdesk.ui.session import Session
from clientdesk.ui.widgets.fields import Pick
from clientdesk.usecases import clients

_OFFERS = 8


class ClientPicker:
    """What a field that asks for a client offers, and how it names the one it holds."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def find(self, text: str) -> Sequence[Pick]:
        """Return the clients that fit `text` best."""
        rows = self._session.read(client_list.page, today=self._session.today(), text=text, limit=_OFFERS)
        return [Pick(row.id, row.name, row.city) for row in rows or ()]

    def name_of(self, client_id: int) -> str:
        """Return the name of a client, empty for none."""
        found = self._session.read(clients.get, client_id) if client_id else None
        return found.name if found is not None else ""
