"""Hours as people type them (J5)."""

from __future__ import annotations

from decimal import Decimal

import pytest

from clientdesk.domain.errors import RuleError
from clientdesk.i18n.reading_hours import parse_hours


@pytest.mark.parametrize(
    ("typed", "locale", "hours"),
    [
        ("12h", "en", "12"),
        ("12 h", "de", "12"),
        ("12", "en", "12"),
        ("0", "en", "0"),
        ("2,5", "de", "2.5"),
        ("2.5h", "en", "2.5"),
        ("2,5 Std.", "de", "2.5"),
        ("1 Stunde", "de", "1"),
        ("1:30", "en", "1.5"),
        ("1:30 h", "de", "1.5"),
        ("0:20", "en", "0.3333"),
        ("90 min", "en", "1.5"),
        ("90 Minuten", "de", "1.5"),
        ("20min", "en", "0.3333"),
        ("١٢", "ar", "12"),
        ("١٢ ساعة", "ar", "12"),
        ("100 h", "en", "100"),
    ],
)
def test_j5_hours_are_read_as_typed(typed: str, locale: str, hours: str) -> None:
    found = parse_hours(typed, locale)
    assert (found, str(found)) == (Decimal(hours), hours)


@pytest.mark.parametrize("typed", ["", "h", "soon", "-1", "-1h", "1:75", "1.23456", "h12", "12hh"])
def test_what_are_no_hours_is_said_at_its_field(typed: str) -> None:
    with pytest.raises(RuleError) as refused:
        parse_hours(typed, "en", field="hours_left")
    assert refused.value.field == "hours_left"
