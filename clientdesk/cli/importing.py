"""`client import` and `catalogue import`: files of other programs, with all that the window asks as options."""

from __future__ import annotations

from dataclasses import KW_ONLY, dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from clientdesk.cli.command import Arguments, Context, UsageError, arg, flag
from clientdesk.cli.output import Result
from clientdesk.cli.sentences import next_step
from clientdesk.domain.text import N_
from clientdesk.i18n import _, ngettext, translate_message

if TYPE_CHECKING:
    from clientdesk.domain.errors import RuleError
    from clientdesk.usecases.imports.gate import Incoming
    from clientdesk.usecases.imports.order import Order
    from clientdesk.usecases.imports.planning import Outcome

_DELIMITERS = {"comma": ",", "semicolon": ";", "tab": "\t", "bar": "|"}

ARGUMENTS = (
    arg("file", type=Path, metavar="FILE", help=N_("the file another program has exported")),
    arg(
        "--map",
        dest="columns",
        action="append",
        default=[],
        metavar="COLUMN=FIELD",
        help=N_("a column, by its heading or place from 1, and its field; without a field it is left out"),
    ),
    arg(
        "--duplicates",
        choices=("skip", "update", "add"),
        default="skip",
        help=N_("what happens to records that are there already"),
    ),
    flag("--leave-out-bad", N_("take over the others where some cannot be")),
    flag("--dry-run", N_("only say what would happen")),
    arg("--encoding", metavar="NAME", help=N_("how letters are written, such as utf-8 or cp1252")),
    arg("--delimiter", choices=tuple(_DELIMITERS), help=N_("what parts the columns")),
    flag("--no-headings", N_("the first row is a record already")),
)
CLIENT_ARGUMENTS = (
    *ARGUMENTS,
    arg("--country", help=N_("country of addresses without one; yours if left out")),
    flag("--use-anyway", N_("keep a tax id although its check fails")),
)


def import_clients(context: Context, options: Arguments) -> Result:
    """Take clients over from a table or from vCards."""
    from clientdesk.usecases.imports.order import Kind

    return _import(context, options, Kind.CLIENTS)


def import_items(context: Context, options: Arguments) -> Result:
    """Take lines of the catalogue over from a table."""
    from clientdesk.usecases.imports.order import Kind

    return _import(context, options, Kind.ITEMS)


def _import(context: Context, options: Arguments, kind: Any) -> Result:  # noqa: ANN401  # imported where it is used
    from clientdesk.usecases.imports import gate, planning, taking

    incoming = gate.read(options.file)
    order = _order(context, options, incoming, kind)
    if options.dry_run:
        planned = planning.plan(context.db, incoming, order)
        counts = [planned.count(fate) for fate in planning.Fate]
        tally = _Tally(counts, planned.some(planning.Fate.BAD), planned.alike(), is_done=False)
        return _answer(context, incoming, order, tally)
    receipt = taking.take(context.db, incoming, order)
    counts = [receipt.new, receipt.updated, receipt.left_out, len(receipt.bad)]
    ids = [taken.record_id for taken in receipt.taken]
    return _answer(
        context, incoming, order, _Tally(counts, receipt.bad, receipt.alike, is_done=True, ids=ids)
    )


@dataclass(frozen=True, slots=True)
class _Tally:
    """What an import has done, or would do: how many of each fate, the first bad and alike ones."""

    counts: list[int]
    bad: tuple[Outcome, ...]
    alike: tuple[Outcome, ...]
    _: KW_ONLY
    is_done: bool
    ids: list[int] = field(default_factory=list)


def _order(context: Context, options: Arguments, incoming: Incoming, kind: Any) -> Order:  # noqa: ANN401
    from clientdesk.usecases.imports import order as orders

    order = orders.begin(
        context.db,
        incoming,
        kind,
        on=context.today,
        numbers=context.translator.tag,
        encoding=options.encoding or "",
    )
    if not order.is_cards and (options.delimiter or options.no_headings):
        layout = order.layout
        if options.delimiter:
            layout = replace(layout, delimiter=_DELIMITERS[options.delimiter])
        if options.no_headings:
            layout = replace(layout, has_headings=False)
        order = orders.relaid(incoming, order, layout)
    order = replace(
        order,
        fields=_mapped(options.columns, incoming, order),
        duplicates=orders.Duplicates(options.duplicates),
        leave_out_bad=options.leave_out_bad,
    )
    if kind is orders.Kind.CLIENTS:
        defaults = replace(order.clients, use_anyway=options.use_anyway)
        if options.country:
            defaults = replace(defaults, country=options.country.upper())
        order = replace(order, clients=defaults)
    return order


