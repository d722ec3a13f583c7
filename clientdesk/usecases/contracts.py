"""What can be done with a contract: draft it from a quote, change, sign, complete, cancel, archive (B3, J3)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from clientdesk.domain import change_order
from clientdesk.domain.client import Client
from clientdesk.domain.contract import (
    Contract,
    ContractState,
    Instalment,
    InstalmentKind,
    RevisionPolicy,
    check_plan,
)
from clientdesk.domain.contract_checks import check_contract, contract_problems
from clientdesk.domain.errors import ChecksFailedError, RuleError, StateError
from clientdesk.domain.issuer import Issuer
from clientdesk.domain.line import Line, LineRole, PriceMode, with_keys
from clientdesk.domain.payment_plan import bind_plan
from clientdesk.domain.prepayment import balance
from clientdesk.domain.quote import Quote, QuoteState
from clientdesk.domain.text import N_
from clientdesk.domain.totals import TaxRounding
from clientdesk.domain.work import unbilled_of
from clientdesk.storage import contract_file, tables
from clientdesk.storage.database import Database, transaction
from clientdesk.usecases import contract_clauses, issuer, letters, numbering, papers
from clientdesk.usecases.work import usual_rate

_WHOLE = Decimal(100)
_CHOICES = (LineRole.OPTIONAL, LineRole.ALTERNATIVE)


def get(db: Database, contract_id: int) -> Contract:
    """Return the contract as signed (or its draft), or raise NotFoundError."""
    return tables.contracts.get(db, contract_id)


def as_of(db: Database, contract_id: int, day: date) -> Contract:
    """Return the contract with every change order accepted up to `day` merged in (B3)."""
    return change_order.as_of(get(db, contract_id), contract_file.changes(db, contract_id), day)


def from_quote(db: Database, quote_id: int, *, on: date) -> Contract:
    """Draft a contract from an accepted quote: its chosen lines by value, its terms, the usual prepayment (R-QUO-3).

    A spoken yes is enough to draft; that nothing is in writing yet shows until the contract is signed.
    Raises StateError unless the quote was accepted, or if a contract was made from it already.
    """
    with transaction(db):
        quote = _accepted(db, quote_id)
        living = [
            found
            for found in contract_file.made_from(db, quote_id)
            if found.state is not ContractState.CANCELLED
        ]
        if living:
            raise StateError(
                N_("A contract was made from quote {number} already."),
                next_step=N_("Open that contract."),
                rule="R-QUO-3",
                number=quote.number,
            )
        client, own = tables.clients.get(db, quote.client_id), issuer.get(db)
        by = quote.acceptance.by if quote.acceptance else ""
        draft = Contract(
            client_id=quote.client_id,
            quote_id=quote.id,
            quote_revision=quote.revision,
            title=quote.title,
            scope=quote.goal,
            not_included=quote.not_included,
            language=quote.language,
            currency=quote.currency,
            price_mode=quote.price_mode,
            tax_rounding=quote.tax_rounding,
            lines=agreed_lines(quote),
            adjustments=quote.adjustments,
            starts_on=on,
            revisions=RevisionPolicy(price=usual_rate(own, quote.currency), approver=by),
        )
        return tables.contracts.add(db, _with_terms(draft, client, own))


def create(db: Database, client_id: int, *, title: str = "", on: date | None = None) -> Contract:
    """Start a draft without a quote, with the client's terms, else the issuer's."""
    with transaction(db):
        client, own = tables.clients.get(db, client_id), issuer.get(db)
        if not (client.currency or own.currency):
            raise RuleError(
                N_("The currency is not known yet."),
                field="currency",
                next_step=N_("Say first in which country you work."),
            )
        currency = client.currency or own.currency
        rate = usual_rate(own, currency)
        draft = Contract(
            client_id=client.id,
            title=title,
            language=client.language or own.language or "en",
            currency=currency,
            price_mode=PriceMode(client.price_mode or PriceMode.NET),
            tax_rounding=TaxRounding(own.tax_rounding),
            hourly_rate=rate,
            starts_on=on,
            revisions=RevisionPolicy(price=rate),
        )
        return tables.contracts.add(db, _with_terms(draft, client, own))


def change(db: Database, contract: Contract) -> Contract:
    """Store what was written into a draft; where it came from, number, state and signature are not the writer's.

    Raises StateError once it was signed: agree a change order then (B2, B3).
    """
    with transaction(db):
        stored = get(db, contract.id)
        stored.check_draft()
        draft = replace(
            contract,
            client_id=stored.client_id if stored.quote_id else contract.client_id,
            quote_id=stored.quote_id,
            quote_revision=stored.quote_revision,
            number=stored.number,
            lines=with_keys(contract.lines),
            signature=None,
            state=stored.state,
            closed_on=None,
            close_reason="",
            archived=stored.archived,
        )
        return tables.contracts.save(db, check_contract(draft))


def set_plan(db: Database, contract_id: int, plan: tuple[Instalment, ...]) -> Contract:
    """Write the payment plan of a draft; its parts add up to 100 % (B10, R-PRE-1)."""
    check_plan(plan)
    with transaction(db):
        contract = get(db, contract_id)
        contract.check_draft()
        return tables.contracts.save(db, replace(contract, plan=plan))


def problems(db: Database, contract_id: int, *, on: date) -> tuple[RuleError, ...]:
    """Return everything that still stands against signing the draft on this day."""
    contract = contract_clauses.filled(db, get(db, contract_id), on=on)
    own, client = issuer.get(db), tables.clients.get(db, contract.client_id)
    milestones = contract_file.milestones(db, contract_id)
    return (
        *contract_problems(contract, issuer=own, client=client, milestones=milestones, on=on),
        *letters.problems(db, own, client, contract.language, contract.lines, title=contract.title),
    )


def prepare(db: Database, contract_id: int, *, on: date) -> Contract:
    """Give the draft its number, so that the copies printed for signing carry it; it can still be changed."""
    with transaction(db):
        contract = get(db, contract_id)
        contract.check_draft()
        return contract if contract.number else _numbered(db, contract, on)


def sign(
    db: Database, contract_id: int, *, by: str, on: date, place: str = "", method: str = "paper"
) -> Contract:
    """Record the signature: number, frozen text with its hash, kept PDF and first promised dates in one act (B3, B24).

    Raises ChecksFailedError with all that is missing, such as a blank in a clause or a plan short of 100 %.
    """
    with transaction(db):
        contract = get(db, contract_id)
        contract.check_draft()
        missing = problems(db, contract_id, on=on)
        if missing:
            raise ChecksFailedError(
                N_("The contract cannot be signed yet. Still missing: {count}."),
                problems=missing,
                next_step=N_("Mend them, then record the signature again."),
                count=len(missing),
            )
        if not contract.number:
            contract = _numbered(db, contract, on)
        milestones = contract_file.milestones(db, contract_id)
        plan = bind_plan(
            contract.plan,
            signed_on=on,
            milestones=[entry.title for entry in milestones],
            ends_on=contract.ends_on,
        )
        agreed = contract_clauses.filled(db, replace(contract, plan=plan), on=on)
        text = papers.contract_text(db, agreed, on=on)
        signed = tables.contracts.save(db, agreed.sign(text=text, by=by, on=on, place=place, method=method))
        for entry in milestones:
            tables.milestones.save(db, replace(entry, first_promised_on=entry.promised_on))
        papers.keep(
            db,
            kind="contract",
            record_kind="contract",
            record_id=signed.id,
            number=signed.number,
            language=signed.language,
            on=on,
            pdf=papers.contract_pdf(db, signed, on=on),
            text=text,
        )
        return signed


def complete(db: Database, contract_id: int, *, on: date, despite: bool = False) -> Contract:
    """Close a contract whose work is delivered; with work not billed or prepayments held only `despite` them (B31, B7).

    Raises StateError while a milestone is open.
    """
    with transaction(db):
        contract = get(db, contract_id)
        contract.check_active()
        still_open = [entry for entry in contract_file.milestones(db, contract_id) if entry.is_open]
        if still_open:
            raise StateError(
                N_("“{title}” is not delivered yet."),
                next_step=N_("Deliver it first, or cancel the contract."),
                title=still_open[0].title,
            )
        if not despite:
            _check_settled(db, contract, on)
        return tables.contracts.save(db, contract.complete(on=on))


def cancel(db: Database, contract_id: int, *, on: date, reason: str) -> Contract:
    """End a running contract early; the settlement of its prepayments follows the signed clause (B8)."""
    with transaction(db):
        return tables.contracts.save(db, get(db, contract_id).cancel(on=on, reason=reason))


def archive(db: Database, contract_id: int, *, archived: bool = True) -> Contract:
    """Hide the contract from the lists, or bring it back; a running one stays in sight."""
    with transaction(db):
        contract = get(db, contract_id)
        if archived and contract.state is ContractState.ACTIVE:
            raise StateError(
                N_("The contract still runs."), next_step=N_("Complete or cancel it before archiving.")
            )
        return tables.contracts.save(db, replace(contract, archived=archived))


def delete_draft(db: Database, contract_id: int, *, for_good: bool = False) -> None:
    """Throw a draft away with its milestones; one that got its number is archived instead, so that none is missing.

    `for_good`: nothing was written into it, and so nothing is to be brought back.
    """
    with transaction(db):
        contract = get(db, contract_id)
        contract.check_draft()
        if contract.number:
            raise StateError(
                N_("Contract {number} has its number already."),
                next_step=N_("Archive it instead."),
                rule="R-NUM-1",
                number=contract.number,
            )
        for entry in contract_file.milestones(db, contract_id):
            tables.milestones.delete(db, entry.id, for_good=for_good)
        tables.contracts.delete(db, contract_id, for_good=for_good)


def is_untouched(db: Database, made: Contract) -> bool:
    """Whether a draft still stands as it was made: whoever it is for, nothing was written into it."""
    now = get(db, made.id)
    same = replace(now, version=made.version, client_id=made.client_id) == made
    return same and not contract_file.milestones(db, made.id)


def agreed_lines(quote: Quote) -> tuple[Line, ...]:
    """Return the lines of an accepted quote as agreed: what was not chosen is left out, the rest is fixed (R-QUO-4)."""
    return tuple(
        replace(line, role=LineRole.NORMAL, chosen=False, choice="") if line.role in _CHOICES else line
        for line in quote.lines
        if line.role not in _CHOICES or line.chosen
    )


def _accepted(db: Database, quote_id: int) -> Quote:
    """Return the quote in the version that the client accepted, with what was chosen (R-QUO-2)."""
    quote = tables.quotes.get(db, quote_id)
    acceptance = quote.acceptance
    if acceptance is None or quote.state not in (QuoteState.ACCEPTED, QuoteState.DRAFT):
        raise StateError(
            N_("The quote is not accepted."),
            next_step=N_("Record first who accepted it, when and how."),
            rule="R-QUO-1",
        )
    if quote.state is QuoteState.ACCEPTED and acceptance.revision == quote.revision:
        return quote
    sent = tables.quote_revisions.find(db, "quote_id = ? AND revision = ?", (quote_id, acceptance.revision))[
        0
    ].snapshot
    if any(line.role in _CHOICES for line in sent.lines):
        raise StateError(
            N_("A newer version of quote {number} is being written."),
            next_step=N_(
                "Drop that version, so that the accepted one lies on the desk with what was chosen."
            ),
            rule="R-QUO-2",
            number=quote.number,
        )
    return replace(sent, acceptance=acceptance)


def _with_terms(draft: Contract, client: Client, own: Issuer) -> Contract:
    """Add what the client usually has: days to pay, and a prepayment with the rest at the end (K8)."""
    from clientdesk.i18n import Translator

    due_days = own.due_days if client.due_days is None else client.due_days
    share = client.deposit_percent or Decimal(0)
    tr = Translator(draft.language)
    final = Instalment(
        label=tr.gettext(N_("Final payment")), percent=_WHOLE - share, kind=InstalmentKind.FINAL
    )
    first = Instalment(label=tr.gettext(N_("Prepayment")), percent=share, kind=InstalmentKind.PREPAYMENT)
    plan: tuple[Instalment, ...] = ()
    if share:
        plan = (first, final) if share < _WHOLE else (first,)
    return replace(draft, due_days=due_days, plan=plan)


def _numbered(db: Database, contract: Contract, on: date) -> Contract:
    client = tables.clients.get(db, contract.client_id)
    number = numbering.take_number(db, "contract", on=on, client=client.number)
    return tables.contracts.save(db, replace(contract, number=number))


def _check_settled(db: Database, contract: Contract, on: date) -> None:
    left = unbilled_of(
        contract,
        contract_file.work(db, contract.id),
        contract_file.changes(db, contract.id),
        billed_changes=contract_file.billed_changes(db, contract.id),
        today=on,
    )
    if left.amount:
        raise RuleError(
            N_("{amount} of work is not billed yet."),
            field="despite",
            next_step=N_("Bill it, or complete the contract all the same."),
            command_step=N_("Bill it, or add --despite to complete the contract all the same."),
            rule="B31",
            amount=left.amount,
        )
    held = balance(contract_file.ledger(db, contract.id), contract.currency)
    if held:
        raise RuleError(
            N_("{amount} of prepayments is still held."),
            field="despite",
            next_step=N_("Deduct it in the final invoice, or complete the contract all the same."),
            command_step=N_(
                "Deduct it in the final invoice, or add --despite to complete the contract all the same."
            ),
            rule="B7",
            amount=held,
        )
