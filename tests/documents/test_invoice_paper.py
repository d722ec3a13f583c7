from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from clientdesk.documents import invoice
from clientdesk.documents.billing import Original
from clientdesk.documents.layout import render
from clientdesk.documents.setting import Setting, setting
from clientdesk.documents.view import DocumentView, PaperSize, Payment, Table, Totals
from clientdesk.domain.client import Client, ClientKind
from clientdesk.domain.invoice import DEMANDS, Invoice, InvoiceKind, InvoiceState
from clientdesk.domain.issuer import Issuer, TaxStatus
from clientdesk.domain.line import Adjustment, Line, LineKind, LineRole, PriceMode
from clientdesk.domain.money import Money
from clientdesk.domain.party import Address, BankAccount, Party, TaxId
from clientdesk.domain.tax import NO_TAX, Tax, TaxCategory, TaxGroup
from clientdesk.domain.totals import Deduction
from tests.documents.samples import (
    BASE,
    BONUS,
    FINAL,
    KRUMM,
    LENA,
    SMALL,
    VAT19,
    deduction,
    english,
    german,
    line,
    words,
)

ORIGINAL = Original(number="RE-2026-014", issued_on=date(2026, 5, 4))


def issued(kind: InvoiceKind = InvoiceKind.INVOICE, **changes: object) -> Invoice:
    values: dict[str, object] = {
        "number": "RE-2026-014",
        "currency": "EUR",
        "lines": BASE,
        "issued_on": date(2026, 5, 4),
        "due_on": date(2026, 5, 18),
        **changes,
    }
    return Invoice(kind=kind, state=InvoiceState.ISSUED, **values)  # type: ignore[arg-type]


def printed(record: Invoice, where: Setting | None = None, original: Original | None = None) -> str:
    return words(render(invoice.view(record, where or english(), original=original)))


def ladders(view: DocumentView) -> list[dict[str, str]]:
    """The sums of a paper as label and amount, spaces plain."""
    return [
        {row.label: row.amount.replace("\u00a0", " ") for row in section.rows}
        for section in view.body
        if isinstance(section, Totals)
    ]


def panel(view: DocumentView) -> Payment | None:
    return next((section for section in view.body if isinstance(section, Payment)), None)


# --- the final invoice of demo book A -----------------------------------------------------------------------------


def test_r_pre_3_every_received_prepayment_is_listed_with_number_dates_net_rate_tax_and_gross() -> None:
    text = printed(FINAL)
    assert "RE-2026-007 Feb 25, 2026 Mar 5, 2026 1,440.00 19% 273.60 1,713.60" in text
    assert "RE-2026-011 Apr 10, 2026 Apr 20, 2026 1,920.00 19% 364.80 2,284.80" in text


def test_r_pre_4_full_price_less_prepayments_is_what_is_left_for_net_tax_and_gross() -> None:
    full, rest = ladders(invoice.view(FINAL, english()))
    assert full == {
        "Sum of the lines": "€5,897.50",
        "Discount (Neukunde)": "−€440.00",
        "Net total": "€5,457.50",
        "VAT 19%": "€1,036.93",
        "Total": "€6,494.43",
    }
    assert rest == {
        "less prepayments": "−€3,998.40",
        "Remaining net": "€2,097.50",
        "VAT 19%": "€398.53",
        "Amount due": "€2,496.03",
    }


def test_r_pre_5_the_tax_left_is_the_difference_as_in_the_rule_book() -> None:
    group = TaxGroup.from_gross(VAT19, Money.of("1000", "EUR"))
    taken = tuple(
        Deduction(
            invoice_id=n,
            number=f"RE-{n}",
            issued_on=date(2026, n, 1),
            received_on=date(2026, n, 9),
            groups=(group,),
        )
        for n in (1, 2, 3)
    )
    record = issued(InvoiceKind.FINAL, lines=(line("Work", "1", "5000"),), deductions=taken)
    _, rest = ladders(invoice.view(record, english()))
    assert (rest["Remaining net"], rest["VAT 19%"], rest["Amount due"]) == (
        "€2,478.98",
        "€471.02",
        "€2,950.00",
    )


