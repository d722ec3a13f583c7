"""Mona Abdel Rahman, translator in Cairo: a book for a publisher in Riyadh, billed in riyals (book B)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from clientdesk.demo.desk import FLAT, HOUR, PIECE, WORD, Desk, Event, day, sale
from clientdesk.domain.absence import Absence
from clientdesk.domain.client import ClientKind
from clientdesk.domain.contract import Cancellation, Instalment, InstalmentKind
from clientdesk.domain.issuer import Issuer
from clientdesk.domain.milestone import Milestone
from clientdesk.domain.money import Money
from clientdesk.domain.party import Address, BankAccount, Contact, TaxId
from clientdesk.domain.payment import SettlementReason
from clientdesk.usecases import absences, invoices, milestones, payments

MONA = Issuer(
    name="منى عبد الرحمن",
    latin_name="Mona Abdel Rahman",
    trade="Translator",
    address=Address(street="14 Sherif Street", postal_code="11511", city="Cairo", country="EG"),
    email="mona@abdelrahman.example",
    phone="+20 2 5550 0114",
    language="ar",
    tax_ids=(TaxId(kind="tax_number", value="100-531-385"),),
    account=BankAccount(
        holder="Mona Abdel Rahman", iban="EG380019000500000000263180002", bank="Example Bank Cairo"
    ),
    hours_per_day=Decimal(8),
    weekdays=(6, 0, 1, 2, 3),
    hourly_rate=Decimal(400),
    due_days=14,
)
#: Her pace: 2,000 words in a day of 8 hours.
WORDS_A_DAY = Decimal(2000)


def start(desk: Desk, on: date) -> None:
    """Set up the book with Mona's clients."""
    desk.open(MONA, on=on)
    _abroad(desk)
    # The state moved both holidays to the Thursday; the publisher in Riyadh knows neither, and she keeps the 30th.
    for holiday, label, working in (
        ("06-18", "", True),
        ("06-30", "30 June Revolution", False),
        ("07-02", "", True),
    ):
        absences.create(
            desk.db,
            Absence(first_on=day(holiday), last_on=day(holiday), label=label, working=working),
        )
    cairo = Address(city="Cairo", country="EG")
    desk.client(
        "school",
        "مدرسة النيل",
        replace(cairo, street="7 Tahrir Street", postal_code="11512"),
        latin_name="Nile School",
        contact=Contact(name="Hala Fathy", email="hala@nile-school.example"),
        language="ar",
    )
    desk.client(
        "clinic",
        "عيادة الشروق",
        replace(cairo, street="22 Ramses Street", postal_code="11522"),
        latin_name="Al Shorouk Clinic",
        contact=Contact(name="Dr. Karim Said", phone="+20 2 5550 0177"),
        language="ar",
    )
    desk.client(
        "engineer",
        "شركة الدلتا الهندسية",
        replace(cairo, street="3 Nasr Road", postal_code="11765"),
        latin_name="Delta Engineering",
        language="ar",
        due_days=14,
    )


def _abroad(desk: Desk) -> None:
    desk.client(
        "waha",
        "دار الواحة للنشر",
        Address(street="King Fahd Road 210", postal_code="12271", city="Riyadh", country="SA"),
        latin_name="Dar Al Waha Publishing",
        contact=Contact(
            name="نورة القحطاني", role="Editor", email="noura@dar-alwaha.example", phone="+966 11 555 0120"
        ),
        form_of_address="أستاذة نورة",
        language="ar",
        currency="SAR",
        source="Book fair in Cairo",
        what_matters="Technical terms stay in English; the glossary decides.",
        notes="ترجمة كتاب Clean Code – 48,500 كلمة",
    )
    desk.client(
        "press",
        "Marlow & Finch Ltd",
        Address(street="40 Great James Street", postal_code="WC1N 3HB", city="London", country="GB"),
        contact=Contact(name="Ruth Finch", email="ruth@marlowfinch.example"),
        language="en",
        currency="USD",
    )
    desk.client(
        "museum",
        "متحف البحر",
        Address(street="Corniche 5", postal_code="22230", city="Jeddah", country="SA"),
        latin_name="Sea Museum",
        language="ar",
        currency="SAR",
    )
    desk.client(
        "layla",
        "ليلى حداد",
        Address(street="Hamra Street 88", postal_code="1103", city="Beirut", country="LB"),
        latin_name="Layla Haddad",
        kind=ClientKind.PERSON,
        language="ar",
        currency="USD",
    )


def _quote(desk: Desk, on: date) -> None:
    desk.quote(
        "waha quote",
        "waha",
        "Arabic translation of “Clean Code”",
        (
            ("Book translation, English to Arabic", "48500", "0.30", WORD),
            ("Glossary of terms", "1", "450", FLAT),
        ),
        on=on,
        goal="A book that Arabic developers read without the original beside it.",
        not_included="Typesetting and printing",
        change_terms="SAR 0.30 a word",
    )


