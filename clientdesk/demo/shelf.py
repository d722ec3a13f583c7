"""The papers of a demo book as PDF files, those kept and those drawn, and the list of what was made."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from clientdesk.domain.errors import IntegrityFault
from clientdesk.domain.money import Money
from clientdesk.domain.paper import Paper, digest
from clientdesk.domain.text import N_
from clientdesk.storage import tables
from clientdesk.storage.database import Database
from clientdesk.usecases import client_papers, deliveries

_NOT_FOR_FILES = re.compile(r"[^\w.-]+")


@dataclass(frozen=True, slots=True)
class Made:
    """A paper that the demo made: whose, what kind, number, date, total, and the file it lies in."""

    book: str
    kind: str
    number: str
    on: date
    total: Money | None
    file: Path


def lay_out(db: Database, book: str, folder: Path) -> Iterator[Made]:
    """Write every paper of a book into `folder`, byte for byte as it was kept (R-DOC-2)."""
    folder.mkdir(parents=True, exist_ok=True)
    for row in db.rows("SELECT id FROM papers ORDER BY id"):
        paper = tables.papers.get(db, row["id"])
        if digest(paper.pdf) != paper.sha256:
            raise IntegrityFault(
                N_("Paper {number} was altered since it went out."),
                next_step=N_("Build the demo again."),
                number=paper.number,
            )
        target = _free(folder, _name(paper))
        target.write_bytes(paper.pdf)
        yield Made(book, paper.kind, paper.number, paper.created_on, _total(db, paper), target)


#: The client who is asked to pay first: whose oldest open paper is the most overdue.
_LATEST = (
    "SELECT client_id FROM documents WHERE balance > 0 AND until < ? GROUP BY client_id"
    " ORDER BY min(until), client_id LIMIT 1"
)
_DELIVERED = (
    "SELECT k.id, k.number, max(m.delivered_on) AS day FROM contracts AS k"
    " JOIN milestones AS m ON m.contract_id = k.id WHERE m.delivered_on IS NOT NULL GROUP BY k.id ORDER BY k.id"
)


def draw(db: Database, book: str, folder: Path, *, on: date) -> Iterator[Made]:
    """Draw into `folder` what is made when it is asked for and never kept.

    These are statement and file of the client who is overdue the longest, and the slips of what was delivered.
    """
    folder.mkdir(parents=True, exist_ok=True)
    client_id = db.value(_LATEST, (on.isoformat(),))
    if client_id is not None:
        name = _NOT_FOR_FILES.sub("-", tables.clients.get(db, client_id).name)
        first, last = client_papers.period(db, client_id, on=on)
        statement = client_papers.statement_pdf(db, client_id, first=first, last=last, on=on)
        yield _drawn(book, "statement", _free(folder, f"statement-{name}"), statement, on=on)
        own = client_papers.client_file_pdf(db, client_id, on=on)
        yield _drawn(book, "client_file", _free(folder, f"client-file-{name}"), own, on=on)
    for row in db.rows(_DELIVERED):
        day = date.fromisoformat(row["day"])
        slip = deliveries.slip_pdf(db, row["id"], on=day)
        target = _free(folder, f"{_NOT_FOR_FILES.sub('-', row['number'])}-delivery")
        yield _drawn(book, "delivery_slip", target, slip, on=day)


def _drawn(book: str, kind: str, target: Path, pdf: bytes, *, on: date) -> Made:
    target.write_bytes(pdf)
    return Made(book, kind, "", on, None, target)


def _name(paper: Paper) -> str:
    number = _NOT_FOR_FILES.sub("-", paper.number or paper.kind)
    if paper.kind == "quote":
        return f"{number}-v{paper.revision}"
    return number if paper.kind != "settlement" else f"{number}-settlement"


def _free(folder: Path, name: str) -> Path:
    """Return a path of this name, or with a count behind it: every contract has its own CO-1."""
    target, count = folder / f"{name}.pdf", 1
    while target.exists():
        count += 1
        target = folder / f"{name}-{count}.pdf"
    return target


def _total(db: Database, paper: Paper) -> Money | None:
    """Return what the paper says at its end; None for hours without a price of their own."""
    match paper.record_kind:
        case "invoice":
            return tables.invoices.get(db, paper.record_id).due
        case "quote":
            (sent,) = tables.quote_revisions.find(
                db, "quote_id = ? AND revision = ?", (paper.record_id, paper.revision)
            )
            return sent.snapshot.totals().gross
        case "contract":
            return tables.contracts.get(db, paper.record_id).totals().gross or None
        case "change_order":
            order = tables.change_orders.get(db, paper.record_id)
            return order.net(tables.contracts.get(db, order.contract_id).currency) or None
        case "payment":
            return tables.payments.get(db, paper.record_id).amount
        case _:
            return None