def test_r_pre_9_a_rate_change_gives_two_groups_of_rest() -> None:
    old = TaxGroup.from_net(Tax(rate=Decimal(16)), Money.of("1000", "EUR"))
    taken = Deduction(
        invoice_id=1, number="RE-1", issued_on=date(2026, 1, 1), received_on=date(2026, 1, 9), groups=(old,)
    )
    record = issued(InvoiceKind.FINAL, lines=(line("Work", "1", "5000"),), deductions=(taken,))
    _, rest = ladders(invoice.view(record, english()))
    assert (rest["VAT 19%"], rest["VAT 16%"]) == ("€950.00", "−€160.00")
    assert rest["Amount due"] == "€4,790.00"


def test_r_pre_10_more_prepaid_than_the_price_is_a_refund_without_a_panel_to_pay() -> None:
    taken = deduction("RE-1", "6000", date(2026, 1, 1), date(2026, 1, 9))
    record = issued(InvoiceKind.FINAL, lines=(line("Work", "1", "5000"),), deductions=(taken,), due_on=None)
    view = invoice.view(record, english())
    assert ladders(view)[1]["Refund due"] == "€1,190.00"
    assert panel(view) is None
    assert "will be refunded" in words(render(view))


def test_r_pre_11_fully_prepaid_has_no_due_date_and_no_code() -> None:
    taken = deduction("RE-1", "5000", date(2026, 1, 1), date(2026, 1, 9))
    record = issued(InvoiceKind.FINAL, lines=(line("Work", "1", "5000"),), deductions=(taken,), due_on=None)
    view = invoice.view(record, english())
    assert panel(view) is None
    assert "nothing is left to pay" in words(render(view))
    assert not any(fact.label == "Due on" for fact in view.info)


def test_an_earlier_partial_invoice_is_deducted_without_a_day_of_receipt() -> None:
    taken = deduction("RE-2", "1000", date(2026, 1, 1), None)
    text = printed(issued(InvoiceKind.FINAL, deductions=(taken,)))
    assert "Earlier invoices (EUR)" in text
    assert "RE-2 Jan 1, 2026 – 1,000.00" in text


# --- what stands on every invoice ---------------------------------------------------------------------------------


def test_r_con_1_the_base_set_is_on_the_paper() -> None:
    text = printed(replace(FINAL, deductions=()))
    for part in (
        "Final invoice RE-2026-014", "May 4, 2026", "Lena Brandt", "Karl-Heine-Straße 12", "04229 Leipzig",
        "VAT ID DE136695976", "Bäckerei Krumm GmbH", "Lindenallee 5", "04109 Leipzig",
        "February 24, 2026 – April 28, 2026",
        "Identität: Wortmarke & Farben", "7 pcs. 320.00 2,240.00", "1.25 h 90.00 112.50", "19%", "€1,036.93",
        "€6,494.43", "Page 1 of 2",
    ):  # fmt: skip
        assert part in text


def test_r_con_de_the_supply_date_stands_even_if_it_is_the_invoice_date() -> None:
    facts = {fact.label: fact.value for fact in invoice.view(issued(), english()).info}
    assert facts["Date of supply"] == "May 4, 2026"


def test_a_small_business_names_the_day_of_supply_too() -> None:
    view = invoice.view(issued(), setting(SMALL, KRUMM, on=date(2026, 5, 4), language="en"))
    assert {fact.label: fact.value for fact in view.info}["Date of supply"] == "May 4, 2026"


