"""The words of a contract's page: risk and slack, steps of the ledger, parts of the plan, changes, what comes next."""

from __future__ import annotations

from decimal import Decimal

from clientdesk.domain.change_order import ChangeOrder, ChangeState
from clientdesk.domain.contract import (
    Cancellation,
    Contract,
    InstalmentKind,
    PaidRevision,
    Pricing,
    RevisionPolicy,
)
from clientdesk.domain.deadline import Outlook, Risk
from clientdesk.domain.money import Money, rounded
from clientdesk.domain.text import NP_
from clientdesk.domain.work import WorkKind
from clientdesk.i18n import _, ngettext, npgettext, pgettext, translator
from clientdesk.queries.contract_page import MilestoneRow
from clientdesk.queries.contract_step import NextStep, Step
from clientdesk.ui.tokens import Kind
from clientdesk.ui.widgets.amounts import signed
from clientdesk.ui.widgets.chip import Chip
from clientdesk.ui.widgets.joined import joined

_RISKS = {
    Risk.GREEN: (NP_("state", "In time"), Kind.GOOD),
    Risk.AMBER: (NP_("state", "Tight"), Kind.WARN),
    Risk.RED: (NP_("state", "At risk"), Kind.BAD),
}
_CHANGES = {
    ChangeState.ASKED: (NP_("state", "Asked for"), Kind.WARN),
    ChangeState.INCLUDED: (NP_("state", "Included"), Kind.GOOD),
    ChangeState.GIFT: (NP_("state", "Gift"), Kind.GOOD),
    ChangeState.OFFERED: (NP_("state", "Offered"), Kind.INFO),
    ChangeState.ACCEPTED: (NP_("state", "Accepted"), Kind.GOOD),
    ChangeState.DECLINED: (NP_("state", "Declined"), Kind.QUIET),
}
_PARTS = {
    InstalmentKind.PREPAYMENT: NP_("part", "Prepayment"),
    InstalmentKind.PARTIAL: NP_("part", "Partial invoice"),
    InstalmentKind.FINAL: NP_("part", "Final invoice"),
}
_WORK = {
    WorkKind.HOURS: NP_("work", "Hours"),
    WorkKind.ROUND: NP_("work", "Revision"),
    WorkKind.COST: NP_("work", "Cost"),
    WorkKind.GIFT: NP_("work", "Gift"),
}


def hours(value: Decimal) -> str:
    """Return hours with their unit."""
    return _("{hours} h").format(hours=translator().quantity(value))


def days(count: int) -> str:
    """Return working days with their sign."""
    shown = ngettext("{count} working day", "{count} working days", abs(count))
    speech, sign = translator(), "−" if count < 0 else "+"
    # The sign belongs to the figure, on whichever side the words follow.
    return shown.format(count=speech.left_to_right(sign + speech.number(abs(count))))


def milestone_chip(row: MilestoneRow) -> Chip:
    """Return how safe a milestone is, or how it ended; never colour alone (B5, B24)."""
    entry = row.milestone
    if entry.accepted_on is not None:
        return Chip(pgettext("milestone", "Accepted"), Kind.GOOD)
    if not entry.is_open:
        return Chip(pgettext("state", "Delivered"), Kind.INFO)
    if entry.waiting_for_client:
        return Chip(pgettext("state", "Waits for the client"), Kind.QUIET)
    if row.outlook is None:
        return Chip(pgettext("state", "Planned"), Kind.QUIET)
    word, kind = _RISKS[row.outlook.risk]
    return Chip(pgettext("state", word), kind)


def slack(outlook: Outlook) -> str:
    """Return how many working days there are to spare, or are missing, and when it will be done (B5)."""
    spare, days_ = outlook.slack, rounded(abs(outlook.slack), 1)
    shown = translator().quantity(days_)
    plural = int(days_) if days_ == int(days_) else 2
    if spare < 0:
        text = ngettext("{count} working day short", "{count} working days short", plural)
        late = _("done on {date}").format(date=translator().day_with_weekday(outlook.forecast_on))
        return f"{text.format(count=shown)}, {late}"
    text = ngettext("{count} working day to spare", "{count} working days to spare", plural)
    return text.format(count=shown)


def short_slack(outlook: Outlook) -> str:
    """Return the days to spare or missing as a picture says them: 3 days slack, 1.5 days short (B5)."""
    spare, days_ = outlook.slack, rounded(abs(outlook.slack), 1)
    plural = int(days_) if days_ == int(days_) else 2
    text = (
        ngettext("{count} day short", "{count} days short", plural)
        if spare < 0
        else ngettext("{count} day slack", "{count} days slack", plural)
    )
    return text.format(count=translator().quantity(days_))


def kept_dates(row: MilestoneRow) -> str:
    """Return how a delivery kept its dates, as amended and as promised first (B24)."""
    found = row.delivery
    if found is None or found.days_late is None:
        return ""
    words = _lateness(found.days_late)
    first = found.days_late_first
    if first is not None and first != found.days_late:
        words = _("{now}; by the first promise {first}").format(now=words, first=_lateness(first))
    return words


