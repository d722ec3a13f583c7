"""What can be done about an issued paper that was wrong: cancel it, credit a part, replace it (R-DOC-3 to R-DOC-6)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from clientdesk.domain.credit import with_credit_keys
from clientdesk.domain.errors import RuleError, StateError
from clientdesk.domain.invoice import CREDITS, Invoice, InvoiceKind, InvoiceState
from clientdesk.domain.line import Line, PriceMode
from clientdesk.domain.money import Money, total
from clientdesk.domain.prepayment import difference, share_of
from clientdesk.domain.tax import TaxGroup
from clientdesk.domain.text import N_
from clientdesk.storage import tables
from clientdesk.storage.balances import balance_of
from clientdesk.storage.database import Database, transaction
from clientdesk.usecases import agreed_price, ledger
from clientdesk.usecases.issuing import issue


def cancel(db: Database, invoice_id: int, *, on: date, reason: str) -> Invoice:
    """Cancel an issued paper by a counter-document over all of it; returns that document, issued (R-DOC-3).

    Money paid on it stays there as too much: refund it, or move it to the new invoice. Prepayments that a
    cancelled final invoice deducted are held again; its work can be billed again.
    """
    with transaction(db):
        original = _issued(db, invoice_id)
        _check_reason(reason)
        if ledger.credits_of(db, invoice_id):
            raise StateError(
                N_("A part of {number} was credited already."),
                next_step=N_("Credit what is left of it."),
                rule="R-DOC-4",
                number=original.number,
            )
        ledger.check_free(db, original, original.due or Money.zero(original.currency))
        _check_not_deducted(db, original)
        counter = replace(
            _counter(original, reason),
            kind=_whole(original.kind),
            lines=original.lines,
            adjustments=original.adjustments,
            deductions=original.deductions,
            fixed_groups=original.fixed_groups,
            cash_step=original.cash_step,
        )
        return issue(db, tables.invoices.add(db, counter).id, on=on)


def draft_credit(db: Database, invoice_id: int, *, reason: str = "") -> Invoice:
    """Start a credit note with all lines of the original, to be cut down to what is credited, then issued (R-DOC-4)."""
    with transaction(db):
        original = _issued(db, invoice_id)
        lines = tuple(replace(line, source="") for line in original.lines if line.counts)
        return tables.invoices.add(db, replace(_counter(original, reason), lines=lines))


def credit(
    db: Database,
    invoice_id: int,
    *,
    on: date,
    reason: str,
    lines: Iterable[Line] = (),
    amount: Money | None = None,
) -> Invoice:
    """Credit a part of an issued paper: `lines` of it, or `amount` with tax inside; returns the issued credit note.

    A line that keeps the key of the original's row is held against that row. Raises RuleError where more is
    credited than the original held, earlier credits counted (R-DOC-4).
    """
    with transaction(db):
        original = _issued(db, invoice_id)
        _check_reason(reason)
        if amount is not None:
            left = left_to_credit(db, original)
            whole = total((group.gross for group in left), original.currency)
            _check_part(original, amount, whole)
            return credit_exactly(db, original, share_of(left, amount), on=on, reason=reason)
        rows = with_credit_keys(replace(line, source="") for line in lines)
        draft = tables.invoices.add(db, replace(_counter(original, reason), lines=rows))
        ledger.check_free(db, original, draft.totals().gross)
        return issue(db, draft.id, on=on)


def credit_exactly(
    db: Database,
    original: Invoice,
    groups: tuple[TaxGroup, ...],
    *,
    on: date,
    reason: str,
    words: str = "",
) -> Invoice:
    """Credit these very nets and taxes, which are differences and are not rounded again (R-PRE-13, R-DOC-4)."""
    from clientdesk.documents import line_texts

    with transaction(db):
        ledger.check_free(db, original, total((group.gross for group in groups), original.currency))
        text = words or line_texts.credit(original.language, number=original.number)
        rows = tuple(
            Line(description=text, unit="C62", unit_price=group.net.amount, tax=group.tax)
            for group in groups
            if group.gross
        )
        draft = replace(
            _counter(original, reason),
            price_mode=PriceMode.NET,
            lines=with_credit_keys(rows),
            fixed_groups=tuple(group for group in groups if group.gross),
        )
        return issue(db, tables.invoices.add(db, draft).id, on=on)


def left_to_credit(db: Database, original: Invoice) -> tuple[TaxGroup, ...]:
    """Return what of a paper was not credited yet, per tax group."""
    done = [group for paper in ledger.credits_of(db, original.id) for group in paper.groups]
    return difference(original.groups, done)


def credit_rest(db: Database, invoice_id: int, *, on: date, reason: str) -> Invoice:
    """Credit what was never paid of a prepayment invoice, so that it is no longer open (R-PRE-12)."""
    with transaction(db):
        paper = _issued(db, invoice_id)
        still_open = balance_of(db, invoice_id)
        if still_open.minor <= 0:
            raise StateError(
                N_("Nothing is open on {number}."),
                next_step=N_("Go on with the final invoice."),
                rule="R-PRE-12",
                number=paper.number,
            )
        left = left_to_credit(db, paper)
        if still_open == total((group.gross for group in left), paper.currency) and not ledger.credits_of(
            db, invoice_id
        ):
            return cancel(db, invoice_id, on=on, reason=reason)
        received = [
            group
            for row in ledger.rows(db, paper.contract_id or 0)
            if row.invoice_id == paper.id and row.kind in ledger.MONEY
            for group in row.tax_effect
        ]
        return credit_exactly(db, paper, difference(left, received), on=on, reason=reason)


def correct(db: Database, invoice_id: int, *, on: date, reason: str) -> Invoice:
    """Cancel an issued paper and start the one that replaces it; returns that draft (R-DOC-6, B16).

    A plain invoice is replaced by a corrected invoice (384); prepayment, partial and final invoices keep their
    kind, because the contract's money hangs on it. When the new one is issued, money paid on the old one follows.
    """
    with transaction(db):
        original = _issued(db, invoice_id)
        cancel(db, invoice_id, on=on, reason=reason)
        plain = original.kind in (InvoiceKind.INVOICE, InvoiceKind.CORRECTION)
        draft = replace(
            original,
            id=0,
            version=0,
            kind=InvoiceKind.CORRECTION if plain else original.kind,
            state=InvoiceState.DRAFT,
            corrects_id=original.id,
            series="",
            number="",
            issued_on=None,
            due_on=None,
            seller=None,
            buyer=None,
            account=None,
            notes=(),
            groups=(),
            net=None,
            tax=None,
            gross=None,
            due=None,
            paper_sha256="",
        )
        if draft.kind is InvoiceKind.FINAL and draft.contract_id is not None:
            draft = replace(draft, deductions=agreed_price.deductions(db, draft.contract_id))
        return tables.invoices.add(db, draft)


def _counter(original: Invoice, reason: str) -> Invoice:
    """Return the draft of a counter-document, without lines; it speaks the original's language and currency."""
    return Invoice(
        kind=_part(original.kind),
        client_id=original.client_id,
        contract_id=original.contract_id,
        quote_id=original.quote_id,
        corrects_id=original.id,
        title=original.title,
        reason=reason.strip(),
        reference=original.reference,
        language=original.language,
        currency=original.currency,
        price_mode=original.price_mode,
        tax_rounding=original.tax_rounding,
        supplied_from=original.supplied_from,
        supplied_to=original.supplied_to,
        home_currency=original.home_currency,
        home_rate=original.home_rate,
        home_rate_on=original.home_rate_on,
        home_rate_source=original.home_rate_source,
    )


