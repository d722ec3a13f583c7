"""`clientdesk client`: whom you serve and bill."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from clientdesk.cli import exporting
from clientdesk.cli.assign import assign
from clientdesk.cli.command import Arguments, Context, Verb, arg, flag
from clientdesk.cli.importing import CLIENT_ARGUMENTS, import_clients
from clientdesk.cli.output import Result, done, listing, record
from clientdesk.cli.paging import PAGE, offset_and_limit
from clientdesk.cli.sentences import told
from clientdesk.domain.text import N_
from clientdesk.i18n import _

if TYPE_CHECKING:
    from clientdesk.domain.erasure import Erasure

_COLUMNS = ("id", "name", "city", "standing", "open", "overdue", "prepaid", "last_on")
_FIELDS = arg("fields", nargs="*", metavar="FIELD=VALUE", help=N_("a field as shown by client show"))
_ANYWAY = flag("--use-anyway", N_("keep a tax id although its check fails"))
_CLIENT = arg("client", help=N_("id, number or name"))
_PATH = arg("to", nargs="?", type=Path, metavar="PATH", help=N_("file or folder; here if left out"))


def _add(context: Context, options: Arguments) -> Result:
    from clientdesk.domain.client import Client
    from clientdesk.usecases import clients

    draft = assign(Client(name=options.name), options.fields, context)
    return record(clients.create(context.db, draft, use_anyway=options.use_anyway))


def _list(context: Context, options: Arguments) -> Result:
    from clientdesk.queries import client_list

    offset, limit = offset_and_limit(options)
    rows = client_list.page(
        context.db,
        today=context.today,
        text=options.text,
        archived=options.archived,
        erased=options.erased,
        offset=offset,
        limit=limit,
    )
    return listing(rows, _COLUMNS)


def _show(context: Context, options: Arguments) -> Result:
    from clientdesk.cli import lookup

    return record(lookup.client(context.db, options.client))


def _set(context: Context, options: Arguments) -> Result:
    from clientdesk.cli import lookup
    from clientdesk.usecases import clients

    changed = assign(lookup.client(context.db, options.client), options.fields, context)
    return record(clients.change(context.db, changed, use_anyway=options.use_anyway))


def _archive(context: Context, options: Arguments) -> Result:
    from clientdesk.cli import lookup
    from clientdesk.usecases import clients

    return record(clients.archive(context.db, lookup.client(context.db, options.client).id))


def _restore(context: Context, options: Arguments) -> Result:
    from clientdesk.cli import lookup
    from clientdesk.usecases import clients

    return record(clients.restore(context.db, lookup.client(context.db, options.client).id))


def _delete(context: Context, options: Arguments) -> Result:
    from clientdesk.cli import lookup
    from clientdesk.usecases import clients

    client = lookup.client(context.db, options.client)
    clients.delete(context.db, client.id)
    return done(_("{name} is in the trash.").format(name=client.name), deleted=client.id)


def _erase(context: Context, options: Arguments) -> Result:
    from clientdesk.cli import lookup
    from clientdesk.usecases import erasing

    client = lookup.client(context.db, options.client)
    plan = erasing.plan(context.db, client.id, today=context.today)
    if not options.yes:
        return _as_planned(plan, _planned(plan), erased=False)
    plan = erasing.erase(context.db, client.id, today=context.today)
    erasing.scrub(context.db)
    return _as_planned(plan, [_("{name} was erased.").format(name=plan.name)], erased=True)


def _as_planned(plan: Erasure, lines: list[str], *, erased: bool) -> Result:
    data = record(plan, goes_whole=plan.goes_whole, erased=erased).data
    return Result(data, sentence="\n".join(lines))


def _planned(plan: Erasure) -> list[str]:
    """Return what erasing would do and how to do it, or what has to be done before."""
    from clientdesk.i18n import erasure_words

    if plan.against:
        return [
            _("{name} cannot be erased yet:").format(name=plan.name),
            *(f"- {told(one)}" for one in plan.against),
        ]
    return [
        _("Erase {name}?").format(name=plan.name),
        *erasure_words.sentences(plan),
        _("Nothing was changed. To erase, add --yes."),
    ]


def _statement(context: Context, options: Arguments) -> Result:
    from clientdesk.cli import lookup
    from clientdesk.cli.papers import write
    from clientdesk.usecases import client_papers

    client = lookup.client(context.db, options.client)
    first, last = client_papers.period(context.db, client.id, on=context.today)
    first = context.date(options.first, "from") or first
    last = context.date(options.last, "to") or last
    pdf = client_papers.statement_pdf(context.db, client.id, first=first, last=last, on=context.today)
    return write(pdf, options.to, name=f"statement-{client.name}-{last.isoformat()}")


def _file(context: Context, options: Arguments) -> Result:
    from clientdesk.cli import lookup
    from clientdesk.cli.papers import write
    from clientdesk.usecases import client_papers

    client = lookup.client(context.db, options.client)
    language = context.translator.tag
    pdf = client_papers.client_file_pdf(context.db, client.id, on=context.today, language=language)
    return write(pdf, options.to, name=f"client-file-{client.name}")


VERBS = (
    Verb(
        "add",
        N_("Add a client; the new record is shown."),
        _add,
        (arg("name", help=N_("as it stands on letters")), _FIELDS, _ANYWAY),
        creates=True,
    ),
    Verb(
        "list",
        N_("List clients by name, with what is open."),
        _list,
        (
            arg("text", nargs="?", default="", help=N_("a part of any name, number, mail or phone")),
            flag("--archived", N_("the archived ones")),
            flag("--erased", N_("those who were erased, of whom something must be kept")),
            *PAGE,
        ),
    ),
    Verb("show", N_("Show a client with all its fields."), _show, (_CLIENT,)),
    Verb(
        "set",
        N_("Change fields: due_days=30 addresses.0.city=Leipzig contacts.0.email=… tax_ids.vat_id=…"),
        _set,
        (_CLIENT, _FIELDS, _ANYWAY),
    ),
    Verb("archive", N_("Hide a client from lists; nothing is deleted."), _archive, (_CLIENT,)),
    Verb("restore", N_("Bring an archived client back."), _restore, (_CLIENT,)),
    Verb("delete", N_("Move a client into the trash for whom nothing was written yet."), _delete, (_CLIENT,)),
    Verb(
        "erase",
        N_("Show what erasing a person does, and what must be kept until when; with --yes do it."),
        _erase,
        (_CLIENT, flag("--yes", N_("erase; backups hold it until they rotate out"))),
    ),
    Verb(
        "statement",
        N_("Save a statement of account: what was invoiced and paid, what is open, how to pay it."),
        _statement,
        (
            _CLIENT,
            _PATH,
            arg(
                "--from",
                dest="first",
                metavar="DATE",
                help=N_(
                    "first day; the financial year's if left out, or that of the oldest open paper before it"
                ),
            ),
            arg("--to", dest="last", metavar="DATE", help=N_("last day; today if left out")),
        ),
    ),
    Verb(
        "import",
        N_("Take clients over from a table (CSV) or vCards of another program."),
        import_clients,
        CLIENT_ARGUMENTS,
        creates=True,
    ),
    exporting.verb("clients", N_("Write all clients into a CSV file, or as vCards where it ends in .vcf.")),
    Verb(
        "file", N_("Save all that is known of a client on paper, for your own desk."), _file, (_CLIENT, _PATH)
    ),
)
