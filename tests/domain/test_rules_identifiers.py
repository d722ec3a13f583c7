"""Every identifier the rule book names, right and with one character wrong (R-ID-1 to R-ID-4)."""

from __future__ import annotations

import socket

import pytest

from clientdesk.domain.identifiers import check, group_iban, kid_mod_10, kid_mod_11

#: The rule book's own valid samples, section 8.
VAT_IDS = (
    ("DE136695976", "DE"),
    ("ATU13585627", "AT"),
    ("FR40303265045", "FR"),
    ("IT00743110157", "IT"),
    ("PL8567346215", "PL"),
    ("GB980780684", "GB"),
)


def turned(value: str, index: int = -1) -> str:
    """The same with one character changed: a digit to the next one, a letter to another."""
    index %= len(value)
    old = value[index]
    new = str((int(old) + 1) % 10) if old.isdigit() else ("B" if old != "B" else "C")
    return value[:index] + new + value[index + 1 :]


@pytest.mark.parametrize(("value", "country"), VAT_IDS)
def test_r_id_1_vat_ids_of_the_rule_book_pass_and_one_wrong_digit_does_not(
    value: str, country: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_network(*_: object, **__: object) -> None:
        raise AssertionError("identifiers are never checked online")

    monkeypatch.setattr(socket.socket, "connect", no_network)
    assert check("vat_id", value, country).ok
    wrong = check("vat_id", turned(value), country)
    assert not wrong.ok
    assert wrong.reason


@pytest.mark.parametrize(
    "iban", ["DE02120300000000202051", "CH9300762011623852957", "DE89370400440532013000"]
)
def test_r_id_2_ibans_pass_and_every_single_wrong_digit_does_not(iban: str) -> None:
    assert check("iban", iban).ok
    assert group_iban(iban).replace(" ", "") == iban
    assert all(len(part) <= 4 for part in group_iban(iban).split())
    for index in range(2, len(iban)):
        assert not check("iban", turned(iban, index)).ok, index


@pytest.mark.parametrize(
    ("code", "value", "country"),
    [
        ("siren", "732829320", "FR"),
        ("siret", "73282932000074", "FR"),
        ("tax_number", "54362315K", "ES"),
        ("tax_number", "8567346215", "PL"),
        ("gstin", "27AAPFU0939F1ZV", "IN"),
        ("lei", "213800KUD8LAJWSQ9D15", ""),
    ],
)
def test_r_id_3_national_numbers_pass_and_a_wrong_last_character_does_not(
    code: str, value: str, country: str
) -> None:
    assert check(code, value, country).ok
    assert not check(code, turned(value), country).ok


@pytest.mark.parametrize(
    ("code", "value", "country"),
    [
        ("ein", "91-1144442", "US"),
        ("pan", "ACUPA7085R", "IN"),
        ("tax_number", "100-531-385", "EG"),
        ("tax_number", "181/815/08155", "DE"),
    ],
)
def test_r_id_3_numbers_without_a_check_digit_are_held_to_their_form(
    code: str, value: str, country: str
) -> None:
    assert check(code, value, country).ok
    assert not check(code, value[:-2], country).ok


def test_r_id_4_saudi_numbers_have_fifteen_digits_and_a_three_at_both_ends() -> None:
    assert check("vat_id", "310122393500003", "SA").ok
    for wrong in (
        "210122393500003",
        "310122393500004",
        "31012239350003",
        "3101223935000033",
        "31012239350000A",
    ):
        assert not check("vat_id", wrong, "SA").ok, wrong


def test_r_id_4_emirati_numbers_have_fifteen_digits_and_begin_with_100() -> None:
    assert check("trn", "100123456700003", "AE").ok
    for wrong in ("101123456700003", "10012345670000", "1001234567000033", "10012345670000X"):
        assert not check("trn", wrong, "AE").ok, wrong


def test_r_id_4_leitweg_ids_carry_mod_97() -> None:
    for right in ("04011000-1234512345-06", "991-33333TEST-33"):
        assert check("leitweg", right, "DE").ok
        assert not check("leitweg", turned(right), "DE").ok
        assert not check("leitweg", turned(right, 1), "DE").ok


def test_r_id_4_norwegian_kid_by_both_agreements() -> None:
    """2026000042: mod 10 gives 20260000425, mod 11 gives 20260000420."""
    assert (kid_mod_10("2026000042"), kid_mod_11("2026000042")) == ("20260000425", "20260000420")
    for last in "12346789":
        assert not check("kid", f"2026000042{last}", "NO").ok, last
