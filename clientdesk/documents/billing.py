"""What invoices, credit notes and vouchers say alike: the paper they refer to, ids, foreign tax, legal sentences."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from clientdesk.documents.ladder import names_tax, reasons
from clientdesk.documents.setting import Setting
from clientdesk.documents.view import Fact
from clientdesk.domain.invoice import Invoice
from clientdesk.domain.money import convert
from clientdesk.domain.tax import TaxCategory
from clientdesk.domain.totals import Totals

#: A GSTIN begins with the two figures of its state (R-ID-3).
_STATE_CODE = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Original:
    """The issued paper that another one corrects, credits or cancels (BG-3)."""

    number: str
    issued_on: date


def buyer_ids(where: Setting) -> tuple[Fact, ...]:
    """Return the client's tax identifiers, needed where the client owes the tax (R-VAT-3, R-CON-IN)."""
    facts = []
    for tax_id in where.buyer.tax_ids:
        if tax_id.kind in {"vat_id", "gstin", "trn", "vat_number"}:
            rule = where.rules.identifier(tax_id.kind)
            kind = where.tr.gettext(rule.label) if rule else tax_id.kind.replace("_", " ").upper()
            facts.append(Fact(label=where.tr.gettext("Your {kind}").format(kind=kind), value=tax_id.value))
    return tuple(facts)


def foreign_tax(invoice: Invoice, totals: Totals, where: Setting) -> list[str]:
    """Return the tax in the issuer's own currency with rate, day and source (R-MON-10)."""
    tr = where.tr
    if invoice.home_rate is None or invoice.home_currency in {"", invoice.currency}:
        return []
    if not names_tax(where, totals.groups) or not totals.remaining_tax:
        return []
    home = convert(totals.remaining_tax, invoice.home_rate, invoice.home_currency)
    sentence = tr.gettext("{tax} in {currency}: {amount} (rate {rate}).").format(
        tax=tr.gettext(where.rules.tax_name),
        currency=invoice.home_currency,
        amount=tr.money(home),
        rate=tr.number(invoice.home_rate),
    )
    when = tr.date(invoice.home_rate_on, "long") if invoice.home_rate_on else ""
    origin = tr.joined(invoice.home_rate_source, when, mark=", ")
    return [f"{sentence[:-2]}, {origin})." if origin else sentence]


def legal_notes(invoice: Invoice, totals: Totals, where: Setting) -> list[str]:
    """Return the frozen notes, the reasons for no tax, and the status's own sentence, each once (R-VAT-2, R-VAT-6)."""
    tr = where.tr
    frozen = [tr.gettext(note) for note in invoice.notes]
    return [*frozen, *reasons(totals.groups, where), *where.tax_notes(), *place_of_supply(totals, where)]


def place_of_supply(totals: Totals, where: Setting) -> list[str]:
    """Return what India wants on every tax paper: the place with its state's code, and who owes the tax (R-CON-IN)."""
    if where.rules.code != "IN" or not names_tax(where, totals.groups):
        return []
    tr = where.tr
    buyer, seller = where.buyer, where.seller
    region = buyer.address.region or seller.address.region
    same_state = region == seller.address.region
    number = buyer.tax_id("gstin") or (seller.tax_id("gstin") if same_state else "")
    code = number[:_STATE_CODE] if number[:_STATE_CODE].isdigit() else ""
    place = f"{region} ({code})" if region and code else region or code
    reverse = any(group.tax.category is TaxCategory.REVERSE_CHARGE for group in totals.groups)
    sentence = tr.gettext("Place of supply: {place}.").format(place=place)
    # Not within the braces of a text: the extractor sees calls there from Python 3.12 on only.
    yes, no = (
        tr.gettext("Tax payable on reverse charge: yes."),
        tr.gettext("Tax payable on reverse charge: no."),
    )
    return [f"{sentence} {yes if reverse else no}"]
