"""A new draft of an invoice: the client's terms, else the issuer's, and the usual tax (K8)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from clientdesk.domain.client import Client
from clientdesk.domain.contract import Contract
from clientdesk.domain.countries.proposal import propose_tax
from clientdesk.domain.errors import RuleError
from clientdesk.domain.invoice import Invoice, InvoiceKind
from clientdesk.domain.issuer import Issuer
from clientdesk.domain.line import Line, PriceMode, with_keys
from clientdesk.domain.tax import NO_TAX, Tax
from clientdesk.domain.text import N_
from clientdesk.domain.totals import TaxRounding
from clientdesk.storage import tables
from clientdesk.storage.database import Database
from clientdesk.usecases import issuer


def for_client(db: Database, client_id: int, *, on: date, kind: InvoiceKind = InvoiceKind.INVOICE) -> Invoice:
    """Return a draft, not stored yet, with the terms that every new document inherits; supplied on the same day."""
    client, own = tables.clients.get(db, client_id), issuer.get(db)
    return Invoice(
        kind=kind,
        client_id=client.id,
        reference=client.reference,
        language=client.language or own.language or "en",
        currency=_currency(client, own),
        home_currency=own.currency,
        price_mode=PriceMode(client.price_mode or PriceMode.NET),
        tax_rounding=TaxRounding(own.tax_rounding),
        supplied_from=on,
        supplied_to=on,
    )


def for_contract(db: Database, contract: Contract, *, on: date, kind: InvoiceKind) -> Invoice:
    """Return a draft, not stored yet, with the contract's own language, currency, price mode and title."""
    return replace(
        for_client(db, contract.client_id, on=on, kind=kind),
        contract_id=contract.id,
        quote_id=contract.quote_id,
        title=contract.title,
        language=contract.language,
        currency=contract.currency,
        price_mode=contract.price_mode,
        tax_rounding=contract.tax_rounding,
    )


def add(db: Database, draft: Invoice) -> Invoice:
    """Store a new draft with a key for each row."""
    return tables.invoices.add(db, replace(draft, lines=with_keys(draft.lines)))


def usual_tax(db: Database, client_id: int, *, on: date) -> Tax:
    """Return the tax proposed for work delivered to the client on this day (R-VAT-9)."""
    own = issuer.get(db)
    if not own.country:
        return NO_TAX
    return propose_tax(own, tables.clients.get(db, client_id), on)


def tax_of_contract(db: Database, contract: Contract, *, on: date) -> Tax:
    """Return the tax of the contract's first line that counts, else the usual one."""
    first: Line | None = next((line for line in contract.lines if line.counts), None)
    return first.tax if first is not None else usual_tax(db, contract.client_id, on=on)


def _currency(client: Client, own: Issuer) -> str:
    currency = client.currency or own.currency
    if not currency:
        raise RuleError(
            N_("In which currency is the invoice?"),
            field="issuer.country",
            next_step=N_("Say first in which country you work; it sets the usual currency."),
        )
    return currency
