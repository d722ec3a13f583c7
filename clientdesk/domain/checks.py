"""What is still missing before an invoice or one of its kin may be issued: all of it at once, each with its field.

Fields are the invoice's own, or start with `issuer.` or `client.` where the problem is mended there.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from clientdesk.domain import countries
from clientdesk.domain.client import Client
from clientdesk.domain.errors import RuleError
from clientdesk.domain.happened import clock_problems
from clientdesk.domain.invoice import CREDITS, DEMANDS, Invoice, InvoiceKind
from clientdesk.domain.issuer import Issuer, TaxStatus
from clientdesk.domain.line import Line, LineKind
from clientdesk.domain.money import Money
from clientdesk.domain.numbering import Series, check_pattern
from clientdesk.domain.placeholders import placeholder_in
from clientdesk.domain.quote_checks import client_problems, issuer_problems, price_problems, tax_problems
from clientdesk.domain.tax import TaxCategory
from clientdesk.domain.text import N_
from clientdesk.domain.totals import Deduction, Totals

_MAX_DUE_DAYS = 365
#: Kinds that bill delivered work, so that the day or period of supply must be named (R-CON-1).
SUPPLIES = DEMANDS - {InvoiceKind.PREPAYMENT}


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenPaper:
    """A prepayment invoice that is not paid in full."""

    number: str
    open: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What the checks need to know beside the draft itself.

    `agreed` is the net that the contract and its accepted changes allow, `invoiced` the net of its other papers;
    both None where no contract limits the price. `held` are the deductions a final invoice must list as of now.
    `final_in_force` is the number of a final invoice the contract already has.
    `undelivered` are the titles of the contract's milestones that a final invoice bills all the same.
    `billed` names lines whose work stands on an issued paper already: (position, number of that paper).
    """

    issuer: Issuer
    client: Client
    on: date
    due_days: int
    series: Series | None
    open_prepayments: tuple[OpenPaper, ...] = ()
    held: tuple[Deduction, ...] | None = None
    final_in_force: str = ""
    agreed: Money | None = None
    invoiced: Money | None = None
    billed: tuple[tuple[int, str], ...] = ()
    undelivered: tuple[str, ...] = ()


def issue_problems(invoice: Invoice, facts: Facts) -> tuple[RuleError, ...]:
    """Return everything that stands against issuing the draft on this day; nothing if it may go out."""
    if invoice.kind in CREDITS:
        # A counter-document repeats what was issued before: nothing of that may stand in its way.
        return (*issuer_problems(facts.issuer), *_number(facts), *_texts(invoice))
    return (
        *issuer_problems(facts.issuer),
        *_tax_id(facts.issuer),
        *_client(invoice, facts),
        *_number(facts),
        *price_problems(invoice.lines, invoice.adjustments, currency=invoice.currency),
        *_sign(invoice),
        *tax_problems(
            invoice.lines, issuer=facts.issuer, client=facts.client, on=supply_day(invoice, facts.on)
        ),
        *_rates(invoice, facts),
        *_dates(invoice, facts),
        *_currency(invoice, facts),
        *_contract(invoice, facts),
        *_texts(invoice),
    )


def has_tax_id(issuer: Issuer) -> bool:
    """Whether the issuer has typed any tax identifier."""
    return any(tax_id.value.strip() for tax_id in issuer.tax_ids)


def _tax_id(issuer: Issuer) -> Iterator[RuleError]:
    """Who charges tax names a tax number or VAT id (R-CON-1, BT-31 and BT-32)."""
    if not issuer.country or issuer.tax_status is not TaxStatus.REGISTERED or has_tax_id(issuer):
        return
    if any(rule.on_paper for rule in countries.rules(issuer.country).identifiers):
        yield RuleError(
            N_("Your tax number or VAT ID is missing."),
            field="issuer.tax_ids",
            next_step=N_("Fill it in once; every document uses it."),
            rule="R-CON-1",
        )


def _client(invoice: Invoice, facts: Facts) -> Iterator[RuleError]:
    """A small invoice may go without the client's address, where the law of the country says so (R-CON-DE)."""
    limit = countries.rules(facts.issuer.country).small_invoice_limit if facts.issuer.country else None
    small = False
    if limit is not None and limit.currency == invoice.currency:
        plain = all(
            line.tax.category in (TaxCategory.STANDARD, TaxCategory.EXEMPT)
            for line in invoice.lines
            if line.counts
        )
        # Before anything is priced it is not known to be small: better asked for at once than at the end.
        small = plain and 0 < _gross(invoice).minor <= limit.minor
    for problem in client_problems(facts.client):
        if not (small and problem.field == "client.address"):
            yield problem


