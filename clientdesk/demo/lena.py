"""Lena Brandt, brand designer in Leipzig: the bakery's new brand from the quote to the open final invoice (book A)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from clientdesk.demo.desk import FLAT, PIECE, Desk, Event, bonus, day
from clientdesk.domain.absence import Absence
from clientdesk.domain.client import ClientKind
from clientdesk.domain.contract import Cancellation, Instalment, InstalmentKind, PaidRevision, RevisionPolicy
from clientdesk.domain.issuer import Issuer, TaxPoint
from clientdesk.domain.line import Adjustment, Line
from clientdesk.domain.milestone import Milestone
from clientdesk.domain.party import Address, BankAccount, Contact, TaxId
from clientdesk.domain.quote import AcceptanceMethod
from clientdesk.usecases import (
    absences,
    change_orders,
    invoices,
    milestones,
    quotes,
    work,
)

LENA = Issuer(
    name="Lena Brandt",
    trade="Markendesign",
    address=Address(street="Karl-Heine-Straße 61", postal_code="04229", city="Leipzig", country="DE"),
    email="post@lena-brandt.example",
    phone="+49 341 5550140",
    website="lena-brandt.example",
    tax_point=TaxPoint.PAYMENT,
    tax_ids=(
        TaxId(kind="tax_number", value="231/123/12345"),
        TaxId(kind="vat_id", value="DE136695976"),
    ),
    account=BankAccount(holder="Lena Brandt", iban="DE89370400440532013000", bank="Beispielbank Leipzig"),
    hours_per_day=Decimal(6),
    hourly_rate=Decimal(90),
    holiday_region="SN",
)


def _leipzig(street: str, postal_code: str) -> Address:
    return Address(street=street, postal_code=postal_code, city="Leipzig", country="DE")


def start(desk: Desk, on: date) -> None:
    """Set up the book with Lena's clients."""
    desk.open(LENA, on=on)
    desk.client(
        "krumm",
        "Bäckerei Krumm GmbH",
        _leipzig("Georg-Schwarz-Straße 18", "04177"),
        contact=Contact(
            name="Eva Krumm",
            role="Geschäftsführerin",
            email="eva@baeckerei-krumm.example",
            phone="+49 341 5550181",
        ),
        form_of_address="Sehr geehrte Frau Krumm",
        deposit_percent=Decimal(30),
        source="Empfehlung von Tischlerei Vogt",
        what_matters="Die Backstube steht bis 11 Uhr unter Dampf: erst danach anrufen.",
    )
    desk.client(
        "seidel",
        "Hofladen Seidel",
        Address(street="Dorfstraße 7", postal_code="04420", city="Markranstädt", country="DE"),
        contact=Contact(name="Jonas Seidel", email="jonas@hofladen-seidel.example", phone="+49 34205 55512"),
        source="Webseite",
        what_matters="Kurze Wege, alles per Mail.",
    )
    desk.client(
        "vogt",
        "Tischlerei Vogt",
        _leipzig("Demmeringstraße 52", "04177"),
        contact=Contact(name="Martin Vogt", phone="+49 341 5550112"),
        source="Stammtisch",
    )
    desk.client(
        "morgenrot",
        "Café Morgenrot",
        _leipzig("Merseburger Straße 90", "04177"),
        contact=Contact(name="Aylin Kaya", email="hallo@cafe-morgenrot.example"),
    )
    desk.client(
        "yildiz",
        "Praxis Dr. Yıldız",
        _leipzig("Lützner Straße 30", "04177"),
        contact=Contact(name="Dr. Emre Yıldız", email="praxis@yildiz.example"),
    )
    desk.client(
        "engel",
        "Naturkost Engel e. K.",
        _leipzig("Könneritzstraße 44", "04229"),
        contact=Contact(name="Sabine Engel", email="engel@naturkost.example"),
        notes="Zahlt stets per Dauerauftrag.",
    )
    desk.client(
        "berger",
        "Anna Berger",
        _leipzig("Holbeinstraße 11", "04229"),
        kind=ClientKind.PERSON,
        contact=Contact(email="anna.berger@post.example", phone="+49 170 5550199"),
        price_mode="gross",
    )
    desk.client(
        "ambrosius",
        "Tanzstudio Ambrosius",
        _leipzig("Zschochersche Straße 28", "04229"),
        contact=Contact(name="Clara Ambrosius", email="clara@tanzstudio.example"),
    )
    desk.client(
        "vegan",
        "Green Fork Ltd",
        Address(street="12 Exmouth Market", postal_code="EC1R 4QE", city="London", country="GB"),
        contact=Contact(name="Holly Shaw", email="holly@greenfork.example"),
        language="en",
    )
    absences.create(
        desk.db,
        Absence(first_on=day("07-20"), last_on=day("07-31"), label="Sommerurlaub"),
    )


