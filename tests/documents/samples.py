"""Papers to test with: a plain view of any length, and the records of demo book A."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pypdfium2
from pypdf import PdfReader

from clientdesk.documents.look import MM
from clientdesk.documents.setting import Setting, setting
from clientdesk.documents.view import (
    Align,
    Column,
    DocumentView,
    Fact,
    FooterColumn,
    PaperSize,
    Row,
    Section,
    Table,
    Text,
    Total,
    Totals,
    Weight,
)
from clientdesk.domain.client import Client
from clientdesk.domain.invoice import Invoice, InvoiceKind, InvoiceState
from clientdesk.domain.issuer import Issuer, TaxStatus
from clientdesk.domain.line import Adjustment, Line, LineRole
from clientdesk.domain.money import Money
from clientdesk.domain.party import Address, BankAccount, Contact, TaxId
from clientdesk.domain.tax import Tax, TaxGroup
from clientdesk.domain.totals import Deduction

COLUMNS = (
    Column(title="No."),
    Column(title="Description", wide=True),
    Column(title="Qty", align=Align.END),
    Column(title="Amount", align=Align.END),
)


def plain_rows(count: int) -> tuple[Row, ...]:
    return tuple(
        Row(cells=(str(n), f"Piece {n}", "1", "10.00"), running=f"{n * 10}.00") for n in range(1, count + 1)
    )


def plain_view(rows: int = 3, *, body: tuple[Section, ...] | None = None, **changes: object) -> DocumentView:
    """A paper with a table of `rows` rows at 10.00 each and its total."""
    if body is None:
        table = Table(columns=COLUMNS, rows=plain_rows(rows), carried="Carried", brought="Brought")
        total = Total(label="Total", amount=f"€{rows * 10}.00", weight=Weight.DUE, rule=True)
        body = (Text(paragraphs=("Dear Ms Stone,", "this is due:")), table, Totals(rows=(total,)))
    view = DocumentView(
        language="en",
        paper=PaperSize.A4,
        title="Invoice",
        number="INV-7",
        issuer_name="Ada Smith",
        archived_on=date(2026, 5, 4),
        page_label="Page {page} of {pages}",
        sender_line="Ada Smith · 1 High Street · Leeds",
        recipient=("Stone Ltd", "Ms Jane Stone", "2 Low Road", "York YO1 1AA"),
        info=(Fact(label="Invoice no.", value="INV-7", weight=Weight.STRONG),),
        body=body,
        footer=(FooterColumn(lines=("Ada Smith", "1 High Street")), FooterColumn(lines=("Bank", "GB00"))),
        running_title="Invoice INV-7 · Ada Smith",
    )
    return replace(view, **changes)  # type: ignore[arg-type]


def pages(pdf: bytes) -> list[str]:
    """The text of each page, spaces made plain."""
    texts = [page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages]
    return [re.sub(r"[\s\u00a0\u202f]+", " ", text) for text in texts]


def words(pdf: bytes) -> str:
    return " ".join(pages(pdf))


def placed(pdf: bytes, text: str, page: int = 0) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of the first place of `text`, in millimetres from the page's top left corner."""
    document = pypdfium2.PdfDocument(pdf)
    sheet = document[page]
    textpage = sheet.get_textpage()
    index, count = textpage.search(text).get_next()
    boxes = [textpage.get_charbox(index + offset) for offset in range(count)]
    height = sheet.get_height()
    result = (
        min(box[0] for box in boxes) / MM,
        (height - max(box[3] for box in boxes)) / MM,
        max(box[2] for box in boxes) / MM,
        (height - min(box[1] for box in boxes)) / MM,
    )
    textpage.close()
    document.close()
    return result


def squeezed(text: str) -> str:
    """Text without any space, to compare what was broken over lines."""
    return re.sub(r"[\s\u00a0\u202f]+", "", text)


# --- demo book A --------------------------------------------------------------------------------------------------

VAT19 = Tax(rate=Decimal(19))

LENA = Issuer(
    name="Lena Brandt",
    trade="Markengestaltung",
    address=Address(street="Karl-Heine-Straße 12", postal_code="04229", city="Leipzig", country="DE"),
    email="hallo@lenabrandt.example",
    tax_ids=(TaxId(kind="vat_id", value="DE136695976"), TaxId(kind="tax_number", value="232/815/08156")),
    account=BankAccount(holder="Lena Brandt", iban="DE89370400440532013000"),
    currency="EUR",
    language="de",
)
KRUMM = Client(
    name="Bäckerei Krumm GmbH",
    number="K-10017",
    addresses=(Address(street="Lindenallee 5", postal_code="04109", city="Leipzig", country="DE"),),
    contacts=(Contact(name="Sabine Krumm"),),
    form_of_address="Sehr geehrte Frau Krumm",
    language="de",
)


def line(description: str, quantity: str, price: str, **more: object) -> Line:
    values: dict[str, object] = {"unit": "C62", "tax": VAT19, **more}
    return Line(
        description=description,
        quantity=Decimal(quantity),
        unit_price=Decimal(price),
        **values,  # type: ignore[arg-type]
    )


BASE = (
    line("Workshop", "1", "600"),
    line("Identität: Wortmarke & Farben", "1", "2400"),
    line("Bildschirmseiten", "7", "320", unit="H87"),
)
BONUS = line("5 Konzepte statt 3", "1", "250", role=LineRole.BONUS)
NEW_CLIENT = Adjustment(amount=Decimal(440), reason="Neukunde")


def deduction(number: str, net: str, issued: date, received: date | None) -> Deduction:
    group = TaxGroup.from_net(VAT19, Money.of(net, "EUR"))
    return Deduction(invoice_id=1, number=number, issued_on=issued, received_on=received, groups=(group,))


FINAL = Invoice(
    kind=InvoiceKind.FINAL,
    state=InvoiceState.ISSUED,
    number="RE-2026-014",
    title="Markenauftritt",
    currency="EUR",
    lines=(
        *BASE,
        line("Achte Seite (CO-1)", "1", "320", unit="H87"),
        line("Korrekturrunde 2", "2.5", "90", unit="HUR"),
        line("Korrekturrunde 3", "1.25", "90", unit="HUR"),
        BONUS,
    ),
    adjustments=(NEW_CLIENT,),
    deductions=(
        deduction("RE-2026-007", "1440", date(2026, 2, 25), date(2026, 3, 5)),
        deduction("RE-2026-011", "1920", date(2026, 4, 10), date(2026, 4, 20)),
    ),
    supplied_from=date(2026, 2, 24),
    supplied_to=date(2026, 4, 28),
    issued_on=date(2026, 5, 4),
    due_on=date(2026, 5, 18),
)


def german(on: date = date(2026, 5, 4), **changes: object) -> Setting:
    return replace(setting(LENA, KRUMM, on=on, language="de"), **changes)  # type: ignore[arg-type]


def english(on: date = date(2026, 5, 4), **changes: object) -> Setting:
    return replace(setting(LENA, KRUMM, on=on, language="en"), **changes)  # type: ignore[arg-type]


SMALL = replace(LENA, tax_status=TaxStatus.SMALL_BUSINESS, tax_ids=(LENA.tax_ids[1],))
