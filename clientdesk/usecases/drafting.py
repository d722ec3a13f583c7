"""A paper while it is written: begun before client or issuer are stored, and kept together with both in one act."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, TypeVar

from clientdesk.domain import countries, identifiers
from clientdesk.domain.checks import Facts, issue_problems
from clientdesk.domain.client import Client
from clientdesk.domain.countries.proposal import propose_tax
from clientdesk.domain.errors import NotFoundError, RuleError, StateError
from clientdesk.domain.invoice import DEMANDS, Invoice, InvoiceState, series_of
from clientdesk.domain.issue_warnings import price_warnings
from clientdesk.domain.issuer import Issuer, TaxStatus
from clientdesk.domain.line import Line, PriceMode
from clientdesk.domain.numbering import Series, take
from clientdesk.domain.party import TaxId
from clientdesk.domain.quote import Quote, QuoteState
from clientdesk.domain.tax import Tax
from clientdesk.domain.text import N_
from clientdesk.domain.totals import TaxRounding
from clientdesk.storage import tables
from clientdesk.storage.database import Database, transaction
from clientdesk.usecases import agreed_price, clients, invoices, issuer, letters, numbering, papers, quotes

if TYPE_CHECKING:
    from clientdesk.i18n import Translator

#: The currency of a paper begun before anybody said where the issuer works; the answer replaces it.
_NO_CURRENCY = "EUR"
_Who = TypeVar("_Who", Issuer, Client)


@dataclass(frozen=True, slots=True, kw_only=True)
class Writing:
    """A paper on the desk with who writes and who gets it. Records with id 0 are not stored yet."""

    paper: Quote | Invoice
    issuer: Issuer
    client: Client

    @property
    def is_quote(self) -> bool:
        """Whether the paper is a quote."""
        return isinstance(self.paper, Quote)

    @property
    def is_draft(self) -> bool:
        """Whether it may still be written in."""
        if isinstance(self.paper, Quote):
            return self.paper.state is QuoteState.DRAFT
        return self.paper.state is InvoiceState.DRAFT


def begin(db: Database, *, quote: bool, on: date, client_id: int = 0, country: str = "") -> Writing:
    """Return an empty paper, not stored yet. `country` is a guess for an issuer who has not answered."""
    own = issuer.get(db)
    if not own.country and country and countries.is_country(country):
        own = in_country(own, country)
    blank: Quote | Invoice
    currency = own.currency or _NO_CURRENCY
    if quote:
        blank = Quote(currency=currency, valid_until=on + timedelta(days=own.quote_days))
    else:
        blank = Invoice(currency=currency, home_currency=own.currency, supplied_from=on, supplied_to=on)
    written = Writing(paper=blank, issuer=own, client=Client())
    written = _with_terms(written, anew=True)
    return for_client(db, written, client_id, on=on) if client_id else written


def reopen(db: Database, *, quote: bool, record_id: int) -> Writing:
    """Return a stored paper with its client and the issuer as they are now, or raise NotFoundError."""
    paper = tables.quotes.get(db, record_id) if quote else tables.invoices.get(db, record_id)
    return Writing(paper=paper, issuer=issuer.get(db), client=tables.clients.get(db, paper.client_id))


def is_draft(db: Database, *, quote: bool, record_id: int) -> bool | None:
    """Whether a stored paper may still be written in; None where it is there no more."""
    try:
        return reopen(db, quote=quote, record_id=record_id).is_draft
    except NotFoundError:
        return None


def check_draft(db: Database, *, quote: bool, record_id: int) -> None:
    """Raise StateError, with the words for its user, unless a stored paper may still be written in."""
    paper = reopen(db, quote=quote, record_id=record_id).paper
    if isinstance(paper, Invoice):
        paper.check_draft()
    elif paper.state is not QuoteState.DRAFT:
        raise StateError(
            N_("Quote {number} was already sent."),
            next_step=N_("Revise it to make a new version."),
            rule="R-QUO-2",
            number=paper.number,
        )


def in_country(own: Issuer, country: str) -> Issuer:
    """Return the issuer with everything that another country sets anew: currency, paper, tax, week, terms."""
    rules = countries.rules(country)
    status = TaxStatus(rules.schemes[0].code) if rules.schemes else TaxStatus.NONE
    moved = replace(
        own,
        address=replace(own.address, country=country),
        tax_status=status,
        currency="",
        paper="",
        language="",
    )
    return issuer.proposal(moved)


def paper_tax_id(own: Issuer) -> str:
    """Return the one identifier that the issuer's papers must carry, empty while it is not known (R-CON-1)."""
    kinds = _paper_kinds(own.country)
    return next((known.value for known in own.tax_ids if known.kind in kinds), "")


