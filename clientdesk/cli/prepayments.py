"""`clientdesk prepayment`: money before delivery, and its ledger (R-PRE-*, B7, B8)."""

from __future__ import annotations

from clientdesk.cli import lookup
from clientdesk.cli.arguments import CONTRACT, INVOICE, ON, REASON
from clientdesk.cli.command import Arguments, Context, Verb, arg, flag
from clientdesk.cli.invoices import answer
from clientdesk.cli.output import Result, done, listing, members, record
from clientdesk.domain.text import N_
from clientdesk.i18n import _

_COLUMNS = ("id", "on", "kind", "paper", "gross", "effect", "held", "note")
_AMOUNT = arg("--amount", help=N_("another amount than all of it"))


def _request(context: Context, options: Arguments) -> Result:
    from clientdesk.usecases import prepayments

    contract = lookup.contract(context.db, options.contract)
    made = prepayments.request(
        context.db,
        contract.id,
        on=context.day(options.on),
        instalment=options.part,
        percent=context.decimal(options.percent, "percent") if options.percent else None,
        amount=context.money(options.amount, contract.currency) if options.amount else None,
        gross=options.gross,
    )
    return answer(context, made)


def _receive(context: Context, options: Arguments) -> Result:
    from clientdesk.usecases import prepayments

    contract = lookup.contract(context.db, options.contract)
    paper = prepayments.receive(
        context.db,
        contract.id,
        context.money(options.amount, contract.currency),
        on=context.happened(options.on),
        method=options.method,
        reference=options.reference,
        payer=options.payer,
        home_rate=context.decimal(options.home_rate, "home_rate") if options.home_rate else None,
    )
    return answer(context, paper)


def _ledger(context: Context, options: Arguments) -> Result:
    from clientdesk.domain.money import Money
    from clientdesk.storage import tables

    contract = lookup.contract(context.db, options.contract)
    held = Money.zero(contract.currency)
    rows = []
    for row in tables.ledger.find(context.db, "contract_id = ?", (contract.id,)):
        held += row.effect
        number = tables.invoices.get(context.db, row.invoice_id).number if row.invoice_id else ""
        rows.append({**members(row), "paper": number, "effect": row.effect, "held": held})
    return listing(rows, _COLUMNS)


def _refund(context: Context, options: Arguments) -> Result:
    from clientdesk.usecases import prepayments

    paper = lookup.invoice(context.db, options.invoice)
    credit = prepayments.refund(
        context.db,
        paper.id,
        on=context.day(options.on),
        reason=options.reason,
        amount=context.money(options.amount, paper.currency) if options.amount else None,
        method=options.method,
    )
    return answer(context, credit)


def _keep(context: Context, options: Arguments) -> Result:
    from clientdesk.usecases import prepayments

    paper = lookup.invoice(context.db, options.invoice)
    prepayments.keep(
        context.db,
        paper.id,
        on=context.day(options.on),
        note=options.reason,
        amount=context.money(options.amount, paper.currency) if options.amount else None,
    )
    return done(_("Kept as earned."), invoice_id=paper.id, number=paper.number)


def _move(context: Context, options: Arguments) -> Result:
    from clientdesk.usecases import prepayments

    paper = lookup.invoice(context.db, options.invoice)
    target = lookup.contract(context.db, options.to)
    prepayments.move(
        context.db,
        paper.id,
        target.id,
        on=context.day(options.on),
        amount=context.money(options.amount, paper.currency) if options.amount else None,
    )
    return done(
        _("Moved to {number}.").format(number=target.number), invoice_id=paper.id, contract_id=target.id
    )


def _settle(context: Context, options: Arguments) -> Result:
    from clientdesk.usecases import prepayments

    contract, day = lookup.contract(context.db, options.contract), context.day(options.on)
    earned = context.money(options.earned, contract.currency) if options.earned else None
    if options.preview:
        return record(prepayments.preview_cancellation(context.db, contract.id, on=day, earned=earned))
    settled = prepayments.settle_cancellation(
        context.db,
        contract.id,
        on=day,
        reason=options.reason,
        earned=earned,
        refund_method=options.refund_method,
    )
    return record(
        settled.settlement,
        credits=[paper.number for paper in settled.credits],
        invoice_id=settled.invoice.id if settled.invoice else None,
        paper_id=settled.paper.id,
    )


_METHOD = arg("--method", default="transfer", help=N_("transfer, cash, card, upi …"))

VERBS = (
    Verb(
        "request",
        N_("Draft a prepayment invoice: the next part of the plan, or a share or amount."),
        _request,
        (
            CONTRACT,
            arg("--part", default="", help=N_("a part of the plan by its name")),
            arg("--percent", help=N_("a share of the price")),
            arg("--amount", help=N_("an amount without tax")),
            flag("--gross", N_("the amount or share has the tax inside")),
            ON,
        ),
    ),
    Verb(
        "receive",
        N_("Take in money nobody asked for by invoice; its paper is made with it."),
        _receive,
        (
            CONTRACT,
            arg("amount", help=N_("what came, with the tax inside")),
            ON,
            _METHOD,
            arg("--reference", default="", help=N_("words on the transfer")),
            arg("--payer", default="", help=N_("who paid, if not the client")),
            arg("--home-rate", metavar="RATE", help=N_("your currency per unit of the contract's")),
        ),
    ),
    Verb("ledger", N_("Show every movement and what is held."), _ledger, (CONTRACT,)),
    Verb("refund", N_("Give prepaid money back."), _refund, (INVOICE, REASON, _AMOUNT, _METHOD, ON)),
    Verb("keep", N_("Keep prepaid money as earned."), _keep, (INVOICE, REASON, _AMOUNT, ON)),
    Verb(
        "move",
        N_("Move prepaid money to another contract of the client."),
        _move,
        (INVOICE, arg("to", metavar="CONTRACT", help=N_("id or number")), _AMOUNT, ON),
    ),
    Verb(
        "settle",
        N_("Settle a contract that ends early by its clause."),
        _settle,
        (
            CONTRACT,
            arg("--reason", default="", help=N_("why it ends, if it was not cancelled yet")),
            arg("--earned", metavar="AMOUNT", help=N_("what was earned without tax, instead of the clause")),
            arg("--refund-method", default="", help=N_("record the money as sent back at once")),
            flag("--preview", N_("only show the figures")),
            ON,
        ),
    ),
)
