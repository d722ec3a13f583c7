"""A payment, a yes, a delivery: today at the latest."""

from __future__ import annotations

from datetime import date

import pytest

from clientdesk.domain.errors import RuleError
from clientdesk.domain.happened import check_happened

TODAY = date(2026, 6, 17)


def test_today_and_before_have_happened():
    check_happened(TODAY, today=TODAY)
    check_happened(date(1999, 12, 31), today=TODAY)


def test_tomorrow_is_refused_at_its_field():
    with pytest.raises(RuleError, match="still to come") as refused:
        check_happened(date(2026, 6, 18), today=TODAY, field="paid_on")
    assert refused.value.field == "paid_on"
