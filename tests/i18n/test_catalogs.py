"""Papers and window speak German as a German office writes it (R-DOC-7, R-CON-DE, R-CON-AT)."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from clientdesk.domain.errors import RuleError
from clientdesk.i18n import PAPER, WINDOW, Translator, translate_error

ROOT = Path(__file__).parents[2]
DOMAINS = (WINDOW, PAPER)


def catalog(domain: str, language: str) -> Catalog:
    path = ROOT / "translations" / language / "LC_MESSAGES" / f"{domain}.po"
    with path.open("rb") as file:
        return read_po(file, locale=language)


def forms(value: object) -> list[str]:
    return [value] if isinstance(value, str) else list(value or ())  # type: ignore[call-overload]  # Babel: str or sequence


def messages(domain: str, language: str) -> list[Message]:
    return [message for message in catalog(domain, language) if message.id]


def test_r_doc_7_the_german_titles() -> None:
    german = Translator("de")
    assert german.gettext("Credit note") == "Rechnungskorrektur"
    assert german.gettext("Cancellation invoice") == "Stornorechnung"
    assert german.gettext("Prepayment invoice") == "Anzahlungsrechnung"
    assert german.gettext("Final invoice") == "Schlussrechnung"


def test_r_con_de_and_at_the_words_of_the_law_stand_on_the_paper() -> None:
    german = Translator("de")
    reverse_charge = german.gettext("Reverse charge: the recipient of the service owes the VAT.")
    assert "Steuerschuldnerschaft des Leistungsempfängers" in reverse_charge
    austrian = german.gettext("Reverse charge: the tax liability passes to the recipient of the service.")
    assert "Übergang der Steuerschuld auf den Leistungsempfänger" in austrian
    small = german.gettext("No VAT is charged: exempt as a small business under section 19 UStG.")
    assert "§ 19 UStG" in small


@pytest.mark.parametrize("domain", DOMAINS)
def test_german_texts_use_german_quotes_and_address_the_reader_as_sie(domain: str) -> None:
    for message in messages(domain, "de"):
        for text in forms(message.string):
            assert "”" not in text, text
            assert not re.search(
                r"\b(du|dein\w*|dir|dich|gib|nimm|wähle|prüfe|öffne|ändere|tippe)\b", text, re.IGNORECASE
            ), text


def test_the_window_finds_the_words_of_the_countries_and_papers_find_those_of_the_domain() -> None:
    assert Translator("de", WINDOW).gettext("Standard rate") == "Regelsteuersatz"
    assert Translator("de-AT", PAPER).gettext("Your name is missing.") == "Ihr Name fehlt."


def test_english_needs_no_catalogue_and_an_empty_text_stays_empty() -> None:
    assert Translator("en", WINDOW).gettext("Clients") == "Clients"
    assert Translator("de", WINDOW).gettext("") == ""
    assert Translator("de", WINDOW).pgettext("unit", "") == ""


def test_an_error_is_told_in_german() -> None:
    error = RuleError("“{text}” holds no figures.", text="…")
    assert translate_error(error, Translator("de", WINDOW)) == "„…“ enthält keine Ziffern."


def test_names_people_typed_are_never_translated() -> None:
    error = RuleError("The address of {client} is missing.", client="Money")
    assert translate_error(error, Translator("de", WINDOW)) == "Die Adresse von Money fehlt."
