"""What the user should know before an invoice goes out, but may decide otherwise (R-DUE-1, R-DOC-9, R-JUR-1)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from clientdesk.domain.checks import SUPPLIES, Facts, has_tax_id, supply_day
from clientdesk.domain.client import ClientKind
from clientdesk.domain.countries.checks import late_issue_warning, pdf_is_not_enough
from clientdesk.domain.countries.europe import MEMBERS
from clientdesk.domain.errors import RuleError
from clientdesk.domain.invoice import CREDITS, DEMANDS, Invoice
from clientdesk.domain.issuer import TaxStatus
from clientdesk.domain.line import Line, LineKind, LineRole
from clientdesk.domain.tax import TaxCategory
from clientdesk.domain.text import N_

_LONG_TERM_DAYS = 60


def issue_warnings(invoice: Invoice, facts: Facts) -> tuple[RuleError, ...]:
    """Return what the user should know but may decide otherwise (R-DUE-1, R-DOC-9, R-JUR-1)."""
    issuer, client = facts.issuer, facts.client
    found: list[RuleError | None] = [*_undelivered(facts)]
    if invoice.kind not in CREDITS:
        found.extend(price_warnings(invoice.lines))
    if issuer.country and invoice.kind in DEMANDS:
        found.append(pdf_is_not_enough(issuer, client, facts.on))
        if invoice.kind in SUPPLIES:
            category = next(
                (line.tax.category for line in invoice.lines if line.counts), TaxCategory.STANDARD
            )
            supplied = supply_day(invoice, facts.on)
            found.append(
                late_issue_warning(issuer, client, supplied=supplied, category=category, on=facts.on)
            )
        found.append(_long_term(invoice, facts))
    if issuer.tax_status is TaxStatus.SMALL_BUSINESS and not has_tax_id(issuer):
        found.append(
            RuleError(
                N_("Your tax number or VAT ID is missing."),
                field="issuer.tax_ids",
                next_step=N_("Some countries want it on the documents of small businesses too."),
                rule="R-CON-1",
            )
        )
    return tuple(warning for warning in found if warning is not None)


def price_warnings(lines: Sequence[Line]) -> Iterator[RuleError]:
    """Yield each line that is charged with nothing although it is no bonus: its price was forgotten (R-MON-3)."""
    for position, line in enumerate(lines):
        charged = line.kind is LineKind.ITEM and line.role is not LineRole.BONUS
        # Without words the line is missing something that stops it; one thing at a time.
        if charged and not line.unit_price and not line.source and line.description.strip():
            yield RuleError(
                N_("Line {number} has no price."),
                field=f"lines.{position}.unit_price",
                next_step=N_("Type it, or mark the line as a bonus if it is meant to be free."),
                rule="R-MON-3",
                number=position + 1,
            )


def _undelivered(facts: Facts) -> Iterator[RuleError]:
    """Yield each milestone that the final invoice bills before it was delivered."""
    advice = N_("Mark it as delivered in the contract, or bill it in advance all the same.")
    for number, title in enumerate(facts.undelivered, start=1):
        yield RuleError(
            N_("“{milestone}” is not delivered yet."),
            field="milestones",
            # The advice is the same for all of them: once is enough.
            next_step=advice if number == len(facts.undelivered) else "",
            milestone=title,
        )


def _long_term(invoice: Invoice, facts: Facts) -> RuleError | None:
    """Warn of a long time to pay between businesses in the EU and UK (R-DUE-1; Directive 2011/7/EU, Art. 3)."""
    home = facts.issuer.country
    if facts.client.kind is ClientKind.PERSON or not (home in MEMBERS or home == "GB"):
        return None
    if (invoice.day_due(facts.on, facts.due_days) - facts.on).days <= _LONG_TERM_DAYS:
        return None
    return RuleError(
        N_("More than {limit} days to pay is only allowed if it was agreed expressly."),
        field="due_days",
        next_step=N_("Shorten the term, or make sure that the contract says so."),
        rule="R-DUE-1",
        limit=_LONG_TERM_DAYS,
    )