def test_r_con_us_no_word_of_tax_letter_paper_and_american_dates() -> None:
    marcus = Issuer(
        name="Marcus Reed",
        address=Address(
            street="1200 Barton Springs Rd", city="Austin", region="TX", postal_code="78704", country="US"
        ),
        tax_status=TaxStatus.NONE,
        account=BankAccount(bank="First Example Bank", number="000123456789", routing="111000025"),
        currency="USD",
        language="en",
    )
    harbor = Client(
        name="Harbor Light Studio LLC",
        addresses=(
            Address(street="55 Water St", city="Brooklyn", region="NY", postal_code="11201", country="US"),
        ),
    )
    lines = tuple(
        line(name, hours, "110", unit="HUR", tax=NO_TAX)
        for name, hours in (("Development", "38.5"), ("Launch", "31.25"), ("CO-1", "11.5"))
    )
    retainer = Deduction(
        invoice_id=1,
        number="INV-2026-014",
        issued_on=date(2026, 2, 27),
        received_on=date(2026, 3, 2),
        groups=(TaxGroup.from_net(NO_TAX, Money.of("2200", "USD")),),
    )
    record = issued(
        InvoiceKind.FINAL,
        number="INV-2026-021",
        currency="USD",
        lines=lines,
        adjustments=(Adjustment(percent=Decimal(3), reason="returning client"),),
        deductions=(retainer,),
        due_on=date(2026, 5, 16),
    )
    view = invoice.view(record, setting(marcus, harbor, on=date(2026, 5, 1)))
    assert view.paper is PaperSize.LETTER
    assert ladders(view) == [
        {"Sum of the lines": "$8,937.50", "Discount 3% (returning client)": "−$268.13", "Total": "$8,669.37"},
        {"less prepayments": "−$2,200.00", "Amount due": "$6,469.37"},
    ]
    text = words(render(view))
    assert "Brooklyn, NY 11201" in text
    assert "Please pay $6,469.37 by May 16, 2026." in text
    assert "Routing no. 111000025" in text
    assert not any(word in text.lower() for word in ("tax", "vat", "net total", "supply"))


def test_r_vat_6_a_small_business_shows_no_rate_and_no_tax_but_the_note() -> None:
    note = "No VAT is charged: exempt as a small business under section 19 UStG."
    exempt = Tax(category=TaxCategory.EXEMPT, reason=note)
    record = issued(lines=(line("Logo", "1", "1000", tax=exempt),))
    view = invoice.view(record, setting(SMALL, KRUMM, on=date(2026, 5, 4), language="en"))
    assert ladders(view) == [{"Total": "€1,000.00"}]
    text = words(render(view))
    assert text.count(note) == 1
    assert "%" not in text


def test_r_vat_2_reverse_charge_says_so_and_shows_the_buyers_id() -> None:
    reason = "Reverse charge: the recipient of the service owes the VAT."
    tax = Tax(category=TaxCategory.REVERSE_CHARGE, reason=reason, reason_code="VATEX-EU-AE")
    paris = Client(
        name="Atelier Dupont SARL",
        addresses=(Address(street="12 rue des Lilas", postal_code="75011", city="Paris", country="FR"),),
        tax_ids=(TaxId(kind="vat_id", value="FR40303265045"),),
    )
    record = issued(lines=(line("Brand", "10", "100", tax=tax),))
    text = printed(record, setting(LENA, paris, on=date(2026, 5, 4), language="en"))
    for part in (reason, "FR40303265045", "FRANCE", "Germany", "VAT: reverse charge €0.00", "€1,000.00"):
        assert part in text


