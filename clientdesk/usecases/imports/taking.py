"""Taking a file over, all of it in one act, and giving it back later: what was touched since stays as it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from clientdesk.domain.errors import ChecksFailedError, ConflictError, NotFoundError, RuleError, StateError
from clientdesk.domain.log import LogAct
from clientdesk.domain.text import N_
from clientdesk.storage import log
from clientdesk.storage.connection import large_transaction
from clientdesk.storage.database import Database, transaction
from clientdesk.usecases.imports import gate
from clientdesk.usecases.imports.field_names import FIELD_NAMES
from clientdesk.usecases.imports.gate import Incoming, Watch, nobody
from clientdesk.usecases.imports.order import Kind, Order
from clientdesk.usecases.imports.planning import MOST_SHOWN, TRADES, Fate, Outcome, Plan, Trade, plan


@dataclass(frozen=True, slots=True)
class Taken:
    """One record that was written: its id and version since, and how it was before (None: it is new)."""

    record_id: int
    version: int
    #: What it is called: an id may be given out again once its record is gone.
    name: str
    before: Any = None


@dataclass(frozen=True, slots=True)
class Receipt:
    """What an import has done: enough to tell of it, and to take it back."""

    kind: Kind
    taken: tuple[Taken, ...] = ()
    new: int = 0
    updated: int = 0
    left_out: int = 0
    bad: tuple[Outcome, ...] = ()
    #: The first of those that were left out or updated, each with what it is alike.
    alike: tuple[Outcome, ...] = ()


@dataclass(frozen=True, slots=True)
class GivenBack:
    """What taking an import back has done: records removed, brought back as they were, and kept as touched since."""

    removed: int
    restored: int
    kept: int


def take(db: Database, incoming: Incoming, order: Order, watch: Watch = nobody) -> Receipt:
    """Write all that the file holds, or nothing: the book is compared once more in the same act.

    Raises RuleError naming the first bad record unless `order.leave_out_bad`; StoppedError where `watch` does.
    """
    with large_transaction(db):
        planned = plan(db, incoming, order, watch)
        bad = planned.some(Fate.BAD, len(planned.outcomes))
        if bad and not order.leave_out_bad:
            raise _bad_rows(bad)
        taken = tuple(_written(db, planned, watch))
        if taken:
            log.note(db, LogAct.IMPORTED, file=incoming.name, records=len(taken))
    return Receipt(
        kind=order.kind,
        taken=taken,
        new=planned.count(Fate.NEW),
        updated=planned.count(Fate.UPDATED),
        left_out=planned.count(Fate.LEFT_OUT),
        bad=bad,
        alike=planned.alike(),
    )


def give_back(db: Database, receipt: Receipt, watch: Watch = nobody) -> GivenBack:
    """Take an import back: remove what it added, restore what it changed.

    What was changed since, or is used by a paper, stays and is counted.
    """
    removed = restored = kept = 0
    #: Versions of the records that were brought back already, and may go back once more.
    versions: dict[int, int] = {}
    with large_transaction(db):
        # The last first: a record that the file changed twice goes back both ways.
        for number, taken in enumerate(reversed(receipt.taken)):
            if number % gate.ROWS_BETWEEN_LOOKS == 0:
                watch(number, len(receipt.taken))
            try:
                with transaction(db):
                    version = versions.get(taken.record_id, taken.version)
                    versions[taken.record_id] = _one_back(db, TRADES[receipt.kind], taken, version)
            except (ConflictError, NotFoundError, RuleError, StateError):
                kept += 1
            else:
                removed += taken.before is None
                restored += taken.before is not None
    return GivenBack(removed, restored, kept)


def problems(bad: tuple[Outcome, ...]) -> tuple[RuleError, ...]:
    """Return a sentence for each record that cannot be taken over, with its line and the field that is wrong."""
    return tuple(_problem(outcome) for outcome in bad if outcome.problem is not None)


def _problem(outcome: Outcome) -> RuleError:
    found = outcome.problem
    if found is None or "line" in found.values:
        return found or RuleError(N_("Line {line} cannot be read."), line=outcome.line)
    field = field_of(found)
    # The sentence of the rule stands within one that says where.
    inner = RuleError(
        found.message, field=field, next_step="", command_step="", rule=found.rule, **found.values
    )
    message = N_("Line {line}, {column}: {reason}") if field else N_("Line {line}: {reason}")
    # What its next step speaks of are the values of the rule.
    more = {name: value for name, value in found.values.items() if name != "field"}
    where: dict[str, object] = {"line": outcome.line, "reason": inner}
    if field:
        where["column"] = FIELD_NAMES.get(field, field)
    return RuleError(
        message,
        field=field,
        next_step=found.next_step,
        command_step=found.command_step,
        rule=found.rule,
        **{**more, **where},
    )


def field_of(problem: RuleError) -> str:
    """Return which field of a record a problem is about, by its name in `headings`."""
    return problem.field.rpartition(".")[2]


def _bad_rows(bad: tuple[Outcome, ...]) -> ChecksFailedError:
    return ChecksFailedError(
        N_("Nothing was taken over. Records that cannot be taken over as they are: {count}."),
        problems=problems(bad[:MOST_SHOWN]),
        next_step=N_("Mend the file, or leave these records out."),
        command_step=N_("Mend the file, or add --leave-out-bad to take over the others."),
        count=len(bad),
    )


def _written(db: Database, planned: Plan, watch: Watch) -> Iterator[Taken]:
    trade = TRADES[planned.kind]
    #: Lines of the file by the record they have become, or are left out for.
    places: dict[int, int] = {}
    for number, outcome in enumerate(planned.outcomes):
        if number % gate.ROWS_BETWEEN_LOOKS == 0:
            watch(number, len(planned.outcomes))
        like = outcome.like if outcome.like >= 0 else places.get(-outcome.like, 0)
        if outcome.fate is Fate.NEW:
            added = trade.table.add(db, outcome.record)
            places[outcome.line] = added.id
            yield Taken(added.id, added.version, trade.name(added))
        elif outcome.fate is not Fate.BAD:
            places[outcome.line] = like
        if outcome.fate is Fate.UPDATED:
            before = trade.table.get(db, like)
            merged = trade.merged(before, outcome.record)
            if merged != before:
                saved = trade.table.save(db, merged)
                yield Taken(like, saved.version, trade.name(saved), before)


def _one_back(db: Database, trade: Trade, taken: Taken, version: int) -> int:
    """Undo one writing of a record that is of `version` still; return its version now."""
    now = trade.table.get(db, taken.record_id)
    is_same = taken.version != version or trade.name(now) == taken.name
    if now.version != version or not is_same:
        raise ConflictError(N_("This record was changed elsewhere in the meantime."))
    if taken.before is None:
        trade.table.delete(db, taken.record_id)
        return 0
    return int(trade.table.save(db, replace(taken.before, version=now.version)).version)
