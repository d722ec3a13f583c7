"""Sample papers for the designer: the user's own business writes to an invented client, in any language."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from clientdesk.documents import invoice as invoice_paper
from clientdesk.documents import quote as quote_paper
from clientdesk.documents.setting import setting
from clientdesk.documents.view import DocumentView
from clientdesk.domain.client import Client, ClientKind
from clientdesk.domain.countries.proposal import propose_tax
from clientdesk.domain.design import Design
from clientdesk.domain.invoice import Invoice
from clientdesk.domain.issuer import Issuer
from clientdesk.domain.line import Line
from clientdesk.domain.party import Address, Contact
from clientdesk.domain.quote import Quote
from clientdesk.i18n import Translator

#: Times that the lines are repeated on a paper of several pages.
_LONG = 9
_NUMBER = "2026-0042"


class Sample(StrEnum):
    """What the designer can show."""

    INVOICE = "invoice"
    LONG_INVOICE = "long_invoice"
    QUOTE = "quote"


def view(own: Issuer, design: Design, kind: Sample, *, language: str, on: date) -> DocumentView:
    """Return a sample of `kind` as it would look when issued; `language` is the issuer's if empty."""
    tag = language or own.language or "en"
    tr = Translator(tag)
    client = _client(own, tr)
    where = setting(_known(own, tr), client, on=on, design=design, language=tag)
    lines = _lines(own, client, tr, on)
    currency = own.currency or "EUR"
    title = tr.pgettext("sample", "New website")
    if kind is Sample.QUOTE:
        valid = on + timedelta(days=own.quote_days)
        quote = Quote(
            number=_NUMBER, title=title, currency=currency, lines=lines, valid_until=valid, sent_on=on
        )
        return quote_paper.view(quote, where)
    if kind is Sample.LONG_INVOICE:
        lines = lines * _LONG
    invoice = Invoice(number=_NUMBER, title=title, currency=currency, lines=lines)
    return invoice_paper.view(invoice, where)


def _known(own: Issuer, tr: Translator) -> Issuer:
    """Return the issuer, with an invented name while there is none."""
    if own.name.strip():
        return own
    # Translators: a name for samples: of the one who writes the paper
    return replace(own, name=tr.pgettext("sample", "Your name"), trade=tr.pgettext("sample", "What you do"))


def _client(own: Issuer, tr: Translator) -> Client:
    # Translators: the invented client of a sample paper, with its address
    name = tr.pgettext("sample", "Sample Company Ltd")
    person = tr.pgettext("sample", "Alex Example")
    address = Address(
        street=tr.pgettext("sample", "1 Sample Street"),
        postal_code="12345",
        city=tr.pgettext("sample", "Sampletown"),
        country=own.country,
    )
    return Client(
        kind=ClientKind.BUSINESS,
        name=name,
        number="C-0042",
        # Translators: how a letter begins, to the invented person of a sample paper
        form_of_address=tr.pgettext("sample", "Dear Alex Example"),
        contacts=(Contact(name=person),),
        addresses=(address,),
    )


def _lines(own: Issuer, client: Client, tr: Translator, on: date) -> tuple[Line, ...]:
    tax = propose_tax(own, client, on)
    rate = own.hourly_rate or Decimal(80)
    concept = tr.pgettext("sample", "Concept and structure")
    details = tr.pgettext("sample", "Two workshops, one written summary")
    design = tr.pgettext("sample", "Design of five pages")
    support = tr.pgettext("sample", "Support in the first month")
    return (
        Line(
            description=concept, details=details, quantity=Decimal(12), unit="HUR", unit_price=rate, tax=tax
        ),
        Line(description=design, quantity=Decimal(5), unit="H87", unit_price=rate * 6, tax=tax),
        Line(description=support, quantity=Decimal("7.5"), unit="HUR", unit_price=rate, tax=tax),
    )