def test_r_vat_8_india_shows_cgst_and_sgst_each_for_itself() -> None:
    gst = Tax(rate=Decimal(18), parts=("CGST", "SGST"))
    anitha = Issuer(
        name="అనిత రెడ్డి",
        latin_name="Anitha Reddy",
        address=Address(city="Hyderabad", postal_code="500033", region="Telangana", country="IN"),
        tax_ids=(TaxId(kind="gstin", value="36AAAPR0000A1ZR"),),
        account=BankAccount(holder="Anitha Reddy", upi="anitha@examplebank"),
        currency="INR",
        language="en",
    )
    couple = Client(
        kind=ClientKind.PERSON,
        name="శ్రావణి & కిరణ్",
        latin_name="Sravani & Kiran",
        addresses=(Address(city="Hyderabad", postal_code="500034", region="Telangana", country="IN"),),
    )
    taken = tuple(
        Deduction(
            invoice_id=1,
            number=number,
            issued_on=day,
            received_on=day,
            groups=(TaxGroup.from_gross(gst, Money.of(gross, "INR")),),
        )
        for number, gross, day in (
            ("RV/25-26/009", "50000", date(2026, 2, 12)),
            ("RV/25-26/012", "75000", date(2026, 3, 14)),
        )
    )
    record = issued(
        InvoiceKind.FINAL,
        number="INV/26-27/0003",
        currency="INR",
        lines=(
            line("Wedding, two days", "2", "45000", tax=gst),
            line("Album and camera", "1", "45000", tax=gst),
        ),
        deductions=taken,
    )
    view = invoice.view(record, setting(anitha, couple, on=date(2026, 4, 20)))
    assert ladders(view) == [
        {
            "Net total": "₹1,35,000.00",
            "CGST 9%": "₹12,150.00",
            "SGST 9%": "₹12,150.00",
            "Total": "₹1,59,300.00",
        },
        {
            "less prepayments": "−₹1,25,000.00",
            "Remaining net": "₹29,067.80",
            "CGST 9%": "₹2,616.10",
            "SGST 9%": "₹2,616.10",
            "Amount due": "₹34,300.00",
        },
    ]
    text = words(render(view))
    for part in (
        "Tax invoice INV/26-27/0003", "Anitha Reddy", "Sravani & Kiran", "42,372.88 18% 3,813.56 3,813.56 50,000.00",
        "63,559.32 18% 5,720.34 5,720.34 75,000.00", "Place of supply: Telangana (36).", "reverse charge: no",
        "GSTIN 36AAAPR0000A1ZR",
    ):  # fmt: skip
        assert part in text
    pay = panel(view)
    assert pay is not None
    assert pay.qr is not None
    assert pay.qr.payload == (
        "upi://pay?pa=anitha@examplebank&pn=Anitha%20Reddy&am=34300.00&cu=INR&tn=INV%2F26-27%2F0003"
    )


def test_r_mon_8_gross_prices_stand_as_typed_and_say_the_tax_inside() -> None:
    record = issued(lines=(line("Workshop", "1", "1000"),), price_mode=PriceMode.GROSS)
    view = invoice.view(record, english())
    assert ladders(view) == [
        {"Total incl. tax": "€1,000.00", "including VAT 19%": "€159.66", "Net amount": "€840.34"}
    ]
    assert "1,000.00 1,000.00" in words(render(view))


def test_several_rates_show_a_column_and_the_net_of_each() -> None:
    record = issued(lines=(*BASE, line("Book", "3", "24.95", tax=Tax(rate=Decimal(7)))))
    text = printed(record)
    assert "24.95 7% 74.85" in text
    assert "VAT 19% €995.60 on €5,240.00" in text
    assert "VAT 7% €5.24 on €74.85" in text


def test_b11_a_bonus_line_shows_its_true_price_and_charges_nothing() -> None:
    text = printed(issued(lines=(*BASE, BONUS)))
    assert "5 Konzepte statt 3 Bonus: worth €250.00, free of charge 1 flat 250.00 0.00" in text
    assert "€5,240.00" in text


def test_line_discounts_details_and_dates_stand_below_the_description() -> None:
    worked = line(
        "Consulting",
        "12.5",
        "96",
        unit="HUR",
        details="Two calls",
        adjustments=(Adjustment(percent=Decimal(5), reason="loyal"),),
        supplied_from=date(2026, 4, 1),
        supplied_to=date(2026, 4, 3),
    )
    text = printed(issued(lines=(worked,)))
    assert "Two calls Apr 1, 2026 – Apr 3, 2026 Discount 5% (loyal): −60.00" in text
    assert "12.5 h 96.00 1,140.00" in text


def test_headings_subtotals_and_texts_are_shown() -> None:
    rows = (
        Line(kind=LineKind.HEADING, description="Design"),
        *BASE,
        Line(kind=LineKind.SUBTOTAL),
        Line(kind=LineKind.TEXT, description="As discussed on Monday."),
        line("Print", "1", "10"),
    )
    text = printed(issued(lines=rows))
    assert "Subtotal 5,240.00" in text
    assert "As discussed on Monday." in text
    assert "4 Print" in text


