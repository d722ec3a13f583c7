"""The client file page: all there is to know about one client, for the desk of who works for them and nobody else."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from clientdesk.documents.client_file_money import Dealing, Figures, dealings_table, money_table
from clientdesk.documents.fonts import drawable
from clientdesk.documents.letter import body_text, letter, notes
from clientdesk.documents.setting import Setting
from clientdesk.documents.view import (
    Align,
    Column,
    DocumentView,
    Fact,
    Facts,
    Heading,
    Row,
    Section,
    Table,
)
from clientdesk.domain.client import Client, ClientKind
from clientdesk.domain.contract import Contract, ContractState
from clientdesk.domain.line import PriceMode
from clientdesk.domain.milestone import Milestone
from clientdesk.domain.money import Money
from clientdesk.domain.party import address_lines


@dataclass(frozen=True, slots=True, kw_only=True)
class Promised:
    """A delivery to come, and the number of its contract."""

    contract: str
    milestone: Milestone


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenQuote:
    """A quote that waits for its answer."""

    number: str
    title: str
    sent_on: date | None
    valid_until: date | None
    total: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientFile:
    """What the page says beside the client's own record; `dealings` are the last ones, the newest first."""

    client: Client
    figures: Sequence[Figures] = ()
    contracts: Sequence[Contract] = ()
    promises: Sequence[Promised] = ()
    quotes: Sequence[OpenQuote] = ()
    dealings: Sequence[Dealing] = ()


def view(file: ClientFile, where: Setting) -> DocumentView:
    """Return the page; it is no letter: it has no window, no account and no code."""
    tr, client = where.tr, file.client
    made_for = tr.gettext("As of {date}, for your own desk: not meant for the client.")
    body: list[Section] = [
        *notes([made_for.format(date=tr.date(where.on, "long"))]),
        _identity(client, where),
    ]
    body.extend(_titled(tr.gettext("What matters most"), client.what_matters, where))
    body.extend(_titled(tr.gettext("Notes"), client.notes, where))
    if client.contacts:
        body.append(_people(client, where))
    if file.figures:
        body.append(money_table(file.figures, where))
    if file.contracts:
        body.append(_contracts(file.contracts, where))
    if file.promises:
        body.append(_promises(file.promises, where))
    if file.quotes:
        body.append(_quotes(file.quotes, where))
    if file.dealings:
        body.append(dealings_table(file.dealings, where))
    else:
        body.extend(notes([tr.gettext("Nothing has happened with this client yet.")]))
    made = letter(
        where,
        title=tr.gettext("Client file"),
        number=drawable(client.name, where.fonts),
        subject=drawable(client.latin_name, where.fonts),
        body=body,
    )
    return replace(made, sender_line="", recipient=(), footer=(), is_letter=False)


def _titled(title: str, text: str, where: Setting) -> tuple[Section, ...]:
    return (Heading(text=title), *body_text(drawable(text, where.fonts))) if text.strip() else ()


def _identity(client: Client, where: Setting) -> Facts:
    tr = where.tr
    kinds = {
        ClientKind.BUSINESS: tr.gettext("Business"),
        ClientKind.PERSON: tr.gettext("Private person"),
        ClientKind.PUBLIC: tr.gettext("Public body"),
    }
    prices = {PriceMode.NET: tr.gettext("without tax"), PriceMode.GROSS: tr.gettext("with tax")}
    days = tr.ngettext("{count} day", "{count} days", where.due_days).format(count=tr.number(where.due_days))
    facts = [
        Fact(label=tr.gettext("Client no."), value=client.number),
        Fact(label=tr.gettext("Kind"), value=kinds[client.kind]),
        *_addresses(client, where),
        *(_tax_ids(client, where)),
        Fact(label=tr.gettext("Form of address"), value=client.form_of_address),
        Fact(
            label=tr.gettext("Language"), value=tr.language_name(client.language) if client.language else ""
        ),
        Fact(label=tr.gettext("Currency"), value=client.currency),
        # Translators: how many days a client has to pay.
        Fact(label=tr.gettext("Time to pay"), value=days),
        Fact(
            label=tr.gettext("Usual prepayment"),
            value=tr.percent(client.deposit_percent) if client.deposit_percent is not None else "",
        ),
        # Translators: how prices are typed for a client: with or without tax.
        Fact(
            label=tr.gettext("Prices"),
            value=prices[PriceMode(client.price_mode)] if client.price_mode else "",
        ),
        Fact(label=tr.gettext("Their reference"), value=client.reference),
        # Translators: how the client was found: a recommendation, the website and so on.
        Fact(label=tr.gettext("Came from"), value=client.source),
        Fact(label=tr.pgettext("client", "State"), value=tr.gettext("Archived") if client.archived else ""),
    ]
    return Facts(
        # Translators: the head of what is known of a client, on a page for one's own desk
        title=tr.pgettext("client file", "Client"),
        facts=tuple(replace(fact, value=drawable(fact.value, where.fonts)) for fact in facts if fact.value),
    )


