"""Fields that depend on a country: its tax status choices and the identifiers it knows, for issuer and client."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from clientdesk.domain import countries, identifiers
from clientdesk.domain.errors import RuleError
from clientdesk.domain.issuer import TaxStatus
from clientdesk.domain.party import TaxId
from clientdesk.i18n import _
from clientdesk.ui.widgets import fields
from clientdesk.ui.widgets.fields import Field, Option
from clientdesk.ui.widgets.taxes import country_words


def tax_status_options(country: str) -> list[Option]:
    """Return the tax statuses one can have in `country`, in the law's own words where they are known."""
    rules = countries.rules(country) if country else None
    named = {scheme.code: country_words(scheme.name) for scheme in rules.schemes} if rules else {}
    words = {
        TaxStatus.REGISTERED: _("Registered: I charge tax"),
        TaxStatus.SMALL_BUSINESS: _("Small business: I charge no tax"),
        TaxStatus.NONE: _("No such tax applies to me"),
    }
    return [Option(status, named.get(status, text)) for status, text in words.items()]


def identifier_fields(country: str) -> list[Field]:
    """Return one line per identifier that `country` knows; they read and write the record's `tax_ids`."""
    if not country:
        return []
    return [
        _identifier(rule.code, country, country_words(rule.label), rule.example)
        for rule in countries.rules(country).identifiers
    ]


def _identifier(kind: str, country: str, label: str, example: str) -> Field:
    def read(record: Any) -> str:  # issuer or client
        return next((tax_id.value for tax_id in record.tax_ids if tax_id.kind == kind), "")

    def write(record: Any, value: str) -> Any:  # issuer or client
        kept = tuple(tax_id for tax_id in record.tax_ids if tax_id.kind != kind)
        typed = (TaxId(kind=kind, value=value.strip()),) if value.strip() else ()
        same = tuple(tax_id for tax_id in record.tax_ids if tax_id.kind == kind)
        if same and typed and same[0].value == typed[0].value:
            return record
        return replace(record, tax_ids=(*kept, *typed))

    def look(typed: str) -> RuleError | None:
        return identifiers.warning(kind, typed, country)

    return fields.identifier(f"tax_ids.{kind}", label, look=look, placeholder=example, read=read, write=write)