def test_r_mon_9_cash_rounding_is_a_row_of_its_own() -> None:
    record = issued(lines=(line("Work", "1", "83.85"),), cash_step=Decimal("0.05"))
    assert ladders(invoice.view(record, english()))[0] == {
        "Net total": "€83.85",
        "VAT 19%": "€15.93",
        "Total": "€99.78",
        "Rounding": "€0.02",
        "Amount due": "€99.80",
    }


def test_r_mon_10_tax_in_the_issuers_currency_with_rate_day_and_source() -> None:
    record = issued(
        currency="USD",
        lines=(line("Work", "1", "1500"),),
        home_currency="EUR",
        home_rate=Decimal("0.8635"),
        home_rate_on=date(2026, 5, 2),
        home_rate_source="ECB",
    )
    assert "VAT in EUR: €246.10 (rate 0.8635, ECB, May 2, 2026)." in printed(record)


# --- paying -------------------------------------------------------------------------------------------------------


def test_r_qr_2_the_code_carries_what_is_due_and_the_account_holder() -> None:
    pay = panel(invoice.view(FINAL, english()))
    assert pay is not None
    assert pay.qr is not None
    assert pay.qr.payload.split("\n") == [
        "BCD", "002", "1", "SCT", "", "Lena Brandt", "DE89370400440532013000", "EUR2496.03", "", "", "RE-2026-014",
    ]  # fmt: skip


def test_r_id_2_the_iban_is_shown_in_groups_of_four() -> None:
    assert "IBAN DE89 3704 0044 0532 0130 00" in printed(FINAL)


def test_a_structured_reference_goes_into_its_own_field() -> None:
    pay = panel(invoice.view(replace(FINAL, reference="RF97RE20260042"), english()))
    assert pay is not None
    assert pay.qr is not None
    assert pay.qr.payload.endswith("EUR2496.03\n\nRF97RE20260042")
    assert any(fact.value == "RF97RE20260042" for fact in pay.facts)


def test_a_draft_says_so_and_cannot_be_paid_by_scanning() -> None:
    draft = replace(FINAL, state=InvoiceState.DRAFT, number="", issued_on=None, due_on=None)
    view = invoice.view(draft, english(draft=True))
    assert view.watermark == "DRAFT"
    pay = panel(view)
    assert pay is not None
    assert pay.qr is None
    assert "May 18, 2026" in pay.sentence


def test_r_doc_2_what_was_frozen_goes_before_what_is_true_now() -> None:
    frozen = replace(
        FINAL,
        seller=Party(name="Lena Brandt (then)", address=LENA.address, tax_ids=LENA.tax_ids),
        buyer=Party(name="Krumm OHG", address=KRUMM.address),
        account=BankAccount(holder="Old Account", iban="DE02120300000000202051"),
        notes=("A note of that day.",),
    )
    text = printed(frozen)
    for part in (
        "Lena Brandt (then)",
        "Krumm OHG",
        "Old Account",
        "DE02 1203 0000 0000 2020 51",
        "A note of that day.",
    ):
        assert part in text
    assert "Krumm GmbH" not in text


# --- the other kinds ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "english_title", "german_title"),
    [
        (InvoiceKind.INVOICE, "Invoice", "Rechnung"),
        (InvoiceKind.PREPAYMENT, "Prepayment invoice", "Anzahlungsrechnung"),
        (InvoiceKind.PARTIAL, "Partial invoice", "Teilrechnung"),
        (InvoiceKind.FINAL, "Final invoice", "Schlussrechnung"),
        (InvoiceKind.CREDIT_NOTE, "Credit note", "Rechnungskorrektur"),
        (InvoiceKind.CANCELLATION, "Cancellation invoice", "Stornorechnung"),
    ],
)
def test_r_doc_7_titles_of_every_kind(kind: InvoiceKind, english_title: str, german_title: str) -> None:
    record = issued(kind)
    assert invoice.view(record, english(), original=ORIGINAL).title == english_title
    view = invoice.view(record, german(), original=ORIGINAL)
    assert view.title == german_title
    assert "gutschrift" not in words(render(view)).lower()


