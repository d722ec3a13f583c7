"""All that the page of one client shows, read in one go, so that it can be read beside the window."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from clientdesk.queries import client_page, client_step, client_story
from clientdesk.queries.client_page import ClientPage
from clientdesk.queries.client_step import ClientNext
from clientdesk.queries.client_story import Happening, Income, Move

if TYPE_CHECKING:
    from clientdesk.storage.database import Database


@dataclass(frozen=True, slots=True)
class ClientSheet:
    """The page, the next best step, and the pictures; of the story the newest, and how much there is in all."""

    page: ClientPage
    step: ClientNext
    income: Sequence[Income]
    moves: Sequence[Move]
    story: Sequence[Happening]
    happened: int


def read(db: Database, client_id: int, *, today: date, happenings: int) -> ClientSheet:
    """Read the page of a client with the newest `happenings`."""
    return ClientSheet(
        client_page.load(db, client_id, today=today),
        client_step.next_with(db, client_id, today=today),
        client_story.income(db, client_id, today=today),
        client_story.moves(db, client_id),
        client_story.story(db, client_id, limit=happenings),
        client_story.count(db, client_id),
    )
