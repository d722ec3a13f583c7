"""What a freelancer of the demo does at the desk: the use cases in a few words, by the names of clients and jobs."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any

from clientdesk.domain.client import Client, ClientKind
from clientdesk.domain.contract import Contract
from clientdesk.domain.countries.proposal import propose_tax
from clientdesk.domain.invoice import Invoice
from clientdesk.domain.issuer import Issuer
from clientdesk.domain.line import Adjustment, Line, LineRole
from clientdesk.domain.money import Money
from clientdesk.domain.party import Address, Contact, TaxId
from clientdesk.domain.payment import Payment
from clientdesk.domain.quote import AcceptanceMethod, Quote
from clientdesk.domain.tax import Tax
from clientdesk.i18n import language_of
from clientdesk.storage import tables
from clientdesk.storage.database import Database
from clientdesk.usecases import clients, contracts, invoices, issuer, numbering, payments, quotes

#: The day on which all four books stand (a Wednesday).
TODAY = date(2026, 6, 17)
HOUR, FLAT, PIECE, DAY, WORD, MONTH = "HUR", "C62", "H87", "DAY", "D68", "MON"

#: What a row is made of: words, how many, price of one, unit.
Item = tuple[str, str, str, str]


def day(text: str) -> date:
    """Return the date of `02-11` in 2026, or of a full ISO date."""
    return date.fromisoformat(text if len(text) > len("02-11") else f"2026-{text}")


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happens on a day; events of one day happen in the order written."""

    on: date
    act: Callable[[Desk, date], object]


