"""The clauses of a contract: which ones its facts and the issuer's country call for, and filling in their blanks."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

from clientdesk.domain.clauses.library import LIBRARY, Fact, Template
from clientdesk.domain.client import ClientKind
from clientdesk.domain.contract import Clause, Contract, InstalmentKind, PaidRevision, Pricing
from clientdesk.domain.errors import RuleError
from clientdesk.domain.text import N_

#: Context of the clauses' titles in the catalogue of papers.
TITLE_CONTEXT = "clause"
_BLANK = re.compile(r"\{([a-z_]+)\}")
_RULE = "_" * 12

#: What each blank asks for, and the field of the contract that fills it.
BLANKS: Mapping[str, tuple[str, str]] = {
    "issuer": (N_("your name"), "name"),
    "client": (N_("the client's name"), "client_id"),
    "net": (N_("the price"), "lines"),
    "gross": (N_("the price"), "lines"),
    "hourly_rate": (N_("the hourly rate"), "hourly_rate"),
    "estimate_hours": (N_("the estimated hours"), "estimate_hours"),
    "cap_hours": (N_("the most hours"), "cap_hours"),
    "due_days": (N_("the days to pay"), "due_days"),
    "prepayment": (N_("the prepayment"), "plan"),
    "free_rounds": (N_("the free revision rounds"), "revisions.free_rounds"),
    "round_price": (N_("the price of a revision round"), "revisions.price"),
    "approver": (N_("who approves for the client"), "revisions.approver"),
    "starts_on": (N_("the first day"), "starts_on"),
    "ends_on": (N_("the last day"), "ends_on"),
    "cancellation_percent": (N_("the cancellation percentage"), "cancellation.percent"),
    "cancellation_notice": (N_("the notice for cancelling"), "cancellation.notice_days"),
    "cancellation_text": (N_("the cancellation terms"), "cancellation.text"),
    "notice_days": (N_("the notice period"), "notice_days"),
    "law": (N_("the country whose law applies"), "country"),
    "place": (N_("your town"), "city"),
}


def facts(
    contract: Contract, *, client_kind: ClientKind, has_milestones: bool, names_tax: bool = True
) -> frozenset[Fact]:
    """Return what is true of a contract, as far as clauses depend on it; who charges no tax names none (R-VAT-6)."""
    kinds = {part.kind for part in contract.plan}
    revisions, cancellation = contract.revisions, contract.cancellation
    true = {
        Fact.FIXED: contract.pricing is Pricing.FIXED,
        Fact.HOURLY: contract.pricing is Pricing.HOURLY,
        Fact.TAXED: names_tax,
        Fact.ESTIMATE: contract.estimate_hours > 0,
        Fact.CAP: contract.cap_hours > 0,
        Fact.PLAN: bool(contract.plan),
        Fact.PREPAYMENT: InstalmentKind.PREPAYMENT in kinds,
        Fact.DEPOSIT: deposit_percent(contract) > 0,
        Fact.ROUND_PRICE: revisions.price > 0,
        Fact.PAID_BY_HOUR: revisions.then is PaidRevision.HOURLY,
        Fact.PAID_FLAT: revisions.then is PaidRevision.FLAT,
        Fact.APPROVER: bool(revisions.approver.strip()),
        Fact.STARTS: contract.starts_on is not None,
        Fact.ENDS: contract.ends_on is not None,
        Fact.MILESTONES: has_milestones,
        Fact.CANCELLATION_FEE: cancellation.percent > 0,
        Fact.FEE_PLUS_TAX: names_tax and cancellation.percent > 0 and cancellation.plus_tax,
        Fact.CANCELLATION_NOTICE: cancellation.notice_days > 0,
        Fact.OWN_CANCELLATION: bool(cancellation.text.strip()),
        Fact.NOTICE: contract.notice_days > 0,
        Fact.BUSINESS: client_kind is not ClientKind.PERSON,
        Fact.PERSON: client_kind is ClientKind.PERSON,
    }
    return frozenset(fact for fact, holds in true.items() if holds)


def chosen(known: frozenset[Fact], country: str) -> tuple[Template, ...]:
    """Return one template per clause, in the library's order: the country's own first, then the closest."""
    best: dict[str, Template] = {}
    for template in LIBRARY:
        if not template.needs <= known or (template.countries and country not in template.countries):
            continue
        held = best.get(template.key)
        if held is None or _closeness(template) > _closeness(held):
            best[template.key] = template
    order = list(dict.fromkeys(template.key for template in LIBRARY))
    return tuple(best[key] for key in order if key in best)


def _closeness(template: Template) -> tuple[bool, bool, int]:
    return (template.own, bool(template.countries), len(template.needs))


def written(
    templates: Iterable[Template], *, title: Callable[[str], str], text: Callable[[str], str]
) -> tuple[Clause, ...]:
    """Return clauses in a language; `title` and `text` translate. Blanks stay open until the contract is signed."""
    return tuple(
        Clause(key=entry.key, title=title(entry.title), text=text(entry.text)) for entry in templates
    )


def fill(text: str, values: Mapping[str, str]) -> str:
    """Put the contract's facts into a clause; a blank without a value stays as it is."""
    return _BLANK.sub(lambda match: values.get(match.group(1)) or match.group(0), text)


def ruled(text: str) -> str:
    """Return a clause with a line to write on in place of each blank that is still open: paper shows no {name}."""
    return _BLANK.sub(_RULE, text)


def filled(clauses: Iterable[Clause], values: Mapping[str, str]) -> tuple[Clause, ...]:
    """Return the clauses with their blanks filled."""
    return tuple(replace(clause, text=fill(clause.text, values)) for clause in clauses)


def unfilled(clauses: Iterable[Clause]) -> tuple[RuleError, ...]:
    """Return a sentence for each blank left open; such a contract cannot be signed."""
    problems = []
    for clause in clauses:
        for name in dict.fromkeys(_BLANK.findall(clause.text)):
            what, field = BLANKS.get(name, (f"{{{name}}}", "clauses"))
            problems.append(
                RuleError(
                    N_("The clause “{title}” still has a blank: {what}."),
                    field=field,
                    next_step=N_("Fill it in, or change the clause's text."),
                    rule="B3",
                    title=clause.title,
                    what=what,
                )
            )
    return tuple(problems)


def deposit_percent(contract: Contract) -> Decimal:
    """Return how much of the price is paid before the work begins: the earliest prepayment not tied to a milestone."""
    parts = [part for part in contract.plan if part.kind is InstalmentKind.PREPAYMENT and not part.milestone]
    first = min((part.due_on or date.min for part in parts), default=date.min)
    return sum((part.percent for part in parts if (part.due_on or date.min) == first), Decimal(0))
