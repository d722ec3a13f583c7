"""Who writes to whom: what every paper needs beside its own record."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace
from datetime import date

from clientdesk.documents.fonts import can_draw
from clientdesk.documents.view import Envelope, PaperSize
from clientdesk.domain.client import Client, ClientKind
from clientdesk.domain.countries import CountryRules, rules
from clientdesk.domain.design import USUAL_DESIGN, Design, Tone
from clientdesk.domain.issuer import Issuer, TaxStatus
from clientdesk.domain.log import Head
from clientdesk.domain.party import BankAccount, Party
from clientdesk.i18n import PAPER_LANGUAGES, Translator, language_of
from clientdesk.i18n.digits import ARABIC, LATIN, Digits


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """Issuer and client as printed on one paper, in one language. `on` is the paper's own date.

    `second` is the language in which the paper says everything once more (`pairs.py`).
    """

    issuer: Issuer
    seller: Party
    buyer: Party
    account: BankAccount
    rules: CountryRules
    tr: Translator
    on: date
    paper: PaperSize
    envelope: Envelope
    design: Design = USUAL_DESIGN
    client_number: str = ""
    client_reference: str = ""
    client_is_private: bool = False
    form_of_address: str = ""
    tone: Tone = Tone.FORMAL
    due_days: int = 14
    draft: bool = False
    #: The set of the user's own fonts, as `usecases.fonts.for_paper` names it.
    fonts: str = ""
    #: The end of the book's history; drafts carry none.
    head: Head | None = None
    second: Translator | None = None

    @property
    def names_tax(self) -> bool:
        """Whether tax may be spoken of at all: not by a small business, nor where there is none (R-VAT-6)."""
        return self.issuer.tax_status is TaxStatus.REGISTERED

    def tax_notes(self) -> tuple[str, ...]:
        """Return the sentence of the issuer's tax scheme, for example of a small business (R-VAT-6)."""
        scheme = self.rules.scheme(self.issuer.tax_status)
        return (self.tr.gettext(scheme.note),) if scheme and scheme.note else ()

    def frozen(self, *, seller: Party | None, buyer: Party | None, account: BankAccount | None) -> Setting:
        """Return the setting with what a record froze when it was issued, where it did (R-DOC-2)."""
        return replace(
            self,
            seller=seller or self.seller,
            buyer=buyer or self.buyer,
            account=account or self.account,
        )


def setting(
    issuer: Issuer,
    client: Client,
    *,
    on: date,
    design: Design = USUAL_DESIGN,
    language: str = "",
    draft: bool = False,
    fonts: str = "",
    head: Head | None = None,
) -> Setting:
    """Return the setting of a paper from `issuer` to `client`; `language` is the record's, else the client's.

    `fonts` names the set of the user's own fonts, `head` is the end of the book's history.
    A second language of the design that is the first one again, or one that papers do not speak, is none.
    """
    # Before the first answers the preview knows no country; nothing can be issued then.
    known = rules(issuer.country) if issuer.country else CountryRules(code="", name="", currency="")
    chosen = language or client.language or issuer.language or known.languages[0]
    sheet = (issuer.paper or known.paper).upper()
    paper = PaperSize.LETTER if sheet == PaperSize.LETTER else PaperSize.A4
    return Setting(
        issuer=issuer,
        seller=issuer.party(),
        buyer=client.party(),
        account=issuer.account,
        rules=known,
        tr=_translator(chosen, issuer, known, design),
        on=on,
        paper=paper,
        envelope=_envelope(issuer, paper),
        design=design,
        client_number=client.number,
        client_reference=client.reference,
        client_is_private=client.kind is ClientKind.PERSON,
        form_of_address=client.form_of_address,
        tone=Tone(client.tone) if client.tone in set(Tone) else design.tone,
        due_days=issuer.due_days if client.due_days is None else client.due_days,
        draft=draft,
        fonts=fonts,
        head=head,
        second=_second(chosen, issuer, known, design),
    )


def _translator(language: str, issuer: Issuer, known: CountryRules, design: Design) -> Translator:
    digits: Digits = ARABIC if design.digits == ARABIC else LATIN
    return Translator(tag_for(language, issuer.country, known), digits=digits)


def _second(first: str, issuer: Issuer, known: CountryRules, design: Design) -> Translator | None:
    language = design.second_language
    if not language or language_of(language) not in {*PAPER_LANGUAGES} - {language_of(first)}:
        return None
    return _translator(language, issuer, known, design)


#: Where the window is where Swiss Post wants it.
_SWISS = frozenset({"CH", "LI"})


def _envelope(issuer: Issuer, paper: PaperSize) -> Envelope:
    """Return the issuer's envelope, else the one that is usual in the country and for the sheet."""
    if issuer.envelope in set(Envelope):
        return Envelope(issuer.envelope)
    if paper is PaperSize.LETTER:
        return Envelope.US_10
    return Envelope.SWISS_LEFT if issuer.country in _SWISS else Envelope.DIN_B


def tag_for(language: str, country: str, known: CountryRules) -> str:
    """Return the language of a paper with its region: numbers as in the issuer's country, if it is spoken there.

    Indian papers in English group by lakh, American ones write the month first; a German's English paper does neither.
    """
    if "-" in language or "_" in language or not country:
        return language
    if language == "en":
        return f"en-{country}" if country in _ENGLISH_OF_ITS_OWN else "en"
    spoken = {language_of(tag) for tag in known.languages}
    return f"{language}-{country}" if language in spoken else language


#: Countries that write numbers and dates of English papers in their own way.
_ENGLISH_OF_ITS_OWN = frozenset({"AU", "CA", "GB", "IE", "IN", "NZ", "SG", "US", "ZA"})


#: How Unicode's names of letters begin in the languages that are not written in Latin ones.
_SCRIPTS = {
    "ar": {"ARABIC"}, "te": {"TELUGU"}, "hi": {"DEVANAGARI"}, "he": {"HEBREW"}, "ru": {"CYRILLIC"},
    "zh": {"CJK"}, "ja": {"CJK", "HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA"}, "ko": {"CJK", "HANGUL"},
}  # fmt: skip


def printable(name: str, latin_name: str, language: str, fonts: str = "") -> str:
    """Return the name in its own letters where the paper's language is written in them, else in Latin ones.

    A bank in Leipzig cannot read Telugu, and one in Hyderabad wants it. Without a Latin name its own letters stand.
    """
    if latin_name and not (_is_read_in(language, name) and can_draw(name, fonts)):
        return latin_name
    return name


def _is_read_in(language: str, name: str) -> bool:
    known = {"LATIN", "COMBINING", *_SCRIPTS.get(language_of(language), ())}
    letters = [char for char in name if unicodedata.category(char)[0] in "LM"]
    # Signs of a script's own are named after it, as TELUGU SIGN VIRAMA is; combining accents belong to all.
    return all(unicodedata.name(char, "").split(" ")[0] in known for char in letters)


def buyer_name(where: Setting) -> str:
    """Return the client's name as printed."""
    return printable(where.buyer.name, where.buyer.latin_name, where.tr.tag, where.fonts)


def seller_name(where: Setting) -> str:
    """Return the issuer's name as printed."""
    return printable(where.seller.name, where.seller.latin_name, where.tr.tag, where.fonts)
