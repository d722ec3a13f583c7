"""Identifiers: every sample of R-ID passes, every changed digit is caught with a reason (R-ID-1 to R-ID-4)."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clientdesk.domain.identifiers import (
    check,
    finnish_reference,
    group_iban,
    kid_mod_10,
    kid_mod_11,
    swedish_reference,
    warning,
)
from clientdesk.i18n import Translator, translate_error

SAMPLES = [
    ("vat_id", "DE136695976", "DE"),
    ("vat_id", "ATU13585627", "AT"),
    ("vat_id", "FR40303265045", "FR"),
    ("vat_id", "IT00743110157", "IT"),
    ("vat_id", "PL8567346215", "PL"),
    ("vat_id", "GB980780684", "GB"),
    ("gstin", "27AAPFU0939F1ZV", "IN"),
    ("iban", "DE02120300000000202051", ""),
    ("iban", "CH9300762011623852957", ""),
    ("iban", "DE89370400440532013000", "DE"),
    ("vat_id", "310122393500003", "SA"),
    ("kid", "20260000425", "NO"),
    ("kid", "20260000420", "NO"),
    ("leitweg", "04011000-1234512345-06", "DE"),
    ("leitweg", "991-33333TEST-33", "DE"),
    ("siren", "732829320", "FR"),
    ("siret", "73282932000074", "FR"),
    ("tax_number", "8567346215", "PL"),
    ("tax_number", "54362315K", "ES"),
    ("tax_number", "100-531-385", "EG"),
    ("tax_number", "181/815/08155", "DE"),
    ("ein", "91-1144442", "US"),
    ("pan", "ACUPA7085R", "IN"),
    ("vat_id", "CHE-107.787.577 MWST", "CH"),
    ("uid", "CHE-107.787.577", "CH"),
    ("trn", "100123456700003", "AE"),
    ("bic", "COBADEFFXXX", ""),
    ("lei", "213800KUD8LAJWSQ9D15", ""),
    ("vat_id", "NO 995 525 828 MVA", "NO"),
]
#: Samples whose every digit takes part in a check.
CHECKED = [sample for sample in SAMPLES if sample[0] in {"iban", "kid", "leitweg", "siren", "lei"}]


@pytest.mark.parametrize(("code", "value", "country"), SAMPLES)
def test_r_id_valid_samples_pass(code: str, value: str, country: str) -> None:
    result = check(code, value, country)
    assert result.ok, result.reason
    assert result.reason == ""


@pytest.mark.parametrize(
    ("code", "value", "country", "reason"),
    [
        ("vat_id", "DE136695977", "DE", "check digit"),
        ("vat_id", "ATU13585628", "AT", "check digit"),
        ("vat_id", "FR41303265045", "FR", "check digit"),
        ("vat_id", "DE13669597", "DE", "number of characters"),
        ("vat_id", "PL8567346215", "DE", "code of the client's country"),
        ("vat_id", "GB980780685", "GB", "check digit"),
        ("gstin", "27AAPFU0939F1ZX", "IN", "check digit"),
        ("gstin", "99AAPFU0939F1ZV", "IN", "never given out"),
        ("iban", "DE02120300000000202052", "", "check digit"),
        ("vat_id", "210122393500003", "SA", "form"),
        ("vat_id", "31012239350003", "SA", "number of characters"),
        ("trn", "200123456700003", "AE", "form"),
        ("trn", "10012345670000X", "AE", "form"),
        ("kid", "20260000426", "NO", "check digit"),
        ("leitweg", "04011000-1234512345-07", "DE", "check digit"),
        ("leitweg", "Stadt Leipzig", "DE", "form"),
        ("ein", "07-1144442", "US", "never given out"),
        ("vat_id", "", "DE", "empty"),
    ],
)
def test_r_id_1_wrong_ones_come_with_a_reason(code: str, value: str, country: str, reason: str) -> None:
    result = check(code, value, country)
    assert not result.ok
    assert reason in result.reason


@given(sample=st.sampled_from(CHECKED), position=st.integers(0, 40), shift=st.integers(1, 9))
def test_r_id_1_every_changed_digit_is_caught(
    sample: tuple[str, str, str], position: int, shift: int
) -> None:
    code, value, country = sample
    digits = [index for index, character in enumerate(value) if character.isdigit()]
    index = digits[position % len(digits)]
    changed = f"{value[:index]}{(int(value[index]) + shift) % 10}{value[index + 1 :]}"
    if code == "kid":
        # Two agreements are possible (mod 10 and mod 11); the change must break the one it was made by.
        make = kid_mod_10 if value == kid_mod_10(value[:-1]) else kid_mod_11
        assert make(changed[:-1]) != changed
        return
    assert not check(code, changed, country).ok


def test_r_id_1_vat_ids_are_taken_with_or_without_their_country() -> None:
    assert check("vat_id", "136695976", "DE").normalised == "DE136695976"
    assert check("vat_id", "de 136 695 976", "DE").normalised == "DE136695976"
    assert check("vat_id", "EL094259216", "GR").ok


def test_r_id_2_iban_is_stored_bare_and_shown_in_fours() -> None:
    result = check("iban", "de89 3704 0044 0532 0130 00")
    assert result.normalised == "DE89370400440532013000"
    assert group_iban(result.normalised) == "DE89 3704 0044 0532 0130 00"


def test_r_id_1_swiss_and_british_numbers_are_stored_as_they_are_printed() -> None:
    assert check("vat_id", "che107787577mwst", "CH").normalised == "CHE-107.787.577 MWST"
    assert check("uid", "CHE107787577", "CH").normalised == "CHE-107.787.577"
    assert check("vat_id", "980 7806 84", "GB").normalised == "GB980780684"


def test_r_id_1_a_wrong_one_warns_and_does_not_block() -> None:
    assert warning("vat_id", "DE136695976", "DE") is None
    problem = warning("vat_id", "DE136695977", "DE")
    assert problem is not None
    assert problem.rule == "R-ID-1"
    sentence = translate_error(problem, Translator("en", "clientdesk"))
    assert sentence.startswith("“DE136695977” is not a valid VAT ID: its check digit does not fit")
    assert "use it anyway" in sentence


def test_r_id_3_the_demo_books_invented_gstin_has_form_and_check_digit() -> None:
    assert check("gstin", "36AAAPR0000A1ZR", "IN").ok
    assert not check("gstin", "36AAAPR0000A1ZS", "IN").ok


def test_r_id_4_check_digits_of_references() -> None:
    assert kid_mod_10("2026000042") == "20260000425"
    assert kid_mod_11("2026000042") == "20260000420"
    assert finnish_reference("123456") == "1234561"
    assert swedish_reference("123456") == "1234566"
    assert check("fi_reference", "12345 61").ok
    assert not check("fi_reference", "1234562").ok
    assert check("se_reference", "1234566").ok


def test_an_identifier_without_a_known_check_is_taken_as_it_is() -> None:
    assert check("register", "HRB  12345", "DE").normalised == "HRB 12345"
    assert check("vat_id", "ABC", "CA").ok


@given(
    value=st.text(max_size=20) | st.text(alphabet="0123456789DEATUFRGBCHX-./ ", max_size=22),
    code=st.sampled_from(sorted({sample[0] for sample in SAMPLES} | {"fi_reference", "se_reference", "bic"})),
    country=st.sampled_from(
        ["", "DE", "AT", "CH", "FR", "GB", "US", "IN", "SA", "AE", "EG", "IT", "ES", "PL", "NO"]
    ),
)
@settings(max_examples=500, deadline=None)
def test_r_id_1_anything_typed_gets_an_answer(value: str, code: str, country: str) -> None:
    result = check(code, value, country)
    assert result.ok != bool(result.reason)
    assert result.ok or warning(code, value, country) is None or str(warning(code, value, country))
