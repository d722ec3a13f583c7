"""Sums in words: tables checked by hand against the grammar named there, and properties that hold for any sum."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientdesk.documents import invoice, receipt
from clientdesk.documents.amount_words import in_words
from clientdesk.documents.setting import Setting, setting
from clientdesk.documents.view import DocumentView, Text, TextRole, Totals
from clientdesk.domain.client import Client
from clientdesk.domain.countries import rules
from clientdesk.domain.invoice import Invoice, InvoiceKind
from clientdesk.domain.issuer import Issuer
from clientdesk.domain.line import Line
from clientdesk.domain.money import LIMIT, Money
from clientdesk.domain.party import Address
from clientdesk.domain.payment import Payment
from tests.documents.word_readers import arabic, english, german, telugu
from tests.documents.word_tables import TABLES

NAMED = ("EUR", "USD", "GBP", "INR", "EGP", "SAR", "AED", "CHF")
LANGUAGES = ("en", "en-IN", "de", "ar-EG", "te-IN")
SHARE = re.compile(r"\d{2,4}/10+\b")


@pytest.mark.parametrize(("language", "minor", "currency", "said"), TABLES)
def test_a_sum_is_said_as_banks_of_that_language_write_it(
    language: str, minor: int, currency: str, said: str
) -> None:
    assert in_words(Money(minor, currency), language) == said


def test_switzerland_writes_no_sharp_s_and_other_languages_are_said_inenglish() -> None:
    assert in_words(Money(3000, "CHF"), "de-CH") == "dreissig Schweizer Franken"
    assert in_words(Money(3000, "EUR"), "fr") == "thirty euros"
    assert in_words(Money(10_000_000, "INR"), "hi-IN") == "Rupees one lakh only"


@given(
    minor=st.integers(-LIMIT, LIMIT) | st.integers(0, 10**13),
    currency=st.sampled_from([*NAMED, "JPY", "KWD", "SEK", "CLF"]),
    language=st.sampled_from(LANGUAGES),
)
def test_any_sum_has_words_and_no_figures_but_an_unnamed_fraction(
    minor: int, currency: str, language: str
) -> None:
    said = in_words(Money(minor, currency), language)
    bare = SHARE.sub("", said, count=1) if currency not in NAMED else said
    assert not re.search(r"\d", bare)
    assert said == " ".join(said.split())


@given(whole=st.integers(0, 10**11), cents=st.integers(0, 99))
def test_english_and_german_words_can_be_counted_back(whole: int, cents: int) -> None:
    minor = 100 * whole + cents
    spoken = in_words(Money(minor, "EUR"), "en")
    parts = re.fullmatch(r"(?:(.+) euros?)?(?: and )?(?:(\S+) cents?)?", spoken)
    assert parts is not None
    assert 100 * english(parts[1]) + english(parts[2]) == minor
    spoken = in_words(Money(minor, "EUR"), "de")
    parts = re.fullmatch(r"(?:(.+) Euro)?(?: und )?(?:(\S+) Cent)?", spoken)
    assert parts is not None
    assert 100 * german(parts[1]) + german(parts[2]) == minor


@given(whole=st.integers(1, 10**12))
def test_indian_words_can_be_counted_back(whole: int) -> None:
    said = in_words(Money(100 * whole, "INR"), "en-IN")
    parts = re.fullmatch(r"Rupees? (.+) only", said)
    assert parts is not None
    assert english(parts[1]) == whole


@given(whole=st.integers(1, 10**11))
def test_arabic_words_can_be_counted_back(whole: int) -> None:
    said = in_words(Money(100 * whole, "EGP"), "ar")
    assert arabic(said.removesuffix(" فقط لا غير")) == whole


@given(whole=st.integers(1, 10**12))
def test_telugu_words_can_be_counted_back(whole: int) -> None:
    said = in_words(Money(100 * whole, "INR"), "te")
    assert telugu(re.sub(r" (రూపాయి|రూపాయలు) మాత్రమే$", "", said)) == whole


# --- on the paper ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("country", "currency", "language", "words"),
    [
        ("IN", "INR", "en", "Rupees one lakh fifty-nine thousand three hundred only"),
        ("IN", "INR", "te", "ఒక లక్ష యాభై తొమ్మిది వేల మూడు వందల రూపాయలు మాత్రమే"),
        ("EG", "EGP", "ar", "مائة وتسعة وخمسون ألفًا وثلاثمائة جنيه مصري فقط لا غير"),
        ("SA", "SAR", "ar", "مائة وتسعة وخمسون ألفًا وثلاثمائة ريال سعودي فقط لا غير"),
        ("AE", "AED", "en", "one hundred fifty-nine thousand three hundred UAE dirhams"),
    ],
)
def test_the_amount_due_stands_in_words_right_below_the_totals(
    country: str, currency: str, language: str, words: str
) -> None:
    bill = Invoice(
        kind=InvoiceKind.INVOICE,
        currency=currency,
        lines=(Line(description="Work", unit_price=Money.of(159_300, currency).amount),),
    )
    where = _where(country, language)
    assert words in _below_totals(invoice.view(bill, where))
    paid = Payment(amount=Money.of(159_300, currency), on=date(2026, 6, 17))
    assert words in _below_totals(receipt.view(paid, where))


def test_nothing_is_said_where_it_is_not_usual_or_nothing_is_due() -> None:
    bill = Invoice(
        kind=InvoiceKind.INVOICE, currency="EUR", lines=(Line(description="Work", unit_price=Decimal(100)),)
    )
    assert "one hundred" not in _texts(invoice.view(bill, _where("DE", "en")))
    free = Invoice(
        kind=InvoiceKind.INVOICE, currency="INR", lines=(Line(description="Work", unit_price=Decimal(0)),)
    )
    assert "in words" not in _texts(invoice.view(free, _where("IN", "en")))
    assert {code for code in ("DE", "US", "GB", "IN", "EG", "SA", "AE") if rules(code).amounts_in_words} == {
        "IN",
        "EG",
        "SA",
        "AE",
    }


def _where(country: str, language: str) -> Setting:
    return setting(
        Issuer(name="Studio", address=Address(country=country)),
        Client(name="Client"),
        on=date(2026, 6, 17),
        language=language,
    )


def _below_totals(view: DocumentView) -> str:
    last = max(index for index, section in enumerate(view.body) if isinstance(section, Totals))
    note = view.body[last + 1]
    assert isinstance(note, Text)
    assert note.role is TextRole.NOTE
    return note.paragraphs[0]


def _texts(view: DocumentView) -> str:
    return "\n".join(line for part in view.body if isinstance(part, Text) for line in part.paragraphs)