# The bakery


def _quote(desk: Desk, on: date) -> None:
    desk.quote(
        "AN-2026-004",
        "krumm",
        "Neuer Markenauftritt",
        (
            ("Workshop „Wofür stehen wir?“", "1", "600", FLAT),
            ("Markenidentität mit drei Konzepten", "1", "2400", FLAT),
            ("Bildschirmseite, gestaltet", "7", "320", PIECE),
        ),
        on=on,
        goal="Eine Marke, die vor dem Laden, auf der Tüte und am Bildschirm dieselbe ist.",
        not_included="Druckkosten, Fotos, Texte",
        change_terms="90,00 EUR je Stunde, vorab vereinbart",
    )


def _second_version(desk: Desk, on: date) -> None:
    quote = quotes.revise(desk.db, desk.ids["AN-2026-004"])
    gift = Line(
        description="5 Konzepte statt 3",
        unit=FLAT,
        unit_price=Decimal(250),
        tax=desk.tax("krumm", on),
    )
    discount = Adjustment(amount=Decimal(440), reason="Nachlass auf das Paket")
    quotes.change(desk.db, replace(quote, lines=(*quote.lines, bonus(gift)), adjustments=(discount,)))
    quotes.send(desk.db, quote.id, on=on)


def _contract(desk: Desk, on: date) -> None:
    contract = desk.contract(
        "krumm contract",
        "AN-2026-004",
        on=on,
        ends_on=day("04-24"),
        revisions=RevisionPolicy(
            free_rounds=1, then=PaidRevision.HOURLY, price=Decimal(90), approver="Eva Krumm"
        ),
        plan=(
            Instalment(label="Anzahlung", percent=Decimal(30), kind=InstalmentKind.PREPAYMENT),
            Instalment(
                label="Nach dem Entwurf",
                percent=Decimal(40),
                kind=InstalmentKind.PREPAYMENT,
                due_on=day("04-24"),
            ),
            Instalment(label="Schlussrechnung", percent=Decimal(30), kind=InstalmentKind.FINAL),
        ),
        cancellation=Cancellation(percent=Decimal(30)),
    )
    delivery = milestones.create(
        desk.db,
        Milestone(
            contract_id=contract.id,
            title="Übergabe aller Dateien",
            wanted_on=day("04-30"),
            promised_on=day("04-24"),
            effort_hours=Decimal(60),
            checks="Logo in vier Formaten\nFarben und Schriften beschrieben\nBildschirmseiten geprüft",
        ),
    )
    desk.ids["krumm delivery"] = delivery.id


def _instalment(key: str, contract: str, label: str) -> Event:
    on = {"RE-2026-007": "02-25", "RE-2026-011": "04-10"}[key]

    def _bill(desk: Desk, when: date) -> None:
        made = invoices.from_contract(desk.db, desk.ids[contract], on=when, instalment=label)
        desk.keep(key, made)
        desk.issue(key, on=when)

    return Event(day(on), _bill)


