"""The words of the agenda: what to do, about what, how urgent it is, and the picture that goes with it."""

from __future__ import annotations

from datetime import timedelta

from clientdesk.domain.aside import Aside
from clientdesk.domain.money import rounded
from clientdesk.domain.text import N_
from clientdesk.i18n import _, ngettext, translator
from clientdesk.queries.agenda_row import AgendaAct, AgendaKind, AgendaRow, Severity
from clientdesk.queries.money_list import Strip
from clientdesk.ui.tokens import Kind
from clientdesk.ui.widgets.chip import Chip
from clientdesk.ui.widgets.figures import Figure
from clientdesk.ui.widgets.joined import joined
from clientdesk.ui.widgets.states import contract_chip, invoice_chip

_ICONS = {
    AgendaKind.MILESTONE: "milestone",
    AgendaKind.QUOTE: "file-text",
    AgendaKind.INVOICE: "receipt-text",
    AgendaKind.INSTALMENT: "coins",
    AgendaKind.DEPOSIT: "hand-coins",
    AgendaKind.NOTICE: "bell",
    AgendaKind.RECURRING: "refresh-cw",
    AgendaKind.UNSIGNED: "file-signature",
    AgendaKind.UNBILLED: "timer",
    AgendaKind.FINAL: "receipt-text",
    AgendaKind.COMPLETE: "circle-check",
    AgendaKind.SURPLUS: "undo-2",
    AgendaKind.CREDIT: "link",
    AgendaKind.FOLLOW_UP: "message-square",
}
_TONES = {Severity.URGENT: "bad", Severity.WARNING: "warn", Severity.COMING: "second"}
_ACTS = {
    AgendaAct.DELIVER: N_("Deliver “{title}”"),
    AgendaAct.PROMISE_ANEW: N_("Agree on a new date for “{title}”"),
    AgendaAct.ASK_CLIENT: N_("Ask the client about “{title}”"),
    AgendaAct.FOLLOW_UP: N_("Ask about quote {number}"),
    AgendaAct.EXTEND_QUOTE: N_("Extend quote {number}, or put it away"),
    AgendaAct.RECORD_PAYMENT: N_("Money comes in for {number}"),
    AgendaAct.REMIND: N_("{number} is overdue"),
    AgendaAct.BILL_INSTALMENT: N_("Ask for “{title}”"),
    AgendaAct.REQUEST_DEPOSIT: N_("Ask for the prepayment “{title}”"),
    AgendaAct.GIVE_NOTICE: N_("Give notice for {number}, or let it run on"),
    AgendaAct.MAKE_RECURRING: N_("Make the invoice “{title}”"),
    AgendaAct.SIGN: N_("Have “{title}” signed"),
    AgendaAct.BILL_WORK: N_("Bill the work on “{title}”"),
    AgendaAct.ISSUE_DRAFT: N_("Issue the draft for “{title}”"),
    AgendaAct.BILL_FINAL: N_("Make the final invoice of “{title}”"),
    AgendaAct.CLOSE: N_("Close “{title}”: all is delivered and paid for"),
    AgendaAct.PAY_BACK: N_("Pay back what is too much on {number}"),
    AgendaAct.ALLOCATE: N_("Say what the money is for"),
    # Translators: two months after the delivery the client is asked whether all is well with it
    AgendaAct.ASK_HOW: N_("Ask how “{title}” is doing"),
}
#: Per kind the chips of late, now and coming.
_CHIPS = {
    AgendaKind.MILESTONE: (N_("At risk"), N_("Tight"), N_("In time")),
    AgendaKind.QUOTE: (N_("Ends soon"), N_("Ends soon"), N_("Sent")),
    AgendaKind.INSTALMENT: (N_("To ask for"), N_("To ask for"), N_("Planned")),
    AgendaKind.DEPOSIT: (N_("Not paid"), N_("Not paid"), N_("Planned")),
    AgendaKind.NOTICE: (N_("Last days"), N_("Last days"), N_("Notice")),
    AgendaKind.RECURRING: (N_("To make"), N_("To make"), N_("Planned")),
    AgendaKind.UNSIGNED: (N_("Not signed"), N_("Not signed"), N_("Not signed")),
    AgendaKind.UNBILLED: (N_("Not billed"), N_("Not billed"), N_("Not billed")),
    AgendaKind.FINAL: (N_("Not billed"), N_("Not billed"), N_("Not billed")),
    AgendaKind.FOLLOW_UP: (N_("To ask"), N_("To ask"), N_("Planned")),
    # Translators: money that goes back to a client
    AgendaKind.SURPLUS: (N_("To refund"), N_("To refund"), N_("To refund")),
    # Translators: money of a client that stands against no paper yet
    AgendaKind.CREDIT: (N_("Not allocated"), N_("Not allocated"), N_("Not allocated")),
}
_KINDS = (Kind.BAD, Kind.WARN, Kind.INFO)
_PLACES = {Severity.URGENT: 0, Severity.WARNING: 1, Severity.COMING: 2}
#: Their day is when they began to wait; the others' is when they are due.
_WAITING = frozenset(
    {
        AgendaKind.UNBILLED,
        AgendaKind.UNSIGNED,
        AgendaKind.FINAL,
        AgendaKind.COMPLETE,
        AgendaKind.SURPLUS,
        AgendaKind.CREDIT,
    }
)


def icon(row: AgendaRow) -> tuple[str, str]:
    """Return the name of the picture and its tone."""
    return _ICONS[row.kind], _TONES[row.severity]


