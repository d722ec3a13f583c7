"""The user's own opening and closing words of a paper, with their placeholders filled in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from clientdesk.documents.letter import body_text, greeting, sign_off
from clientdesk.documents.setting import Setting, buyer_name, seller_name
from clientdesk.documents.view import Section
from clientdesk.domain.design import Wording, fill
from clientdesk.domain.money import Money
from clientdesk.i18n import language_of

#: What stands for something that is not known yet, as the number of a draft.
_NOT_YET = "–"


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The words around the table of a paper."""

    before: tuple[Section, ...]
    after: tuple[Section, ...]


def words(
    where: Setting,
    paper: Wording,
    *,
    intro: str,
    closing: str,
    usual: str,
    number: str,
    title: str,
    total: Money,
    due_on: date | None,
    on: date,
) -> Words:
    """Return greeting and first sentence, and the end: what was typed on the paper, else the own text, else `usual`.

    A closing signature stands at the end if the design has one.
    """
    tr = where.tr
    own = where.design.text_for(paper, language_of(tr.tag), where.tone)
    name = buyer_name(where)
    values = {
        "client": name,
        "contact": where.buyer.attention or name,
        "number": number or _NOT_YET,
        "title": title,
        "total": tr.money(total),
        "due": tr.date(due_on, "long") if due_on is not None else _NOT_YET,
        "date": tr.date(on, "long"),
        "issuer": seller_name(where),
    }
    opening = fill(own.opening, values) if own else ""
    ending = fill(own.closing, values) if own else ""
    return Words(
        before=greeting(where, intro, opening.strip() or usual),
        after=(*body_text(closing.strip() or ending), *sign_off(where)),
    )