def _number(facts: Facts) -> Iterator[RuleError]:
    """The series is known, its pattern gives unique numbers, and the date is not before its last one (R-NUM-*)."""
    yield from clock_problems(facts.on)
    series = facts.series
    if series is None:
        return
    try:
        check_pattern(series, country=facts.issuer.country)
    except RuleError as problem:
        yield RuleError.at("series.pattern", problem)
    if series.last_on is not None and facts.on < series.last_on:
        yield RuleError(
            N_("The last number of this series was given on {last}; {wanted} lies before it."),
            field="issued_on",
            next_step=N_("Issue it with a date from {last} on."),
            rule="R-NUM-2",
            last=series.last_on,
            wanted=facts.on,
        )


def _sign(invoice: Invoice) -> Iterator[RuleError]:
    """Only a final invoice may end below zero: its prepayments were larger than the price (R-DOC-5, R-PRE-10)."""
    if invoice.kind is not InvoiceKind.FINAL and _gross(invoice).minor < 0:
        yield RuleError(
            N_("The invoice would ask for less than nothing."),
            field="lines",
            next_step=N_("Give the money back with a credit note."),
            rule="R-DOC-5",
        )


def _rates(invoice: Invoice, facts: Facts) -> Iterator[RuleError]:
    """A rate of the own country must be one of the day of supply (R-VAT-5); no zero rate where there is none.

    To a client abroad the rate may be that country's.
    """
    issuer = facts.issuer
    abroad = facts.client.address.country not in {"", issuer.country}
    if not issuer.country or abroad or issuer.tax_status is not TaxStatus.REGISTERED:
        return
    day = supply_day(invoice, facts.on)
    known = countries.rules(issuer.country).tax_rates
    valid = {rate.percent.normalize() for rate in countries.tax_rates_on(issuer.country, day)}
    expired = {rate.percent.normalize() for rate in known} - valid
    for position, line in _items(invoice):
        if line.tax.category is TaxCategory.STANDARD and line.tax.rate.normalize() in expired:
            yield RuleError(
                N_("Line {number}: on {date}, the day of supply, the rate was not {rate} %."),
                field=f"lines.{position}.tax",
                next_step=N_("Choose a rate of that day, or correct the day of supply."),
                rule="R-VAT-5",
                number=position + 1,
                rate=line.tax.rate,
                date=day,
            )
        if line.tax.category is TaxCategory.ZERO and known and Decimal(0) not in valid:
            yield RuleError(
                N_("Line {number} shows a tax of 0 %, but your country has no zero rate."),
                field=f"lines.{position}.tax",
                next_step=N_("Choose a rate, or choose why no tax is charged."),
                rule="R-VAT-1",
                number=position + 1,
            )


def _dates(invoice: Invoice, facts: Facts) -> Iterator[RuleError]:
    """Supply and due dates are there and in order (R-CON-1, R-DUE-1)."""
    first, last = invoice.supplied_from, invoice.supplied_to
    dated_lines = all(line.supplied_from or line.supplied_to for _, line in _items(invoice))
    if invoice.kind in SUPPLIES and first is None and last is None and not dated_lines:
        yield RuleError(
            N_("When was the work delivered?"),
            field="supplied_to",
            next_step=N_("Type the day or the period of supply."),
            rule="R-CON-1",
        )
    if first is not None and last is not None and last < first:
        yield RuleError(
            N_("The period of supply ends before it starts."),
            field="supplied_to",
            next_step=N_("Check both days."),
            rule="R-CON-1",
        )
    if invoice.kind not in DEMANDS:
        return
    days = facts.due_days if invoice.due_days is None else invoice.due_days
    if not 0 <= days <= _MAX_DUE_DAYS:
        yield RuleError(
            N_("Days to pay must be between 0 and {limit}."),
            field="due_days",
            next_step=N_("Type a number of days, for example 14."),
            rule="R-DUE-1",
            limit=_MAX_DUE_DAYS,
        )
    if invoice.due_on is not None and invoice.due_on < facts.on:
        yield RuleError(
            N_("The invoice would be due on {date}, which is over."),
            field="due_on",
            next_step=N_("Choose a later day."),
            rule="R-DUE-1",
            date=invoice.due_on,
        )