def title(row: AgendaRow) -> str:
    """Return what is to be done, as one says it."""
    if row.act is AgendaAct.RECORD_PAYMENT and row.kind is AgendaKind.DEPOSIT:
        return _("The prepayment “{title}” is not paid yet").format(title=row.title)
    number = row.number or row.title
    return _(_ACTS[row.act]).format(title=row.title or number, number=number)


def note(row: AgendaRow) -> str:
    """Return whose it is and what else there is to know."""
    said = title(row)
    parts = [row.client, *(part for part in (row.title, row.number) if part and part not in said)]
    return joined(*parts, *_outlook(row))


def chip(row: AgendaRow) -> Chip:
    """Return the state in a word."""
    place = _PLACES[row.severity]
    if row.is_waiting:
        return Chip(_("Waits for client"), Kind.QUIET)
    if row.kind is AgendaKind.INVOICE:
        return invoice_chip(row.state)
    if row.kind is AgendaKind.COMPLETE:
        return contract_chip(row.state)
    if row.kind is AgendaKind.MILESTONE and row.days < 0:
        return Chip(_("Late"), Kind.BAD)
    if row.kind is AgendaKind.QUOTE and row.days < 0:
        return Chip(_("Expired"), Kind.WARN)
    kind = Kind.GOOD if row.kind is AgendaKind.MILESTONE and place == len(_KINDS) - 1 else _KINDS[place]
    return Chip(_(_CHIPS[row.kind][place]), kind)


def day(row: AgendaRow) -> str:
    """Return the date with its weekday."""
    return translator().day_with_weekday(row.on)


def distance(row: AgendaRow) -> str:
    """Return how far the date is away."""
    count = abs(row.days)
    if row.days == 0:
        return _("today")
    if row.days == 1:
        return _("tomorrow")
    if row.days > 0:
        words = ngettext("in {count} day", "in {count} days", count)
    elif row.kind in _WAITING:
        words = ngettext("waits for {count} day", "waits for {count} days", count)
    elif row.kind is AgendaKind.INVOICE:
        words = ngettext("{count} day late", "{count} days late", count)
    else:
        words = ngettext("{count} day ago", "{count} days ago", count)
    return words.format(count=translator().number(count))


def amount(row: AgendaRow) -> str:
    """Return the money it is about, if any."""
    return translator().money(row.amount) if row.amount is not None else ""


def put_chip(put: Aside) -> Chip:
    """Return when a line comes back that was put aside."""
    if put.until is None:
        return Chip(_("Done"), Kind.GOOD)
    return Chip(_("Back on {day}").format(day=translator().day_and_month(put.until)), Kind.QUIET)


def put_note(put: Aside, row: AgendaRow) -> str:
    """Return whose it is and why it was put aside."""
    return joined(row.client, put.reason)


def spoken(row: AgendaRow, put: Aside | None = None) -> str:
    """Return the whole row as one sentence for a screen reader."""
    state, said = (put_chip(put).word, put_note(put, row)) if put is not None else (chip(row).word, note(row))
    parts = (state, title(row), said, day(row), distance(row), amount(row))
    return joined(*parts, mark=", ")


def next_up(row: AgendaRow | None) -> str:
    """Return the sentence of a day on which nothing is to be done."""
    if row is None:
        return _("Nothing needs you now.")
    return _("Nothing needs you now. Next: {what}, {client}, on {day}.").format(
        what=title(row), client=row.client, day=day(row)
    )


def needed(urgent: int, soon: int) -> str:
    """Return how much there is to do; empty if nothing is."""
    words = translator()
    parts = []
    if urgent:
        parts.append(
            ngettext("{count} is late", "{count} are late", urgent).format(count=words.number(urgent))
        )
    if soon:
        parts.append(
            ngettext("{count} to do now", "{count} to do now", soon).format(count=words.number(soon))
        )
    return joined(*parts, mark=", ")


def figures(money: tuple[Strip, ...]) -> list[Figure]:
    """Return the three sums; amounts of different currencies stand below each other, never added."""
    speech = translator()

    def amounts(name: str) -> str:
        values = [getattr(one, name) for one in money if getattr(one, name)]
        return "\n".join(speech.money(value) for value in values) or "–"

    has_late, has_held = any(one.late for one in money), any(one.held for one in money)
    return [
        Figure(
            _("Not yet due"),
            amounts("due"),
            _("asked for, not late"),
            name="due",
            opens=any(one.due for one in money),
        ),
        Figure(
            _("Late"),
            amounts("late"),
            _("due before today") if has_late else _("nothing is late"),
            "fault" if has_late else "caption",
            "late",
            opens=has_late,
        ),
        Figure(
            _("Prepayments held"),
            amounts("held"),
            _("for work still to do") if has_held else _("nothing is held"),
            name="held",
            opens=has_held,
        ),
    ]


def _outlook(row: AgendaRow) -> list[str]:
    """Return what the working days say about a milestone (B5)."""
    words, parts = translator(), list[str]()
    if row.slack is not None and row.severity is not Severity.COMING:
        shown = rounded(abs(row.slack), 1)
        count = words.quantity(shown)
        plural = int(shown) if shown == int(shown) else 2
        template = (
            ngettext("{count} working day short", "{count} working days short", plural)
            if row.slack < 0
            else ngettext("{count} working day to spare", "{count} working days to spare", plural)
        )
        parts.append(template.format(count=count))
    if row.forecast_on is not None and row.severity is Severity.URGENT and row.forecast_on > row.on:
        parts.append(_("done by {day}").format(day=words.day_with_weekday(row.forecast_on)))
    if row.proposed_on is not None and row.proposed_on != row.on and row.on - row.proposed_on < timedelta(30):
        parts.append(_("a free day; promise {day}").format(day=words.day_with_weekday(row.proposed_on)))
    return parts
