"""The invoice that the bench has drawn: two pages, the same words for everybody, another one for each serial."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache

from clientdesk.documents import invoice as paper
from clientdesk.documents.setting import setting
from clientdesk.documents.view import DocumentView, Heading, Payment, Section, Text
from clientdesk.domain.client import Client
from clientdesk.domain.design import Design
from clientdesk.domain.invoice import Invoice, InvoiceState
from clientdesk.domain.issuer import Issuer
from clientdesk.domain.line import Line
from clientdesk.domain.party import Address, BankAccount, Contact, TaxId
from clientdesk.domain.tax import Tax

ISSUED = date(2026, 5, 4)
DUE = date(2026, 5, 18)
LINES = 24
_CITIES = ("Leipzig", "Köln", "Nürnberg", "Düsseldorf", "Görlitz", "Halle", "Jena")
_STREETS = ("Lindenallee", "Große Gasse", "Am Südhang", "Königsplatz", "Mühlweg")
_TRADES = ("Bäckerei", "Gärtnerei", "Verlag", "Schreinerei", "Praxis", "Werkstatt")
_NAMES = ("Krumm", "Öztürk", "Šimková", "Nguyen", "Weiß", "Łukasz", "Brandão", "Håkansson")
_WORK = (
    ("Entwurf der Wortmarke", "Drei Richtungen, je zwei Überarbeitungen; Übergabe als Reinzeichnung."),
    ("Bildschirmseiten", "Aufbau, Schrift und Farben für alle Größen vom Telefon bis zum Fernseher."),
    ("Korrekturrunde", ""),
    (
        "Fotoauswahl und Bearbeitung",
        "Zwölf Aufnahmen, freigestellt und farbverbindlich, mit Rechten für fünf Jahre.",
    ),
    ("Druckbegleitung", "Andruck vor Ort, Prüfung der ersten Bogen, Freigabe mit der Produktion."),
    ("Abstimmung am Telefon", ""),
)
_ISSUER = Issuer(
    name="Lena Brandt",
    trade="Markengestaltung",
    address=Address(street="Karl-Heine-Straße 12", postal_code="04229", city="Leipzig", country="DE"),
    email="hallo@lenabrandt.example",
    tax_ids=(TaxId(kind="vat_id", value="DE136695976"),),
    account=BankAccount(holder="Lena Brandt", iban="DE89370400440532013000"),
    currency="EUR",
    language="de",
)


def two_pages(serial: int, *, lines: int = LINES) -> DocumentView:
    """Return the invoice with this number: to another client, of other amounts; without a code, which few can draw."""
    client = Client(
        name=f"{_pick(_TRADES, serial)} {_pick(_NAMES, serial)} & {_pick(_NAMES, serial // 8 + 3)} GmbH",
        number=f"K-{10_000 + serial}",
        addresses=(
            Address(
                street=f"{_pick(_STREETS, serial)} {serial % 90 + 1}",
                postal_code=f"{4000 + serial % 5000:05}",
                city=_pick(_CITIES, serial),
                country="DE",
            ),
        ),
        contacts=(Contact(name=f"Sabine {_pick(_NAMES, serial)}"),),
        form_of_address=f"Sehr geehrte Frau {_pick(_NAMES, serial)}",
        language="de",
    )
    invoice = Invoice(
        state=InvoiceState.ISSUED,
        number=f"RE-2026-{serial:05}",
        title=f"Markenauftritt, Abschnitt {serial}",
        currency="EUR",
        lines=tuple(_line(serial, index) for index in range(lines)),
        supplied_from=date(2026, 2, 24),
        supplied_to=date(2026, 4, 28),
        issued_on=ISSUED,
        due_on=DUE,
    )
    view = paper.view(invoice, setting(_ISSUER, client, on=ISSUED, design=Design(logo=logo()), language="de"))
    body = tuple(replace(part, qr=None) if isinstance(part, Payment) else part for part in view.body)
    return replace(view, body=body)


def long_text(serial: int, *, pages: int) -> DocumentView:
    """Return a paper of running text with headings, about so many pages long, in words that no other serial has."""
    parts: list[Section] = []
    for page in range(pages):
        parts.append(Heading(text=f"Abschnitt {serial}.{page + 1}"))
        for paragraph in range(8):
            said = [
                f"{_WORK[(page + at) % len(_WORK)][1]} Punkt {serial}.{page}.{paragraph}.{at}:"
                for at in range(6)
            ]
            parts.append(Text(paragraphs=(" ".join(said),)))
    return replace(two_pages(serial), body=tuple(parts))


@cache
def logo() -> bytes:
    """Return a logo as people have them: a transparent PNG, 900 pixels wide."""
    from PIL import Image, ImageDraw

    picture = Image.new("RGBA", (900, 300), (0, 0, 0, 0))
    pen = ImageDraw.Draw(picture)
    pen.ellipse((10, 10, 290, 290), fill=(20, 90, 120, 255))
    pen.polygon([(340, 280), (480, 20), (620, 280)], fill=(210, 120, 30, 255))
    for step in range(20):
        pen.rectangle(
            (650 + step * 12, 280 - step * 13, 658 + step * 12, 280), fill=(40, 40, 40, 255 - step * 8)
        )
    out = io.BytesIO()
    picture.save(out, format="PNG")
    return out.getvalue()


def _line(serial: int, index: int) -> Line:
    title, details = _pick(_WORK, serial + index)
    return Line(
        description=f"{title}, Los {serial * 31 % 97 + index}",
        details=details,
        quantity=Decimal(1 + (serial + index * 7) % 40) / 4,
        unit="HUR",
        unit_price=Decimal(6000 + (serial * 13 + index * 411) % 9000) / 100,
        tax=Tax(rate=Decimal(19)),
    )


def _pick(of: tuple, number: int):
    return of[number % len(of)]
