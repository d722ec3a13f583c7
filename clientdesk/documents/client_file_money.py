"""The tables of the client file about what happened: money per currency, and the last dealings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from clientdesk.documents import methods
from clientdesk.documents.fonts import drawable
from clientdesk.documents.letter import title_line
from clientdesk.documents.names import paper_name, reason_name
from clientdesk.documents.price_table import signed
from clientdesk.documents.setting import Setting
from clientdesk.documents.view import Align, Column, Row, Table
from clientdesk.domain.money import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """The money of one currency; `otherwise` was settled without money, `held` is prepaid and not used yet."""

    invoiced: Money
    paid: Money
    otherwise: Money
    open: Money
    overdue: Money
    held: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Dealing:
    """Something that happened; `what` as `storage.dealings` has it, `paper` the kind, way or reason."""

    on: date
    what: str
    number: str
    title: str
    paper: str
    amount: Money | None = None
    is_taken_back: bool = False


def money_table(figures: Sequence[Figures], where: Setting) -> Table:
    """Return one row per currency; currencies are never added up (B26)."""
    tr = where.tr
    has_rest = any(row.otherwise for row in figures)
    heads = [
        tr.pgettext("column", "Invoiced"),
        tr.pgettext("column", "Paid"),
        # Translators: a column of amounts that were settled without money: written off, tax withheld and so on.
        *([tr.pgettext("column", "Settled otherwise")] if has_rest else ()),
        tr.pgettext("column", "Open"),
        tr.pgettext("column", "Overdue"),
        # Translators: a column of amounts: prepayments that were not used yet.
        tr.pgettext("column", "Prepaid"),
    ]
    return Table(
        title=tr.gettext("Money"),
        columns=tuple(Column(title=head, align=Align.END) for head in heads),
        rows=tuple(
            Row(
                cells=tuple(
                    signed(amount, tr, symbol=True)
                    for amount in (
                        row.invoiced,
                        row.paid,
                        *((row.otherwise,) if has_rest else ()),
                        row.open,
                        row.overdue,
                        row.held,
                    )
                )
            )
            for row in figures
        ),
    )


def dealings_table(dealings: Sequence[Dealing], where: Setting) -> Table:
    """Return the last dealings, the newest first."""
    tr = where.tr
    return Table(
        title=tr.gettext("Last dealings"),
        columns=(
            Column(title=tr.pgettext("column", "Date")),
            Column(title=tr.pgettext("column", "What"), wide=True),
            Column(title=tr.pgettext("column", "Amount"), align=Align.END),
        ),
        rows=tuple(
            Row(
                cells=(
                    tr.date(one.on),
                    tr.joined(_words(one, where), _details(one, where)),
                    signed(one.amount, tr, symbol=True) if one.amount is not None else "",
                )
            )
            for one in dealings
        ),
    )


def _words(one: Dealing, where: Setting) -> str:
    tr = where.tr
    match one.what:
        case "billed":
            return title_line(paper_name(one.paper, where), one.number, tr)
        case "paid":
            return tr.gettext("Payment")
        case "repaid":
            return tr.gettext("Payment taken back") if one.is_taken_back else tr.gettext("Refund")
        case "settled":
            return title_line(reason_name(one.paper, tr), one.number, tr)
        case _:
            return title_line(_steps(where)[one.what], one.number, tr)


def _steps(where: Setting) -> dict[str, str]:
    tr = where.tr
    return {
        "quote_sent": tr.gettext("Quote sent"),
        "quote_accepted": tr.gettext("Quote accepted"),
        "signed": tr.gettext("Contract signed"),
        "delivered": tr.gettext("Work delivered"),
        "closed": tr.gettext("Contract closed"),
    }


def _details(one: Dealing, where: Setting) -> str:
    if one.what in {"paid", "repaid"}:
        return where.tr.joined(
            drawable(methods.printed(one.paper, where.tr), where.fonts), drawable(one.number, where.fonts)
        )
    return drawable(one.title, where.fonts)
