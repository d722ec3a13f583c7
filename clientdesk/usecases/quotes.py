"""What can be done with a quote: write, send, revise, accept, decline, withdraw, extend, copy (R-QUO-1, R-QUO-2)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from clientdesk.domain.client import Client
from clientdesk.domain.errors import ChecksFailedError, RuleError, StateError
from clientdesk.domain.issuer import Issuer
from clientdesk.domain.line import Adjustment, Line, PriceMode, with_keys
from clientdesk.domain.quote import AcceptanceMethod, Quote, QuoteRevision, QuoteState
from clientdesk.domain.quote_changes import QuoteChange, what_changed
from clientdesk.domain.quote_checks import quote_problems
from clientdesk.domain.text import N_
from clientdesk.domain.totals import TaxRounding
from clientdesk.storage import tables, trash
from clientdesk.storage.database import Database, transaction
from clientdesk.storage.records import to_row
from clientdesk.usecases import catalogue, issuer, letters, numbering, papers


def get(db: Database, quote_id: int) -> Quote:
    """Return the quote as it lies on the desk, or raise NotFoundError."""
    return tables.quotes.get(db, quote_id)


def create(
    db: Database,
    client_id: int,
    *,
    on: date,
    title: str = "",
    lines: Iterable[Line] = (),
    adjustments: tuple[Adjustment, ...] = (),
) -> Quote:
    """Start a draft with the client's terms, else the issuer's: language, currency, price mode, validity (K8).

    Raises RuleError while neither client nor issuer says which currency.
    """
    with transaction(db):
        client, own = tables.clients.get(db, client_id), issuer.get(db)
        draft = Quote(
            client_id=client.id,
            title=title,
            lines=with_keys(lines),
            adjustments=adjustments,
            valid_until=on + timedelta(days=own.quote_days),
        )
        return tables.quotes.add(db, _with_terms(draft, client, own))


def change(db: Database, quote: Quote) -> Quote:
    """Store what was written into a draft; number, state, versions and acceptance are not the writer's to change.

    Raises StateError for a version that was sent, ConflictError if it was changed elsewhere.
    """
    with transaction(db):
        stored = tables.quotes.get(db, quote.id)
        _check_draft(stored)
        known = tuple(line for row in revisions(db, quote.id) for line in row.snapshot.lines)
        draft = replace(
            stored,
            version=quote.version,
            client_id=quote.client_id if not stored.sent_revision else stored.client_id,
            title=quote.title,
            goal=quote.goal,
            not_included=quote.not_included,
            change_terms=quote.change_terms,
            intro=quote.intro,
            closing=quote.closing,
            language=quote.language,
            currency=quote.currency,
            price_mode=quote.price_mode,
            tax_rounding=quote.tax_rounding,
            lines=with_keys(quote.lines, before=known),
            adjustments=quote.adjustments,
            valid_until=quote.valid_until,
            archived=quote.archived,
        )
        return tables.quotes.save(db, draft)


def problems(db: Database, quote_id: int, *, on: date) -> tuple[RuleError, ...]:
    """Return everything that is still missing before the draft may be sent, for the panel beside it."""
    quote = tables.quotes.get(db, quote_id)
    client = tables.clients.get(db, quote.client_id)
    return problems_of(db, quote, own=issuer.get(db), client=client, on=on)


def problems_of(
    db: Database, quote: Quote, *, own: Issuer, client: Client, on: date
) -> tuple[RuleError, ...]:
    """Return what is missing of a quote that need not be stored, nor its people."""
    return (
        *quote_problems(quote, issuer=own, client=client, on=on),
        *letters.problems(db, own, client, quote.language, quote.lines, title=quote.title),
    )


def send(db: Database, quote_id: int, *, on: date) -> Quote:
    """Freeze the version on the desk: number, PDF and snapshot in one act; its lines fill the catalogue (R-QUO-2).

    v2 and later keep the number of v1. Raises ChecksFailedError with all that is missing.
    """
    with transaction(db):
        draft = tables.quotes.get(db, quote_id)
        _check_draft(draft)
        client, own = tables.clients.get(db, draft.client_id), issuer.get(db)
        missing = problems_of(db, draft, own=own, client=client, on=on)
        if missing:
            raise ChecksFailedError(
                N_("The quote cannot be sent yet. Still missing: {count}."),
                problems=missing,
                next_step=N_("Mend them, then send it again."),
                count=len(missing),
            )
        number = draft.number or numbering.take_number(db, "quote", on=on, client=client.number)
        draft = replace(draft, valid_until=draft.valid_until or on + timedelta(days=own.quote_days))
        sent = tables.quotes.save(db, draft.send(number, on=on))
        paper = papers.keep(
            db,
            kind="quote",
            record_kind="quote",
            record_id=sent.id,
            revision=sent.revision,
            number=sent.number,
            language=sent.language,
            on=on,
            pdf=papers.quote_pdf(db, sent, on=on, draft=False),
        )
        tables.quote_revisions.add(
            db,
            QuoteRevision(
                quote_id=sent.id,
                revision=sent.revision,
                sent_on=on,
                snapshot=sent,
                paper_sha256=paper.sha256,
            ),
        )
        catalogue.learn(db, sent.lines, currency=sent.currency, on=on, price_mode=sent.price_mode)
        return sent


def revise(db: Database, quote_id: int) -> Quote:
    """Put the next version on the desk; what was accepted stays accepted until it is sent and accepted anew."""
    return _store(db, tables.quotes.get(db, quote_id).revise())


def accept(
    db: Database,
    quote_id: int,
    *,
    by: str,
    on: date,
    method: AcceptanceMethod,
    revision: int | None = None,
    chosen: Iterable[str] | None = None,
) -> Quote:
    """Record the client's yes: who, when, how, to which version, with which options (R-QUO-1, R-QUO-2, R-QUO-4).

    `revision` is the last one sent unless given; an older one comes back on the desk. `chosen` are the keys of the
    optional and alternative lines the client wants; None leaves them as they are ticked.
    Raises StateError for an expired quote: extend it first (B27).
    """
    with transaction(db):
        quote = tables.quotes.get(db, quote_id)
        if revision is not None and revision != quote.revision and quote.state is QuoteState.SENT:
            quote = quote.back_to(_revision(db, quote_id, revision).snapshot)
        elif revision is not None and revision != quote.revision:
            _revision(db, quote_id, revision)
        if chosen is not None:
            quote = _chosen(quote, frozenset(chosen))
        return tables.quotes.save(db, quote.accept(by=by, on=on, method=method))


def decline(db: Database, quote_id: int, *, reason: str) -> Quote:
    """Record the client's no and its reason."""
    return _store(db, tables.quotes.get(db, quote_id).decline(reason))


