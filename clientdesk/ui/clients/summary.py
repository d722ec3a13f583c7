"""What the client's page says at a glance: the line below the name, key figures, people, terms, papers, contracts."""

from __future__ import annotations

from collections.abc import Sequence

from clientdesk.domain.client import Client
from clientdesk.domain.design import Tone
from clientdesk.domain.party import address_lines
from clientdesk.i18n import _, ngettext, pgettext, translator
from clientdesk.queries.client_page import ClientPage, CurrencyFigures, NextKind
from clientdesk.queries.document_list import DocumentRow
from clientdesk.ui.widgets.figures import Figure
from clientdesk.ui.widgets.joined import joined
from clientdesk.ui.widgets.states import contract_chip, invoice_chip, kind_words, quote_chip
from clientdesk.ui.widgets.timeline import Event


def subtitle(client: Client) -> str:
    """Return the line below the name."""
    return joined(client.latin_name, client.address.city, client.number)


def figures(page: ClientPage) -> list[Figure]:
    """Return the key figures; amounts of different currencies are never added."""
    words = translator()
    shown = list(page.figures)

    def amounts(name: str) -> str:
        values = [getattr(row, name) for row in shown if getattr(row, name)]
        return "\n".join(words.money(value) for value in values) or "–"

    late = [row.overdue for row in shown if row.overdue]
    note = _("{amount} overdue").format(amount=words.money(late[0])) if late else ""
    result = [
        Figure(_("Outstanding"), amounts("outstanding"), note, "fault", "outstanding"),
        Figure(_("Paid this year"), amounts("paid_this_year"), "", "caption", "paid"),
        Figure(_("Prepaid balance"), amounts("prepaid"), _credit(shown), "caption", "prepaid"),
    ]
    if page.next_date is not None:
        kinds = {
            NextKind.MILESTONE: _("Milestone"),
            NextKind.DUE: _("Payment due"),
            NextKind.QUOTE: _("Quote ends"),
        }
        text = joined(kinds[page.next_date.kind], page.next_date.title, mark=": ")
        caption = _("Next date")
        if page.next_date.is_past:
            # Translators: followed by a past date on which a quote ended without an answer
            ended = pgettext("date", "Ended on")
            # Translators: followed by a past date; a payment or a milestone has been waiting since then
            caption = ended if page.next_date.kind is NextKind.QUOTE else pgettext("date", "Due since")
        result.append(Figure(caption, words.date(page.next_date.on), text, "caption", "next"))
    return result


def _credit(shown: Sequence[CurrencyFigures]) -> str:
    credits_ = [row.credit for row in shown if row.credit]
    if not credits_:
        return ""
    return _("{amount} paid, not yet allocated").format(amount=translator().money(credits_[0]))


def documents(page: ClientPage) -> list[Event]:
    """Return quotes and invoices together, drafts first, then the newest."""
    events = [_paper(row) for row in (*page.quotes, *page.invoices)]
    return sorted(events, key=_newest_first, reverse=True)


def contracts(page: ClientPage) -> list[Event]:
    """Return the contracts."""
    words = translator()
    return [
        Event(
            row.starts_on,
            joined(row.number, row.title) or _("Contract"),
            amount=words.money(row.value) if row.value is not None else "",
            chip=contract_chip(row.standing),
            kind="contract",
            id=row.id,
        )
        for row in page.contracts
    ]


def people(client: Client) -> list[tuple[str, str]]:
    """Return who to talk to and where: a caption and its words each."""
    found = []
    for contact in client.contacts:
        named = contact.name if contact.role else ""
        reach = "\n".join(part for part in (named, contact.email, contact.phone) if part)
        found.append((contact.role or contact.name or _("Contact"), reach))
    for address in client.addresses:
        country = translator().country_name(address.country) if address.country else ""
        lines = "\n".join(part for part in (*address_lines(address), country) if part)
        found.append((_("Address"), lines))
    return [(caption, text) for caption, text in found if text]


def terms(client: Client) -> list[tuple[str, str]]:
    """Return what every new paper inherits, and what is noted: a caption and its words each."""
    words = translator()
    due = ""
    if client.due_days is not None:
        days = ngettext("{count} day to pay", "{count} days to pay", client.due_days)
        due = days.format(count=words.number(client.due_days))
    deposit = words.percent(client.deposit_percent) if client.deposit_percent is not None else ""
    tones = {
        Tone.FORMAL.value: pgettext("tone", "Formal"),
        Tone.FRIENDLY.value: pgettext("tone", "Friendly"),
    }
    found = [
        (_("Form of address"), client.form_of_address),
        (_("Tone of documents"), tones.get(client.tone, "")),
        (_("Language"), words.language_name(client.language) if client.language else ""),
        (_("Terms"), due),
        (_("Prepayment"), deposit),
        (_("Their reference"), client.reference),
        *((tax_id.kind.upper().replace("_", " "), tax_id.value) for tax_id in client.tax_ids),
        (_("Came from"), client.source),
        (_("Notes"), client.notes),
    ]
    return [(caption, text) for caption, text in found if text]


def _newest_first(event: Event) -> str:
    return event.day.isoformat() if event.day else "9999"


def _paper(row: DocumentRow) -> Event:
    title = joined(_("Quote") if row.is_quote else kind_words(row.kind), row.number, row.title)
    return Event(
        row.day,
        title,
        amount=translator().money(row.amount) if row.amount is not None else "",
        chip=quote_chip(row.state) if row.is_quote else invoice_chip(row.state),
        kind="quote" if row.is_quote else "invoice",
        id=row.record_id,
    )
