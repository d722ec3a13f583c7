"""The quote as a value: its states, its choices, and what differs between two of them (R-QUO-1, 2, 4; B27)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientdesk.domain.errors import RuleError, StateError
from clientdesk.domain.line import Line, LineRole, with_keys
from clientdesk.domain.quote import AcceptanceMethod, Quote, QuoteState
from clientdesk.domain.quote_changes import ChangedPart, ChangeKind, what_changed
from clientdesk.domain.tax import Tax

ON = date(2026, 6, 1)
LINE = Line(key="a", description="Work", unit_price=Decimal(1000), tax=Tax(rate=Decimal(19)))
DRAFT = Quote(currency="EUR", lines=(LINE,), valid_until=date(2026, 11, 30))
SENT = DRAFT.send("AN-1", on=ON)


def yes(quote: Quote, on: date = ON) -> Quote:
    return quote.accept(by="Karl", on=on, method=AcceptanceMethod.MAIL)


def test_r_quo_1_a_quote_is_valid_to_the_end_of_its_last_day() -> None:
    assert not SENT.has_expired(date(2026, 11, 30))
    assert SENT.has_expired(date(2026, 12, 1))
    assert yes(SENT, date(2026, 11, 30)).state is QuoteState.ACCEPTED
    with pytest.raises(StateError, match="valid until"):
        yes(SENT, date(2026, 12, 1))


def test_r_quo_1_drafts_and_accepted_quotes_do_not_expire() -> None:
    late = date(2030, 1, 1)
    assert not DRAFT.has_expired(late)
    assert not yes(SENT).has_expired(late)
    assert not replace(SENT, valid_until=None).has_expired(late)


CLOSED = {
    "accepted": yes(SENT),
    "declined": SENT.decline("Too dear"),
    "withdrawn": SENT.withdraw(),
}


@pytest.mark.parametrize("closed", CLOSED.values(), ids=CLOSED)
def test_r_quo_1_a_closed_quote_takes_no_answer_any_more_but_may_be_revised(closed: Quote) -> None:
    for act in (
        yes,
        lambda quote: quote.decline("no"),
        Quote.withdraw,
        lambda quote: quote.extend(date(2027, 1, 1)),
        lambda quote: quote.send("X", on=ON),
    ):
        with pytest.raises(StateError):
            act(closed)
    again = closed.revise()
    assert (again.state, again.revision, again.number) == (QuoteState.DRAFT, 2, "AN-1")


def test_r_quo_2_versions_count_up_and_keep_the_first_number() -> None:
    second = SENT.revise().send("AN-2", on=ON)
    assert (second.number, second.revision, second.sent_revision) == ("AN-1", 2, 2)
    with pytest.raises(StateError):
        DRAFT.revise()


def test_r_quo_2_going_back_to_a_version_keeps_identity_and_counting() -> None:
    second = replace(SENT.revise(), id=7, version=3, lines=()).send("AN-1", on=ON)
    back = second.back_to(SENT)
    assert (back.id, back.version, back.revision, back.sent_revision) == (7, 3, 1, 2)
    assert back.lines == SENT.lines
    assert yes(back).acceptance.revision == 1
    assert yes(back).revise().revision == 3


def test_r_quo_4_one_alternative_pushes_the_others_out_and_options_stand_alone() -> None:
    rows = (
        LINE,
        replace(LINE, key="b", role=LineRole.OPTIONAL, unit_price=Decimal(200)),
        replace(LINE, key="c", role=LineRole.ALTERNATIVE, choice="Size"),
        replace(LINE, key="d", role=LineRole.ALTERNATIVE, choice="Size"),
        replace(LINE, key="e", role=LineRole.ALTERNATIVE, choice="Paper"),
    )
    quote = replace(DRAFT, lines=rows)
    assert quote.totals().net.amount == 1000
    picked = quote.choose("b").choose("c").choose("e").choose("d")
    assert {line.key for line in picked.lines if line.chosen} == {"b", "d", "e"}
    assert {line.key for line in picked.choose("d", chosen=False).lines if line.chosen} == {"b", "e"}
    with pytest.raises(RuleError, match="cannot be chosen"):
        quote.choose("a")


@given(st.lists(st.sampled_from(["", "a", "line-1", "line-2"]), max_size=8), st.sampled_from([(), (LINE,)]))
def test_r_quo_2_every_row_has_its_own_key_and_keeps_it(keys: list[str], before: tuple[Line, ...]) -> None:
    rows = [replace(LINE, key=key) for key in keys]
    named = with_keys(rows, before=before)
    assert len({line.key for line in named}) == len(rows)
    assert all(line.key for line in named)
    assert with_keys(named) == named
    firsts = {key: keys.index(key) for key in keys if key}
    assert all(named[index].key == key for key, index in firsts.items())


def test_r_quo_2_equal_versions_do_not_differ() -> None:
    assert what_changed(SENT, SENT.revise()) == ()


def test_r_quo_2_a_reworded_line_is_a_change_even_at_the_same_price() -> None:
    (change,) = what_changed(SENT, replace(SENT, lines=(replace(LINE, description="More work"),)))
    assert (change.part, change.kind, change.name) == (ChangedPart.LINE, ChangeKind.CHANGED, "More work")
    assert change.before == change.after
