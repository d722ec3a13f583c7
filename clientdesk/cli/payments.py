"""`clientdesk payment`: money in and out, where it belongs, settlements and receipts (R-PRE-19, B14)."""

from __future__ import annotations

from pathlib import Path

from clientdesk.cli import exporting, lookup
from clientdesk.cli.arguments import CLIENT, INVOICE, ON
from clientdesk.cli.command import Arguments, Context, Verb, arg, flag, whole
from clientdesk.cli.output import Result, listing, members, record
from clientdesk.cli.paging import PAGE, offset_and_limit
from clientdesk.domain.money import Money
from clientdesk.domain.payment import SettlementReason, oldest_first
from clientdesk.domain.text import N_

_COLUMNS = ("id", "on", "client", "direction", "amount", "left", "method", "reference", "number")
_PAYMENT = arg("payment", type=whole, metavar="ID", help=N_("as listed"))
_AMOUNT = arg("amount", help=N_("how much"))
_CURRENCY = arg("--currency", default="", help=N_("the client's if left out"))
_RATE = arg("--home-rate", metavar="RATE", help=N_("your currency per unit of it on that day"))
_WORDS = (
    arg("--method", default="transfer", help=N_("transfer, cash, card, upi …")),
    arg("--reference", default="", help=N_("words on the transfer")),
    arg("--note", default="", help=N_("a note of your own")),
)


def _record(context: Context, options: Arguments) -> Result:
    from clientdesk.usecases import invoices, issuer, payments

    client = lookup.client(context.db, options.client)
    papers = [lookup.invoice(context.db, name) for name in options.invoice]
    currency = options.currency or (papers[0].currency if papers else "")
    currency = currency or client.currency or issuer.get(context.db).currency
    amount = context.money(options.amount, currency)
    parts: tuple[tuple[int, Money], ...] = ()
    if papers:
        parts = oldest_first(amount, [(paper.id, invoices.open_of(context.db, paper.id)) for paper in papers])
    elif not options.keep_as_credit:
        parts = payments.suggest(context.db, client.id, amount)
    made = payments.record(
        context.db,
        client.id,
        amount,
        on=context.happened(options.on),
        method=options.method,
        reference=options.reference,
        payer=options.payer,
        note=options.note,
        home_rate=context.decimal(options.home_rate, "home_rate") if options.home_rate else None,
        allocate=parts,
    )
    return _answer(context, made.id)


def _answer(context: Context, payment_id: int) -> Result:
    from clientdesk.storage import tables
    from clientdesk.usecases import payments

    payment = payments.get(context.db, payment_id)
    rows = tables.allocations.find(context.db, "payment_id = ?", (payment_id,))
    allocated = [
        {
            "invoice_id": row.invoice_id,
            "number": tables.invoices.get(context.db, row.invoice_id).number,
            "on": row.on,
            "amount": row.amount,
        }
        for row in rows
    ]
    return record(payment, allocations=allocated, left=payments.left_of(context.db, payment_id))


def _list(context: Context, options: Arguments) -> Result:
    from clientdesk.storage import tables
    from clientdesk.usecases import clients, payments

    offset, limit = offset_and_limit(options)
    chosen = lookup.client(context.db, options.client).id if options.client else None
    where, parameters = ("1", ()) if chosen is None else ("client_id = ?", (chosen,))
    found = tables.payments.find(
        context.db, where, parameters, order=f'"on" DESC, id DESC LIMIT {limit} OFFSET {offset}'
    )
    rows = [
        {
            **members(payment),
            "client": clients.get(context.db, payment.client_id).name,
            "left": payments.left_of(context.db, payment.id),
        }
        for payment in found
    ]
    return listing(rows, _COLUMNS)


def _show(context: Context, options: Arguments) -> Result:
    return _answer(context, options.payment)


def _allocate(context: Context, options: Arguments) -> Result:
    from clientdesk.usecases import invoices, payments

    paper = lookup.invoice(context.db, options.invoice)
    left = payments.left_of(context.db, options.payment)
    amount = min(left, invoices.open_of(context.db, paper.id))
    if options.amount:
        amount = context.money(options.amount, paper.currency)
    payments.allocate(context.db, options.payment, paper.id, amount, on=context.day(options.on))
    return _answer(context, options.payment)


