"""Marcus Reed, developer in Austin: hours with a cap and a retainer for a studio in Brooklyn (book D)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from clientdesk.demo.desk import FLAT, HOUR, MONTH, Desk, Event, day, sale
from clientdesk.domain.contract import Instalment, InstalmentKind, Pricing
from clientdesk.domain.issuer import Issuer, TaxStatus
from clientdesk.domain.line import Adjustment
from clientdesk.domain.milestone import Milestone
from clientdesk.domain.party import Address, BankAccount, Contact
from clientdesk.domain.recurring import Recurring
from clientdesk.usecases import change_orders, contracts, invoices, milestones, prepayments, recurring, work

MARCUS = Issuer(
    name="Marcus Reed",
    trade="Software developer",
    address=Address(
        street="2101 South Lamar Blvd", city="Austin", region="TX", postal_code="78704", country="US"
    ),
    email="marcus@reed.example",
    phone="+1 512 555 0143",
    tax_status=TaxStatus.NONE,
    account=BankAccount(
        holder="Marcus Reed", number="000123456789", routing="111000025", bank="Example Bank of Texas"
    ),
    hours_per_day=Decimal(6),
    hourly_rate=Decimal(110),
    holiday_region="TX",
)


def start(desk: Desk, on: date) -> None:
    """Set up the book with Marcus's clients; the year's first numbers came from another tool (R-NUM-6)."""
    desk.open(MARCUS, last={"invoice": 4}, on=on)
    desk.client(
        "harbor",
        "Harbor Light Studio LLC",
        Address(street="55 Water Street", city="Brooklyn", region="NY", postal_code="11201", country="US"),
        contact=Contact(name="Dana Ortiz", role="Producer", email="dana@harborlight.example"),
        due_days=15,
        source="Returning client",
        what_matters="Demo on Thursdays, nothing on release days.",
    )
    for key, name, city, region, code in (
        ("pecan", "Pecan Street Books", "Austin", "TX", "78701"),
        ("cedar", "Cedar & Stone Landscaping", "Round Rock", "TX", "78664"),
        ("lone", "Lone Oak Dental", "Austin", "TX", "78745"),
        ("mesa", "Mesa Verde Coffee Roasters", "Santa Fe", "NM", "87501"),
        ("bluebonnet", "Bluebonnet Montessori", "Georgetown", "TX", "78626"),
        ("riverside", "Riverside Cycling Club", "San Marcos", "TX", "78666"),
    ):
        address = Address(street="100 Main Street", city=city, region=region, postal_code=code, country="US")
        desk.client(key, name, address, contact=Contact(email=f"office@{key}.example"))


def _contract(desk: Desk, on: date) -> None:
    made = contracts.create(desk.db, desk.ids["harbor"], title="Booking portal", on=on)
    desk.keep("harbor contract", made)
    contracts.change(
        desk.db,
        replace(
            made,
            scope="A portal in which the studio's clients book and move their sessions.",
            not_included="Hosting, payment fees",
            pricing=Pricing.HOURLY,
            hourly_rate=Decimal(110),
            estimate_hours=Decimal(80),
            cap_hours=Decimal(120),
            plan=(
                Instalment(label="Retainer", percent=Decimal(25), kind=InstalmentKind.PREPAYMENT),
                Instalment(label="Final invoice", percent=Decimal(75), kind=InstalmentKind.FINAL),
            ),
            ends_on=day("07-03"),
        ),
    )
    for key, title, due, hours in (
        ("portal", "Booking portal live", "04-30", "80"),
        ("reports", "Reports for the front desk", "07-03", "18"),
    ):
        milestone = milestones.create(
            desk.db,
            Milestone(contract_id=made.id, title=title, promised_on=day(due), effort_hours=Decimal(hours)),
        )
        desk.ids[key] = milestone.id
    desk.sign("harbor contract", by="Dana Ortiz", on=on, place="Brooklyn")


def _retainer(desk: Desk, on: date) -> None:
    made = prepayments.request(desk.db, desk.ids["harbor contract"], on=on)
    desk.keep("retainer", made)
    desk.issue("retainer", on=on)


def _hours(on: str, hours: str, what: str) -> Event:
    return Event(
        day(on),
        lambda desk, when: work.log_hours(
            desk.db, desk.ids["harbor contract"], on=when, hours=Decimal(hours), description=what
        ),
    )


def _change_order(desk: Desk, on: date) -> None:
    order = change_orders.ask(desk.db, desk.ids["harbor contract"], title="Waiting list", on=on)
    offer = change_orders.Offer(extra_hours=Decimal("11.5"), extra_days=3)
    change_orders.offer(desk.db, order.id, offer, on=on)
    change_orders.accept(
        desk.db, order.id, by="Dana Ortiz", on=on, milestone_ids=frozenset({desk.ids["portal"]})
    )


def _final(desk: Desk, on: date) -> None:
    milestones.deliver(desk.db, desk.ids["portal"], on=on)
    made = invoices.from_contract(desk.db, desk.ids["harbor contract"], on=on)
    discount = Adjustment(percent=Decimal(3), reason="Returning client")
    desk.keep("INV-2026-021", invoices.change(desk.db, replace(made, adjustments=(discount,))))
    desk.issue("INV-2026-021", on=on)


def _upkeep(desk: Desk, on: date) -> None:
    for key, client, price in (("shop", "pecan", "260"), ("clinic", "lone", "310")):
        template = Recurring(
            client_id=desk.ids[client],
            title="Website upkeep",
            currency="USD",
            language="en-US",
            lines=desk.lines(client, on, (("Website upkeep", "1", price, MONTH),)),
            anchor_day=1,
            next_on=on,
        )
        desk.ids[key] = recurring.create(desk.db, template).id


def _month(month: str) -> tuple[Event, ...]:
    def _bill(desk: Desk, when: date) -> None:
        for key in ("shop", "clinic"):
            (made,) = recurring.make(desk.db, desk.ids[key], on=when)
            desk.keep(f"{key} {month}", made)
            desk.issue(f"{key} {month}", on=when)

    def _paid(desk: Desk, when: date) -> None:
        for key in ("shop", "clinic"):
            desk.pay(f"{key} {month}", on=when)

    return (Event(day(f"{month}-01"), _bill), Event(day(f"{month}-09"), _paid))


EVENTS = (
    Event(day("01-01"), start),
    Event(day("01-01"), _upkeep),
    *_month("01"),
    *sale("01-14", "pecan", "Stock import", (("Development", "12", "110", HOUR),), paid="01-29"),
    *sale("01-28", "cedar", "Quote form", (("Form with price table", "1", "1450", FLAT),), paid="02-20"),
    *_month("02"),
    *sale("02-12", "mesa", "Roast calendar", (("Development", "9.5", "110", HOUR),), paid="03-04"),
    Event(day("02-26"), _contract),
    *_month("03"),
    Event(day("03-01"), _retainer),
    Event(day("03-02"), lambda desk, on: desk.pay("retainer", on=on, receipt=True)),
    _hours("03-20", "38.5", "Booking portal: sessions, rooms, sign-in"),
    *sale("03-18", "bluebonnet", "Parent list", (("Development", "7.25", "110", HOUR),), paid="04-02"),
    *sale("03-26", "riverside", "Race results", (("Results page", "1", "880", FLAT),), paid="04-10"),
    *_month("04"),
    Event(day("04-03"), _change_order),
    *sale("04-09", "lone", "Reminder texts", (("Development", "4", "110", HOUR),), paid="04-27"),
    _hours("04-17", "31.25", "Booking portal: calendar, mails, hand-over"),
    *sale("04-22", "mesa", "Wholesale prices", (("Development", "6.5", "110", HOUR),), paid="05-11"),
    _hours("04-24", "11.5", "CO-1: waiting list"),
    Event(day("05-01"), _final),
    *_month("05"),
    *sale("05-21", "cedar", "Photo gallery", (("Gallery", "1", "960", FLAT),), due_days=15),
    *_month("06"),
    *sale("06-12", "bluebonnet", "Calendar feed", (("Development", "3.5", "110", HOUR),)),
)
