"""What the fields that columns may become are called, wherever people read of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from clientdesk.domain.text import N_

#: Words by the names of `headings.CLIENT_FIELDS` and `headings.ITEM_FIELDS`.
FIELD_NAMES: Final[Mapping[str, str]] = {
    "kind": N_("Kind of client"),
    "name": N_("Name"),
    "latin_name": N_("Name in Latin letters"),
    "number": N_("Client number"),
    "contact_name": N_("Contact person"),
    "given_name": N_("First name"),
    "family_name": N_("Last name"),
    "role": N_("Role"),
    "email": N_("E-mail"),
    "phone": N_("Phone"),
    "street": N_("Street"),
    "house_number": N_("House number"),
    "extra": N_("Address line 2"),
    "postal_code": N_("Postal code"),
    "city": N_("City"),
    "postal_code_and_city": N_("Postal code and city"),
    "region": N_("Region"),
    "country": N_("Country"),
    "vat_id": N_("VAT ID"),
    "tax_number": N_("Tax number"),
    "gstin": N_("GSTIN"),
    "trn": N_("TRN"),
    "register": N_("Register"),
    "language": N_("Language"),
    "currency": N_("Currency"),
    "due_days": N_("Days to pay"),
    "reference": N_("Reference"),
    "source": N_("Where from"),
    "notes": N_("Notes"),
    "description": N_("Description"),
    "details": N_("Details"),
    "unit": N_("Unit"),
    "unit_price": N_("Price without tax"),
    "gross_price": N_("Price with tax"),
    "tax": N_("Tax"),
}
