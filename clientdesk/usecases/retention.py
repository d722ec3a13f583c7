"""Until when papers must be kept, by the law of the seller's country (R-RET-1)."""

from __future__ import annotations

from datetime import date

from clientdesk.domain import countries
from clientdesk.domain.countries import checks
from clientdesk.storage.database import Database
from clientdesk.usecases import issuer


def kept_until(db: Database, on: date) -> date:
    """Return the last day on which a paper of this day must be kept; without a country the usual ten years."""
    country = issuer.get(db).country
    return checks.retained_until(country, on) if country else date(on.year + 10, 12, 31)


def note(db: Database) -> str:
    """Return the sentence that names the law and its years, in English; "" without a country."""
    country = issuer.get(db).country
    return countries.rules(country).retention_note if country else ""
