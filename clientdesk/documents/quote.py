"""The quote as a paper: priced lines, validity, a place to say yes; never a demand for money (R-QUO-5)."""

from __future__ import annotations

from clientdesk.documents.ladder import ladder, price_rows, reasons
from clientdesk.documents.letter import body_text, letter, notes
from clientdesk.documents.nothing import change_terms, not_included
from clientdesk.documents.own_text import words
from clientdesk.documents.price_table import price_table
from clientdesk.documents.setting import Setting, buyer_name
from clientdesk.documents.view import DocumentView, Fact, Heading, Section, Signature, Signatures, Weight
from clientdesk.domain.design import Wording
from clientdesk.domain.quote import Quote


def view(quote: Quote, where: Setting, *, what_changed: str = "") -> DocumentView:
    """Return the paper of the version on the desk; `what_changed` tells readers of v2 what v1 did not say."""
    tr = where.tr
    totals = quote.totals()
    info = (
        Fact(label=tr.gettext("Quote no."), value=quote.number, weight=Weight.STRONG),
        Fact(label=tr.gettext("Version"), value=tr.number(quote.revision) if quote.revision > 1 else ""),
        Fact(label=tr.gettext("Date"), value=tr.date(quote.sent_on or where.on, "long")),
        Fact(
            label=tr.gettext("Valid until"),
            value=tr.date(quote.valid_until, "long") if quote.valid_until else "",
            weight=Weight.STRONG,
        ),
        Fact(label=tr.gettext("Client no."), value=where.client_number),
        Fact(label=tr.gettext("Your reference"), value=where.client_reference),
    )
    usual = tr.gettext("Thank you for your enquiry. This is our offer:")
    said = words(
        where,
        Wording.QUOTE,
        intro=quote.intro,
        closing=quote.closing,
        usual=usual,
        number=quote.number,
        title=quote.title,
        total=totals.gross,
        due_on=quote.valid_until,
        on=quote.sent_on or where.on,
    )
    body: list[Section] = [*said.before]
    for title, text in (
        (tr.gettext("What changed"), what_changed),
        (tr.gettext("Goal"), quote.goal),
    ):
        body.extend(_titled(title, text))
    body.append(price_table(quote.lines, where, currency=quote.currency, price_mode=quote.price_mode))
    rows = price_rows(totals, quote.lines, quote.adjustments, where, price_mode=quote.price_mode)
    body.append(ladder(rows))
    body.extend(notes([*reasons(totals.groups, where), *where.tax_notes()]))
    body.extend(_titled(tr.gettext("Not included"), not_included(quote.not_included, tr)))
    body.extend(_titled(tr.gettext("Changes"), change_terms(quote.change_terms, tr)))
    body.extend(said.after)
    body.append(Heading(text=tr.gettext("Your order")))
    body.extend(body_text(tr.gettext("We accept this offer.")))
    body.append(
        Signatures(
            signatures=(
                Signature(
                    party=buyer_name(where),
                    place_and_date=tr.gettext("Place, date"),
                    name=tr.gettext("Name and signature"),
                ),
            )
        )
    )
    return letter(
        where,
        title=tr.gettext("Quote"),
        number=quote.number,
        subject=quote.title,
        info=info,
        body=body,
    )


def _titled(title: str, text: str) -> list[Section]:
    """Return a heading with its text, or nothing where there is no text."""
    return [Heading(text=title), *body_text(text)] if text.strip() else []
