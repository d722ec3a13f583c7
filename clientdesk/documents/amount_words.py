"""The sum of a paper in words, in the language of the paper: what banks and tax offices read against the figures."""

from __future__ import annotations

from clientdesk.documents.setting import Setting
from clientdesk.documents.view import Text, TextRole
from clientdesk.documents.words import arabic, english, german, telugu
from clientdesk.documents.words.amount import Amount
from clientdesk.domain.money import Money
from clientdesk.i18n import language_of, normalise


def in_words(money: Money, language: str) -> str:
    """Return `money` in words of `language`, a tag such as en-IN; a language not known here is said in English.

    A currency whose name is not known here stays its code, and its fraction figures: "ten KWD and 250/1000".
    """
    tag = normalise(language)
    amount, negative = Amount.of(money), money.minor < 0
    match language_of(tag):
        case "de":
            return german.said(amount, tag, negative=negative)
        case "ar":
            return arabic.said(amount, negative=negative)
        case "te":
            return telugu.said(amount, negative=negative)
        case _ if "IN" in tag.split("-")[1:]:
            return english.said_in_india(amount, negative=negative)
        case _:
            return english.said(amount, negative=negative)


def words_note(money: Money, where: Setting) -> tuple[Text, ...]:
    """Return the line below the totals, where the issuer's country is used to it and there is something to pay."""
    if not where.rules.amounts_in_words or money.minor <= 0:
        return ()
    tr = where.tr
    said = tr.gettext("Amount in words: {words}").format(words=in_words(money, tr.tag))
    return (Text(paragraphs=(said,), role=TextRole.NOTE),)
