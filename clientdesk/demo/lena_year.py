"""Lena's other work: the farm shop with its deposit, small jobs, shop care every month, a credit and a cancellation."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from clientdesk.demo.desk import FLAT, HOUR, MONTH, PIECE, Desk, Event, day, sale
from clientdesk.demo.lena import BAKERY, start
from clientdesk.domain.contract import Cancellation
from clientdesk.domain.milestone import Milestone
from clientdesk.domain.money import Money
from clientdesk.domain.recurring import Recurring
from clientdesk.usecases import credit_notes, invoices, milestones, prepayments, quotes, recurring


def _farm_quote(desk: Desk, on: date) -> None:
    desk.quote(
        "seidel quote",
        "seidel",
        "Hofladen: Schilder und Etiketten",
        (
            ("Ladenschild und Wegweiser, gestaltet", "1", "900", FLAT),
            ("Etikett, gestaltet", "16", "48.50", PIECE),
        ),
        on=on,
        goal="Man findet den Hof, und das Glas im Regal erkennt man wieder.",
        not_included="Druck und Montage",
        change_terms="90,00 EUR je Stunde, vorab vereinbart",
    )


def _farm_contract(desk: Desk, on: date) -> None:
    contract = desk.contract(
        "seidel contract",
        "seidel quote",
        on=on,
        ends_on=day("07-17"),
        cancellation=Cancellation(percent=Decimal(25)),
    )
    for title, due, hours in (("Entwurf der Schilder", "06-26", "14"), ("Etiketten", "07-15", "22")):
        milestones.create(
            desk.db,
            Milestone(
                contract_id=contract.id, title=title, promised_on=day(due), effort_hours=Decimal(hours)
            ),
        )
    desk.sign("seidel contract", by="Jonas Seidel", on=on, place="Markranstädt")


def _farm_deposit(desk: Desk, on: date) -> None:
    contract = desk.ids["seidel contract"]
    made = prepayments.request(desk.db, contract, amount=Money.of(500, "EUR"), on=on)
    desk.keep("seidel deposit", made)
    desk.issue("seidel deposit", on=on)


def _early_quote(key: str, on: str, client: str, title: str, price: str) -> Event:
    return Event(
        day(on),
        lambda desk, when: desk.quote(key, client, title, ((title, "1", price, PIECE),), on=when),
    )


def _from_quote(desk: Desk, on: date) -> None:
    made = invoices.from_quote(desk.db, desk.ids["logo"], on=on)
    desk.keep("RE-2026-001", made)
    desk.issue("RE-2026-001", on=on)


def _decline(desk: Desk, on: date) -> None:  # noqa: ARG001  # a decline has no day of its own
    quotes.decline(desk.db, desk.ids["catalogue"], reason="Zu teuer: der Katalog kommt erst nächstes Jahr")


def _shop_care(desk: Desk, on: date) -> None:
    template = Recurring(
        client_id=desk.ids["engel"],
        title="Pflege des Ladenauftritts",
        currency="EUR",
        language="de",
        lines=desk.lines("engel", on, (("Pflege des Ladenauftritts", "1", "150", MONTH),)),
        anchor_day=31,
        next_on=on,
    )
    desk.ids["shop care"] = recurring.create(desk.db, template).id


def _care(on: str, paid: str = "") -> tuple[Event, ...]:
    key = f"care {on}"

    def _bill(desk: Desk, when: date) -> None:
        (made,) = recurring.make(desk.db, desk.ids["shop care"], on=when)
        desk.keep(key, made)
        desk.issue(key, on=when)

    events = [Event(day(on), _bill)]
    if paid:
        events.append(Event(day(paid), lambda desk, when: desk.pay(key, on=when)))
    return tuple(events)


def _partial_credit(desk: Desk, on: date) -> None:
    paper = desk.invoice("RE-2026-009")
    drawing = replace(paper.lines[1], quantity=Decimal(1))
    made = credit_notes.credit(desk.db, paper.id, on=on, lines=(drawing,), reason="Ein Motiv entfällt")
    desk.keep("credit note", made)


def _cancellation(desk: Desk, on: date) -> None:
    paper = desk.ids["RE-2026-012"]
    made = credit_notes.cancel(desk.db, paper, on=on, reason="Auftrag doppelt berechnet")
    desk.keep("cancellation", made)


def _draft(desk: Desk, on: date) -> None:
    desk.draft(
        "draft",
        "vogt",
        "Schild für die Werkstatt",
        (("Schild, gestaltet", "1", "420", FLAT), ("Abstimmung mit dem Schildermaler", "1.5", "90", HOUR)),
        on=on,
    )


def _open_quote(desk: Desk, on: date) -> None:
    desk.quote(
        "open quote",
        "ambrosius",
        "Plakatreihe Herbst",
        (("Plakat, gestaltet", "3", "380", PIECE),),
        on=on,
        valid_until=day("06-26"),
    )


EVENTS = (
    Event(day("01-05"), start),
    *BAKERY,
    _early_quote("logo", "01-05", "vogt", "Logo, aufgefrischt", "850"),
    Event(day("01-07"), lambda desk, on: desk.accept("logo", by="Martin Vogt", on=on)),
    _early_quote("catalogue", "01-12", "engel", "Katalog, 24 Seiten", "3400"),
    Event(day("01-19"), _decline),
    _early_quote("window", "02-03", "yildiz", "Schaufenster, gestaltet", "740"),
    Event(day("01-08"), _from_quote),
    Event(day("01-20"), lambda desk, on: desk.pay("RE-2026-001", on=on)),
    *sale("01-15", "morgenrot", "Speisekarten", (("Speisekarte", "4", "120", PIECE),), paid="01-29"),
    *sale(
        "01-22",
        "yildiz",
        "Geschäftspapiere",
        (
            ("Briefbogen", "1", "180", FLAT),
            ("Visitenkarte", "6", "35", PIECE),
            ("Reinzeichnung", "2.5", "90", HOUR),
        ),
        paid="02-03",
        came="740.00",
    ),
    Event(day("01-30"), _shop_care),
    *_care("01-31", "02-02"),
    *sale(
        "02-05",
        "berger",
        "Hochzeitskarten",
        (("Hochzeitskarte", "80", "2.95", PIECE),),
        paid="02-10",
        receipt=True,
    ),
    *sale("02-18", "ambrosius", "Plakat Tanzabend", (("Plakat, gestaltet", "1", "380", FLAT),), paid="03-04"),
    *_care("02-28", "03-02"),
    *sale(
        "03-12",
        "ambrosius",
        "Handzettel",
        (("Handzettel, gestaltet", "1", "240", FLAT), ("Motiv, gezeichnet", "3", "95", PIECE)),
        key="RE-2026-009",
    ),
    Event(day("03-20"), _partial_credit),
    Event(day("03-26"), lambda desk, on: desk.pay("RE-2026-009", on=on)),
    *_care("03-31", "04-01"),
    *sale("04-16", "morgenrot", "Speisekarten", (("Speisekarte", "4", "120", PIECE),), key="RE-2026-012"),
    Event(day("04-23"), _cancellation),
    *_care("04-30", "05-04"),
    *sale("05-12", "vogt", "Fahrzeugbeschriftung", (("Transporter, gestaltet", "1", "640", FLAT),)),
    Event(day("05-20"), _farm_quote),
    Event(day("05-28"), lambda desk, on: desk.accept("seidel quote", by="Jonas Seidel", on=on)),
    *_care("05-31"),
    Event(day("06-04"), _farm_contract),
    Event(day("06-05"), _open_quote),
    Event(day("06-08"), _farm_deposit),
    Event(day("06-10"), lambda desk, on: desk.pay("seidel deposit", on=on)),
    *sale("06-11", "vegan", "Menu board", (("Menu board, designed", "1", "520", FLAT),)),
    *sale("06-15", "yildiz", "Wegweiser", (("Wegweiser, gestaltet", "5", "64", PIECE),)),
    Event(day("06-16"), _draft),
)
