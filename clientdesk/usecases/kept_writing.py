"""A paper on the desk taken apart for keeping, and put over what is stored by now: for undo, and after an accident."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from clientdesk.domain.client import Client
from clientdesk.domain.errors import NotFoundError
from clientdesk.domain.invoice import Invoice
from clientdesk.domain.issuer import Issuer
from clientdesk.domain.quote import Quote
from clientdesk.storage import tables
from clientdesk.storage.database import Database
from clientdesk.usecases import issuer, unsaved
from clientdesk.usecases.drafting import Writing


def packed(writing: Writing) -> dict[str, Any]:
    """Return the paper and its people for `unsaved.packed`."""
    return {
        "quote": writing.is_quote,
        "paper": writing.paper,
        "issuer": writing.issuer,
        "client": writing.client,
    }


def unpacked(kept: Mapping[str, Any]) -> Writing:
    """Return what `packed` took apart."""
    values = kept["paper"]
    paper = unsaved.record(Quote, values) if kept["quote"] else unsaved.record(Invoice, values)
    own = unsaved.record(Issuer, kept["issuer"])
    return Writing(paper=paper, issuer=own, client=unsaved.record(Client, kept["client"]))


def over_stored(db: Database, earlier: Writing, now: Writing, *, made: int = 0) -> Writing:
    """Return an earlier content of the paper as an edit of `now`, so that it can be stored over it.

    `made` is the client that was made of the typed name meanwhile: it is not made twice.
    """
    paper = replace(earlier.paper, id=now.paper.id, version=now.paper.version, number=now.paper.number)
    client = earlier.client
    if client.id and client.id == now.client.id:
        client = replace(client, version=now.client.version)
    elif client.id:
        client = _stored(db, client)
    elif client.name.strip() and made:
        client = replace(client, id=made, version=_stored(db, replace(client, id=made)).version)
    return Writing(
        paper=replace(paper, client_id=client.id),
        issuer=replace(earlier.issuer, version=now.issuer.version),
        client=client,
    )


def beneath(kept: Writing, begun: Writing, now: Writing) -> Writing:
    """Return what was kept with what was typed since `begun` over it; a client is one choice, whole or not at all."""
    return Writing(
        paper=unsaved.beneath(kept.paper, begun.paper, now.paper),
        issuer=unsaved.beneath(kept.issuer, begun.issuer, now.issuer),
        client=kept.client if now.client == begun.client else now.client,
    )


def sole_client(db: Database, client_id: int, paper: Quote | Invoice) -> Client | None:
    """Return a client that nothing but this paper uses, None where anything else does or there is none."""
    own = "quotes" if isinstance(paper, Quote) else "invoices"
    for name in ("quotes", "invoices", "contracts", "payments"):
        but = paper.id if name == own else 0
        if db.value(f"SELECT 1 FROM {name} WHERE client_id = ? AND id <> ? LIMIT 1", (client_id, but)):  # noqa: S608
            return None
    try:
        return tables.clients.get(db, client_id)
    except NotFoundError:
        return None


def with_people_now(db: Database, kept: Writing) -> Writing:
    """Return what was kept before an accident with its people as they are stored, where others changed them since."""
    own = issuer.get(db)
    if own.version == kept.issuer.version:
        own = kept.issuer
    client = kept.client
    if client.id:
        stored = _stored(db, client)
        client = client if stored.version == client.version else stored
    return Writing(paper=replace(kept.paper, client_id=client.id), issuer=own, client=client)


def _stored(db: Database, client: Client) -> Client:
    try:
        return tables.clients.get(db, client.id)
    except NotFoundError:
        return replace(client, id=0, version=0)