def _take_back(context: Context, options: Arguments) -> Result:
    from clientdesk.usecases import payments

    paper = lookup.invoice(context.db, options.invoice)
    amount = context.money(options.amount, paper.currency) if options.amount else None
    payments.take_back(context.db, options.payment, paper.id, on=context.day(options.on), amount=amount)
    return _answer(context, options.payment)


def _refund(context: Context, options: Arguments) -> Result:
    from clientdesk.usecases import issuer, payments

    client = lookup.client(context.db, options.client)
    paper = lookup.invoice(context.db, options.invoice) if options.invoice else None
    currency = paper.currency if paper else options.currency or client.currency
    amount = context.money(options.amount, currency or issuer.get(context.db).currency)
    made = payments.refund(
        context.db,
        client.id,
        amount,
        on=context.happened(options.on),
        method=options.method,
        reference=options.reference,
        note=options.note,
        home_rate=context.decimal(options.home_rate, "home_rate") if options.home_rate else None,
        invoice_id=paper.id if paper else None,
    )
    return _answer(context, made.id)


def _settle(context: Context, options: Arguments) -> Result:
    from clientdesk.usecases import payments

    paper = lookup.invoice(context.db, options.invoice)
    settlement = payments.settle(
        context.db,
        paper.id,
        SettlementReason(options.reason),
        context.money(options.amount, paper.currency),
        on=context.happened(options.on),
        note=options.note,
        home_rate=context.decimal(options.home_rate, "home_rate") if options.home_rate else None,
    )
    return record(settlement)


def _receipt(context: Context, options: Arguments) -> Result:
    from clientdesk.cli.papers import save
    from clientdesk.usecases import payments

    kept = payments.issue_receipt(context.db, options.payment, on=context.day(options.on))
    file = str(save(kept, options.to)) if options.to else None
    return record(kept, file=file)


VERBS = (
    Verb(
        "record",
        N_("Record money that came in; it pays the oldest open papers unless you name them."),
        _record,
        (
            CLIENT,
            _AMOUNT,
            arg("--invoice", action="append", default=[], metavar="INVOICE", help=N_("a paper it pays")),
            flag("--keep-as-credit", N_("against no paper yet")),
            arg("--payer", default="", help=N_("who paid, if not the client")),
            *_WORDS,
            _CURRENCY,
            _RATE,
            ON,
        ),
    ),
    Verb(
        "list",
        N_("List payments, newest first."),
        _list,
        (arg("--client", help=N_("id, number or name")), *PAGE),
    ),
    Verb("show", N_("Show a payment and what it pays."), _show, (_PAYMENT,)),
    Verb(
        "allocate",
        N_("Put what is left of a payment against a paper."),
        _allocate,
        (_PAYMENT, INVOICE, arg("--amount", help=N_("less than all of it")), ON),
    ),
    Verb(
        "take-back",
        N_("Take a payment off a paper again."),
        _take_back,
        (_PAYMENT, INVOICE, arg("--amount", help=N_("less than all of it")), ON),
    ),
    Verb(
        "refund",
        N_("Record money that went back."),
        _refund,
        (
            CLIENT,
            _AMOUNT,
            arg("--invoice", help=N_("the paper on which it was too much")),
            *_WORDS,
            _CURRENCY,
            _RATE,
            ON,
        ),
    ),
    Verb(
        "settle",
        N_("Settle a part of a paper although that money never comes."),
        _settle,
        (
            INVOICE,
            arg("reason", choices=[reason.value for reason in SettlementReason], help=N_("why")),
            _AMOUNT,
            arg("--note", default="", help=N_("a note of your own")),
            _RATE,
            ON,
        ),
    ),
    Verb(
        "receipt",
        N_("Give a numbered receipt for a payment."),
        _receipt,
        (_PAYMENT, arg("to", nargs="?", type=Path, metavar="PATH", help=N_("file or folder")), ON),
    ),
    exporting.verb("payments", N_("Write all payments and what they stand against into a CSV file.")),
)
