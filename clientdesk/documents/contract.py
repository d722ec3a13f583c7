"""The contract as a paper: parties, work, price, plan, milestones, clauses, signatures."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from clientdesk.documents.ladder import ladder, price_rows, reasons
from clientdesk.documents.letter import autograph, body_text, letter, notes
from clientdesk.documents.nothing import not_included
from clientdesk.documents.price_table import price_table, signed
from clientdesk.documents.setting import Setting, buyer_name, seller_name
from clientdesk.documents.view import (
    Align,
    Clauses,
    Column,
    DocumentView,
    Fact,
    Facts,
    Heading,
    Row,
    Section,
    Signature,
    Signatures,
    Table,
    Weight,
)
from clientdesk.documents.view import Clause as ShownClause
from clientdesk.domain.clauses import ruled
from clientdesk.domain.contract import Contract, ContractState, InstalmentKind, PaidRevision, Pricing
from clientdesk.domain.milestone import Milestone
from clientdesk.domain.party import Party, address_lines


def view(contract: Contract, where: Setting, *, milestones: Sequence[Milestone] = ()) -> DocumentView:
    """Return the paper to sign; a signature already given is printed in its place (B3)."""
    tr = where.tr
    body: list[Section] = [_parties(contract, where)]
    body.extend(_titled(tr.gettext("Work"), contract.scope))
    body.extend(_titled(tr.gettext("Not included"), not_included(contract.not_included, tr)))
    body.extend(_price(contract, where))
    body.extend(_plan(contract, where))
    body.extend(_milestones(milestones, where))
    body.append(Heading(text=tr.gettext("Terms")))
    body.append(Clauses(clauses=_clauses(contract, where)))
    body.append(_signatures(contract, where))
    return letter(
        where,
        title=tr.gettext("Contract"),
        number=contract.number,
        subject=contract.title,
        info=(
            Fact(label=tr.gettext("Contract no."), value=contract.number, weight=Weight.STRONG),
            Fact(label=tr.gettext("Date"), value=tr.date(where.on, "long")),
            Fact(
                label=tr.gettext("Signed on"),
                value=tr.date(contract.signature.on, "long") if contract.signature else "",
            ),
            Fact(label=tr.gettext("Client no."), value=where.client_number),
        ),
        body=body,
    )


def _parties(contract: Contract, where: Setting) -> Facts:
    tr = where.tr

    def party(name: str, of: Party) -> str:
        return tr.joined(name, *address_lines(of.address), mark=", ")

    def day(on: date | None) -> str:
        return tr.date(on, "long") if on is not None else ""

    facts = (
        Fact(label=tr.gettext("Contractor"), value=party(seller_name(where), where.seller)),
        Fact(label=tr.gettext("Client"), value=party(buyer_name(where), where.buyer)),
        Fact(label=tr.gettext("Starts on"), value=day(contract.starts_on)),
        Fact(label=tr.gettext("Ends on"), value=day(contract.ends_on)),
    )
    return Facts(title=tr.gettext("Parties"), facts=tuple(fact for fact in facts if fact.value))


def _price(contract: Contract, where: Setting) -> list[Section]:
    tr = where.tr
    parts: list[Section] = []
    if contract.pricing is Pricing.HOURLY:
        rate = tr.price(contract.hourly_rate, contract.currency)
        sentence = tr.gettext("The work is paid by the hour: {rate} {currency} per hour.").format(
            rate=rate, currency=contract.currency
        )
        hours = [sentence]
        if contract.estimate_hours:
            text = tr.gettext("The estimate is {hours} hours.")
            hours.append(text.format(hours=tr.number(contract.estimate_hours)))
        if contract.cap_hours:
            text = tr.gettext("No more than {hours} hours are billed without a new agreement.")
            hours.append(text.format(hours=tr.number(contract.cap_hours)))
        parts.extend(body_text(" ".join(hours)))
    if contract.lines:
        totals = contract.totals()
        parts.append(
            price_table(contract.lines, where, currency=contract.currency, price_mode=contract.price_mode)
        )
        rows = price_rows(totals, contract.lines, contract.adjustments, where, price_mode=contract.price_mode)
        parts.append(ladder(rows))
        parts.extend(notes([*reasons(totals.groups, where), *where.tax_notes()]))
    # No heading over nothing, while there is no price yet.
    return [Heading(text=tr.gettext("Price")), *parts] if parts else []


def _plan(contract: Contract, where: Setting) -> list[Section]:
    """Return the payment plan with amounts of the net price; the parts keep the whole (B10, R-MON-12)."""
    if not contract.plan:
        return []
    tr = where.tr
    kinds = {
        InstalmentKind.PREPAYMENT: tr.gettext("Prepayment"),
        InstalmentKind.PARTIAL: tr.gettext("Partial invoice"),
        InstalmentKind.FINAL: tr.gettext("Final invoice"),
    }
    usual = {
        InstalmentKind.PREPAYMENT: tr.gettext("at signing"),
        InstalmentKind.PARTIAL: "",
        InstalmentKind.FINAL: tr.gettext("at the end"),
    }
    whole = contract.totals().net
    complete = sum((part.percent for part in contract.plan), Decimal(0)) == 100  # noqa: PLR2004  # percent
    amounts = whole.by_percents([part.percent for part in contract.plan]) if complete and whole else ()
    head = tr.gettext("Net ({currency})").format(currency=contract.currency)
    rows = [
        Row(
            cells=(
                part.label or kinds[part.kind],
                tr.date(part.due_on) if part.due_on else part.milestone or usual[part.kind],
                tr.percent(part.percent),
                signed(amounts[index], tr) if amounts else "",
            ),
            details=kinds[part.kind] if part.label and part.label != kinds[part.kind] else "",
        )
        for index, part in enumerate(contract.plan)
    ]
    return [
        Table(
            title=tr.gettext("Payment plan"),
            columns=(
                Column(title=tr.gettext("Payment"), wide=True),
                Column(title=tr.gettext("When")),
                Column(title=tr.gettext("Share"), align=Align.END),
                Column(title=head, align=Align.END),
            ),
            rows=tuple(rows),
        )
    ]


def _milestones(milestones: Sequence[Milestone], where: Setting) -> list[Section]:
    tr = where.tr
    rows = [
        Row(
            cells=(milestone.title, tr.date(milestone.promised_on) if milestone.promised_on else ""),
            details=milestone.checks,
        )
        for milestone in milestones
    ]
    if not rows:
        return []
    columns = (
        Column(title=tr.gettext("Milestone"), wide=True),
        Column(title=tr.gettext("Date"), align=Align.END),
    )
    return [Table(title=tr.gettext("Dates"), columns=columns, rows=tuple(rows))]


def _clauses(contract: Contract, where: Setting) -> tuple[ShownClause, ...]:
    """Return the agreed policies, unless a clause of the contract says them, then the contract's own clauses."""
    tr = where.tr
    policy = contract.revisions
    rounds = tr.ngettext(
        "The price includes {count} round of changes.",
        "The price includes {count} rounds of changes.",
        policy.free_rounds,
    ).format(count=policy.free_rounds)
    if policy.then is PaidRevision.FLAT:
        price = tr.price(policy.price, contract.currency)
        more = tr.gettext("Every further round costs {price} {currency}.").format(
            price=price, currency=contract.currency
        )
    elif contract.hourly_rate or policy.price:
        price = tr.price(policy.price or contract.hourly_rate, contract.currency)
        more = tr.gettext("Further rounds are billed by the hour at {price} {currency}.").format(
            price=price, currency=contract.currency
        )
    else:
        more = tr.gettext("Further rounds are billed by the hour.")
    approver = (
        tr.gettext("Approvals are given by {name}.").format(name=policy.approver) if policy.approver else ""
    )
    said = {clause.key for clause in contract.clauses}
    found = []
    if "revisions" not in said:
        found.append(
            (tr.gettext("Rounds of changes"), " ".join(part for part in (rounds, more, approver) if part))
        )
    if "cancellation" not in said and (contract.cancellation.text or contract.cancellation.percent):
        found.append((tr.gettext("Cancellation"), _cancellation(contract, where)))
    # Signed with every blank filled, or refused; what is still open on a draft is a line to write on.
    draft = contract.state is ContractState.DRAFT
    found.extend((entry.title, ruled(entry.text) if draft else entry.text) for entry in contract.clauses)
    return tuple(
        ShownClause(
            number=f"{number}.",
            heading=title,
            paragraphs=tuple(part for part in text.replace("\r\n", "\n").split("\n\n") if part.strip()),
        )
        for number, (title, text) in enumerate(found, start=1)
    )


