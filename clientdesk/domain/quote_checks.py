"""What is still missing before a quote may be sent: all of it at once, each with its field (R-VAT-1 to 4, T9)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from clientdesk.domain.client import Client
from clientdesk.domain.countries.checks import missing_for_category, mixed_scope_problem, scheme_problem
from clientdesk.domain.countries.proposal import lacks_state, propose_tax
from clientdesk.domain.errors import RuleError
from clientdesk.domain.happened import clock_problems
from clientdesk.domain.issuer import Issuer
from clientdesk.domain.line import Adjustment, Line, LineKind, check_adjustment, check_line
from clientdesk.domain.placeholders import placeholder_in
from clientdesk.domain.quote import Quote
from clientdesk.domain.tax import NO_TAX, Tax, check_tax
from clientdesk.domain.text import N_
from clientdesk.domain.totals import compute


def quote_problems(quote: Quote, *, issuer: Issuer, client: Client, on: date) -> tuple[RuleError, ...]:
    """Return everything that stands against sending the quote on this day; nothing if it may go out.

    Fields are the quote's own, or start with `issuer.` or `client.` where the problem is mended there.
    """
    return (
        *issuer_problems(issuer),
        *client_problems(client),
        *price_problems(quote.lines, quote.adjustments, currency=quote.currency),
        *tax_problems(quote.lines, issuer=issuer, client=client, on=on),
        *_terms(quote, on),
        *text_problems(_texts(quote)),
    )


def issuer_problems(issuer: Issuer) -> Iterator[RuleError]:
    """Yield which of the four answers is missing: country, name, address (the tax status has a usual value)."""
    for field, value, message in (
        ("issuer.country", issuer.country, N_("Your country is missing.")),
        ("issuer.name", issuer.name, N_("Your name is missing.")),
        ("issuer.address", issuer.address.city, N_("Your address is missing.")),
    ):
        if not value.strip():
            yield RuleError(message, field=field, next_step=N_("Fill it in once; every document uses it."))


def client_problems(client: Client) -> Iterator[RuleError]:
    """Yield what a paper needs of the client: a name and an address."""
    if not client.name.strip():
        yield RuleError(
            N_("The client's name is missing."), field="client.name", next_step=N_("Open the client.")
        )
    if not client.address.city.strip():
        yield RuleError(
            N_("The address of {client} is missing.")
            if client.name.strip()
            else N_("The client's address is missing."),
            field="client.address",
            next_step=N_("Fill in at least the town."),
            client=client.name,
        )


def price_problems(
    lines: Sequence[Line], adjustments: Sequence[Adjustment], *, currency: str
) -> Iterator[RuleError]:
    """Yield each wrong line and discount, then what is wrong with the sum of them."""
    wrong = False
    for position, line in enumerate(lines):
        try:
            check_line(line, position, currency=currency)
        except RuleError as problem:
            wrong = True
            yield problem
    for position, adjustment in enumerate(adjustments):
        try:
            check_adjustment(adjustment, f"adjustments.{position}")
        except RuleError as problem:
            wrong = True
            yield problem
    if not any(line.kind is LineKind.ITEM for line in lines):
        yield RuleError(
            N_("There is no line yet."), field="lines", next_step=N_("Say what you offer, and for how much.")
        )
    elif not wrong:
        yield from _sum(lines, adjustments, currency)


def tax_problems(lines: Sequence[Line], *, issuer: Issuer, client: Client, on: date) -> Iterator[RuleError]:
    """Yield each line whose tax cannot be, then what the categories ask of both parties (R-VAT-1 to 4, R-VAT-6)."""
    if not issuer.country:
        return
    items = [(position, line) for position, line in enumerate(lines) if line.kind is LineKind.ITEM]
    needs_reason = propose_tax(issuer, client, on) != NO_TAX
    for position, line in items:
        try:
            check_tax(line.tax, needs_reason=needs_reason)
        except RuleError as problem:
            yield RuleError.at(f"lines.{position}.tax", problem)
    taxes: tuple[Tax, ...] = tuple(line.tax for _, line in items)
    if any(tax.parts for tax in taxes) and lacks_state(issuer, client):
        yield RuleError(
            N_("The state of {client} is missing: it decides between IGST and CGST with SGST."),
            field="client.addresses.0.region",
            next_step=N_("Type the state into the client's address, then choose the tax of the lines anew."),
            rule="R-VAT-8",
            client=client.name,
        )
    for whole in (scheme_problem(issuer, taxes), mixed_scope_problem(taxes)):
        if whole is not None:
            yield whole
    for category in sorted({tax.category for tax in taxes}):
        yield from missing_for_category(
            category,
            seller=issuer.party(),
            buyer=client.party(),
            supplied=on,
            delivery_country=client.address.country,
        )


def text_problems(texts: Iterable[tuple[str, str]]) -> Iterator[RuleError]:
    """Yield each text, given with its field, in which something was left that was meant to be replaced (E2)."""
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


def _texts(quote: Quote) -> Iterator[tuple[str, str]]:
    for name in ("title", "goal", "intro", "closing", "not_included", "change_terms"):
        yield name, getattr(quote, name)
    for position, line in enumerate(quote.lines):
        yield f"lines.{position}.description", line.description
        yield f"lines.{position}.details", line.details


def _sum(lines: Sequence[Line], adjustments: Sequence[Adjustment], currency: str) -> Iterator[RuleError]:
    try:
        totals = compute(lines, currency=currency, adjustments=adjustments)
    except RuleError as problem:
        yield problem
        return
    if totals.line_total.minor >= 0 and totals.net.minor < 0:
        yield RuleError(
            N_("The discount is larger than the price."),
            field="adjustments",
            next_step=N_("Type a smaller discount."),
            rule="R-MON-6",
        )


def _terms(quote: Quote, on: date) -> Iterator[RuleError]:
    """What is not part of it and what changes cost is said before, or said to be nothing (T9)."""
    yield from clock_problems(on)
    if not quote.not_included.strip():
        yield RuleError(
            N_("What is not included?"),
            field="not_included",
            next_step=N_("Say it here, or type “none”."),
            rule="T9",
        )
    if not quote.change_terms.strip():
        yield RuleError(
            N_("What do later changes cost?"),
            field="change_terms",
            next_step=N_("Say it here, or type “none”."),
            rule="T9",
        )
    if quote.valid_until is not None and quote.valid_until < on:
        yield RuleError(
            N_("The quote would be valid until {date}, which is over."),
            field="valid_until",
            next_step=N_("Choose a later day."),
            rule="R-QUO-1",
            date=quote.valid_until,
        )
