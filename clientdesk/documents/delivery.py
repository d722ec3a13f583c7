"""The delivery slip: what was handed over and checked, and the client's acceptance, to sign or as it was given (J7)."""

from __future__ import annotations

from collections.abc import Sequence

from clientdesk.documents.fonts import drawable
from clientdesk.documents.letter import autograph, body_text, greeting, letter, notes
from clientdesk.documents.setting import Setting, buyer_name, seller_name
from clientdesk.documents.view import (
    Choice,
    Choices,
    Column,
    DocumentView,
    Fact,
    Heading,
    Row,
    RowKind,
    Section,
    Signature,
    Signatures,
    Table,
    Weight,
)
from clientdesk.domain.contract import Contract
from clientdesk.domain.milestone import Milestone

#: The clause that says how deliveries are accepted, and when they count as accepted without a word.
_CLAUSE = "acceptance"
#: Room for what the client has to say against the work.
_LINES = 2


def view(contract: Contract, milestones: Sequence[Milestone], where: Setting) -> DocumentView:
    """Return the slip of delivered milestones of a signed contract; who accepted one already is printed."""
    tr = where.tr
    usual = tr.ngettext(
        "This was delivered under contract {number}:",
        "These {count} parts were delivered under contract {number}:",
        len(milestones),
    ).format(number=contract.number, count=tr.number(len(milestones)))
    body: list[Section] = [*greeting(where, "", usual), _delivered(milestones, where)]
    checked = [entry for entry in milestones if entry.checks.strip()]
    if checked:
        body.append(_checks(checked, where))
    body.extend(_acceptance(contract, milestones, where))
    return letter(
        where,
        title=tr.gettext("Delivery slip"),
        subject=contract.title,
        info=(
            Fact(label=tr.gettext("Date"), value=tr.date(where.on, "long")),
            Fact(label=tr.gettext("Contract"), value=contract.number, weight=Weight.STRONG),
            Fact(
                label=tr.gettext("Signed on"),
                value=tr.date(contract.signature.on, "long") if contract.signature else "",
            ),
            Fact(label=tr.gettext("Client no."), value=where.client_number),
            Fact(label=tr.gettext("Your reference"), value=where.client_reference),
        ),
        body=body,
    )


def _delivered(milestones: Sequence[Milestone], where: Setting) -> Table:
    tr = where.tr
    has_promise = any(entry.promised_on for entry in milestones)
    columns = [Column(title=tr.pgettext("column", "Delivered work"), wide=True)]
    if has_promise:
        # Translators: a column of dates: when the delivery was promised.
        columns.append(Column(title=tr.pgettext("column", "Promised")))
    # Translators: a column of dates: when it was delivered.
    columns.append(Column(title=tr.pgettext("column", "Delivered on")))
    rows = []
    for entry in milestones:
        cells = [drawable(entry.title, where.fonts)]
        if has_promise:
            cells.append(tr.date(entry.promised_on) if entry.promised_on else "")
        cells.append(tr.date(entry.delivered_on) if entry.delivered_on else "")
        rows.append(Row(cells=tuple(cells), details=drawable(entry.delivery_note, where.fonts)))
    return Table(columns=tuple(columns), rows=tuple(rows))


def _checks(milestones: Sequence[Milestone], where: Setting) -> Table:
    """Return the points that were agreed as done, under the name of each delivery if there are several."""
    tr = where.tr
    rows: list[Row] = []
    for entry in milestones:
        if len(milestones) > 1:
            rows.append(Row(cells=(drawable(entry.title, where.fonts),), kind=RowKind.HEADING))
        for check in entry.checks.splitlines():
            # Translators: the state of a point on a delivery slip: it was looked at and is done, or not yet.
            state = tr.gettext("still open") if check in entry.checks_left else tr.gettext("checked")
            rows.append(Row(cells=(drawable(check, where.fonts), state)))
    return Table(
        title=tr.gettext("What was agreed"),
        columns=(
            Column(title=tr.pgettext("column", "Point"), wide=True),
            Column(title=tr.pgettext("column", "State")),
        ),
        rows=tuple(rows),
    )


def _acceptance(contract: Contract, milestones: Sequence[Milestone], where: Setting) -> list[Section]:
    """Return who accepted what and when; for the rest boxes to tick, the contract's rule, and lines to sign on."""
    tr = where.tr
    parts: list[Section] = [Heading(text=tr.gettext("Acceptance"))]
    parts.extend(notes([_accepted(entry, where) for entry in milestones if entry.accepted_on]))
    waiting = [entry for entry in milestones if entry.accepted_on is None]
    if not waiting:
        return [*parts, _signatures(milestones, where)]
    if len(waiting) < len(milestones):
        titles = tr.list([tr.isolate(drawable(entry.title, where.fonts)) for entry in waiting])
        parts.extend(body_text(tr.gettext("Not accepted yet: {titles}.").format(titles=titles)))
    parts.extend(
        body_text(
            tr.gettext(
                "{client} has received this work and looked at it. Please tick what applies, sign, and give one copy "
                "back."
            ).format(client=buyer_name(where))
        )
    )
    parts.extend(_rule(contract, where))
    parts.append(
        Choices(
            choices=(
                # Translators: a box to tick by the client.
                Choice(text=tr.gettext("The work is accepted as it was delivered.")),
                # Translators: a box to tick by the client, with lines to write on.
                Choice(text=tr.gettext("The work is accepted with these reservations:"), lines=_LINES),
            )
        )
    )
    return [*parts, _signatures(waiting, where)]


def _accepted(entry: Milestone, where: Setting) -> str:
    tr = where.tr
    day = tr.date(entry.accepted_on, "long") if entry.accepted_on else ""
    words = tr.gettext("“{title}” was accepted by {name} on {date}.")
    return words.format(
        title=drawable(entry.title, where.fonts), name=drawable(entry.accepted_by, where.fonts), date=day
    )


def _rule(contract: Contract, where: Setting) -> tuple[Section, ...]:
    """Return the clause on acceptance as it was signed: whom silence binds must be told so (§ 640 (2) BGB)."""
    tr = where.tr
    clause = next((one for one in contract.clauses if one.key == _CLAUSE and one.text.strip()), None)
    if clause is None:
        return ()
    # Translators: on a delivery slip: the wording of a clause of the contract.
    words = tr.gettext("The contract says on acceptance: {clause}")
    return notes([words.format(clause=clause.text.strip())])


def _signatures(milestones: Sequence[Milestone], where: Setting) -> Signatures:
    """Return both lines; the client's own is filled if one person has accepted everything on one day."""
    tr = where.tr
    name, place = tr.gettext("Name and signature"), tr.gettext("Place, date")
    given = {(entry.accepted_by, entry.accepted_on) for entry in milestones}
    by, on = given.pop() if len(given) == 1 else ("", None)
    day = f": {tr.date(on, 'long')}" if on else ""
    return Signatures(
        signatures=(
            Signature(
                # Translators: above the line on which the freelancer signs a delivery slip.
                party=tr.gettext("Handed over: {name}").format(name=seller_name(where)),
                place_and_date=place,
                name=name,
                autograph=autograph(where),
            ),
            Signature(
                # Translators: above the line on which the client signs a delivery slip.
                party=tr.gettext("Received: {name}").format(name=buyer_name(where)),
                place_and_date=f"{place}{day}",
                name=name,
                signed=drawable(by, where.fonts),
            ),
        )
    )
