"""`clientdesk invoice`: drafts, issue, credit notes, cancellations and corrections (R-DOC-*, R-NUM-*)."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from clientdesk.cli import exporting, lines, lookup
from clientdesk.cli.arguments import CLIENT, CONTRACT, FIELDS, INVOICE, ON, QUOTE, REASON
from clientdesk.cli.assign import assign
from clientdesk.cli.command import Arguments, Context, UsageError, Verb, arg, flag
from clientdesk.cli.output import Result, done, listing, paper
from clientdesk.cli.paging import PAGE, offset_and_limit
from clientdesk.domain.text import N_
from clientdesk.i18n import _

if TYPE_CHECKING:
    from clientdesk.domain.invoice import Invoice

_COLUMNS = ("id", "number", "kind", "client", "title", "day", "until", "state", "amount", "open")


def answer(context: Context, invoice: Invoice) -> Result:
    """Answer with a paper: its ladder while it is a draft, how it stands once it was issued."""
    from clientdesk.queries import document_page

    if not invoice.number:
        totals = invoice.totals()
        return paper(invoice, net=totals.net, tax=totals.tax, gross=totals.gross, due=totals.due)
    standing = document_page.standing(context.db, invoice, today=context.today)
    return paper(
        invoice,
        payment_state=standing.state,
        paid=standing.paid,
        settled=standing.settled,
        credited=standing.credited,
        open=standing.open,
    )


def _new(context: Context, options: Arguments) -> Result:
    from clientdesk.usecases import invoices, issuer

    client, own = lookup.client(context.db, options.client), issuer.get(context.db)
    made = invoices.create(
        context.db,
        client.id,
        on=context.day(options.on),
        title=options.title,
        lines=lines.new_lines(
            options, context, issuer=own, client=client, currency=client.currency or own.currency
        ),
        adjustments=lines.adjustments(options, context),
    )
    return answer(context, made)


def _from_quote(context: Context, options: Arguments) -> Result:
    from clientdesk.usecases import invoices

    quote = lookup.quote(context.db, options.quote)
    return answer(context, invoices.from_quote(context.db, quote.id, on=context.day(options.on)))


def _final(context: Context, options: Arguments) -> Result:
    from clientdesk.usecases import invoices

    contract = lookup.contract(context.db, options.contract)
    return answer(context, invoices.from_contract(context.db, contract.id, on=context.day(options.on)))


def _work(context: Context, options: Arguments) -> Result:
    from clientdesk.domain.invoice import InvoiceKind
    from clientdesk.usecases import invoices

    contract = lookup.contract(context.db, options.contract)
    day = context.day(options.on)
    return answer(context, invoices.from_contract(context.db, contract.id, on=day, kind=InvoiceKind.INVOICE))


def _partial(context: Context, options: Arguments) -> Result:
    from clientdesk.domain.invoice import InvoiceKind
    from clientdesk.usecases import invoices

    contract = lookup.contract(context.db, options.contract)
    made = invoices.from_contract(
        context.db,
        contract.id,
        on=context.day(options.on),
        kind=InvoiceKind.PARTIAL,
        percent=context.decimal(options.percent, "percent") if options.percent else None,
        cumulative=options.so_far,
        instalment=options.part,
    )
    return answer(context, made)


def _list(context: Context, options: Arguments) -> Result:
    from clientdesk.queries import document_list
    from clientdesk.queries.document_list import DocumentFilter

    offset, limit = offset_and_limit(options)
    only = DocumentFilter(options.only)
    rows = document_list.page(
        context.db,
        today=context.today,
        text=options.text,
        only=only,
        client_id=lookup.client(context.db, options.client).id if options.client else None,
        offset=offset,
        limit=limit,
    )
    from clientdesk.cli.output import members

    return listing([{**members(row), "id": row.record_id} for row in rows if not row.is_quote], _COLUMNS)


def _show(context: Context, options: Arguments) -> Result:
    return answer(context, lookup.invoice(context.db, options.invoice))


def _set(context: Context, options: Arguments) -> Result:
    from clientdesk.usecases import invoices

    invoice = lookup.invoice(context.db, options.invoice)
    return answer(context, invoices.change(context.db, assign(invoice, options.fields, context)))


def _line(context: Context, options: Arguments) -> Result:
    from clientdesk.usecases import clients, invoices, issuer

    invoice = lookup.invoice(context.db, options.invoice)
    after = lines.edited(
        invoice.lines,
        options,
        context,
        issuer=issuer.get(context.db),
        client=clients.get(context.db, invoice.client_id),
        currency=invoice.currency,
    )
    return answer(context, invoices.change(context.db, replace(invoice, lines=after)))


def _check(context: Context, options: Arguments) -> Result:
    from clientdesk.cli.problems import answer as problems
    from clientdesk.usecases import invoices

    invoice, day = lookup.invoice(context.db, options.invoice), context.day(options.on)
    missing = invoices.problems(context.db, invoice, on=day)
    return problems((*missing, *invoices.warnings(context.db, invoice, on=day)))


def _issue(context: Context, options: Arguments) -> Result:
    from clientdesk.cli.batch import issue as issue_many
    from clientdesk.usecases import invoices
    from clientdesk.usecases.batch import all_drafts

    day = context.day(options.on)
    if bool(options.invoice) is options.all_drafts:
        raise UsageError(
            N_("Which drafts are issued?"), next_step=N_("Name one or several, or say --all-drafts.")
        )
    if len(options.invoice) == 1:
        invoice = lookup.invoice(context.db, options.invoice[0])
        return answer(context, invoices.issue(context.db, invoice.id, on=day))
    # Whoever mistypes one of many names has issued none.
    named = [lookup.invoice(context.db, name).id for name in options.invoice]
    return issue_many(context, named or all_drafts(context.db), on=day)


def _pdf(context: Context, options: Arguments) -> Result:
    from clientdesk.cli.papers import save, write
    from clientdesk.usecases import papers

    invoice = lookup.invoice(context.db, options.invoice)
    kept = papers.kept(context.db, "invoice", invoice.id) if invoice.number else None
    if kept is not None:
        target = save(kept, options.to)
        return done(_("Saved as {path}.").format(path=target), file=str(target), sha256=kept.sha256)
    pdf = papers.invoice_pdf(context.db, invoice, on=context.today, draft=True)
    return write(pdf, options.to, name=f"draft-{invoice.id}")


def _cancel(context: Context, options: Arguments) -> Result:
    from clientdesk.usecases import credit_notes

    invoice, day = lookup.invoice(context.db, options.invoice), context.day(options.on)
    return answer(context, credit_notes.cancel(context.db, invoice.id, on=day, reason=options.reason))


def _credit(context: Context, options: Arguments) -> Result:
    from clientdesk.usecases import credit_notes

    invoice, day = lookup.invoice(context.db, options.invoice), context.day(options.on)
    if bool(options.amount) == bool(options.row):
        raise UsageError(
            N_("What is credited: an amount, or lines?"),
            next_step=N_("Add --amount 100, or --row KEY QUANTITY."),
        )
    rows = tuple(
        replace(invoice.lines[lines.position(invoice.lines, key)], quantity=context.decimal(quantity))
        for key, quantity in options.row
    )
    amount = context.money(options.amount, invoice.currency) if options.amount else None
    made = credit_notes.credit(
        context.db, invoice.id, on=day, reason=options.reason, lines=rows, amount=amount
    )
    return answer(context, made)


def _correct(context: Context, options: Arguments) -> Result:
    from clientdesk.usecases import credit_notes

    invoice, day = lookup.invoice(context.db, options.invoice), context.day(options.on)
    return answer(context, credit_notes.correct(context.db, invoice.id, on=day, reason=options.reason))


def _copy(context: Context, options: Arguments) -> Result:
    from clientdesk.usecases import invoices

    invoice = lookup.invoice(context.db, options.invoice)
    return answer(context, invoices.copy(context.db, invoice.id, on=context.day(options.on)))


def _delete(context: Context, options: Arguments) -> Result:
    from clientdesk.usecases import invoices

    invoice = lookup.invoice(context.db, options.invoice)
    invoices.delete_draft(context.db, invoice.id)
    return done(_("The draft is gone; no number was used."), deleted=invoice.id)


_FILTERS = ("invoices", "drafts", "open", "overdue", "paid", "this_year")

VERBS = (
    Verb(
        "new",
        N_("Start a draft with the client's terms."),
        _new,
        (CLIENT, arg("--title", default="", help=N_("what it is about")), *lines.NEW_LINES, ON),
    ),
    Verb("from-quote", N_("Make a draft from an accepted quote."), _from_quote, (QUOTE, ON)),
    Verb(
        "final",
        N_("Make the final invoice of a contract, less every received prepayment."),
        _final,
        (CONTRACT, ON),
    ),
    Verb(
        "partial",
        N_("Make a partial invoice, or the part of the plan that is due."),
        _partial,
        (
            CONTRACT,
            arg("--percent", help=N_("a share of the price")),
            arg("--part", default="", help=N_("a part of the plan by its name")),
            flag("--so-far", N_("the share is of all work done so far; earlier parts are taken off")),
            ON,
        ),
    ),
    Verb("work", N_("Make an invoice of the work that is not billed yet."), _work, (CONTRACT, ON)),
    Verb(
        "list",
        N_("List invoices and their kin, drafts first."),
        _list,
        (
            arg("text", nargs="?", default="", help=N_("a part of number, name or line")),
            arg("--only", choices=_FILTERS, default="invoices", help=N_("which of them")),
            arg("--client", help=N_("id, number or name")),
            *PAGE,
        ),
    ),
    Verb("show", N_("Show a paper with its lines and how it stands."), _show, (INVOICE,)),
    Verb("set", N_("Change fields of a draft: title=… due_days=30 …"), _set, (INVOICE, FIELDS)),
    Verb("line", N_("Add, change or remove a line of a draft."), _line, (INVOICE, *lines.ONE_LINE)),
    Verb(
        "check", N_("List all that is missing before it may be issued, and warnings."), _check, (INVOICE, ON)
    ),
    Verb(
        "issue",
        N_("Give each its number and freeze it with its PDF; one that fails does not hold up the others."),
        _issue,
        (
            arg("invoice", nargs="*", help=N_("id or number")),
            flag("--all-drafts", N_("all drafts there are, the oldest first")),
            ON,
        ),
    ),
    Verb(
        "pdf",
        N_("Save its PDF: as issued byte for byte, or the draft."),
        _pdf,
        (INVOICE, arg("to", nargs="?", type=Path, metavar="PATH", help=N_("file or folder"))),
    ),
    Verb("cancel", N_("Cancel an issued paper by a counter-document."), _cancel, (INVOICE, REASON, ON)),
    Verb(
        "credit",
        N_("Credit a part of an issued paper."),
        _credit,
        (
            INVOICE,
            REASON,
            arg("--amount", help=N_("an amount with tax inside")),
            arg(
                "--row",
                nargs=2,
                action="append",
                default=[],
                metavar=("KEY", "QUANTITY"),
                help=N_("a line of it, by key or position; may be repeated"),
            ),
            ON,
        ),
    ),
    Verb("correct", N_("Cancel it and start the one that replaces it."), _correct, (INVOICE, REASON, ON)),
    Verb("copy", N_("Start a new draft with its words and prices."), _copy, (INVOICE, ON)),
    Verb("delete", N_("Throw a draft away; no number is lost."), _delete, (INVOICE,)),
    exporting.verb(
        "invoices", N_("Write all invoices and drafts, with net, tax and what is open, into a CSV file.")
    ),
)