def _part(kind: InvoiceKind) -> InvoiceKind:
    return InvoiceKind.REFUND_VOUCHER if kind is InvoiceKind.RECEIPT_VOUCHER else InvoiceKind.CREDIT_NOTE


def _whole(kind: InvoiceKind) -> InvoiceKind:
    return InvoiceKind.REFUND_VOUCHER if kind is InvoiceKind.RECEIPT_VOUCHER else InvoiceKind.CANCELLATION


def _issued(db: Database, invoice_id: int) -> Invoice:
    original = tables.invoices.get(db, invoice_id)
    if original.state is not InvoiceState.ISSUED:
        raise StateError(
            N_("This is still a draft."),
            next_step=N_("Change it, or throw it away."),
            rule="R-DOC-1",
        )
    if original.kind in CREDITS:
        raise StateError(
            N_("{number} is itself a credit."),
            next_step=N_("Write a new invoice instead."),
            rule="R-DOC-3",
            number=original.number,
        )
    if any(paper.kind is InvoiceKind.CANCELLATION for paper in ledger.credits_of(db, invoice_id)):
        raise StateError(
            N_("{number} was cancelled already."),
            next_step=N_("Write a new invoice."),
            rule="R-DOC-3",
            number=original.number,
        )
    return original


def _check_not_deducted(db: Database, original: Invoice) -> None:
    """A paper that another one has taken off cannot vanish: the whole would be billed short by it (R-PRE-12)."""
    number = agreed_price.deducted_in(db, original)
    if number:
        raise StateError(
            N_("{number} was deducted in {other}."),
            next_step=N_("Cancel that one first, or credit a part of this one."),
            rule="R-PRE-12",
            number=original.number,
            other=number,
        )


def _check_reason(reason: str) -> None:
    if not reason.strip():
        raise RuleError(
            N_("Why is it taken back?"),
            field="reason",
            next_step=N_("Type the reason; it is printed."),
            rule="R-DOC-3",
        )


def _check_part(original: Invoice, amount: Money, whole: Money) -> None:
    ledger.check_amount(amount)
    if amount > whole:
        raise RuleError(
            N_("Of {number} only {rest} can still be credited here."),
            field="amount",
            next_step=N_("Type a smaller amount."),
            rule="R-DOC-4",
            number=original.number,
            rest=whole,
        )