@pytest.mark.parametrize("kind", list(InvoiceKind))
@pytest.mark.parametrize("language", ["en", "de"])
def test_every_kind_makes_a_paper_in_every_language(kind: InvoiceKind, language: str) -> None:
    where = german() if language == "de" else english()
    view = invoice.view(issued(kind), where, original=ORIGINAL)
    text = words(render(view))
    assert "RE-2026-014" in text
    assert "Bäckerei Krumm GmbH" in text
    assert "6,235.60" in text or "6.235,60" in text
    assert (panel(view) is not None) == (kind in DEMANDS)


def test_r_doc_3_a_cancellation_names_the_invoice_and_its_amounts_are_positive() -> None:
    view = invoice.view(
        issued(InvoiceKind.CANCELLATION, number="ST-1", reason="Wrong client"), english(), original=ORIGINAL
    )
    text = words(render(view))
    assert "This paper cancels invoice RE-2026-014 of May 4, 2026 in full:" in text
    assert "Reason: Wrong client" in text
    assert ladders(view)[0]["Total"] == "€6,235.60"
    assert panel(view) is None


def test_r_doc_6_a_correction_names_what_it_replaces() -> None:
    text = printed(issued(InvoiceKind.CORRECTION, number="RE-2026-020"), original=ORIGINAL)
    assert "This invoice replaces invoice RE-2026-014 of May 4, 2026:" in text


def test_b13_a_receipt_voucher_shows_the_tax_inside_the_money() -> None:
    record = issued(
        InvoiceKind.RECEIPT_VOUCHER,
        number="RV-1",
        lines=(line("Advance", "1", "595"),),
        price_mode=PriceMode.GROSS,
    )
    view = invoice.view(record, english())
    assert ladders(view) == [{"Taxable value": "€500.00", "VAT 19%": "€95.00", "Amount received": "€595.00"}]
    assert "Received from Bäckerei Krumm GmbH" in words(render(view))


def test_a_refund_voucher_names_the_voucher_it_undoes() -> None:
    record = issued(
        InvoiceKind.REFUND_VOUCHER,
        number="RF-1",
        lines=(line("Advance", "1", "595"),),
        price_mode=PriceMode.GROSS,
    )
    text = words(
        render(invoice.view(record, english(), original=Original(number="RV-1", issued_on=date(2026, 5, 1))))
    )
    for part in ("Refund voucher RF-1", "Receipt voucher RV-1", "Refunded to", "Amount refunded €595.00"):
        assert part in text


# --- in German ----------------------------------------------------------------------------------------------------


def test_the_german_paper_of_demo_book_a() -> None:
    text = words(render(invoice.view(FINAL, german())))
    for part in (
        "Schlussrechnung RE-2026-014", "4. Mai 2026", "24. Februar 2026 – 28. April 2026", "5.457,50 EUR",
        "1.036,93 EUR",
        "6.494,43 EUR", "1.440,00 19 % 273,60 1.713,60", "2.097,50 EUR", "398,53 EUR", "2.496,03 EUR",
        "18. Mai 2026", "Seite 1 von 2", "1,25 Std. 90,00 112,50",
    ):  # fmt: skip
        assert part in text


def test_the_table_has_one_head_for_each_column() -> None:
    table = next(section for section in invoice.view(FINAL, english()).body if isinstance(section, Table))
    assert [column.title for column in table.columns] == [
        "No.", "Description", "Qty", "Unit", "Unit price", "Amount (EUR)",
    ]  # fmt: skip
    assert all(len(row.cells) == 6 for row in table.rows)


def test_optional_lines_that_were_chosen_count_like_any_other() -> None:
    chosen = line("Film", "1", "480", role=LineRole.OPTIONAL, chosen=True)
    text = printed(issued(lines=(*BASE, chosen)))
    assert "Optional" not in text
    assert "€5,720.00" in text


def test_an_earlier_partial_invoice_that_was_paid_says_when_and_is_no_prepayment() -> None:
    taken = replace(deduction("RE-2", "1000", date(2026, 1, 1), date(2026, 1, 9)), is_partial=True)
    text = printed(issued(InvoiceKind.FINAL, deductions=(taken,)))
    assert "Earlier invoices (EUR)" in text
    assert "RE-2 Jan 1, 2026 Jan 9, 2026" in text
    assert "less prepayments" not in text
