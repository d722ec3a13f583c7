"""Writing down work: hours, costs, gifts and revision rounds, and what of it is still to bill (B1, B31)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from clientdesk.domain.contract import Contract, ContractState, PaidRevision, Pricing
from clientdesk.domain.errors import StateError
from clientdesk.domain.issuer import Issuer, TaxStatus
from clientdesk.domain.money import Money
from clientdesk.domain.text import N_
from clientdesk.domain.work import (
    Unbilled,
    WorkEntry,
    WorkKind,
    cap_share,
    check_entry,
    hours_charged,
    rounds_used,
    unbilled_of,
)
from clientdesk.storage import contract_file, tables
from clientdesk.storage.database import Database, transaction
from clientdesk.usecases import issuer

#: What is said to the client before a paid round begins (B1).
_BY_HOUR = N_("This is revision round {number}. It is charged at {price} an hour.")
_FLAT = N_("This is revision round {number}. It costs {price}.")
#: The same where tax is added; who charges none must not name it (R-VAT-6).
_BY_HOUR_TAXED = N_("This is revision round {number}. It is charged at {price} an hour without tax.")
_FLAT_TAXED = N_("This is revision round {number}. It costs {price} without tax.")
_FREE = N_("This is revision round {number}. It is included in the price.")
_OPEN_PRICE = N_("This is revision round {number}. Its price is agreed before it is begun.")


def get(db: Database, entry_id: int) -> WorkEntry:
    """Return the entry, or raise NotFoundError."""
    return tables.work_entries.get(db, entry_id)


def log_hours(
    db: Database,
    contract_id: int,
    *,
    on: date,
    hours: Decimal,
    description: str,
    rate: Decimal | None = None,
    billable: bool | None = None,
) -> WorkEntry:
    """Write down hours worked; they are billable where the contract charges by the hour, unless said otherwise."""
    with transaction(db):
        contract = _open(db, contract_id)
        hourly = contract.pricing is Pricing.HOURLY
        return _add(
            db,
            WorkEntry(
                contract_id=contract_id,
                kind=WorkKind.HOURS,
                on=on,
                description=description,
                hours=hours,
                rate=_rate(db, contract) if rate is None else rate,
                billable=hourly if billable is None else billable,
            ),
        )


def log_cost(
    db: Database, contract_id: int, *, on: date, price: Decimal, description: str, billable: bool = True
) -> WorkEntry:
    """Write down a cost, without tax; a billable one is passed on to the client."""
    with transaction(db):
        _open(db, contract_id)
        return _add(
            db,
            WorkEntry(
                contract_id=contract_id,
                kind=WorkKind.COST,
                on=on,
                description=description,
                price=price,
                billable=billable,
            ),
        )


def log_gift(
    db: Database,
    contract_id: int,
    *,
    on: date,
    description: str,
    hours: Decimal = Decimal(0),
    price: Decimal = Decimal(0),
) -> WorkEntry:
    """Write down a gift: its hours at the usual rate, or its price, are shown and 0.00 is charged (B11)."""
    with transaction(db):
        contract = _open(db, contract_id)
        return _add(
            db,
            WorkEntry(
                contract_id=contract_id,
                kind=WorkKind.GIFT,
                on=on,
                description=description,
                hours=hours,
                rate=_rate(db, contract),
                price=price,
                billable=False,
            ),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedRound:
    """A revision round that was opened: which one it is, whether it is paid, and what to say to the client (B1)."""

    entry: WorkEntry
    number: int
    is_paid: bool
    text: str


def open_round(
    db: Database,
    contract_id: int,
    *,
    on: date,
    deliverable: str,
    description: str = "",
    hours: Decimal = Decimal(0),
    agreed: bool = False,
) -> OpenedRound:
    """Open a revision round: one bundle of feedback from the named approver (B1).

    Beyond the free rounds the text names the price; the round is billed only once it is agreed, else it is a gift.
    """
    with transaction(db):
        contract = _open(db, contract_id)
        policy = contract.revisions
        place = deliverable.strip()
        number = rounds_used(contract_file.work(db, contract_id)).get(place, 0) + 1
        paid = number > policy.free_rounds
        flat = policy.then is PaidRevision.FLAT
        entry = _add(
            db,
            WorkEntry(
                contract_id=contract_id,
                kind=WorkKind.ROUND,
                on=on,
                description=description or _round_name(contract, number, place),
                deliverable=place,
                hours=hours,
                rate=policy.price if paid and not flat else Decimal(0),
                price=policy.price if paid and flat else Decimal(0),
                billable=paid,
                agreed=agreed and paid,
            ),
        )
        taxed = issuer.get(db).tax_status is TaxStatus.REGISTERED
        text = _round_text(contract, number, is_paid=paid, taxed=taxed)
        return OpenedRound(entry=entry, number=number, is_paid=paid, text=text)


def round_text(db: Database, contract_id: int, *, deliverable: str) -> str:
    """Return what is said to the client before the next round on `deliverable` is opened (B1)."""
    contract = tables.contracts.get(db, contract_id)
    number = rounds_used(contract_file.work(db, contract_id)).get(deliverable.strip(), 0) + 1
    taxed = issuer.get(db).tax_status is TaxStatus.REGISTERED
    return _round_text(contract, number, is_paid=number > contract.revisions.free_rounds, taxed=taxed)


def agree_round(db: Database, entry_id: int, *, agreed: bool = True) -> WorkEntry:
    """Record that the client agreed to the price of a round, or that it is a gift after all (B1)."""
    with transaction(db):
        entry = _unbilled_entry(db, entry_id)
        if entry.kind is not WorkKind.ROUND or not entry.billable:
            raise StateError(
                N_("This is not a paid revision round."),
                next_step=N_("Only rounds beyond the free ones are agreed."),
                rule="B1",
            )
        return tables.work_entries.save(db, replace(entry, agreed=agreed))


def set_hours(db: Database, entry_id: int, hours: Decimal) -> WorkEntry:
    """Correct the hours of an entry that is not billed yet."""
    return _store(db, entry_id, lambda entry: replace(entry, hours=hours))


def change(db: Database, entry: WorkEntry) -> WorkEntry:
    """Store the changed words, day, hours and prices of an entry that is not billed yet."""

    def changed(stored: WorkEntry) -> WorkEntry:
        return replace(
            stored,
            version=entry.version,
            on=entry.on,
            description=entry.description,
            hours=entry.hours,
            rate=entry.rate,
            price=entry.price,
            billable=entry.billable if stored.kind is not WorkKind.ROUND else stored.billable,
        )

    return _store(db, entry.id, changed)


def delete(db: Database, entry_id: int) -> None:
    """Remove an entry that is not billed yet."""
    with transaction(db):
        _unbilled_entry(db, entry_id)
        tables.work_entries.delete(db, entry_id)


def unbilled(db: Database, contract_id: int, *, on: date) -> Unbilled:
    """Return billable hours, agreed rounds, accepted changes and costs that no issued invoice bills (B31)."""
    return unbilled_of(
        tables.contracts.get(db, contract_id),
        contract_file.work(db, contract_id),
        contract_file.changes(db, contract_id),
        billed_changes=contract_file.billed_changes(db, contract_id),
        today=on,
    )


def hours_against_cap(db: Database, contract_id: int) -> tuple[Decimal, Decimal | None]:
    """Return the hours charged so far and their share of the cap in percent; None where there is no cap."""
    contract = tables.contracts.get(db, contract_id)
    cap = contract.cap_hours
    if cap:
        changes = contract_file.changes(db, contract_id)
        cap += sum((order.extra_cap_hours for order in changes if order.counts_on(date.max)), Decimal(0))
    hours = hours_charged(contract_file.work(db, contract_id))
    return hours, cap_share(hours, cap)


def usual_rate(own: Issuer, currency: str) -> Decimal:
    """Return the issuer's rate of an hour, 0 in another currency than the issuer's."""
    return own.hourly_rate if currency == own.currency else Decimal(0)


def _round_name(contract: Contract, number: int, deliverable: str) -> str:
    from clientdesk.i18n import Translator

    tr = Translator(contract.language)
    name = tr.gettext(N_("Revision round {number}")).format(number=tr.number(number))
    return f"{name}: {deliverable}" if deliverable else name


def _round_text(contract: Contract, number: int, *, is_paid: bool, taxed: bool) -> str:
    """Return what to say to the client, in the contract's language."""
    from clientdesk.i18n import Translator

    tr, policy = Translator(contract.language), contract.revisions
    if not is_paid:
        template = _FREE
    elif not policy.price:
        template = _OPEN_PRICE
    elif policy.then is PaidRevision.FLAT:
        template = _FLAT_TAXED if taxed else _FLAT
    else:
        template = _BY_HOUR_TAXED if taxed else _BY_HOUR
    price = tr.money(Money.of(policy.price, contract.currency))
    return tr.gettext(template).format(number=tr.number(number), price=price)


def _rate(db: Database, contract: Contract) -> Decimal:
    agreed = contract.hourly_rate or contract.revisions.price
    return agreed or usual_rate(issuer.get(db), contract.currency)


def _open(db: Database, contract_id: int) -> Contract:
    """Return the contract unless it is closed; work that began before the signature is written down all the same."""
    contract = tables.contracts.get(db, contract_id)
    if contract.state is not ContractState.DRAFT:
        contract.check_active()
    return contract


def _add(db: Database, entry: WorkEntry) -> WorkEntry:
    return tables.work_entries.add(db, check_entry(entry))


def _unbilled_entry(db: Database, entry_id: int) -> WorkEntry:
    entry = get(db, entry_id)
    if entry.invoice_id is not None:
        raise StateError(
            N_("This work was billed already."),
            next_step=N_("Correct the invoice instead."),
            rule="B31",
        )
    return entry


def _store(db: Database, entry_id: int, act: Callable[[WorkEntry], WorkEntry]) -> WorkEntry:
    with transaction(db):
        return tables.work_entries.save(db, check_entry(act(_unbilled_entry(db, entry_id))))
