"""The quote: a priced offer with a validity date, in frozen versions (R-QUO-1, R-QUO-2)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from clientdesk.domain.errors import RuleError, StateError
from clientdesk.domain.line import Adjustment, Line, LineRole, PriceMode
from clientdesk.domain.text import N_
from clientdesk.domain.totals import TaxRounding, Totals, compute


class QuoteState(StrEnum):
    """What was done; that a sent quote has expired is derived from the date (B27)."""

    DRAFT = "draft"
    SENT = "sent"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class AcceptanceMethod(StrEnum):
    """How the client said yes; a spoken yes is marked as not yet in writing."""

    PAPER = "paper"
    MAIL = "mail"
    SPOKEN = "spoken"


@dataclass(frozen=True, slots=True, kw_only=True)
class Acceptance:
    """Which version was accepted, by whom, when and how (R-QUO-2)."""

    revision: int
    by: str
    on: date
    method: AcceptanceMethod


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """A quote. `revision` is the version on the desk (v1, v2 …); `sent_revision` the last one sent, 0 for none."""

    id: int = 0
    version: int = 0
    client_id: int = 0
    number: str = ""
    title: str = ""
    goal: str = ""
    not_included: str = ""
    change_terms: str = ""
    intro: str = ""
    closing: str = ""
    language: str = ""
    currency: str = ""
    price_mode: PriceMode = PriceMode.NET
    tax_rounding: TaxRounding = TaxRounding.PER_DOCUMENT
    lines: tuple[Line, ...] = ()
    adjustments: tuple[Adjustment, ...] = ()
    state: QuoteState = QuoteState.DRAFT
    revision: int = 1
    sent_revision: int = 0
    sent_on: date | None = None
    valid_until: date | None = None
    acceptance: Acceptance | None = None
    decline_reason: str = ""
    archived: bool = False

    def totals(self) -> Totals:
        """Return the ladder; optional and alternative lines count only when chosen (R-QUO-4)."""
        return compute(
            self.lines,
            currency=self.currency,
            adjustments=self.adjustments,
            price_mode=self.price_mode,
            tax_rounding=self.tax_rounding,
        )

    def has_expired(self, today: date) -> bool:
        """Whether a sent quote is past its last day; that day itself still counts (R-QUO-1)."""
        return self.state is QuoteState.SENT and self.valid_until is not None and today > self.valid_until

    def send(self, number: str, *, on: date) -> Quote:
        """Freeze the version on the desk and hand it over (R-QUO-2); v2 keeps the number of v1."""
        if self.state is not QuoteState.DRAFT:
            raise StateError(
                N_("Quote {number} was already sent."),
                next_step=N_("Revise it to make a new version."),
                number=self.number,
            )
        return replace(
            self, number=self.number or number, state=QuoteState.SENT, sent_revision=self.revision, sent_on=on
        )

    def revise(self) -> Quote:
        """Put a new version on the desk; what was accepted stays accepted (R-QUO-2)."""
        if self.state is QuoteState.DRAFT:
            raise StateError(N_("This version was not sent yet."), next_step=N_("Change it directly."))
        return replace(self, state=QuoteState.DRAFT, revision=self.sent_revision + 1, decline_reason="")

    def back_to(self, sent: Quote) -> Quote:
        """Put a version that was sent back on the desk: the client may still say yes to v1 (J2).

        `sent` is the snapshot of that version. Later versions keep their numbers: the next one is never theirs.
        """
        if self.state is QuoteState.DRAFT:
            accepted = self.acceptance is not None and self.acceptance.revision == sent.revision
            state = QuoteState.ACCEPTED if accepted else QuoteState.SENT
        else:
            state = self.state
        return replace(
            sent,
            id=self.id,
            version=self.version,
            state=state,
            sent_revision=self.sent_revision,
            acceptance=self.acceptance,
            archived=self.archived,
        )

    def accept(self, *, by: str, on: date, method: AcceptanceMethod) -> Quote:
        """Record the client's yes to the version on the desk, sent and still valid (R-QUO-1, R-QUO-2, B27)."""
        if self.state is QuoteState.DRAFT:
            raise StateError(
                N_("Version {revision} of this quote was never sent."),
                next_step=N_("Send it, or drop it to go back to the version that the client has."),
                rule="R-QUO-2",
                revision=self.revision,
            )
        if self.state is not QuoteState.SENT:
            raise StateError(
                N_("This quote is closed."), next_step=N_("Revise it and send it again."), rule="R-QUO-1"
            )
        if self.valid_until is not None and on > self.valid_until:
            raise StateError(
                N_("The quote was valid until {date}."),
                next_step=N_("Extend its validity, or revise it."),
                rule="R-QUO-1",
                date=self.valid_until,
            )
        if self.sent_on is not None and on < self.sent_on:
            raise RuleError(
                N_("The quote was sent on {date}; it cannot be accepted earlier."),
                field="on",
                next_step=N_("Check the date."),
                rule="R-QUO-1",
                date=self.sent_on,
            )
        if not by.strip():
            raise RuleError(
                N_("Who accepted the quote?"), field="by", next_step=N_("Type the name."), rule="R-QUO-2"
            )
        self._check_alternatives()
        acceptance = Acceptance(revision=self.revision, by=by.strip(), on=on, method=method)
        return replace(self, state=QuoteState.ACCEPTED, acceptance=acceptance)

    def _check_alternatives(self) -> None:
        offered: dict[str, list[Line]] = {}
        for line in self.lines:
            if line.role is LineRole.ALTERNATIVE:
                offered.setdefault(line.choice, []).append(line)
        for lines in offered.values():
            if sum(line.chosen for line in lines) != 1:
                raise RuleError(
                    N_("Which of these did the client choose: {choices}?"),
                    field="chosen",
                    next_step=N_("Choose one of them."),
                    rule="R-QUO-4",
                    choices=", ".join(line.description for line in lines),
                )

    def decline(self, reason: str) -> Quote:
        """Record the client's no; the reason is what the next quote learns from (N1)."""
        if self.state is not QuoteState.SENT:
            raise StateError(
                N_("Only a sent quote can be declined."), next_step=N_("Send it first."), rule="R-QUO-1"
            )
        if not reason.strip():
            raise RuleError(
                N_("Why was the quote declined?"),
                field="reason",
                next_step=N_("Type the reason, even if it is only a guess."),
            )
        return replace(self, state=QuoteState.DECLINED, decline_reason=reason.strip())

    def withdraw(self) -> Quote:
        """Take a sent quote back before it was accepted (R-QUO-1)."""
        if self.state is not QuoteState.SENT:
            raise StateError(
                N_("Only a sent quote can be withdrawn."), next_step=N_("Send it first."), rule="R-QUO-1"
            )
        return replace(self, state=QuoteState.WITHDRAWN)

    def extend(self, until: date) -> Quote:
        """Move the last day of validity; extending is how an expired quote becomes acceptable again (B27)."""
        if self.state is not QuoteState.SENT:
            raise StateError(
                N_("Only a sent quote can be extended."),
                next_step=N_("Change the draft directly."),
                rule="B27",
            )
        if self.valid_until is not None and until <= self.valid_until:
            raise RuleError(
                N_("The quote is already valid until {date}."),
                field="valid_until",
                next_step=N_("Choose a later day."),
                rule="B27",
                date=self.valid_until,
            )
        return replace(self, valid_until=until)

    def choose(self, key: str, *, chosen: bool = True) -> Quote:
        """Tick an optional line, or pick one of the alternatives of a choice (R-QUO-4)."""
        target = next((line for line in self.lines if line.key == key), None)
        if target is None or target.role not in (LineRole.OPTIONAL, LineRole.ALTERNATIVE):
            raise RuleError(
                N_("This line cannot be chosen."),
                field="lines",
                next_step=N_("Mark it as optional or as an alternative."),
            )

        def after(line: Line) -> Line:
            if line.key == key:
                return replace(line, chosen=chosen)
            rivals = target.role is line.role is LineRole.ALTERNATIVE and line.choice == target.choice
            return replace(line, chosen=False) if chosen and rivals else line

        return replace(self, lines=tuple(after(line) for line in self.lines))


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteRevision:
    """A version as it was sent, with the hash of its paper; never changed, never deleted (R-QUO-2)."""

    id: int = 0
    quote_id: int = 0
    revision: int = 1
    sent_on: date
    snapshot: Quote
    paper_sha256: str = ""
