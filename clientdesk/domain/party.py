"""Names and addresses: postal address, contact person, and the party frozen onto a paper."""

from __future__ import annotations

from dataclasses import dataclass, field

#: Where the state stands between town and code, and where the code stands behind the town.
_STATE_FIRST = frozenset({"US", "CA", "AU"})
_CODE_LAST = frozenset({"GB", "IE", "IN", "AE", "SA", "EG", "SG"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """A postal address; `label` tells several of one client apart (billing, delivery)."""

    label: str = ""
    street: str = ""
    extra: str = ""
    postal_code: str = ""
    city: str = ""
    region: str = ""
    country: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """A person to talk to."""

    name: str = ""
    role: str = ""
    email: str = ""
    phone: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TaxId:
    """An identifier printed on papers: `kind` as in the country rules, e.g. `vat_id`, `tax_number`, `gstin`.

    `used_anyway` records that its check failed and that the user keeps it all the same (R-ID-1).
    """

    kind: str
    value: str
    used_anyway: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class BankAccount:
    """Where money is to be sent; `iban` without spaces (R-ID-2). `upi` is the Indian payment address."""

    holder: str = ""
    iban: str = ""
    bic: str = ""
    bank: str = ""
    number: str = ""
    routing: str = ""
    upi: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """Who stands on a paper, frozen when it is issued (R-DOC-2). `latin_name` is the name in Latin letters."""

    name: str = ""
    latin_name: str = ""
    attention: str = ""
    address: Address = field(default_factory=Address)
    tax_ids: tuple[TaxId, ...] = ()
    email: str = ""
    phone: str = ""

    def tax_id(self, kind: str) -> str:
        """Return the identifier of `kind`, or an empty string."""
        return next((tax_id.value for tax_id in self.tax_ids if tax_id.kind == kind), "")


def address_lines(address: Address) -> tuple[str, ...]:
    """Return street and town as the country writes them, without the country."""
    lines = [address.extra, address.street]
    if address.country in _STATE_FIRST:
        town = ", ".join(
            part for part in (address.city, f"{address.region} {address.postal_code}".strip()) if part
        )
        lines.append(town)
    elif address.country in _CODE_LAST:
        lines.append(" ".join(part for part in (address.city, address.postal_code) if part))
        lines.append(address.region)
    else:
        lines.append(" ".join(part for part in (address.postal_code, address.city) if part))
    return tuple(line for line in lines if line.strip())
