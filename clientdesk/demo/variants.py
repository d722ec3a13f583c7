"""The story's variants, each in a small book of its own in memory: other tax, other ending, other payer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from clientdesk.demo.anitha import ANITHA, WEDDING
from clientdesk.demo.desk import DAY, FLAT, Desk, day
from clientdesk.demo.figures import Figure
from clientdesk.demo.lena import LENA
from clientdesk.demo.mona import MONA
from clientdesk.demo.reading import Eyes, ladder, parts
from clientdesk.domain.client import ClientKind
from clientdesk.domain.contract import Cancellation
from clientdesk.domain.issuer import Issuer, TaxStatus
from clientdesk.domain.money import Money
from clientdesk.domain.party import Address, TaxId
from clientdesk.domain.payment import SettlementReason
from clientdesk.domain.prepayment import LedgerKind
from clientdesk.domain.tax import Tax
from clientdesk.storage.database import open_book
from clientdesk.usecases import contracts, invoices, payments, prepayments, work


@dataclass(frozen=True, slots=True)
class Variant:
    """What is different, how it is acted out, and the figures that must come of it."""

    name: str
    act: Callable[[Desk], object]
    figures: tuple[Figure, ...]

    def eyes(self) -> Eyes:
        """Act it out in a new book in memory, and return how to read it."""
        desk = Desk(open_book(None))
        self.act(desk)
        return Eyes(desk)


def _bill(eyes: Eyes, key: str) -> str:
    paper = eyes.named(key)
    nothing = Money.zero(paper.currency)
    return ladder(paper.net or nothing, paper.tax or nothing, paper.gross or nothing)


def _client(desk: Desk, name: str, city: str, country: str, **more: Any) -> None:  # noqa: ANN401  # fields of the record
    address = Address(street="1 Sample Street", postal_code="10000", city=city, country=country)
    desk.client("client", name, replace(address, region=str(more.pop("region", ""))), **more)


def _small_business(desk: Desk) -> None:
    on = day("03-02")
    desk.open(replace(LENA, tax_status=TaxStatus.SMALL_BUSINESS), on=on)
    _client(desk, "Tischlerei Vogt", "Leipzig", "DE")
    desk.draft("bill", "client", "Logo", (("Logo", "1", "1000", FLAT),), on=on)
    desk.issue("bill", on=on)


def _notes(eyes: Eyes) -> str:
    return "; ".join(sorted({line.tax.reason for line in eyes.named("bill").lines}))


def _wedding(desk: Desk, on: date) -> None:
    desk.open(ANITHA, last={"receipt_voucher": 8}, on=on)
    _client(
        desk,
        "శ్రావణి & కిరణ్",
        "Hyderabad",
        "IN",
        latin_name="Sravani & Kiran",
        region="Telangana",
        kind=ClientKind.PERSON,
    )
    desk.quote("quote", "client", "Wedding photography", WEDDING, on=on)
    desk.accept("quote", by="Sravani", on=on)
    clause = Cancellation(percent=Decimal(20), plus_tax=True)
    desk.contract("contract", "quote", on=on, ends_on=day("04-18"), cancellation=clause)
    desk.sign("contract", by="Sravani", on=on, place="Hyderabad")
    paper = prepayments.receive(
        desk.db, desk.ids["contract"], Money.of(50000, "INR"), on=day("02-12"), method="upi"
    )
    desk.keep("advance", paper)


def _cancelled(desk: Desk) -> None:
    _wedding(desk, day("02-12"))
    settled = prepayments.settle_cancellation(
        desk.db, desk.ids["contract"], on=day("03-10"), reason="The hall burned down", refund_method="upi"
    )
    (voucher,) = settled.credits
    desk.keep("refund", voucher)


def _moved(eyes: Eyes, kind: LedgerKind) -> Money:
    (row,) = [row for row in eyes.ledger("contract") if row.kind is kind]
    return row.gross


def _clause(eyes: Eyes) -> str:
    (row,) = [row for row in eyes.ledger("contract") if row.kind is LedgerKind.KEPT]
    (group,) = row.groups
    return ladder(group.net, group.tax_amount, group.gross)


def _withholding(desk: Desk) -> None:
    on = day("05-04")
    desk.open(ANITHA, on=on)
    _client(
        desk,
        "Deccan Events Pvt Ltd",
        "Hyderabad",
        "IN",
        region="Telangana",
        tax_ids=(TaxId(kind="gstin", value="36AAACD1234E1ZA"),),
    )
    desk.draft("bill", "client", "Conference", (("Photography", "2", "30000", DAY),), on=on)
    desk.issue("bill", on=on)
    desk.pay("bill", "64800", on=day("05-20"))
    payments.settle(
        desk.db,
        desk.ids["bill"],
        SettlementReason.WITHHELD_TAX,
        Money.of(6000, "INR"),
        on=day("05-20"),
        note="10 % of 60,000.00",
    )


def _home_client(desk: Desk) -> None:
    """Professional services at home carry the schedule tax of 10 % (Law 67 of 2016)."""
    on = day("04-05")
    desk.open(MONA, on=on)
    _client(desk, "مدرسة النيل", "Cairo", "EG", latin_name="Nile School", language="en")
    bill = desk.draft("bill", "client", "Legal texts", (("Translation", "1", "20000", FLAT),), on=on)
    taxed = tuple(replace(line, tax=Tax(rate=Decimal(10))) for line in bill.lines)
    invoices.change(desk.db, replace(bill, lines=taxed))
    desk.issue("bill", on=on)


SAUDI = Issuer(
    name="Noura Al Harbi",
    trade="Editor",
    address=Address(street="Olaya Street 12", postal_code="12211", city="Riyadh", country="SA"),
    language="en",
    tax_ids=(TaxId(kind="vat_id", value="310122393500003"),),
)


def _saudi_seller(desk: Desk) -> None:
    on = day("03-01")
    desk.open(SAUDI, on=on)
    _client(desk, "Dar Al Waha Publishing", "Riyadh", "SA", language="en", currency="SAR", tax_ids=_BUYER)
    desk.quote("quote", "client", "Editing", (("Editing", "1", "10000", FLAT),), on=on)
    desk.accept("quote", by="Noura Al Qahtani", on=on)
    desk.contract("contract", "quote", on=on, ends_on=day("05-31"))
    desk.sign("contract", by="Noura Al Qahtani", on=on, place="Riyadh")
    advance = prepayments.request(
        desk.db, desk.ids["contract"], amount=Money.of(2300, "SAR"), gross=True, on=day("03-02")
    )
    desk.keep("advance", advance)
    desk.issue("advance", on=day("03-02"))
    desk.pay("advance", on=day("03-09"))
    desk.keep("bill", invoices.from_contract(desk.db, desk.ids["contract"], on=day("05-31")))
    desk.issue("bill", on=day("05-31"))


_BUYER = (TaxId(kind="vat_id", value="310122393500003"),)


def _full(eyes: Eyes) -> str:
    totals = eyes.named("bill").totals()
    return ladder(totals.net, totals.tax, totals.gross)


def _two_hours(desk: Desk) -> None:
    """One entry of 2 h that nobody billed (B31)."""
    from clientdesk.demo.marcus import MARCUS
    from clientdesk.domain.contract import Pricing

    on = day("05-02")
    desk.open(MARCUS, on=on)
    _client(desk, "Harbor Light Studio LLC", "Brooklyn", "US")
    made = contracts.create(desk.db, desk.ids["client"], title="Booking portal", on=on)
    desk.keep("contract", made)
    contracts.change(
        desk.db, replace(made, pricing=Pricing.HOURLY, hourly_rate=Decimal(110), ends_on=day("07-03"))
    )
    desk.sign("contract", by="Dana Ortiz", on=on, place="Brooklyn")
    work.log_hours(
        desk.db, made.id, on=day("05-04"), hours=Decimal(2), description="Sign-in", rate=Decimal(110)
    )


def _unbilled(eyes: Eyes) -> str:
    found = work.unbilled(eyes.db, eyes.desk.ids["contract"], on=day("06-17"))
    return f"{found.amount.amount}, {'goes to Today' if found.is_old(day('06-17')) else 'waits'}"


VARIANTS = (
    Variant(
        "small business without VAT",
        _small_business,
        (
            Figure("invoice", "1000.00 + 0.00 = 1000.00", lambda eyes: _bill(eyes, "bill")),
            Figure(
                "note of section 19",
                "No VAT is charged: exempt as a small business under section 19 UStG.",
                _notes,
            ),
        ),
    ),
    Variant(
        "wedding cancelled before the event",
        _cancelled,
        (
            Figure(
                "advance",
                "42372.88 + 3813.56 + 3813.56 = 50000.00",
                lambda eyes: parts(eyes.named("advance").groups),
            ),
            Figure("fee kept", "27000.00 + 4860.00 = 31860.00", _clause),
            Figure("refunded", "18140.00 INR", lambda eyes: _moved(eyes, LedgerKind.REFUNDED)),
            Figure("refund voucher", "18140.00 INR", lambda eyes: eyes.named("refund").gross),
            Figure("kind of that paper", "refund_voucher", lambda eyes: eyes.named("refund").kind.value),
            Figure("held after the settlement", "0.00 INR", lambda eyes: eyes.held("contract")),
        ),
    ),
    Variant(
        "business client withholds 10 %",
        _withholding,
        (
            Figure("invoice", "60000.00 + 10800.00 = 70800.00", lambda eyes: _bill(eyes, "bill")),
            Figure("paid", "64800.00 INR", lambda eyes: eyes.payments(eyes.named("bill").number)[0].amount),
            Figure("withheld", "6000.00 INR", lambda eyes: eyes.settlements("bill")[0].amount),
            Figure("still open", "0.00 INR", lambda eyes: eyes.open(eyes.named("bill").number)),
        ),
    ),
    Variant(
        "home client with schedule tax",
        _home_client,
        (Figure("invoice", "20000.00 + 2000.00 = 22000.00", lambda eyes: _bill(eyes, "bill")),),
    ),
    Variant(
        "Saudi seller with 15 %",
        _saudi_seller,
        (
            Figure("full price", "10000.00 + 1500.00 = 11500.00", _full),
            Figure("advance", "2000.00 + 300.00 = 2300.00", lambda eyes: _bill(eyes, "advance")),
            Figure("due", "9200.00 SAR", lambda eyes: eyes.named("bill").due),
            Figure("tax left", "1200.00 SAR", lambda eyes: eyes.named("bill").tax),
        ),
    ),
    Variant(
        "two hours not billed",
        _two_hours,
        (Figure("unbilled work", "220.00, goes to Today", _unbilled),),
    ),
)
