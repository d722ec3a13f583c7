"""An address typed in one line is read into its parts, or left alone."""

from __future__ import annotations

import pytest

from clientdesk.domain.address_line import AddressLine, read_address_line


@pytest.mark.parametrize(
    ("typed", "street", "code", "city"),
    [
        ("Ringstr. 5, 04109 Leipzig", "Ringstr. 5", "04109", "Leipzig"),
        ("Hof 2, 06108 Halle (Saale)", "Hof 2", "06108", "Halle (Saale)"),
        ("10 High Street, London SW1A 1AA", "10 High Street", "SW1A 1AA", "London"),
        ("5 Main St, Austin, TX 78701", "5 Main St", "TX 78701", "Austin"),
        ("Hinterhaus, Ringstr. 5, 04109 Leipzig", "Hinterhaus, Ringstr. 5", "04109", "Leipzig"),
        ("12 شارع النيل، القاهرة", "12 شارع النيل", "", "القاهرة"),
    ],
)
def test_a_whole_address_is_read(typed: str, street: str, code: str, city: str):
    assert read_address_line(typed) == AddressLine(street, code, city)


@pytest.mark.parametrize("typed", ["", "Ringstr. 5", "Ringstr. 5,", "Ringstr. 5, 3", "x" * 4000])
def test_a_street_alone_stays_a_street(typed: str):
    assert read_address_line(typed) is None
