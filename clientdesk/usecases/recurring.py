"""What can be done with invoices that repeat: set up, change, stop, and make the drafts that have fallen due."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from clientdesk.domain.errors import RuleError
from clientdesk.domain.invoice import Invoice
from clientdesk.domain.line import with_keys
from clientdesk.domain.recurring import Recurring, check_recurring, due_dates, following
from clientdesk.domain.text import N_
from clientdesk.storage import tables
from clientdesk.storage.database import Database, transaction
from clientdesk.usecases import drafts


def get(db: Database, recurring_id: int) -> Recurring:
    """Return the template, or raise NotFoundError."""
    return tables.recurring.get(db, recurring_id)


def create(db: Database, recurring: Recurring) -> Recurring:
    """Store a template with the client's terms; `next_on` is its first date, `anchor_day` the wanted day of the month.

    `anchor_day` 31 means the last day of each month.
    """
    checked = _checked(recurring)
    with transaction(db):
        terms = drafts.for_client(db, checked.client_id, on=checked.next_on or date.min)
        return tables.recurring.add(
            db,
            replace(
                checked,
                id=0,
                version=0,
                language=checked.language or terms.language,
                currency=checked.currency or terms.currency,
            ),
        )


def from_invoice(
    db: Database, invoice_id: int, *, every_months: int, first_on: date, anchor_day: int | None = None
) -> Recurring:
    """Repeat an invoice: its words and prices, without the work and papers it belonged to."""
    original = tables.invoices.get(db, invoice_id)
    return create(
        db,
        Recurring(
            client_id=original.client_id,
            invoice_id=original.id,
            title=original.title,
            language=original.language,
            currency=original.currency,
            price_mode=original.price_mode,
            lines=tuple(replace(line, source="") for line in original.lines),
            adjustments=original.adjustments,
            every_months=every_months,
            anchor_day=anchor_day or first_on.day,
            next_on=first_on,
        ),
    )


def change(db: Database, recurring: Recurring) -> Recurring:
    """Store a changed template; invoices made from it stay as they are."""
    with transaction(db):
        return tables.recurring.save(db, _checked(recurring))


def stop(db: Database, recurring_id: int) -> Recurring:
    """Make no further invoices of the template."""
    with transaction(db):
        return tables.recurring.save(db, replace(tables.recurring.get(db, recurring_id), archived=True))


def resume(db: Database, recurring_id: int) -> Recurring:
    """Go on with a template that was stopped; what fell due meanwhile is made, too."""
    with transaction(db):
        return tables.recurring.save(db, replace(tables.recurring.get(db, recurring_id), archived=False))


def of_invoice(db: Database, invoice: Invoice) -> Recurring | None:
    """Return the template that repeats the invoice, or that made it; None where nothing more will follow."""
    found = tables.recurring.find(
        db,
        "archived = 0 AND (invoice_id = ? OR id = ?) AND (ends_on IS NULL OR next_on <= ends_on)",
        (invoice.id, invoice.recurring_id or 0),
        order="id DESC",
    )
    return next(iter(found), None)


def due(db: Database, today: date) -> tuple[Recurring, ...]:
    """Return the templates of which an invoice has fallen due up to `today`."""
    found = tables.recurring.find(
        db,
        "archived = 0 AND next_on <= ? AND (ends_on IS NULL OR next_on <= ends_on)",
        (today.isoformat(),),
        order="next_on, id",
    )
    return tuple(found)


def make(db: Database, recurring_id: int, *, on: date) -> tuple[Invoice, ...]:
    """Make a draft for every date that has fallen due up to `on`; the anchor day never drifts; none is made twice."""
    with transaction(db):
        template = tables.recurring.get(db, recurring_id)
        made = []
        for day in due_dates(template, on):
            terms = drafts.for_client(db, template.client_id, on=day)
            made.append(
                drafts.add(
                    db,
                    replace(
                        terms,
                        recurring_id=template.id,
                        contract_id=template.contract_id,
                        title=template.title,
                        language=template.language,
                        currency=template.currency,
                        price_mode=template.price_mode,
                        lines=template.lines,
                        adjustments=template.adjustments,
                    ),
                )
            )
            template = replace(template, next_on=following(day, template.every_months, template.anchor_day))
        if made:
            tables.recurring.save(db, template)
        return tuple(made)


def _checked(recurring: Recurring) -> Recurring:
    checked = check_recurring(recurring)
    if not checked.lines:
        raise RuleError(
            N_("There is no line yet."), field="lines", next_step=N_("Say what is billed, and for how much.")
        )
    return replace(checked, lines=with_keys(checked.lines))
