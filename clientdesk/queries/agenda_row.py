"""The shape of the agenda: what a date is about, how urgent it is, whose it is, and what to do next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from clientdesk.domain.money import Money


class AgendaKind(StrEnum):
    """What the date is about."""

    MILESTONE = "milestone"
    QUOTE = "quote"
    INVOICE = "invoice"
    INSTALMENT = "instalment"
    DEPOSIT = "deposit"
    NOTICE = "notice"
    RECURRING = "recurring"
    UNSIGNED = "unsigned"
    UNBILLED = "unbilled"
    FINAL = "final"
    COMPLETE = "complete"
    SURPLUS = "surplus"
    CREDIT = "credit"
    FOLLOW_UP = "follow_up"


class Severity(StrEnum):
    """How urgent it is: late or impossible to keep, to be done now, or coming up."""

    URGENT = "urgent"
    WARNING = "warning"
    COMING = "coming"


class AgendaAct(StrEnum):
    """What to do about it."""

    DELIVER = "deliver"
    PROMISE_ANEW = "promise_anew"
    ASK_CLIENT = "ask_client"
    FOLLOW_UP = "follow_up"
    EXTEND_QUOTE = "extend_quote"
    RECORD_PAYMENT = "record_payment"
    REMIND = "remind"
    BILL_INSTALMENT = "bill_instalment"
    REQUEST_DEPOSIT = "request_deposit"
    GIVE_NOTICE = "give_notice"
    MAKE_RECURRING = "make_recurring"
    SIGN = "sign"
    BILL_WORK = "bill_work"
    ISSUE_DRAFT = "issue_draft"
    BILL_FINAL = "bill_final"
    CLOSE = "close"
    PAY_BACK = "pay_back"
    ALLOCATE = "allocate"
    ASK_HOW = "ask_how"


#: Their day moves along with today, so it does not tell one line from another.
_DAYLESS = frozenset({AgendaKind.UNSIGNED, AgendaKind.FINAL, AgendaKind.COMPLETE})
#: What may be ticked off where it stands: it is done outside of the book, or by leaving things as they are.
_TICKED = frozenset({AgendaKind.QUOTE, AgendaKind.NOTICE, AgendaKind.FOLLOW_UP})
_RANKS = {Severity.URGENT: 0, Severity.WARNING: 1, Severity.COMING: 2}


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaRow:
    """One entry. `record_kind` and `record_id` say what opens; the window makes its sentence from the parts.

    `title` is the record's own words, `number` its number. For milestones `slack` is in working days and
    `forecast_on` the day on which the work will be done; `proposed_on` is a better day where the date is not
    worked. `days` are calendar days: until the date, negative once it has passed. `paper_id` is the invoice that the
    act is about, where it is not the record itself. `state` is the record's own word, where the line is about that.
    """

    on: date
    kind: AgendaKind
    severity: Severity
    title: str
    number: str = ""
    client_id: int
    client: str
    record_kind: str
    record_id: int
    milestone_id: int | None = None
    days: int
    amount: Money | None = None
    slack: Decimal | None = None
    forecast_on: date | None = None
    proposed_on: date | None = None
    is_waiting: bool = False
    act: AgendaAct
    paper_id: int | None = None
    state: str = ""

    @property
    def subject(self) -> str:
        """What tells this line from all others, also tomorrow; another date, part or act makes it another line."""
        record = f"{self.kind.value}:{self.record_kind}:{self.milestone_id or self.record_id}"
        day = "" if self.kind in _DAYLESS else self.on.isoformat()
        part = self.title if self.kind in {AgendaKind.INSTALMENT, AgendaKind.DEPOSIT} else ""
        return f"{record}:{self.act.value}:{day}:{part}"

    @property
    def can_be_ticked(self) -> bool:
        """Whether it can be marked as done where it stands."""
        return self.kind in _TICKED or (self.kind is AgendaKind.MILESTONE and self.milestone_id is not None)

    @property
    def sort_key(self) -> tuple[int, date, str, int]:
        """The most urgent first, then the earliest."""
        return (_RANKS[self.severity], self.on, self.kind.value, self.milestone_id or self.record_id)
