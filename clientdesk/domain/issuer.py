"""The issuer: the user's own business as it is printed, and how it works."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from clientdesk.domain.party import Address, BankAccount, Party, TaxId


class TaxStatus(StrEnum):
    """How the issuer stands to value added tax."""

    REGISTERED = "registered"
    SMALL_BUSINESS = "small_business"
    NONE = "none"


class TaxPoint(StrEnum):
    """When tax on supplies falls due: with the supply, or with the payment (cash basis) (R-VAT-10)."""

    SUPPLY = "supply"
    PAYMENT = "payment"


@dataclass(frozen=True, slots=True, kw_only=True)
class Issuer:
    """The user's business. Empty `country` means: nobody has answered yet.

    `weekdays` are the working days (Monday 0), `hours_per_day` the hours planned a day, `buffer_percent`
    what is added to a forecast before a date is promised (B6), `fill_percent` the share of the planned hours
    that may be promised (B4).
    """

    id: int = 0
    version: int = 0
    name: str = ""
    latin_name: str = ""
    trade: str = ""
    address: Address = field(default_factory=Address)
    email: str = ""
    phone: str = ""
    website: str = ""
    tax_status: TaxStatus = TaxStatus.REGISTERED
    tax_point: TaxPoint = TaxPoint.SUPPLY
    tax_ids: tuple[TaxId, ...] = ()
    account: BankAccount = field(default_factory=BankAccount)
    currency: str = ""
    language: str = ""
    paper: str = ""
    due_days: int = 14
    quote_days: int = 30
    tax_rounding: str = "per_document"
    weekdays: tuple[int, ...] = (0, 1, 2, 3, 4)
    hours_per_day: Decimal = Decimal(6)
    buffer_percent: Decimal = Decimal(15)
    fill_percent: Decimal = Decimal(80)
    hourly_rate: Decimal = Decimal(0)
    holiday_region: str = ""
    fiscal_year_start: int = 1
    footer: str = ""
    #: The envelope for which papers place the address, by name; empty: the one usual in the country.
    envelope: str = ""

    @property
    def country(self) -> str:
        """ISO 3166 code of the issuer's country, empty until answered."""
        return self.address.country

    @property
    def is_ready(self) -> bool:
        """Whether the four answers a first paper needs are there: country, name, address, tax status."""
        return bool(self.country and self.name.strip() and self.address.city.strip())

    def party(self) -> Party:
        """Return what is frozen onto a paper (B16)."""
        return Party(
            name=self.name,
            latin_name=self.latin_name,
            address=self.address,
            tax_ids=self.tax_ids,
            email=self.email,
            phone=self.phone,
        )