def _contract(desk: Desk, on: date) -> None:
    desk.accept("waha quote", by="Noura Al Qahtani", on=on)
    contract = desk.contract(
        "waha contract",
        "waha quote",
        on=on,
        ends_on=day("06-30"),
        plan=(
            Instalment(label="Advance", percent=Decimal(40), kind=InstalmentKind.PREPAYMENT),
            Instalment(
                label="Chapters 1-10",
                percent=Decimal(30),
                kind=InstalmentKind.PARTIAL,
                milestone="Chapters 1-10",
            ),
            Instalment(label="Final invoice", percent=Decimal(30), kind=InstalmentKind.FINAL),
        ),
        cancellation=Cancellation(percent=Decimal(20)),
    )
    for key, title, due, words in (
        ("chapters 1-10", "Chapters 1-10", "05-05", "24000"),
        ("chapters 11-17", "Chapters 11-17 and glossary", "06-30", "24500"),
    ):
        hours = Decimal(words) / WORDS_A_DAY * MONA.hours_per_day
        made = milestones.create(
            desk.db,
            Milestone(contract_id=contract.id, title=title, promised_on=day(due), effort_hours=hours),
        )
        desk.ids[key] = made.id
    desk.sign("waha contract", by="Noura Al Qahtani", on=on, place="Riyadh")


def _instalment(desk: Desk, on: date, *, key: str, label: str, rate: str) -> None:
    made = invoices.from_contract(desk.db, desk.ids["waha contract"], on=on, instalment=label)
    rated = replace(made, home_rate=Decimal(rate), home_rate_on=on, home_rate_source="typed sample")
    desk.keep(key, invoices.change(desk.db, rated))
    desk.issue(key, on=on)


def _advance(desk: Desk, on: date) -> None:
    _instalment(desk, on, key="advance", label="Advance", rate="12.80")
    desk.pay("advance", on=on, home_rate=Decimal("12.80"))


def _bank_paid(desk: Desk, on: date) -> None:
    """The bank kept 50.00 of 4,500.00 as its fee: both together settle the invoice (B14)."""
    desk.pay("part", "4450.00", on=on, home_rate=Decimal("13.05"))
    payments.settle(
        desk.db,
        desk.ids["part"],
        SettlementReason.BANK_FEE,
        Money.of("50.00", "SAR"),
        on=on,
        home_rate=Decimal("13.05"),
    )


def _progress(desk: Desk, on: date) -> None:  # noqa: ARG001  # hours left have no day of their own
    left = Decimal(12000) / WORDS_A_DAY * MONA.hours_per_day
    milestones.set_hours_left(desk.db, desk.ids["chapters 11-17"], left)


def _final_draft(desk: Desk, on: date) -> None:
    """The final invoice of 30 June lies ready as a draft: the book stands on 17 June."""
    made = invoices.from_contract(desk.db, desk.ids["waha contract"], on=on)
    desk.keep("final", made)


EVENTS = (
    Event(day("01-04"), start),
    *sale("01-11", "school", "School report", (("Translation", "3200", "1.20", WORD),), paid="01-25"),
    *sale("01-27", "clinic", "Patient leaflets", (("Leaflet, translated", "4", "650", PIECE),), paid="02-09"),
    *sale(
        "02-10",
        "press",
        "Reader's report",
        (("Reader's report", "2", "140", PIECE),),
        paid="02-26",
        home_rate=Decimal("48.10"),
    ),
    *sale("02-22", "engineer", "Tender", (("Translation", "5100", "1.40", WORD),), paid="03-15"),
    Event(day("03-08"), _quote),
    Event(day("03-09"), _contract),
    Event(day("03-10"), _advance),
    *sale("03-29", "school", "Parents' letters", (("Letter, translated", "6", "220", PIECE),), paid="04-12"),
    *sale(
        "04-19",
        "museum",
        "Wall texts",
        (("Wall text, translated", "18", "65", PIECE), ("Proofreading", "4.5", "120", HOUR)),
        paid="05-07",
        home_rate=Decimal("12.88"),
    ),
    Event(day("05-05"), lambda desk, on: milestones.deliver(desk.db, desk.ids["chapters 1-10"], on=on)),
    Event(
        day("05-05"),
        lambda desk, on: _instalment(desk, on, key="part", label="Chapters 1-10", rate="12.95"),
    ),
    Event(day("05-12"), _bank_paid),
    *sale("05-19", "engineer", "Manual", (("Translation", "8400", "1.40", WORD),)),
    *sale(
        "05-24",
        "layla",
        "Poems",
        (("Poem, translated", "12", "45", PIECE),),
        paid="06-02",
        home_rate=Decimal("48.60"),
    ),
    *sale("06-09", "clinic", "Website", (("Translation", "1900", "1.30", WORD),)),
    Event(day("06-16"), _progress),
    Event(day("06-17"), _final_draft),
)