@dataclass(slots=True)
class Desk:
    """One freelancer's book, and the ids of what was made, by the names the story uses."""

    db: Database
    ids: dict[str, int] = field(default_factory=dict)

    # Who

    def open(self, own: Issuer, *, last: dict[str, int] | None = None, on: date) -> None:
        """Say who we are, and which numbers were given before this program (R-NUM-6)."""
        issuer.save(self.db, own)
        for code, number in (last or {}).items():
            numbering.set_start(self.db, code, number, on=on)

    def client(
        self,
        key: str,
        name: str,
        address: Address,
        *,
        contact: Contact | None = None,
        kind: ClientKind = ClientKind.BUSINESS,
        tax_ids: tuple[TaxId, ...] = (),
        **more: Any,  # noqa: ANN401  # fields of the record
    ) -> Client:
        """Add a client under a short name."""
        made = clients.create(
            self.db,
            Client(
                name=name,
                kind=kind,
                addresses=(address,),
                contacts=(contact,) if contact else (),
                tax_ids=tax_ids,
                **more,
            ),
        )
        self.ids[key] = made.id
        return made

    def client_of(self, key: str) -> Client:
        """Return a client by its short name."""
        return clients.get(self.db, self.ids[key])

    def tax(self, client: str, on: date) -> Tax:
        """Return the tax that the program proposes for this client."""
        return propose_tax(issuer.get(self.db), clients.get(self.db, self.ids[client]), on)

    def lines(self, client: str, on: date, items: Iterable[Item]) -> tuple[Line, ...]:
        """Return priced lines with the proposed tax."""
        tax = self.tax(client, on)
        return tuple(
            Line(
                description=what,
                quantity=Decimal(count),
                unit=unit,
                unit_price=Decimal(price),
                tax=tax,
            )
            for what, count, price, unit in items
        )

    # Quotes and contracts

    def quote(
        self,
        key: str,
        client: str,
        title: str,
        items: Iterable[Item],
        *,
        on: date,
        valid_until: date | None = None,
        **texts: str,
    ) -> Quote:
        """Write a quote and send it."""
        draft = quotes.create(
            self.db, self.ids[client], on=on, title=title, lines=self.lines(client, on, items)
        )
        self.ids[key] = draft.id
        language = language_of(issuer.get(self.db).language)
        words = {"not_included": _NONE, "change_terms": _BY_HOUR.get(language, _BY_HOUR["en"]), **texts}
        changed = replace(draft, **words)  # type: ignore[arg-type]  # texts only
        if valid_until is not None:
            changed = replace(changed, valid_until=valid_until)
        quotes.change(self.db, changed)
        return quotes.send(self.db, draft.id, on=on)

    def accept(
        self, key: str, *, by: str, on: date, method: AcceptanceMethod = AcceptanceMethod.MAIL
    ) -> Quote:
        """Record the client's yes."""
        return quotes.accept(self.db, self.ids[key], by=by, on=on, method=method)

    def contract(self, key: str, quote: str, *, on: date, **terms: Any) -> Contract:  # noqa: ANN401
        """Draft a contract from the accepted quote, with these terms."""
        draft = contracts.from_quote(self.db, self.ids[quote], on=on)
        self.ids[key] = draft.id
        return contracts.change(self.db, replace(draft, **terms))

    def sign(self, key: str, *, by: str, on: date, place: str) -> Contract:
        """Record the signature."""
        return contracts.sign(self.db, self.ids[key], by=by, on=on, place=place)

    # Invoices and money

    def draft(
        self,
        key: str,
        client: str,
        title: str,
        items: Iterable[Item],
        *,
        on: date,
        discount: str = "",
        **more: Any,  # noqa: ANN401  # fields of the record
    ) -> Invoice:
        """Write an invoice without a contract."""
        adjustments = (Adjustment(percent=Decimal(discount), reason="Returning client"),) if discount else ()
        made = invoices.create(
            self.db,
            self.ids[client],
            on=on,
            title=title,
            lines=self.lines(client, on, items),
            adjustments=adjustments,
        )
        self.ids[key] = made.id
        return invoices.change(self.db, replace(made, **more)) if more else made

    def issue(self, key: str, *, on: date) -> Invoice:
        """Issue a draft and remember it by its number as well."""
        issued = invoices.issue(self.db, self.ids[key], on=on)
        self.ids[issued.number] = issued.id
        return issued

    def keep(self, key: str, made: Invoice | Contract | Quote) -> None:
        """Remember a record by the name the story uses."""
        self.ids[key] = made.id

    def invoice(self, key: str) -> Invoice:
        """Return a paper by the story's name or its number."""
        return tables.invoices.get(self.db, self.ids[key])

    def pay(
        self,
        key: str,
        amount: str = "",
        *,
        on: date,
        receipt: bool = False,
        **more: Any,  # noqa: ANN401  # what else is said of the money
    ) -> Payment:
        """Record money for a paper: all that is open, or `amount`; what is too much stays the client's credit."""
        paper = self.invoice(key)
        still_open = invoices.open_of(self.db, paper.id)
        came = Money.of(amount, paper.currency) if amount else still_open
        payment = payments.record(
            self.db,
            paper.client_id,
            came,
            on=on,
            allocate=((paper.id, min(came, still_open)),),
            reference=paper.number,
            **more,
        )
        if receipt:
            payments.issue_receipt(self.db, payment.id, on=on)
        return payment


_NONE = "None"
_BY_HOUR = {
    "en": "By the hour, agreed before the work starts",
    "de": "Nach Stunden, vor Beginn der Arbeit vereinbart",
}


def bonus(line: Line) -> Line:
    """Return the line as a gift: its price shown, 0.00 charged (B11)."""
    return replace(line, role=LineRole.BONUS)


def sale(
    on: str,
    client: str,
    title: str,
    items: Iterable[Item],
    *,
    paid: str = "",
    came: str = "",
    receipt: bool = False,
    key: str = "",
    **more: Any,  # noqa: ANN401  # fields of the invoice
) -> tuple[Event, ...]:
    """Return the events of a small job without a contract: an invoice, and its payment if there was one.

    `came` is what was paid if not all of it, `receipt` whether the client wanted one.
    """
    name = key or f"{client} {on}"
    rows = tuple(items)

    def _bill(desk: Desk, when: date) -> None:
        desk.draft(name, client, title, rows, on=when, **more)
        desk.issue(name, on=when)

    events = [Event(day(on), _bill)]
    if paid:
        events.append(Event(day(paid), lambda desk, when: desk.pay(name, came, on=when, receipt=receipt)))
    return tuple(events)
