"""The change order as a paper: what changes, what it costs, what it does to the dates (B2)."""

from __future__ import annotations

from clientdesk.documents.ladder import ladder, price_rows, reasons
from clientdesk.documents.letter import autograph, body_text, greeting, letter, notes
from clientdesk.documents.price_table import price_table
from clientdesk.documents.setting import Setting, buyer_name, seller_name
from clientdesk.documents.view import (
    DocumentView,
    Fact,
    Facts,
    Heading,
    Section,
    Signature,
    Signatures,
    Weight,
)
from clientdesk.domain.change_order import ChangeOrder, ChangeState
from clientdesk.domain.contract import Contract
from clientdesk.domain.totals import compute


def view(change: ChangeOrder, contract: Contract, where: Setting) -> DocumentView:
    """Return the paper that both sides sign; an answer already given is printed in its place."""
    tr = where.tr
    usual = tr.gettext("This changes contract {number}:").format(number=contract.number)
    body: list[Section] = [*greeting(where, "", usual), *body_text(change.description)]
    if change.lines:
        totals = compute(
            change.lines,
            currency=contract.currency,
            price_mode=contract.price_mode,
            tax_rounding=contract.tax_rounding,
        )
        rows = price_rows(totals, change.lines, (), where, price_mode=contract.price_mode)
        body.append(
            price_table(change.lines, where, currency=contract.currency, price_mode=contract.price_mode)
        )
        body.append(ladder(rows))
        body.extend(notes([*reasons(totals.groups, where), *where.tax_notes()]))
    body.append(_effects(change, where))
    body.append(Heading(text=tr.gettext("Agreement")))
    body.extend(body_text(tr.gettext("Everything else in the contract stays as agreed.")))
    body.append(_signatures(change, where))
    offered = change.offered_on or change.asked_on or where.on
    return letter(
        where,
        title=tr.gettext("Change order"),
        number=change.number,
        subject=change.title,
        info=(
            Fact(label=tr.gettext("Change order"), value=change.number, weight=Weight.STRONG),
            Fact(label=tr.gettext("Contract"), value=contract.number),
            Fact(label=tr.gettext("Date"), value=tr.date(offered, "long")),
            Fact(label=tr.gettext("Client no."), value=where.client_number),
        ),
        body=body,
    )


def _effects(change: ChangeOrder, where: Setting) -> Facts:
    tr = where.tr
    days = tr.ngettext("{count} working day later", "{count} working days later", change.extra_days)
    facts = [
        Fact(
            label=tr.gettext("Dates"),
            value=days.format(count=change.extra_days) if change.extra_days else tr.gettext("unchanged"),
        )
    ]
    if change.extra_hours:
        hours = tr.gettext("{hours} hours more").format(hours=tr.number(change.extra_hours))
        facts.append(Fact(label=tr.gettext("Limit of hours"), value=hours))
    return Facts(title=tr.gettext("What else changes"), facts=tuple(facts))


def _signatures(change: ChangeOrder, where: Setting) -> Signatures:
    tr = where.tr
    name, place = tr.gettext("Name and signature"), tr.gettext("Place, date")
    accepted = change.state is ChangeState.ACCEPTED
    day = f": {tr.date(change.decided_on, 'long')}" if accepted and change.decided_on else ""
    return Signatures(
        signatures=(
            Signature(party=seller_name(where), place_and_date=place, name=name, autograph=autograph(where)),
            Signature(
                party=buyer_name(where),
                place_and_date=f"{place}{day}",
                name=name,
                signed=change.decided_by if accepted else "",
            ),
        )
    )
