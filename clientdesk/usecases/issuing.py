"""Issuing: checks, number, freeze, paper and books in one act, or nothing of it (R-DOC-1, R-DOC-2, R-NUM-1)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from clientdesk.domain import countries
from clientdesk.domain.checks import Facts, OpenPaper, issue_problems
from clientdesk.domain.client import Client, ClientKind
from clientdesk.domain.contract import ContractState
from clientdesk.domain.credit import check_credit, credit_groups
from clientdesk.domain.errors import ChecksFailedError, NotFoundError, RuleError, StateError
from clientdesk.domain.invoice import CREDITS, DEMANDS, Invoice, InvoiceKind, InvoiceState, series_of
from clientdesk.domain.issue_warnings import issue_warnings
from clientdesk.domain.issuer import Issuer, TaxPoint
from clientdesk.domain.money import Money
from clientdesk.domain.numbering import Series, check_number
from clientdesk.domain.text import N_
from clientdesk.storage import contract_file, tables
from clientdesk.storage.balances import balance_of
from clientdesk.storage.database import Database, transaction
from clientdesk.usecases import (
    agreed_price,
    catalogue,
    issuer,
    ledger,
    letters,
    numbering,
    papers,
    payments,
    turnover,
)

#: Kinds that bill what a contract agreed, and so count against its price (R-QUO-3).
_BILLING = DEMANDS - {InvoiceKind.CORRECTION}


def problems(db: Database, invoice: Invoice, *, on: date) -> tuple[RuleError, ...]:
    """Return everything that stands against issuing the draft, for the panel beside it; nothing if it may go out."""
    facts = _facts(db, invoice, on=on)
    return (
        *issue_problems(invoice, facts),
        *_credit_problems(db, invoice, on=on),
        *letters.problems(
            db, facts.issuer, facts.client, invoice.language, invoice.lines, title=invoice.title
        ),
    )


def warnings(db: Database, invoice: Invoice, *, on: date) -> tuple[RuleError, ...]:
    """Return what the user should know before issuing (R-DUE-1, R-DOC-9, R-JUR-1, R-VAT-7)."""
    facts = _facts(db, invoice, on=on)
    near_limit = turnover.warning(db, facts.issuer, invoice, on=on)
    return (*issue_warnings(invoice, facts), *((near_limit,) if near_limit is not None else ()))


def issue(db: Database, invoice_id: int, *, on: date) -> Invoice:
    """Issue the draft: one transaction takes the number, freezes, draws and keeps the paper and writes the books.

    Raises ChecksFailedError with all that is missing, StateError if it was issued already. Whatever fails, the
    number is given back with everything else.
    """
    with transaction(db):
        draft = agreed_price.with_days(db, tables.invoices.get(db, invoice_id))
        draft.check_draft()
        found = problems(db, draft, on=on)
        if found:
            raise ChecksFailedError(
                N_("This cannot be issued yet. Still missing: {count}."),
                problems=found,
                next_step=N_("Mend them, then issue it again."),
                count=len(found),
            )
        own, client = issuer.get(db), tables.clients.get(db, draft.client_id)
        code = series_of(draft.kind)
        number = numbering.take_number(db, code, on=on, client=client.number)
        check_number(number, country=own.country)
        numbered = _with_rate(_with_credit_tax(db, draft), own, on=on).issue(
            number,
            series=code,
            on=on,
            due_on=draft.day_due(on, due_days(db, draft)),
            seller=own.party(),
            buyer=client.party(),
            account=own.account,
            notes=_notes(own, client, draft, on=on),
        )
        paper = papers.keep(
            db,
            kind=numbered.kind.value,
            record_kind="invoice",
            record_id=numbered.id,
            number=number,
            language=numbered.language,
            on=on,
            pdf=papers.invoice_pdf(db, numbered, on=on, draft=False),
        )
        issued = tables.invoices.save(db, replace(numbered, paper_sha256=paper.sha256))
        _book(db, issued, on=on)
    return issued


def due_days(db: Database, invoice: Invoice) -> int:
    """Return the days to pay: the invoice's own, else the contract's, the client's, the issuer's (R-DUE-1)."""
    if invoice.due_days is not None:
        return invoice.due_days
    if invoice.contract_id is not None:
        agreed = tables.contracts.get(db, invoice.contract_id).due_days
        if agreed is not None:
            return agreed
    usual = tables.clients.get(db, invoice.client_id).due_days
    return issuer.get(db).due_days if usual is None else usual


def open_prepayments(db: Database, contract_id: int) -> tuple[OpenPaper, ...]:
    """Return the prepayment invoices of a contract that are neither paid nor credited in full (R-PRE-12)."""
    papers_of = tables.invoices.find(
        db,
        "contract_id = ? AND kind = ? AND state = ?",
        (contract_id, InvoiceKind.PREPAYMENT.value, InvoiceState.ISSUED.value),
    )
    found = ((paper.number, balance_of(db, paper.id)) for paper in papers_of)
    return tuple(OpenPaper(number=number, open=left) for number, left in found if left.minor > 0)


def _facts(db: Database, invoice: Invoice, *, on: date) -> Facts:
    contract_id = invoice.contract_id
    final = invoice.kind is InvoiceKind.FINAL and contract_id is not None
    agreed = invoiced = held = None
    in_force = ""
    open_papers: tuple[OpenPaper, ...] = ()
    undelivered: tuple[str, ...] = ()
    if contract_id is not None and invoice.kind in _BILLING:
        agreed = agreed_price.agreed_net(db, contract_id, on=on)
        invoiced = agreed_price.invoiced_net(db, contract_id, invoice.currency)
    if final and contract_id is not None:
        open_papers = open_prepayments(db, contract_id)
        held = agreed_price.deductions(db, contract_id, but=invoice.id)
        in_force = agreed_price.final_in_force(db, contract_id)
        undelivered = _undelivered(db, contract_id)
    return Facts(
        issuer=issuer.get(db),
        client=tables.clients.get(db, invoice.client_id),
        on=on,
        due_days=due_days(db, invoice),
        series=_series(db, invoice),
        open_prepayments=open_papers,
        held=held,
        final_in_force=in_force,
        agreed=agreed,
        invoiced=invoiced,
        billed=agreed_price.billed_work(db, invoice),
        undelivered=undelivered,
    )


def _undelivered(db: Database, contract_id: int) -> tuple[str, ...]:
    """Return the milestones that are still to come; of a contract that was cancelled nothing comes any more (B8)."""
    if tables.contracts.get(db, contract_id).state is ContractState.CANCELLED:
        return ()
    entries = contract_file.milestones(db, contract_id)
    return tuple(entry.title for entry in entries if entry.delivered_on is None)


def _series(db: Database, invoice: Invoice) -> Series | None:
    try:
        return numbering.series(db, series_of(invoice.kind))
    except NotFoundError:
        return None  # the missing country is among the problems


def _credit_problems(db: Database, invoice: Invoice, *, on: date) -> Iterator[RuleError]:
    """A credit stays within the paper it refers to, and is not dated before it (R-DOC-3, R-DOC-4)."""
    if invoice.kind not in CREDITS or invoice.corrects_id is None:
        return
    original = tables.invoices.get(db, invoice.corrects_id)
    earlier = ledger.credits_of(db, original.id)
    if original.issued_on is not None and on < original.issued_on:
        yield RuleError(
            N_("{number} was issued on {date}; it cannot be credited earlier."),
            field="issued_on",
            next_step=N_("Check the date."),
            rule="R-DOC-3",
            number=original.number,
            date=original.issued_on,
        )
    try:
        check_credit(invoice, original, earlier)
        ledger.check_free(db, original, invoice.totals().gross)
    except RuleError as problem:
        yield problem
    except StateError as problem:
        yield RuleError.at("lines", problem)


def _with_credit_tax(db: Database, draft: Invoice) -> Invoice:
    """Give a partial credit its tax as a difference, so that no sum of credits exceeds the original (R-DOC-4)."""
    if draft.kind not in CREDITS or draft.kind is InvoiceKind.CANCELLATION or draft.fixed_groups:
        return draft
    if draft.corrects_id is None:
        return draft
    original = tables.invoices.get(db, draft.corrects_id)
    return replace(draft, fixed_groups=credit_groups(draft, original, ledger.credits_of(db, original.id)))


def _with_rate(draft: Invoice, own: Issuer, *, on: date) -> Invoice:
    """Fill in which currency is the own one, and the day of the rate where none was typed (R-MON-10)."""
    rated_on = draft.home_rate_on or (on if draft.home_rate is not None else None)
    return replace(draft, home_currency=own.currency, home_rate_on=rated_on)


def _notes(own: Issuer, client: Client, draft: Invoice, *, on: date) -> tuple[str, ...]:
    """Return the country's sentences for this paper, as texts of the `documents` catalogue (R-CON-1)."""
    wording = countries.rules(own.country).wording
    notes = list(draft.notes)
    since = wording.cash_accounting_since
    if own.tax_point is TaxPoint.PAYMENT and (since is None or since <= on):
        notes.append(wording.cash_accounting)
    if draft.kind in DEMANDS:
        if client.kind is ClientKind.PERSON:
            notes.append(wording.private_client)
        else:
            notes += [wording.late_payment, wording.no_early_discount]
    return tuple(dict.fromkeys(note for note in notes if note))