def _change_order(desk: Desk, on: date) -> None:
    order = change_orders.ask(
        desk.db, desk.ids["krumm contract"], title="Achte Bildschirmseite: Torten auf Bestellung", on=on
    )
    page = Line(
        description="Bildschirmseite „Torten auf Bestellung“",
        unit=PIECE,
        unit_price=Decimal(320),
        tax=desk.tax("krumm", on),
    )
    offer = change_orders.Offer(lines=(page,), extra_days=2)
    change_orders.offer(desk.db, order.id, offer, on=on)
    change_orders.accept(desk.db, order.id, by="Eva Krumm", on=on)
    desk.ids["CO-1"] = order.id


def _round(hours: str, *, agreed: bool) -> Event:
    on = {"1": "03-27", "2.5": "04-08", "1.25": "04-17"}[hours]
    return Event(
        day(on),
        lambda desk, when: work.open_round(
            desk.db,
            desk.ids["krumm contract"],
            on=when,
            deliverable="Markenidentität",
            hours=Decimal(hours),
            agreed=agreed,
        ),
    )


def _gift(desk: Desk, on: date) -> None:
    work.log_gift(
        desk.db,
        desk.ids["krumm contract"],
        on=on,
        description="Symbole für die Aushänge",
        hours=Decimal(2),
    )


def _deliver(desk: Desk, on: date) -> None:
    milestone = desk.ids["krumm delivery"]
    for check in milestones.get(desk.db, milestone).checks.splitlines():
        milestones.tick(desk.db, milestone, check)
    milestones.deliver(desk.db, milestone, on=on, note="Alle Dateien auf dem Stick und als Ordner")


def _accepted(desk: Desk, on: date) -> None:
    milestones.accept(desk.db, desk.ids["krumm delivery"], on=on, by="Eva Krumm")


def _final(desk: Desk, on: date) -> None:
    made = invoices.from_contract(desk.db, desk.ids["krumm contract"], on=on)
    desk.keep("RE-2026-014", invoices.change(desk.db, replace(made, due_days=14)))
    desk.issue("RE-2026-014", on=on)


def _hours(on: str, hours: str, what: str) -> Event:
    return Event(
        day(on),
        lambda desk, when: work.log_hours(
            desk.db, desk.ids["krumm contract"], on=when, hours=Decimal(hours), description=what
        ),
    )


def _costs(desk: Desk, on: date) -> None:
    work.log_cost(
        desk.db,
        desk.ids["krumm contract"],
        on=on,
        price=Decimal(185),
        description="Schriftlizenz und Testdrucke",
        billable=False,
    )


BAKERY = (
    Event(day("02-11"), _quote),
    Event(day("02-18"), _second_version),
    Event(
        day("02-20"),
        lambda desk, on: desk.accept("AN-2026-004", by="Eva Krumm", on=on, method=AcceptanceMethod.PAPER),
    ),
    Event(day("02-23"), _contract),
    Event(day("02-24"), lambda desk, on: desk.sign("krumm contract", by="Eva Krumm", on=on, place="Leipzig")),
    _instalment("RE-2026-007", "krumm contract", "Anzahlung"),
    Event(day("03-05"), lambda desk, on: desk.pay("RE-2026-007", on=on, receipt=True)),
    _hours("03-10", "12", "Workshop, vorbereitet und gehalten"),
    _hours("03-24", "16.5", "Markenidentität, erster Entwurf"),
    _round("1", agreed=False),
    Event(day("04-02"), _gift),
    _round("2.5", agreed=True),
    _instalment("RE-2026-011", "krumm contract", "Nach dem Entwurf"),
    Event(day("04-14"), _costs),
    Event(day("04-15"), _change_order),
    _round("1.25", agreed=True),
    Event(day("04-20"), lambda desk, on: desk.pay("RE-2026-011", on=on)),
    _hours("04-22", "14", "Bildschirmseiten"),
    _hours("04-27", "9.25", "Reinzeichnung und Übergabe"),
    Event(day("04-28"), _deliver),
    Event(day("04-30"), _accepted),
    Event(day("05-04"), _final),
)
