"""What the contract's page says at a glance: its key figures, what is agreed, how it ended."""

from __future__ import annotations

from clientdesk.domain.contract import ContractState
from clientdesk.i18n import _, ngettext, translator
from clientdesk.queries.contract_page import ContractPage, KeptPaper
from clientdesk.ui.contracts import words
from clientdesk.ui.contracts.plan import documents_of
from clientdesk.ui.widgets.figures import Figure
from clientdesk.ui.widgets.joined import joined
from clientdesk.ui.widgets.states import invoice_chip, kind_words
from clientdesk.ui.widgets.timeline import Event

#: Percent of the cap from which it is worth a warning, and from which it is used up.
_NEARLY, _FULL = 80, 100


def figures(page: ContractPage) -> list[Figure]:
    """Return price, hours or rounds, what is held, and what is not billed."""
    money, signed = translator().money, page.signed
    note = ""
    if page.value != page.signed_value:
        note = _("signed {amount}").format(amount=money(page.signed_value))
    found = [Figure(_("Price without tax"), money(page.value), note, "caption", "price")]
    if page.hours or page.cap_share is not None:
        cap = ""
        tone = "caption"
        if page.cap_share is not None:
            cap = _("{percent} of {cap}").format(
                percent=translator().percent(page.cap_share), cap=words.hours(page.current.cap_hours)
            )
            tone = "fault" if page.cap_share > _FULL else "warn" if page.cap_share >= _NEARLY else "caption"
        found.append(Figure(_("Hours"), words.hours(page.hours), cap, tone, "hours"))
    free = signed.revisions.free_rounds
    used = sum(row.used for row in page.rounds)
    number = translator().number
    if len(page.rounds) > 1:
        names = ", ".join(f"{row.deliverable}: {number(row.used)}" for row in page.rounds)
        # Translators: revision rounds that cost nothing, for each of several pieces of work
        free_ones = ngettext("{count} included each", "{count} included each", free)
        note = joined(names, free_ones.format(count=number(free)))
    else:
        # Translators: below the number of revision rounds; {count} rounds cost nothing
        note = ngettext("used, {count} included", "used, {count} included", free).format(count=number(free))
    found.append(Figure(_("Revision rounds"), number(used), note, "caption", "rounds"))
    held_note = _("from the client, not yet deducted") if page.held else ""
    found.append(Figure(_("Prepaid"), money(page.held), held_note, "caption", "held"))
    old = (
        _("since {date}").format(date=translator().date(page.unbilled.oldest_on))
        if page.unbilled.oldest_on
        else ""
    )
    tone = "warn" if page.unbilled_is_old else "caption"
    found.append(Figure(_("Work not billed"), money(page.unbilled.amount), old, tone, "unbilled"))
    return found


def facts(page: ContractPage) -> list[tuple[str, str]]:
    """Return scope, what is not included, revisions, cancellation, dates and the signature, each with its caption."""
    signed, day, signature = page.signed, translator().date, page.signed.signature
    dates = [
        _("from {date}").format(date=day(signed.starts_on)) if signed.starts_on else "",
        _("until {date}").format(date=day(signed.ends_on)) if signed.ends_on else "",
    ]
    revisions = [words.revisions(signed.revisions, signed.currency)]
    if signed.revisions.approver:
        revisions.append(_("{name} approves for the client").format(name=signed.revisions.approver))
    found = [
        (_("What is done"), signed.scope),
        (_("Not included"), signed.not_included),
        (_("Price"), words.pricing(page.current)),
        (_("Revisions"), ". ".join(revisions)),
        (_("Dates"), " ".join(part for part in dates if part)),
        (_("Cancelling"), words.cancellation(signed.cancellation)),
        (_("Gifts so far"), translator().money(page.gifts) if page.gifts else ""),
    ]
    if signature is not None:
        parts = [signature.by, day(signature.on), signature.place, words.method(signature.method)]
        found += [
            (_("Signature"), joined(*parts, mark="  ·  ")),
            (_("Fingerprint"), translator().left_to_right(f"{signature.text_hash[:16]}…")),
        ]
    return [(caption, text) for caption, text in found if text]


def closing(page: ContractPage) -> str:
    """Return when and why a contract ended; nothing while it runs."""
    signed = page.signed
    if signed.closed_on is None:
        return ""
    day = translator().date(signed.closed_on)
    if signed.state is ContractState.CANCELLED:
        return _("Cancelled on {date}: {reason}").format(date=day, reason=signed.close_reason)
    return _("Closed on {date}.").format(date=day)


def kept(paper: KeptPaper) -> Event:
    """Return a paper that went out, as a row that leads to it."""
    name = {"contract": _("Contract as signed"), "settlement": _("Settlement")}.get(paper.kind, paper.kind)
    return Event(
        paper.created_on,
        joined(name, paper.number, mark=" "),
        kind=f"paper:{paper.kind}",
        id=paper.id,
        icon="file-signature",
    )


def events(page: ContractPage) -> list[Event]:
    """Return the papers of a contract, the newest first, and the quote it came from."""
    money = translator().money
    found = [
        Event(
            row.issued_on,
            joined(kind_words(row.kind), row.number, mark=" "),
            amount=money(row.amount) if row.amount is not None else "",
            chip=invoice_chip(row.standing),
            kind="invoice",
            id=row.id,
            icon="receipt-text",
        )
        for row in documents_of(page.documents)
    ]
    if page.signed.signature is not None:
        found += [kept(paper) for paper in reversed(page.papers) if paper.kind != "change_order"]
    if page.signed.quote_id is not None:
        found.append(
            Event(None, _("The quote it came from"), kind="quote", id=page.signed.quote_id, icon="file-check")
        )
    return found or [Event(None, _("No documents yet."))]