def _book(db: Database, issued: Invoice, *, on: date) -> None:
    """Write what follows from the issued paper: ledger, billed work, catalogue."""
    if issued.kind is InvoiceKind.FINAL:
        ledger.apply(db, issued, on=on)
    if issued.kind in CREDITS and issued.corrects_id is not None:
        original = tables.invoices.get(db, issued.corrects_id)
        ledger.follow_credit(db, issued, original, on=on)
        if issued.kind is InvoiceKind.CANCELLATION:
            _unbill(db, original)
        return
    if issued.corrects_id is not None:
        payments.move(db, issued.corrects_id, issued.id, on=on)
    _mark_billed(db, issued)
    if issued.kind in DEMANDS - {InvoiceKind.PREPAYMENT}:
        own_lines = [line for line in issued.lines if not line.source]
        catalogue.learn(db, own_lines, currency=issued.currency, on=on, price_mode=issued.price_mode)


def _mark_billed(db: Database, issued: Invoice) -> None:
    """Remember on each work entry which paper bills or shows it (B31)."""
    for line in issued.lines:
        entry_id = agreed_price.work_id(line)
        if entry_id is not None:
            for entry in tables.work_entries.find(db, "id = ?", (entry_id,)):
                tables.work_entries.save(db, replace(entry, invoice_id=issued.id))


def _unbill(db: Database, cancelled: Invoice) -> None:
    """Let the work of a cancelled paper be billed again (B31)."""
    for entry in tables.work_entries.find(db, "invoice_id = ?", (cancelled.id,)):
        tables.work_entries.save(db, replace(entry, invoice_id=None))


def open_of(db: Database, invoice_id: int) -> Money:
    """Return what is still to pay on a paper; negative means that money goes back."""
    return balance_of(db, invoice_id)