def _lateness(late: int) -> str:
    if late == 0:
        return _("on time")
    if late < 0:
        return ngettext("{count} day early", "{count} days early", -late).format(
            count=translator().number(-late)
        )
    words = npgettext("milestone", "{count} day late", "{count} days late", late)
    return words.format(count=translator().number(late))


def change_chip(change: ChangeOrder) -> Chip:
    """Return how a wish was answered."""
    word, kind = _CHANGES[change.state]
    return Chip(pgettext("state", word), kind)


def effect(change: ChangeOrder, contract: Contract) -> str:
    """Return what a change does to price and dates; a minus sign says less."""
    parts = []
    if change.lines:
        net = change.net(contract.currency, contract.price_mode)
        parts.append(signed(net))
    if change.extra_days:
        parts.append(days(change.extra_days))
    if change.extra_hours:
        parts.append(_("{hours} more in the estimate").format(hours=hours(change.extra_hours)))
    if change.extra_cap_hours:
        parts.append(_("{hours} more in the cap").format(hours=hours(change.extra_cap_hours)))
    return joined(*parts, mark="  ·  ")


def part_words(kind: InstalmentKind) -> str:
    """Return what a part of the plan asks for."""
    return pgettext("part", _PARTS[kind])


def work_words(kind: WorkKind) -> str:
    """Return what sort of work an entry is."""
    return pgettext("work", _WORK[kind])


def methods() -> list[tuple[str, str]]:
    """Return the ways to sign or agree: what is stored, and its words."""
    return [
        ("paper", _("On paper")),
        ("mail", _("By e-mail")),
        ("electronic", _("Electronically")),
        ("spoken", _("Spoken")),
    ]


def method(stored: str) -> str:
    """Return how something was agreed; a free text stays as typed."""
    return dict(methods()).get(stored, stored)


def pricing(contract: Contract) -> str:
    """Return how the price is made, in one line."""
    if contract.pricing is Pricing.FIXED:
        return _("Fixed price")
    rate = translator().money(Money.of(contract.hourly_rate, contract.currency))
    if not contract.cap_hours:
        return _("{rate} an hour").format(rate=rate)
    return _("{rate} an hour, at most {cap}").format(rate=rate, cap=hours(contract.cap_hours))


def revisions(policy: RevisionPolicy, currency: str) -> str:
    """Return how many rounds are free and what the next ones cost (B1)."""
    free = ngettext(
        "{count} revision round included", "{count} revision rounds included", policy.free_rounds
    ).format(count=translator().number(policy.free_rounds))
    if not policy.price:
        return free
    price = translator().money(Money.of(policy.price, currency))
    then = _("then {price} each") if policy.then is PaidRevision.FLAT else _("then {price} an hour")
    return f"{free}, {then.format(price=price)}"


def cancellation(clause: Cancellation) -> str:
    """Return what is kept when the client cancels (B8)."""
    if not clause.percent:
        return _("No fee is agreed for cancelling.")
    words = _("On cancelling, {percent} of the price is kept, plus tax.")
    if not clause.plus_tax:
        words = _("On cancelling, {percent} of the price is kept, tax inside.")
    return words.format(percent=translator().percent(clause.percent))


def step(found: NextStep, currency: str) -> str:
    """Return the sentence that says what comes next."""
    title = found.milestone.title if found.milestone else ""
    label = found.part.instalment.label if found.part else ""
    number = found.document.number if found.document else ""
    amount = translator().money(found.part.net if found.part else found.amount or Money.zero(currency))
    sentences = {
        Step.WRITE: _("Write it, print it, and record the signature."),
        Step.PREPAYMENT: _("Ask for “{label}”: {amount} without tax."),
        Step.PART: _("Ask for “{label}”: {amount} without tax."),
        Step.ISSUE: _("Issue the draft that waits."),
        Step.DELIVER: _("Deliver “{title}”."),
        Step.ACCEPT: _("Ask whether “{title}” is accepted, and write it down."),
        Step.FINAL: _("Write the final invoice; what was prepaid is deducted."),
        Step.WORK: _("{amount} of work is not billed yet."),
        Step.PAY: _("All is delivered and billed; {amount} of {number} is still to be paid."),
        Step.CLOSE: _("All is delivered, billed and paid. Close the contract."),
        Step.NOTHING: "",
    }
    return sentences[found.step].format(title=title, label=label, number=number, amount=amount)


def verb(found: Step, *, vouchers: bool) -> str:
    """Return what the one primary button does; where vouchers are used, a prepayment is recorded and not asked for."""
    prepaid = _("Record prepayment") if vouchers else _("Ask for the prepayment")
    verbs = {
        Step.WRITE: _("Go on writing"),
        Step.PREPAYMENT: prepaid,
        Step.PART: _("Ask for the next part"),
        Step.ISSUE: _("Open the draft"),
        Step.DELIVER: _("Deliver"),
        Step.ACCEPT: _("Record acceptance"),
        Step.FINAL: _("Final invoice"),
        Step.WORK: _("Bill the work"),
        Step.PAY: _("Record payment"),
        Step.CLOSE: _("Close contract"),
        Step.NOTHING: "",
    }
    return verbs[found]