def _currency(invoice: Invoice, facts: Facts) -> Iterator[RuleError]:
    """A foreign currency needs its rate on the day, for the books and for the tax in the own one (R-MON-10)."""
    home = facts.issuer.currency
    if home and invoice.currency != home and not (invoice.home_rate and invoice.home_rate > 0):
        yield RuleError(
            N_("The rate from {currency} to {home} is missing."),
            field="home_rate",
            next_step=N_("Type how many {home} one {currency} is worth."),
            rule="R-MON-10",
            currency=invoice.currency,
            home=home,
        )


def _contract(invoice: Invoice, facts: Facts) -> Iterator[RuleError]:
    """What a contract asks: no open prepayment at the end, the deductions of today, no unnoticed overrun."""
    for paper in facts.open_prepayments:
        yield RuleError(
            N_("Prepayment {number} is still open with {open}."),
            field="prepayments",
            next_step=N_("Record its payment, or credit what is open."),
            rule="R-PRE-12",
            number=paper.number,
            open=paper.open,
        )
    if facts.final_in_force:
        yield RuleError(
            N_("The contract has its final invoice already: {number}."),
            field="contract_id",
            next_step=N_("Bill what came later with an invoice of its own, or cancel that one first."),
            rule="R-PRE-12",
            number=facts.final_in_force,
        )
    stale = facts.held is not None and _amounts(facts.held) != _amounts(invoice.deductions)
    if stale:
        yield RuleError(
            N_("The prepayments have changed since the draft was made."),
            field="deductions",
            next_step=N_("Update the deductions."),
            rule="R-PRE-3",
        )
    for position, number in facts.billed:
        yield RuleError(
            N_("The work of line {line} was billed already, on {number}."),
            field=f"lines.{position}",
            next_step=N_("Remove the line."),
            rule="B31",
            line=position + 1,
            number=number,
        )
    if stale or facts.open_prepayments:
        return  # the sums are not right before these are mended
    totals = _totals(invoice)
    if facts.agreed is None or facts.invoiced is None or totals is None or invoice.overrun_reason.strip():
        return
    over = facts.invoiced + totals.remaining_net - facts.agreed
    if over.minor > 0:
        yield RuleError(
            N_("This bills {over} more than the {agreed} agreed."),
            field="overrun_reason",
            next_step=N_("Agree a change order of {over}, or type why more is billed."),
            rule="R-QUO-3",
            over=over,
            agreed=facts.agreed,
        )


def _texts(invoice: Invoice) -> Iterator[RuleError]:
    """No text goes out that was meant to be replaced (E2)."""
    texts: list[tuple[str, str]] = [
        (name, getattr(invoice, name)) for name in ("title", "intro", "closing", "reason", "reference")
    ]
    for position, line in enumerate(invoice.lines):
        texts.append((f"lines.{position}.description", line.description))
        texts.append((f"lines.{position}.details", line.details))
    for field, text in texts:
        found = placeholder_in(text)
        if found:
            yield RuleError(
                N_("“{text}” was left in a text."),
                field=field,
                next_step=N_("Replace it by your own words."),
                rule="E2",
                text=found,
            )


def supply_day(invoice: Invoice, on: date) -> date:
    """Return the day whose tax rate counts: the end of the supply, for a prepayment the day of issue (R-VAT-5)."""
    if invoice.kind is InvoiceKind.PREPAYMENT:
        return on
    days = [day for _, line in _items(invoice) if (day := line.supplied_to or line.supplied_from)]
    return invoice.supplied_to or invoice.supplied_from or max(days, default=on)


def _items(invoice: Invoice) -> list[tuple[int, Line]]:
    return [
        (position, line)
        for position, line in enumerate(invoice.lines)
        if line.kind is LineKind.ITEM and line.counts
    ]


def _totals(invoice: Invoice) -> Totals | None:
    """Return the ladder, None where a discount cannot be computed: `price_problems` says why."""
    try:
        return invoice.totals()
    except RuleError:
        return None


def _gross(invoice: Invoice) -> Money:
    totals = _totals(invoice)
    return Money.zero(invoice.currency) if totals is None else totals.gross


def _amounts(deductions: tuple[Deduction, ...]) -> dict[int, Money]:
    return {deduction.invoice_id: deduction.gross for deduction in deductions}
