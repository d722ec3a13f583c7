from __future__ import annotations

import pypdfium2
import pytest

from clientdesk.documents.layout import render
from clientdesk.documents.qr import epc_payload, pattern, upi_link
from clientdesk.documents.view import Payment, QrCode
from clientdesk.domain.errors import RuleError
from clientdesk.domain.money import Money
from tests.documents.samples import plain_view

IBAN = "DE89 3704 0044 0532 0130 00"


def eur(amount: str) -> Money:
    return Money.of(amount, "EUR")


def test_r_qr_1_lines_of_demo_book_a() -> None:
    payload = epc_payload(eur("2496.03"), name="Lena Brandt", iban=IBAN, text="RE-2026-014")
    assert payload.split("\n") == [
        "BCD", "002", "1", "SCT", "", "Lena Brandt", "DE89370400440532013000", "EUR2496.03", "", "", "RE-2026-014",
    ]  # fmt: skip


def test_r_qr_1_structured_reference_as_in_the_rule_book() -> None:
    payload = epc_payload(
        eur("1134.32"), name="Mara Lind", iban="DE02120300000000202051", reference="RF97RE20260042"
    )
    assert payload == "BCD\n002\n1\nSCT\n\nMara Lind\nDE02120300000000202051\nEUR1134.32\n\nRF97RE20260042"


def test_r_qr_1_limits_of_the_fields() -> None:
    lines = epc_payload(eur("1.00"), name="N" * 90, iban=IBAN, text="T" * 60, note="Z" * 90).split("\n")
    assert (len(lines[5]), len(lines[10]), len(lines[11])) == (70, 60, 70)
    with pytest.raises(RuleError, match="331 bytes"):
        epc_payload(eur("1.00"), name="ü" * 70, iban=IBAN, text="ä" * 140, note="ö" * 70)
    with pytest.raises(ValueError, match="not both"):
        epc_payload(eur("1.00"), name="N", iban=IBAN, text="a", reference="RF97RE20260042")


def test_r_qr_1_largest_amount() -> None:
    assert "EUR999999999.99" in epc_payload(eur("999999999.99"), name="N", iban=IBAN)
    assert epc_payload(eur("1000000000.00"), name="N", iban=IBAN) == ""


@pytest.mark.parametrize("amount", [eur("0"), eur("-5"), Money.of("10", "CHF"), Money.of("10", "INR")])
def test_r_qr_2_no_transfer_code_if_nothing_is_due_or_in_another_currency(amount: Money) -> None:
    assert epc_payload(amount, name="Lena Brandt", iban=IBAN) == ""


def test_r_qr_2_no_transfer_code_without_an_account() -> None:
    assert epc_payload(eur("5"), name="Lena Brandt", iban="") == ""
    assert epc_payload(eur("5"), name=" ", iban=IBAN) == ""


def test_line_ends_in_a_name_cannot_add_fields() -> None:
    payload = epc_payload(eur("5"), name="Lena\nDE00\nEUR9999.00", iban=IBAN)
    assert payload.split("\n")[5] == "Lena DE00 EUR9999.00"


def test_r_qr_5_upi_link_of_demo_book_c() -> None:
    link = upi_link(
        Money.of("34300", "INR"), address="anitha@examplebank", name="Anitha Reddy", note="INV/26-27/0003"
    )
    assert link == (
        "upi://pay?pa=anitha@examplebank&pn=Anitha%20Reddy&am=34300.00&cu=INR&tn=INV%2F26-27%2F0003"
    )


def test_r_qr_5_note_is_at_most_50_characters_and_rupees_only() -> None:
    link = upi_link(Money.of("1", "INR"), address="a@b", name="A", note="n" * 80)
    assert link.endswith("&tn=" + "n" * 50)
    assert upi_link(eur("1"), address="a@b", name="A") == ""
    assert upi_link(Money.of("1", "INR"), address="", name="A") == ""


@pytest.mark.parametrize("dpi", [150, 300])
def test_r_qr_9_the_printed_code_has_every_module_of_the_payload(dpi: int) -> None:
    payload = epc_payload(eur("2496.03"), name="Lena Brandt", iban=IBAN, text="RE-2026-014")
    panel = Payment(title="Pay", sentence="", facts=(), qr=QrCode(payload=payload, caption="Scan"))
    document = pypdfium2.PdfDocument(render(plain_view(body=(panel,))))
    image = document[0].render(scale=dpi / 72).to_pil().convert("L")
    document.close()
    expected = pattern(payload)
    # The code is the only thing on the page that is pure black: its corners are those of the three finder patterns.
    dark = image.point(lambda value: 255 if value < 8 else 0)
    left, top, right, bottom = dark.getbbox()
    step = (right - left) / len(expected)
    assert (bottom - top) / len(expected) == pytest.approx(step, rel=0.02)
    assert (right - left) / dpi * 25.4 >= 25
    read = tuple(
        tuple(
            image.getpixel((left + (column + 0.5) * step, top + (row + 0.5) * step)) < 128
            for column in range(len(expected))
        )
        for row in range(len(expected))
    )
    assert read == expected
