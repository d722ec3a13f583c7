"""What of a contract is used up: revision rounds, hours against cap or estimate, and what was given away (B1, B29)."""

from __future__ import annotations

from decimal import Decimal

from clientdesk.i18n import _, ngettext, translator
from clientdesk.queries.contract_page import ContractPage, RoundsRow
from clientdesk.ui.contracts import words
from clientdesk.ui.widgets.meter import Level

#: Percent from which it is worth a warning, and from which it is used up.
_NEARLY, _FULL = Decimal(80), Decimal(100)


def levels(page: ContractPage) -> list[Level]:
    """Return the meters of a contract; those of which nothing is agreed and nothing used are left out."""
    free = page.signed.revisions.free_rounds
    rows = page.rounds or ((RoundsRow(deliverable="", used=0, free=0),) if free else ())
    found = [_rounds(row, free, number) for number, row in enumerate(rows)]
    limit = page.current.cap_hours or page.current.estimate_hours
    if limit:
        found.append(_hours(page, limit))
    if page.gifts:
        found.append(_gifts(page))
    if not found:
        found.append(Level(name="nothing", title=_("Hours"), words=words.hours(page.hours)))
    return found


def _rounds(row: RoundsRow, free: int, number: int) -> Level:
    speech = translator()
    paid = max(0, row.used - free)
    parts = [
        ngettext("{used} of {count} free one used", "{used} of {count} free ones used", free).format(
            used=speech.number(min(row.used, free)), count=speech.number(free)
        )
    ]
    if paid:
        parts.append(ngettext("{count} beyond", "{count} beyond", paid).format(count=speech.number(paid)))
    title = _("Revisions")
    if row.deliverable:
        title = _("Revisions: {deliverable}").format(deliverable=speech.isolate(row.deliverable))
    return Level(
        name=f"rounds_{number}",
        title=title,
        words=", ".join(parts),
        parts=True,
        used=row.used,
        free=free,
        role="warn" if paid else "second",
    )


def _hours(page: ContractPage, limit: Decimal) -> Level:
    share = page.hours * 100 / limit
    capped = bool(page.current.cap_hours)
    template = _("{hours} of {limit}, the cap") if capped else _("{hours} of {limit}, as estimated")
    return Level(
        name="hours",
        title=_("Hours"),
        words=template.format(hours=words.hours(page.hours), limit=words.hours(limit)),
        share=float(share) / 100,
        tone=_tone(share),
        role=_role(share),
    )


def _gifts(page: ContractPage) -> Level:
    speech = translator()
    budget = page.gift_budget
    share = page.gifts.amount * 100 / budget.amount if budget else _FULL
    return Level(
        name="gifts",
        title=_("Gifts"),
        words=_("{amount} of {budget} to give away").format(
            amount=speech.money(page.gifts), budget=speech.money(budget)
        ),
        share=float(share) / 100,
        tone=_tone(share),
        role=_role(share),
    )


def _tone(share: Decimal) -> str:
    return "bad" if share > _FULL else "warn" if share >= _NEARLY else "accent"


def _role(share: Decimal) -> str:
    return "fault" if share > _FULL else "warn" if share >= _NEARLY else "second"