def with_paper_tax_id(own: Issuer, value: str) -> Issuer:
    """Keep what was typed as the identifier whose check it passes, else as the plain tax number (R-ID-1)."""
    kinds, typed = _paper_kinds(own.country), value.strip()
    if typed == paper_tax_id(own):
        return own
    kept = tuple(known for known in own.tax_ids if known.kind not in kinds)
    if not typed:
        return replace(own, tax_ids=kept)
    usual = "tax_number" if "tax_number" in kinds else kinds[0]
    checked = (kind for kind in kinds if kind != "tax_number")
    fits = next((kind for kind in checked if identifiers.check(kind, typed, own.country).ok), usual)
    return replace(own, tax_ids=(*kept, TaxId(kind=fits, value=typed)))


def paper_tax_id_warning(value: str, country: str) -> RuleError | None:
    """Return the warning about the issuer's one identifier where it passes the check of none of its kinds (R-ID-1)."""
    found = [identifiers.warning(kind, value, country) for kind in _paper_kinds(country)] if country else []
    if not found or None in found:
        return None
    # A VAT id begins with the letters of its country, a tax number with figures.
    return found[0] if value.strip()[:2].isalpha() else found[-1]


def for_client(db: Database, writing: Writing, client_id: int, *, on: date) -> Writing:
    """Address the paper to a stored client, whose terms it takes: language, currency, prices, reference (K8)."""
    return to_client(writing, tables.clients.get(db, client_id), on=on)


def to_client(writing: Writing, client: Client, *, on: date) -> Writing:
    """Address the paper to another client, whose terms and usual tax it takes (K8, R-VAT-9)."""
    return with_people(writing, writing.issuer, client, on=on)


def with_people(writing: Writing, own: Issuer, client: Client, *, on: date) -> Writing:
    """Return the paper with what was answered about its people.

    Another client or another country of the issuer brings its terms; lines that carried the usual tax follow it.
    """
    before = usual_tax(writing, on=on)
    moved = own.country != writing.issuer.country or own.currency != writing.issuer.currency
    other = client.id != writing.client.id
    paper = replace(writing.paper, client_id=client.id)
    after = Writing(paper=paper, issuer=own, client=client)
    if other or moved:
        after = _with_terms(after, anew=True)
    return _with_tax(after, before, on=on)


def people_now(db: Database, writing: Writing, *, on: date) -> Writing:
    """Return the paper with issuer and client as they are stored now, where they are stored."""
    own, client = issuer.get(db), writing.client
    if client.id:
        client = tables.clients.get(db, client.id)
    if not own.country or own.version == writing.issuer.version:
        own = writing.issuer
    if client.version == writing.client.version:
        client = writing.client
    return with_people(writing, own, client, on=on)


def usual_tax(writing: Writing, *, on: date) -> Tax:
    """Return the tax proposed for this client on this day (R-VAT-9); none while the country is not known."""
    return propose_tax(writing.issuer, writing.client, on) if writing.issuer.country else Tax()


def fitted(writing: Writing, lines: tuple[Line, ...], *, on: date) -> tuple[Line, ...]:
    """Return kept lines, such as a package's, for this paper: the usual tax gives way to the client's (R-VAT-9)."""
    if not writing.issuer.country:
        return lines
    home = propose_tax(writing.issuer, Client(), on)
    now = usual_tax(writing, on=on)
    return tuple(replace(line, tax=now) if line.tax == home else line for line in lines)


def is_empty(writing: Writing) -> bool:
    """Whether nothing was written that anybody would miss."""
    paper = writing.paper
    return not (writing.client.name.strip() or paper.lines or paper.title.strip())


def can_keep(writing: Writing) -> bool:
    """Whether the paper can be stored: it needs a client's name and the issuer's country."""
    return bool((writing.client.id or writing.client.name.strip()) and writing.issuer.country)


def keep(db: Database, writing: Writing, *, on: date) -> Writing:
    """Store issuer, client and paper in one act, whichever of them changed.

    Raises RuleError with the field (`issuer.`, `client.` or the paper's own), StateError for a paper that went out,
    ConflictError if it was changed elsewhere.
    """
    with transaction(db):
        own, client, paper = writing.issuer, writing.client, writing.paper
        if own != issuer.get(db):
            own = _named("issuer", issuer.save, db, own)
        if not client.id:
            client = _named("client", clients.create, db, client)
        elif client != tables.clients.get(db, client.id):
            client = _named("client", clients.change, db, client)
        kept: Quote | Invoice
        if isinstance(paper, Quote):
            if not paper.id:
                made = quotes.create(db, client.id, on=on)
                paper = replace(paper, id=made.id, version=made.version)
            kept = quotes.change(db, replace(paper, client_id=client.id))
        else:
            if not paper.id:
                draft = invoices.create(db, client.id, on=on)
                paper = replace(paper, id=draft.id, version=draft.version)
            kept = invoices.change(db, replace(paper, client_id=client.id))
        return Writing(paper=kept, issuer=own, client=client)


def keep_issuer(db: Database, own: Issuer) -> Issuer:
    """Store the four answers alone, while there is no client to write to yet."""
    return own if own == issuer.get(db) else _named("issuer", issuer.save, db, own)


