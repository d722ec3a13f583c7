"""What a country's law asks before a paper goes out, as problems (not raised) for the list of checks."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from clientdesk.domain import countries
from clientdesk.domain.calendar import add_months
from clientdesk.domain.client import Client, ClientKind
from clientdesk.domain.countries.europe import MEMBERS
from clientdesk.domain.countries.model import ElectronicRule, LateIssueRule, LateIssueUnit, TurnoverLimit
from clientdesk.domain.errors import RuleError
from clientdesk.domain.issuer import Issuer, TaxStatus
from clientdesk.domain.money import Money
from clientdesk.domain.party import Party
from clientdesk.domain.tax import Tax, TaxCategory
from clientdesk.domain.text import N_

_WARN_SHARE = 80


def missing_for_category(
    category: TaxCategory,
    *,
    seller: Party,
    buyer: Party,
    supplied: date | None,
    delivery_country: str = "",
) -> tuple[RuleError, ...]:
    """Return what a tax category still needs (R-VAT-3); any of it blocks the issue.

    AE: the seller's VAT or tax number and the buyer's VAT id. K: both VAT ids, the day of delivery or the end of
    its period, and the country of delivery.
    """
    problems: list[RuleError] = []
    if category is TaxCategory.REVERSE_CHARGE:
        if not (seller.tax_id("vat_id") or seller.tax_id("tax_number")):
            problems.append(_missing(N_("Reverse charge needs your VAT ID or tax number."), "issuer.tax_ids"))
        if not buyer.tax_id("vat_id"):
            problems.append(_missing(N_("Reverse charge needs the client's VAT ID."), "client.tax_ids"))
    if category is TaxCategory.INTRA_COMMUNITY:
        if not seller.tax_id("vat_id"):
            problems.append(_missing(N_("An intra-Community supply needs your VAT ID."), "issuer.tax_ids"))
        if not buyer.tax_id("vat_id"):
            problems.append(
                _missing(N_("An intra-Community supply needs the client's VAT ID."), "client.tax_ids")
            )
        if supplied is None:
            problems.append(
                _missing(N_("An intra-Community supply needs the day of delivery."), "supplied_on")
            )
        if not delivery_country:
            problems.append(
                _missing(N_("An intra-Community supply needs the country of delivery."), "client.address")
            )
    return tuple(problems)


def scheme_problem(issuer: Issuer, taxes: tuple[Tax, ...]) -> RuleError | None:
    """Return the problem if a seller who may not charge tax shows a rate (R-VAT-6): tax once shown is owed."""
    if issuer.tax_status is TaxStatus.REGISTERED or all(tax.rate == 0 for tax in taxes):
        return None
    return RuleError(
        N_("You charge no tax, but a line shows {rate} %. Tax that is shown must be paid to the tax office."),
        field="lines.tax",
        next_step=N_("Choose “no tax” for the line, or change your tax status."),
        rule="R-VAT-6",
        rate=max(tax.rate for tax in taxes),
    )


def mixed_scope_problem(taxes: tuple[Tax, ...]) -> RuleError | None:
    """Return the problem if “outside the scope” stands beside another tax group (R-VAT-4, BR-O-11 to 14)."""
    categories = {tax.category for tax in taxes}
    if TaxCategory.OUTSIDE_SCOPE not in categories or len(categories) == 1:
        return None
    return RuleError(
        N_("Lines outside the scope of tax cannot stand beside taxed lines on one invoice."),
        field="lines.tax",
        next_step=N_("Write two invoices."),
        rule="R-VAT-4",
    )


class TurnoverLevel(StrEnum):
    """How near a small business is to the end of its scheme (R-VAT-7)."""

    FINE = "fine"
    NEAR = "near"
    TOLERATED = "tolerated"
    OVER = "over"


def turnover_level(
    limit: TurnoverLimit, *, this_period: Money, previous: Money | None = None
) -> TurnoverLevel:
    """Return how the turnover stands to the scheme's limit (R-VAT-7).

    NEAR from 80 % of a limit, TOLERATED above the limit but inside its tolerance, OVER when tax is due.
    """
    if limit.previous is not None and previous is not None and previous > limit.previous:
        return TurnoverLevel.OVER
    if this_period > limit.highest:
        return TurnoverLevel.OVER
    if this_period > limit.current:
        return TurnoverLevel.TOLERATED
    # Whoever passes the limit that binds next year loses the scheme then: warn of that limit too.
    nearest = limit.current if limit.previous is None else min(limit.current, limit.previous)
    if this_period >= nearest.percent(Decimal(_WARN_SHARE)):
        return TurnoverLevel.NEAR
    return TurnoverLevel.FINE


def turnover_warning(
    issuer: Issuer, *, this_period: Money, previous: Money | None = None
) -> RuleError | None:
    """Return the warning to show a small business, None if it is far from its limit or charges tax (R-VAT-7)."""
    scheme = countries.rules(issuer.country).scheme(issuer.tax_status.value)
    if scheme is None or scheme.limit is None or scheme.limit.current.currency != this_period.currency:
        return None
    limit = scheme.limit
    level = turnover_level(limit, this_period=this_period, previous=previous)
    if level is TurnoverLevel.FINE:
        return None
    messages = {
        TurnoverLevel.NEAR: N_(
            "Your turnover of {turnover} is near the limit for not charging tax ({limit})."
        ),
        TurnoverLevel.TOLERATED: N_(
            "Your turnover of {turnover} is above the limit of {limit}; from next year on you must charge tax."
        ),
        TurnoverLevel.OVER: N_(
            "Your turnover of {turnover} is above the limit of {limit}: you must charge tax now."
        ),
    }
    return RuleError(
        messages[level],
        field="issuer.tax_status",
        next_step=N_("Talk to your tax adviser."),
        rule="R-VAT-7",
        turnover=this_period,
        limit=limit.current if limit.previous is None else min(limit.current, limit.previous),
    )


def pdf_is_not_enough(issuer: Issuer, client: Client, on: date) -> RuleError | None:
    """Return why a PDF alone is no legal invoice for this pair on this day, None if it is (R-JUR-1)."""
    rules = countries.rules(issuer.country)
    for rule in rules.electronic:
        if rule.since <= on and _reaches(rule, issuer, client):
            return RuleError(
                rule.message, field="send", next_step=rule.next_step, rule="R-JUR-1", since=rule.since
            )
    return None


def late_issue_warning(
    issuer: Issuer, client: Client, *, supplied: date, category: TaxCategory, on: date
) -> RuleError | None:
    """Return a warning if an invoice issued on this day comes later after the supply than the law allows (R-DOC-9)."""
    for rule in countries.rules(issuer.country).late_issue:
        if rule.cross_border and not _is_cross_border(client, category):
            continue
        last = _last_day(rule, supplied)
        if on > last:
            return RuleError(
                N_("For the work of {supplied} the invoice had to be issued by {last}."),
                field="issued_on",
                next_step=N_("Issue it now, and tell your tax adviser if it matters."),
                rule="R-DOC-9",
                supplied=supplied,
                last=last,
            )
    return None


def retained_until(code: str, issued: date) -> date:
    """Return the last day on which a paper of this day must be kept (R-RET-1).

    The time runs from the end of the calendar year; in India from the annual return of the financial year,
    due on 31 December after its end.
    """
    rules = countries.rules(code)
    start = rules.fiscal_year_start
    first_year = issued.year if start == 1 or issued.month < start else issued.year + 1
    return date(first_year + rules.retention_years, 12, 31)


def _missing(message: str, field: str) -> RuleError:
    return RuleError(message, field=field, next_step=N_("Add it, or choose another tax."), rule="R-VAT-3")


def _reaches(rule: ElectronicRule, issuer: Issuer, client: Client) -> bool:
    domestic = client.address.country in {"", issuer.country}
    business = client.kind is not ClientKind.PERSON
    match rule.reach:
        case "anyone":
            return True
        case "domestic":
            return domestic
        case "business":
            return business
        case "public":
            return domestic and client.kind is ClientKind.PUBLIC
        case "domestic business":
            # Small businesses are exempt from sending, not from receiving (§ 34a UStDV and its like).
            return domestic and business and issuer.tax_status is TaxStatus.REGISTERED
        case "business abroad":
            return business and not domestic and client.address.country in MEMBERS
        case _:
            return False


def _is_cross_border(client: Client, category: TaxCategory) -> bool:
    return client.kind is not ClientKind.PERSON and category in {
        TaxCategory.REVERSE_CHARGE,
        TaxCategory.INTRA_COMMUNITY,
    }


def _last_day(rule: LateIssueRule, supplied: date) -> date:
    match rule.unit:
        case LateIssueUnit.DAYS:
            return supplied + timedelta(days=rule.amount)
        case LateIssueUnit.MONTHS:
            return add_months(supplied, rule.amount)
        case LateIssueUnit.DAY_OF_NEXT_MONTH:
            return add_months(supplied, 1, anchor_day=rule.amount)