def _cancellation(contract: Contract, where: Setting) -> str:
    tr, clause = where.tr, contract.cancellation
    if clause.text.strip():
        return clause.text
    percent = tr.percent(clause.percent)
    if clause.plus_tax and where.names_tax:
        sentence = tr.gettext("If the client cancels, {percent} of the net price plus tax is kept or billed.")
    else:
        sentence = tr.gettext("If the client cancels, {percent} of the net price is kept or billed.")
    notice = ""
    if clause.notice_days:
        notice = tr.ngettext("Notice: {count} day.", "Notice: {count} days.", clause.notice_days).format(
            count=clause.notice_days
        )
    return f"{sentence.format(percent=percent)} {notice}".strip()


def _signatures(contract: Contract, where: Setting) -> Signatures:
    tr, given = where.tr, contract.signature
    where_and_when = tr.gettext("Place, date")
    known = ""
    if given is not None:
        known = tr.joined(given.place, tr.date(given.on, "long"), mark=", ")
    name = tr.gettext("Name and signature")
    return Signatures(
        signatures=(
            Signature(
                party=seller_name(where),
                place_and_date=where_and_when,
                name=name,
                autograph=autograph(where),
            ),
            Signature(
                party=buyer_name(where),
                place_and_date=f"{where_and_when}: {known}" if known else where_and_when,
                name=name,
                signed=given.by if given is not None else "",
            ),
        )
    )


def _titled(title: str, text: str) -> list[Section]:
    return [Heading(text=title), *body_text(text)] if text.strip() else []