def _addresses(client: Client, where: Setting) -> Iterable[Fact]:
    tr = where.tr
    for address in client.addresses:
        country = tr.country_name(address.country) if address.country else ""
        yield Fact(
            label=drawable(address.label, where.fonts) or tr.gettext("Address"),
            value=tr.joined(*address_lines(address), country, mark=", "),
        )


def _tax_ids(client: Client, where: Setting) -> Iterable[Fact]:
    for tax_id in client.tax_ids:
        rule = where.rules.identifier(tax_id.kind)
        label = where.tr.gettext(rule.label) if rule else tax_id.kind.replace("_", " ").upper()
        yield Fact(label=label, value=tax_id.value)


def _people(client: Client, where: Setting) -> Table:
    tr = where.tr
    ways = {"email": tr.pgettext("column", "E-mail"), "phone": tr.pgettext("column", "Phone")}
    # A column that nobody has anything for says nothing.
    used = [name for name in ways if any(getattr(person, name) for person in client.contacts)]
    return Table(
        title=tr.gettext("People"),
        columns=(
            Column(title=tr.pgettext("column", "Name"), wide=True),
            *(Column(title=ways[name]) for name in used),
        ),
        rows=tuple(
            Row(
                cells=(
                    drawable(person.name or person.role, where.fonts),
                    *(tr.left_to_right(drawable(getattr(person, name), where.fonts)) for name in used),
                ),
                details=tr.joined(
                    drawable(person.role, where.fonts) if person.name else "",
                    drawable(person.note, where.fonts),
                ),
            )
            for person in client.contacts
        ),
    )


def _contracts(contracts: Sequence[Contract], where: Setting) -> Table:
    tr = where.tr
    states = {
        ContractState.DRAFT: tr.pgettext("contract", "draft"),
        ContractState.ACTIVE: tr.pgettext("contract", "running"),
        ContractState.COMPLETED: tr.pgettext("contract", "done"),
        ContractState.CANCELLED: tr.pgettext("contract", "cancelled"),
    }
    return Table(
        title=tr.gettext("Contracts"),
        columns=(
            Column(title=tr.pgettext("column", "Contract"), wide=True),
            Column(title=tr.pgettext("column", "Signed on")),
            Column(title=tr.pgettext("column", "State")),
            Column(title=tr.pgettext("column", "Net price"), align=Align.END),
        ),
        rows=tuple(
            Row(
                cells=(
                    tr.joined(tr.isolate(contract.number), drawable(contract.title, where.fonts)),
                    tr.date(contract.signature.on) if contract.signature else "",
                    states[contract.state],
                    tr.money(contract.price()),
                )
            )
            for contract in contracts
        ),
    )


def _promises(promises: Sequence[Promised], where: Setting) -> Table:
    tr = where.tr
    return Table(
        title=tr.gettext("Promised deliveries"),
        columns=(
            Column(title=tr.pgettext("column", "Delivery"), wide=True),
            Column(title=tr.pgettext("column", "Contract")),
            Column(title=tr.pgettext("column", "Promised")),
            Column(title=tr.pgettext("column", "Hours left"), align=Align.END),
        ),
        rows=tuple(
            Row(
                cells=(
                    drawable(one.milestone.title, where.fonts),
                    one.contract,
                    tr.date(one.milestone.promised_on) if one.milestone.promised_on else "",
                    tr.number(one.milestone.hours_left),
                ),
                details=tr.gettext("waits for the client") if one.milestone.waiting_for_client else "",
            )
            for one in promises
        ),
    )


def _quotes(quotes: Sequence[OpenQuote], where: Setting) -> Table:
    tr = where.tr
    return Table(
        title=tr.gettext("Open quotes"),
        columns=(
            Column(title=tr.pgettext("column", "Quote"), wide=True),
            Column(title=tr.pgettext("column", "Sent on")),
            Column(title=tr.pgettext("column", "Valid until")),
            Column(title=tr.pgettext("column", "Sum"), align=Align.END),
        ),
        rows=tuple(
            Row(
                cells=(
                    tr.joined(tr.isolate(quote.number), drawable(quote.title, where.fonts)),
                    tr.date(quote.sent_on) if quote.sent_on else "",
                    tr.date(quote.valid_until) if quote.valid_until else "",
                    tr.money(quote.total),
                )
            )
            for quote in quotes
        ),
    )