def problems(db: Database, writing: Writing, *, on: date) -> tuple[RuleError, ...]:
    """Return everything that stands against sending the paper out, stored or not."""
    paper, own, client = writing.paper, writing.issuer, writing.client
    if isinstance(paper, Quote):
        return quotes.problems_of(db, paper, own=own, client=client, on=on)
    if paper.id and paper.client_id:
        return invoices.problems(db, paper, on=on)
    days = own.due_days if client.due_days is None else client.due_days
    facts = Facts(issuer=own, client=client, on=on, due_days=days, series=None)
    not_drawn = letters.problems(db, own, client, paper.language, paper.lines, title=paper.title)
    return (*issue_problems(paper, facts), *not_drawn)


def warnings(db: Database, writing: Writing, *, on: date) -> tuple[RuleError, ...]:
    """Return what the user should know before the paper goes out, and may decide otherwise."""
    paper = writing.paper
    if not isinstance(paper, Invoice):
        return tuple(price_warnings(paper.lines))
    is_stored = bool(paper.id and paper.client_id)
    found = invoices.warnings(db, paper, on=on) if is_stored else tuple(price_warnings(paper.lines))
    account = writing.issuer.account
    if paper.kind in DEMANDS and not (account.iban or account.number or account.upi):
        nowhere = RuleError(
            N_("The invoice does not say where to pay."),
            field="issuer.account",
            next_step=N_("Add your account in the settings."),
            command_step=N_("Add your account: “clientdesk issuer set account.iban=…”."),
        )
        found = (*found, nowhere)
    return found


def sketch(db: Database, writing: Writing, *, on: date) -> bytes:
    """Draw the paper as it would go out today, with a watermark; neither it nor its people need to be stored."""
    paper = writing.paper
    if isinstance(paper, Invoice):
        paper = agreed_price.with_days(db, paper)
    return papers.draft_pdf(db, paper, own=writing.issuer, client=writing.client, on=on)


def next_number(db: Database, writing: Writing, *, on: date) -> str:
    """Return the number that the paper will most likely get, empty while the country is not known."""
    paper = writing.paper
    if paper.number:
        return paper.number
    code = "quote" if isinstance(paper, Quote) else series_of(paper.kind)
    country = writing.issuer.country
    try:
        known = numbering.series(db, code)
    except NotFoundError:
        known = Series(code=code)
    if not known.started and not known.last and country:
        # Nothing was given out yet: the pattern still follows the country that is chosen at this moment.
        stored = issuer.get(db).country
        if stored != country or not known.pattern:
            known = replace(known, pattern=countries.rules(country).number_patterns[code])
    return take(known, on, client=writing.client.number)[1] if known.pattern else ""


def due_days(db: Database, writing: Writing) -> int:
    """Return the usual days to pay for this paper: the contract's, the client's, the issuer's (R-DUE-1)."""
    paper = writing.paper
    if isinstance(paper, Invoice) and paper.id and paper.contract_id is not None:
        return invoices.due_days(db, replace(paper, due_days=None))
    usual = writing.client.due_days
    return writing.issuer.due_days if usual is None else usual


def unit_word(unit: str, quantity: Decimal, words: Translator) -> str:
    """Return a unit's code as `words` say it; what was typed freely stays."""
    from clientdesk.documents.units import printed

    return printed(unit, quantity, words)


def _paper_kinds(country: str) -> tuple[str, ...]:
    """Return the identifiers of which one goes on papers, the VAT id first."""
    known = countries.rules(country).identifiers if country else ()
    return tuple(rule.code for rule in known if rule.on_paper and rule.code != "register") or ("vat_id",)


def _with_terms(writing: Writing, *, anew: bool) -> Writing:
    paper, own, client = writing.paper, writing.issuer, writing.client
    bound = isinstance(paper, Invoice) and (paper.contract_id is not None or paper.corrects_id is not None)
    if (anew or not paper.language) and not bound:
        paper = replace(
            paper,
            currency=client.currency or own.currency or paper.currency,
            language=client.language or own.language or "en",
            price_mode=PriceMode(client.price_mode or PriceMode.NET),
            tax_rounding=TaxRounding(own.tax_rounding),
        )
        if isinstance(paper, Invoice):
            paper = replace(paper, home_currency=own.currency, reference=client.reference or paper.reference)
    return replace(writing, paper=paper)


def _with_tax(writing: Writing, before: Tax, *, on: date) -> Writing:
    now = usual_tax(writing, on=on)
    if now == before:
        return writing

    def after(line: Line) -> Line:
        return replace(line, tax=now) if line.tax in (before, Tax()) else line

    return replace(
        writing, paper=replace(writing.paper, lines=tuple(after(line) for line in writing.paper.lines))
    )


def _named(prefix: str, act: Callable[[Database, _Who], _Who], db: Database, record: _Who) -> _Who:
    """Call `act`, and say in a refusal whose field it is."""
    try:
        return act(db, record)
    except RuleError as error:
        raise RuleError.at(f"{prefix}.{error.field}", error) from error
