"""Which tax a service is proposed with, from who sells and who buys; the user may override it (R-VAT-9)."""

from __future__ import annotations

from datetime import date

from clientdesk.domain import countries
from clientdesk.domain.client import Client, ClientKind
from clientdesk.domain.countries import europe
from clientdesk.domain.countries.model import CountryRules, TaxRate
from clientdesk.domain.countries.states_of_india import state_code
from clientdesk.domain.issuer import Issuer, TaxStatus
from clientdesk.domain.party import Address, TaxId
from clientdesk.domain.tax import NO_TAX, Tax, TaxCategory


def propose_tax(issuer: Issuer, client: Client, on: date) -> Tax:
    """Propose the tax of a service supplied on this day (R-VAT-9).

    Same country: the domestic rate. Business in another EU country with a VAT id: reverse charge. Business
    outside the EU, or anywhere for a seller outside it: not taxable or zero-rated export. Private person: domestic
    rate. A client without a country counts as domestic. The reason is a text of the `documents` catalogue, to be
    translated when it is printed.
    """
    rules = countries.rules(issuer.country)
    untaxed = _untaxed(issuer, rules)
    if untaxed is not None:
        return untaxed
    if client.address.country in {"", issuer.country}:
        return domestic_tax(issuer, client, on)
    return _abroad(issuer, client, rules) or domestic_tax(issuer, client, on)


def domestic_tax(issuer: Issuer, client: Client, on: date) -> Tax:
    """Return the usual domestic rate on this day; no tax where the country has none (R-VAT-5, R-VAT-8)."""
    rules = countries.rules(issuer.country)
    rate = next((rate for rate in countries.tax_rates_on(issuer.country, on) if rate.default), None)
    return NO_TAX if rate is None else tax_of(rate, rules, issuer, client)


def tax_of(rate: TaxRate, rules: CountryRules, issuer: Issuer, client: Client) -> Tax:
    """Return a table's rate as the tax of a line, in the parts that the two states of India ask for (R-VAT-8)."""
    parts = rate.parts
    if parts and rules.interstate_parts and not is_same_state(issuer, client):
        parts = rules.interstate_parts
    return Tax(category=rate.category, rate=rate.percent, parts=parts)


def tax_choices(issuer: Issuer, client: Client, on: date) -> tuple[tuple[str, Tax], ...]:
    """Return every tax a line may carry on this day with its name, the proposed one first.

    The names are texts of the `documents` catalogue; the percent is shown beside them by whoever lists them.
    """
    rules = countries.rules(issuer.country)
    proposed = propose_tax(issuer, client, on)
    untaxed = _untaxed(issuer, rules)
    if untaxed is not None:
        return ((untaxed.reason, untaxed),)
    rates = countries.tax_rates_on(issuer.country, on)
    choices = [(rate.name, tax_of(rate, rules, issuer, client)) for rate in rates]
    wording = rules.wording
    for reason, category, code in (
        (wording.reverse_charge, TaxCategory.REVERSE_CHARGE, europe.REVERSE_CHARGE_CODE),
        (wording.intra_community, TaxCategory.INTRA_COMMUNITY, europe.INTRA_COMMUNITY_CODE),
        (wording.export, TaxCategory.EXPORT, europe.EXPORT_CODE),
        (wording.outside_scope, TaxCategory.OUTSIDE_SCOPE, europe.OUTSIDE_SCOPE_CODE),
    ):
        if reason:
            choices.append((reason, _without_tax(rules, category, reason, code)))
    if not rates:
        choices.append(("", NO_TAX))
    return tuple(sorted(choices, key=lambda choice: choice[1] != proposed))


def is_same_state(issuer: Issuer, client: Client) -> bool:
    """Tell whether seller and buyer are of one Indian state; a buyer without any state counts as local.

    IGST Act 2017, s. 12 (2)(b): without an address on record the place of supply is the supplier's own.
    A region that is no state's name is taken for another state (R-PRE-2).
    """
    if not client.address.region and not _gstin(client.tax_ids):
        return True
    theirs = state_of(client.address, client.tax_ids)
    return bool(theirs) and theirs == state_of(issuer.address, issuer.tax_ids)


def lacks_state(issuer: Issuer, client: Client) -> bool:
    """Tell whether the client has an address in India whose state nobody has said (IGST Act 2017, s. 12 (2)(b)(i)).

    With an address on record the place of supply is where the client is, and only the state says where that is.
    """
    is_domestic = client.address.country in {"", issuer.country}
    known = client.address.region.strip() or _gstin(client.tax_ids)
    return is_domestic and bool(client.address.city.strip()) and not known


def state_of(address: Address, tax_ids: tuple[TaxId, ...]) -> str:
    """Return the GST code of a party's state: the first two digits of its GSTIN, else from its region (R-ID-3)."""
    gstin = _gstin(tax_ids)
    return gstin[:2] if gstin else state_code(address.region)


def _gstin(tax_ids: tuple[TaxId, ...]) -> str:
    return next((tax_id.value for tax_id in tax_ids if tax_id.kind == "gstin"), "")


def _untaxed(issuer: Issuer, rules: CountryRules) -> Tax | None:
    """Return the tax of a seller who may charge none (R-VAT-6), None for one who does."""
    if issuer.tax_status is TaxStatus.REGISTERED:
        return None
    scheme = rules.scheme(issuer.tax_status.value)
    if scheme is None or not scheme.note:
        return NO_TAX
    return Tax(category=scheme.category, reason=scheme.note, reason_code=scheme.reason_code)


def _abroad(issuer: Issuer, client: Client, rules: CountryRules) -> Tax | None:
    """Return the tax on a service to a client in another country, None if the domestic rate applies."""
    if client.kind is ClientKind.PERSON:
        # Outside the VAT systems that name the place of the consumer, an exported service is untaxed for all.
        return _exported(rules) if rules.exports_services else None
    if issuer.country in europe.MEMBERS and client.address.country in europe.MEMBERS:
        if not any(tax_id.kind == "vat_id" and tax_id.value.strip() for tax_id in client.tax_ids):
            return None
        reason = rules.wording.reverse_charge
        return _without_tax(rules, TaxCategory.REVERSE_CHARGE, reason, europe.REVERSE_CHARGE_CODE)
    if rules.exports_services:
        return _exported(rules)
    if not rules.wording.outside_scope:
        return NO_TAX
    return _without_tax(
        rules, TaxCategory.OUTSIDE_SCOPE, rules.wording.outside_scope, europe.OUTSIDE_SCOPE_CODE
    )


def _exported(rules: CountryRules) -> Tax:
    return _without_tax(rules, TaxCategory.EXPORT, rules.wording.export, europe.EXPORT_CODE)


def _without_tax(rules: CountryRules, category: TaxCategory, reason: str, code: str) -> Tax:
    in_union = rules.code in europe.MEMBERS
    return Tax(category=category, reason=reason, reason_code=code if in_union else "")