def withdraw(db: Database, quote_id: int) -> Quote:
    """Take the quote back before it is accepted."""
    return _store(db, tables.quotes.get(db, quote_id).withdraw())


def extend(db: Database, quote_id: int, *, until: date) -> Quote:
    """Let a sent quote be valid for longer; an expired one becomes acceptable again (B27)."""
    return _store(db, tables.quotes.get(db, quote_id).extend(until))


def choose(db: Database, quote_id: int, key: str, *, chosen: bool = True) -> Quote:
    """Tick an optional line, or pick an alternative, in a draft or while the client decides (R-QUO-4)."""
    quote = tables.quotes.get(db, quote_id)
    if quote.state not in (QuoteState.DRAFT, QuoteState.SENT):
        raise StateError(
            N_("This quote is closed."), next_step=N_("Revise it and send it again."), rule="R-QUO-4"
        )
    return _store(db, quote.choose(key, chosen=chosen))


def copy(db: Database, quote_id: int, *, on: date, client_id: int | None = None) -> Quote:
    """Start a new draft from a quote, for the same client or another one, whose terms it then takes."""
    with transaction(db):
        old = tables.quotes.get(db, quote_id)
        client, own = tables.clients.get(db, client_id or old.client_id), issuer.get(db)
        draft = Quote(
            client_id=client.id,
            title=old.title,
            goal=old.goal,
            not_included=old.not_included,
            change_terms=old.change_terms,
            intro=old.intro,
            closing=old.closing,
            language=old.language,
            currency=old.currency,
            price_mode=old.price_mode,
            tax_rounding=old.tax_rounding,
            lines=old.lines,
            adjustments=old.adjustments,
            valid_until=on + timedelta(days=own.quote_days),
        )
        if client.id != old.client_id:
            draft = replace(draft, language=client.language or old.language)
        return tables.quotes.add(db, draft)