def _mapped(words: list[str], incoming: Incoming, order: Order) -> tuple[str, ...]:
    """Return the field of each column after those that were named."""
    from clientdesk.usecases.imports import order as orders

    columns = orders.columns(incoming, order)
    fields = [*order.fields, *[""] * (len(columns) - len(order.fields))]
    known = orders.fields_of(order.kind)
    for word in words:
        name, _equals, field = word.rpartition("=")
        places = [at for at, column in enumerate(columns) if column.name.casefold() == name.casefold()]
        if not places and name.isdecimal() and 1 <= int(name) <= len(columns):
            places = [int(name) - 1]
        if not places:
            raise UsageError(
                N_("There is no column “{name}”."),
                next_step=N_("The columns are: {known}."),
                name=name,
                known=", ".join(column.name or str(at) for at, column in enumerate(columns, 1)),
            )
        if field and field not in known:
            raise UsageError(
                N_("There is no field “{name}”."),
                next_step=N_("The fields are: {known}."),
                name=field,
                known=", ".join(known),
            )
        fields = ["" if one == field else one for one in fields]
        fields[places[0]] = field
    return tuple(fields)


def _answer(context: Context, incoming: Incoming, order: Order, tally: _Tally) -> Result:
    from clientdesk.usecases.imports import encoding, order as orders, taking  # noqa: I001  # one import
    from clientdesk.usecases.imports.planning import Fate

    counts = tally.counts
    number = context.translator.number
    words = [
        ngettext("{count} new", "{count} new", counts[0]).format(count=number(counts[0])),
        ngettext("{count} updated", "{count} updated", counts[1]).format(count=number(counts[1])),
        ngettext("{count} left out", "{count} left out", counts[2]).format(count=number(counts[2])),
        ngettext("{count} bad", "{count} bad", counts[3]).format(count=number(counts[3])),
    ]
    lines = [", ".join(words) + ".", *([] if tally.is_done else [_("Nothing was written.")])]
    if not encoding.guess(incoming.data).is_sure:
        told = encoding.telling_words(encoding.decoded(incoming.data, order.layout.encoding))
        said = _("Read as {encoding}: {words}. If that looks wrong, name another with --encoding.")
        lines.append(said.format(encoding=order.layout.encoding, words=", ".join(told)))
    problems = taking.problems(tally.bad)
    lines += [f"{translate_message(one)} {next_step(one)}" for one in problems]
    lines += _duplicates(context, tally, order)
    columns = orders.columns(incoming, order)
    fields = {
        column.name or str(at): field
        for at, (column, field) in enumerate(zip(columns, order.fields, strict=True), 1)
    }
    data = {
        "file": incoming.name,
        "encoding": order.layout.encoding,
        "delimiter": order.layout.delimiter,
        "columns": fields,
        **dict(zip((fate.value for fate in Fate), counts, strict=True)),
        "ids": tally.ids,
        "problems": [_as_data(one) for one in problems],
        "duplicates": [
            {"line": one.line, "name": one.name, "fate": one.fate, **_place(one)} for one in tally.alike
        ],
    }
    return Result(data, sentence="\n".join(lines))


def _duplicates(context: Context, tally: _Tally, order: Order) -> list[str]:
    """Return a line for each record that is there already, and last what else could become of them."""
    from clientdesk.usecases.imports.order import Duplicates
    from clientdesk.usecases.imports.planning import Fate

    number = context.translator.number
    lines = []
    for one in tally.alike:
        where = (
            _("Line {line}: {name} is in the book already (id {id}).")
            if one.like > 0
            else _("Line {line}: {name} stands further up, in line {other}.")
        )
        place = where.format(line=number(one.line), name=one.name, id=one.like, other=number(abs(one.like)))
        if one.fate is Fate.UPDATED:
            became = _("It is updated.")
        else:
            became = (
                _("It is left out.") if order.duplicates is Duplicates.SKIP else _("It says nothing new.")
            )
        lines.append(f"{place} {became}")
    left = tally.counts[1] + tally.counts[2] - len(lines)
    if left > 0:
        lines.append(ngettext("and {count} more", "and {count} more", left).format(count=number(left)))
    if lines and order.duplicates is Duplicates.SKIP:
        lines.append(
            _(
                "With --duplicates update they are filled in by the file, with --duplicates add added once more."
            )
        )
    return lines


def _place(outcome: Outcome) -> dict[str, int]:
    """Return what a record is alike: the id of one in the book, or a line further up in the file."""
    return {"like_id": outcome.like} if outcome.like > 0 else {"like_line": -outcome.like}


def _as_data(problem: RuleError) -> dict[str, object]:
    return {
        "line": problem.values["line"],
        "field": problem.field,
        "problem": translate_message(problem),
        "next_step": next_step(problem),
    }
