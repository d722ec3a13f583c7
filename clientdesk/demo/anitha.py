"""Anitha Reddy, photographer in Hyderabad: a wedding with two advances, their vouchers and the invoice (book C)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from clientdesk.demo.desk import DAY, FLAT, PIECE, Desk, Event, Item, day, sale
from clientdesk.domain.client import ClientKind
from clientdesk.domain.contract import Cancellation
from clientdesk.domain.issuer import Issuer
from clientdesk.domain.milestone import Milestone
from clientdesk.domain.money import Money
from clientdesk.domain.party import Address, BankAccount, Contact, TaxId
from clientdesk.usecases import invoices, milestones, prepayments

ANITHA = Issuer(
    name="అనిత రెడ్డి",
    latin_name="Anitha Reddy",
    trade="Photographer",
    address=Address(
        street="Road No. 10, Banjara Hills",
        city="Hyderabad",
        region="Telangana",
        postal_code="500034",
        country="IN",
    ),
    email="anitha@reddy.example",
    phone="+91 40 5550 0110",
    language="te-IN",
    tax_ids=(TaxId(kind="gstin", value="36AAAPR0000A1ZR"),),
    account=BankAccount(
        holder="Anitha Reddy", number="00012345678901", bank="Example Bank", upi="anitha@examplebank"
    ),
    weekdays=(0, 1, 2, 3, 4, 5),
    holiday_region="TS",
)
WEDDING: tuple[Item, ...] = (
    ("Wedding photography", "2", "45000", DAY),
    ("Album, 60 pages", "1", "25000", FLAT),
    ("Second camera", "1", "20000", FLAT),
)


def _telangana(street: str, postal_code: str, city: str = "Hyderabad") -> Address:
    return Address(street=street, city=city, region="Telangana", postal_code=postal_code, country="IN")


def start(desk: Desk, on: date) -> None:
    """Set up the book with Anitha's clients; this financial year's first papers came from another tool (R-NUM-6)."""
    desk.open(ANITHA, last={"receipt_voucher": 8, "invoice": 37, "quote": 21, "contract": 12}, on=on)
    desk.client(
        "wedding",
        "శ్రావణి & కిరణ్",
        _telangana("Plot 22, Jubilee Hills", "500033"),
        latin_name="Sravani & Kiran",
        kind=ClientKind.PERSON,
        contact=Contact(name="శ్రావణి", email="sravani@post.example", phone="+91 98 5550 0121"),
        source="Cousin of లక్ష్మి",
        what_matters="Grandmother శ్రీకాంతమ్మ sits in the front row: take her first.",
        notes="హైదరాబాద్ హాల్: doors open at 6.",
    )
    desk.client(
        "lakshmi",
        "లక్ష్మి",
        _telangana("Tarnaka Main Road 5", "500017"),
        latin_name="Lakshmi",
        kind=ClientKind.PERSON,
    )
    desk.client(
        "srikanth",
        "శ్రీకాంత్",
        _telangana("Kukatpally 81", "500072"),
        latin_name="Srikanth",
        kind=ClientKind.PERSON,
    )
    desk.client(
        "hotel",
        "హైదరాబాద్ గ్రాండ్ హోటల్",
        _telangana("Necklace Road 3", "500003"),
        latin_name="Hyderabad Grand Hotel",
        contact=Contact(name="R. Varma", email="events@hyd-grand.example"),
    )
    desk.client(
        "bengaluru",
        "Kaveri Textiles Pvt Ltd",
        Address(
            street="12 Residency Road",
            city="Bengaluru",
            region="Karnataka",
            postal_code="560025",
            country="IN",
        ),
        contact=Contact(name="S. Gowda", email="studio@kaveri.example"),
    )
    desk.client("school", "Golconda Public School", _telangana("Golconda Fort Road", "500008"))
    desk.client("cafe", "Charminar Café", _telangana("Pathergatti 17", "500002"))


def _booking(
    key: str, client: str, title: str, items: tuple[Item, ...], *, on: str, signed: str, ends: str
) -> tuple[Event, Event]:
    """Return the events of a quote and, some days later, its acceptance and signed contract."""

    def _quote(desk: Desk, when: date) -> None:
        desk.quote(f"{key} quote", client, title, items, on=when, not_included="Travel outside Hyderabad")

    def _contract(desk: Desk, when: date) -> None:
        buyer = desk.client_of(client)
        desk.accept(f"{key} quote", by=buyer.latin_name or buyer.name, on=when)
        contract = desk.contract(
            key,
            f"{key} quote",
            on=when,
            ends_on=day(ends),
            cancellation=Cancellation(percent=Decimal(20), plus_tax=True),
        )
        milestone = Milestone(
            contract_id=contract.id, title=title, promised_on=day(ends), effort_hours=Decimal(24)
        )
        desk.ids[f"{key} delivery"] = milestones.create(desk.db, milestone).id
        desk.sign(key, by=buyer.latin_name or buyer.name, on=when, place="Hyderabad")

    return Event(day(on), _quote), Event(day(signed), _contract)


def _advance(key: str, contract: str, amount: str, on: str) -> Event:
    def _receive(desk: Desk, when: date) -> None:
        paper = prepayments.receive(
            desk.db,
            desk.ids[contract],
            Money.of(amount, "INR"),
            on=when,
            method="upi",
        )
        desk.keep(key, paper)
        desk.keep(paper.number, paper)

    return Event(day(on), _receive)


def _final(key: str, contract: str, on: str, paid: str = "") -> tuple[Event, ...]:
    def _bill(desk: Desk, when: date) -> None:
        milestones.deliver(desk.db, desk.ids[f"{contract} delivery"], on=when)
        desk.keep(key, invoices.from_contract(desk.db, desk.ids[contract], on=when))
        desk.issue(key, on=when)

    events = [Event(day(on), _bill)]
    if paid:
        events.append(Event(day(paid), lambda desk, when: desk.pay(key, on=when, method="upi")))
    return tuple(events)


EVENTS = (
    Event(day("01-02"), start),
    *sale("01-12", "cafe", "Menu photos", (("Photo, edited", "24", "450", PIECE),), paid="01-20"),
    *sale("01-29", "school", "Annual day", (("Photography", "1", "28000", DAY),), paid="02-11"),
    *_booking(
        "wedding",
        "wedding",
        "Wedding photography",
        WEDDING,
        on="02-10",
        signed="02-12",
        ends="04-18",
    ),
    _advance("first advance", "wedding", "50000", "02-12"),
    *_booking(
        "naming",
        "lakshmi",
        "Naming ceremony",
        (("Photography", "1", "22000", DAY),),
        on="02-14",
        signed="02-19",
        ends="05-22",
    ),
    _advance("RV 010", "naming", "10000", "02-19"),
    *sale("02-25", "bengaluru", "Saree catalogue", (("Photography", "2", "40000", DAY),), paid="03-09"),
    *_booking(
        "engagement",
        "srikanth",
        "Engagement",
        (("Photography", "1", "35000", DAY), ("Album, 30 pages", "1", "12000", FLAT)),
        on="02-27",
        signed="03-04",
        ends="06-26",
    ),
    _advance("RV 011", "engagement", "20000", "03-04"),
    _advance("second advance", "wedding", "75000", "03-14"),
    *sale("04-06", "hotel", "Banquet hall", (("Photography", "1", "32000", DAY),), paid="04-15"),
    *sale("04-13", "cafe", "Summer menu", (("Photo, edited", "16", "450", PIECE),), paid="04-22"),
    *_final("INV/26-27/0003", "wedding", "04-20", paid="04-24"),
    *sale("05-11", "school", "Class portraits", (("Portrait, edited", "210", "90", PIECE),)),
    *_final("naming invoice", "naming", "05-23", paid="05-29"),
    *sale("06-08", "bengaluru", "Monsoon collection", (("Photography", "1", "42000", DAY),)),
)