def delete_draft(db: Database, quote_id: int) -> Quote | None:
    """Throw a draft away: one that was never sent is gone, a later version gives way to the last one sent.

    Returns the quote that is left, None if none is.
    """
    with transaction(db):
        draft = tables.quotes.get(db, quote_id)
        _check_draft(draft)
        if not draft.sent_revision:
            tables.quotes.delete(db, quote_id)
            return None
        trash.put(db, tables.quotes.name, quote_id, to_row(draft), is_version=True)
        accepted = draft.acceptance.revision if draft.acceptance else 0
        kept = accepted if accepted == draft.sent_revision else draft.sent_revision
        return tables.quotes.save(db, draft.back_to(_revision(db, quote_id, kept).snapshot))


def archive(db: Database, quote_id: int, *, archived: bool = True) -> Quote:
    """Hide the quote from the lists, or bring it back."""
    return _store(db, replace(tables.quotes.get(db, quote_id), archived=archived))


def revisions(db: Database, quote_id: int) -> tuple[QuoteRevision, ...]:
    """Return every version as it was sent, oldest first."""
    return tables.quote_revisions.find(db, "quote_id = ?", (quote_id,), order="revision")


def changes_since_sent(db: Database, quote_id: int) -> tuple[QuoteChange, ...]:
    """Return what the version on the desk says differently from the one before it (R-QUO-2); nothing for v1."""
    quote = tables.quotes.get(db, quote_id)
    before = [row for row in revisions(db, quote_id) if row.revision < quote.revision]
    return what_changed(before[-1].snapshot, quote) if before else ()


def _with_terms(draft: Quote, client: Client, own: Issuer) -> Quote:
    currency = client.currency or own.currency
    if not currency:
        raise RuleError(
            N_("The currency is not known yet."),
            field="currency",
            next_step=N_("Say first in which country you work."),
        )
    return replace(
        draft,
        currency=currency,
        language=client.language or own.language or "en",
        price_mode=PriceMode(client.price_mode or PriceMode.NET),
        tax_rounding=TaxRounding(own.tax_rounding),
    )


def _revision(db: Database, quote_id: int, revision: int) -> QuoteRevision:
    found = tables.quote_revisions.find(db, "quote_id = ? AND revision = ?", (quote_id, revision))
    if not found:
        raise StateError(
            N_("Version {revision} of this quote was never sent."),
            next_step=N_("Choose a version that the client has."),
            rule="R-QUO-2",
            revision=revision,
        )
    return found[0]


def _chosen(quote: Quote, keys: frozenset[str]) -> Quote:
    for line in quote.lines:
        if line.chosen and line.key not in keys:
            quote = quote.choose(line.key, chosen=False)
    for key in sorted(keys):
        quote = quote.choose(key)
    return quote


def _check_draft(quote: Quote) -> None:
    if quote.state is not QuoteState.DRAFT:
        raise StateError(
            N_("Quote {number} was already sent."),
            next_step=N_("Revise it to make a new version."),
            rule="R-QUO-2",
            number=quote.number,
        )


def _store(db: Database, quote: Quote) -> Quote:
    with transaction(db):
        return tables.quotes.save(db, quote)
