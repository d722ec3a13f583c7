"""The wording of a contract in its own language: proposed from the library, its blanks filled from the facts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

from clientdesk.domain import clauses
from clientdesk.domain.clauses.library import LIBRARY, Fact
from clientdesk.domain.client import Client
from clientdesk.domain.contract import Clause, Contract, ContractState
from clientdesk.domain.issuer import Issuer, TaxStatus
from clientdesk.domain.money import Money
from clientdesk.storage import contract_file, tables
from clientdesk.storage.database import Database
from clientdesk.usecases import issuer
from clientdesk.usecases.drawing import setting_of


def proposed(db: Database, contract: Contract) -> tuple[Clause, ...]:
    """Return the library's clauses that fit the contract's facts and the issuer's country, blanks still open."""
    from clientdesk.i18n import Translator

    own, client = issuer.get(db), tables.clients.get(db, contract.client_id)
    has_milestones = bool(contract.id and contract_file.milestones(db, contract.id))
    known = clauses.facts(
        contract,
        client_kind=client.kind,
        has_milestones=has_milestones,
        names_tax=own.tax_status is TaxStatus.REGISTERED,
    )
    tr = Translator(contract.language or client.language or own.language or "en")
    return clauses.written(
        clauses.chosen(known, own.country),
        title=lambda title: tr.pgettext(clauses.TITLE_CONTEXT, title),
        text=tr.gettext,
    )


def library(db: Database, contract: Contract) -> tuple[Clause, ...]:
    """Return every clause of the library for the issuer's country, whatever the contract's facts, blanks still open."""
    from clientdesk.i18n import Translator

    own, client = issuer.get(db), tables.clients.get(db, contract.client_id)
    tr = Translator(contract.language or client.language or own.language or "en")
    return clauses.written(
        clauses.chosen(frozenset(Fact), own.country),
        title=lambda title: tr.pgettext(clauses.TITLE_CONTEXT, title),
        text=tr.gettext,
    )


def filled(db: Database, contract: Contract, *, on: date) -> Contract:
    """Return the contract with the clauses as they are printed on paper; a signed one is already as it was signed.

    While nobody changed the clauses of a draft, they are proposed anew and so follow every change of its facts.
    """
    if contract.state is not ContractState.DRAFT:
        return contract
    own, client = issuer.get(db), tables.clients.get(db, contract.client_id)
    chosen = contract.clauses or proposed(db, contract)
    return replace(contract, clauses=clauses.filled(chosen, _values(db, contract, own, client, on=on)))


def in_language(db: Database, contract: Contract, printed: Contract, language: str, *, on: date) -> Contract:
    """Return `printed`, which is `contract` with its blanks filled, with the library's clauses in another language.

    What the user wrote or changed is known in one language alone, and stays in it.
    """
    own, client = issuer.get(db), tables.clients.get(db, contract.client_id)
    in_own = _wordings(db, contract, own, client, on=on)
    in_other = _wordings(db, replace(contract, language=language), own, client, on=on)
    texts = {mine.text: other.text for mine, other in zip(in_own, in_other, strict=True)}
    titles = {mine.title: other.title for mine, other in zip(in_own, in_other, strict=True)}
    return replace(
        printed,
        clauses=tuple(
            replace(
                clause, title=titles.get(clause.title, clause.title), text=texts.get(clause.text, clause.text)
            )
            for clause in printed.clauses
        ),
    )


def _wordings(
    db: Database, contract: Contract, own: Issuer, client: Client, *, on: date
) -> tuple[Clause, ...]:
    """Return every wording of every clause of the library in the contract's language, its blanks filled."""
    from clientdesk.i18n import Translator

    tr = Translator(contract.language or client.language or own.language or "en")
    said = clauses.written(
        LIBRARY, title=lambda title: tr.pgettext(clauses.TITLE_CONTEXT, title), text=tr.gettext
    )
    return clauses.filled(said, _values(db, contract, own, client, on=on))


def _values(db: Database, contract: Contract, own: Issuer, client: Client, *, on: date) -> Mapping[str, str]:
    """Return what fills the blanks, as the client reads it; an empty text leaves its blank open."""
    from clientdesk.documents.setting import buyer_name, seller_name

    where = setting_of(db, own, client, contract.language, on=on)
    tr, totals = where.tr, contract.totals()
    revisions, cancellation = contract.revisions, contract.cancellation
    due_days = where.due_days if contract.due_days is None else contract.due_days

    def money(amount: Decimal) -> str:
        return tr.money(Money.of(amount, contract.currency)) if amount else ""

    def number(value: Decimal | int) -> str:
        return tr.number(value) if value else ""

    def percent(value: Decimal) -> str:
        return tr.percent(value) if value else ""

    def day(value: date | None) -> str:
        return tr.date(value, "long") if value else ""

    return {
        "issuer": seller_name(where),
        "client": buyer_name(where),
        "net": money(totals.net.amount),
        "gross": money(totals.gross.amount),
        "hourly_rate": money(contract.hourly_rate),
        "estimate_hours": number(contract.estimate_hours),
        "cap_hours": number(contract.cap_hours),
        "due_days": tr.number(due_days),
        "prepayment": percent(clauses.deposit_percent(contract)),
        "free_rounds": tr.number(revisions.free_rounds),
        "round_price": money(revisions.price),
        "approver": revisions.approver.strip(),
        "starts_on": day(contract.starts_on),
        "ends_on": day(contract.ends_on),
        "cancellation_percent": percent(cancellation.percent),
        "cancellation_notice": number(cancellation.notice_days),
        "cancellation_text": cancellation.text.strip(),
        "notice_days": number(contract.notice_days),
        "law": tr.country_name(own.country) if own.country else "",
        "place": own.address.city.strip(),
    }
