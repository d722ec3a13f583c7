"""The delivery slip: what was delivered and checked, boxes and lines to sign, or who accepted it and when (J7)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from clientdesk.documents import delivery
from clientdesk.documents.layout import render
from clientdesk.documents.view import Choices, Signatures
from clientdesk.domain.contract import Clause, Contract, ContractState, Signature
from clientdesk.domain.errors import StateError
from clientdesk.domain.milestone import Milestone
from clientdesk.usecases import deliveries, fonts, milestones
from tests.documents.samples import english, german, pages, words
from tests.usecases.billing import contract, line, open_german
from tests.usecases.own_font_files import with_letter

JUNE = date(2026, 6, 12)
RULE = "A delivery counts as accepted if Krumm was asked within 14 days and did not refuse."
SIGNED = Contract(
    number="V-2026-003",
    title="Brand",
    signature=Signature(on=date(2026, 2, 24), by="Eva Krumm"),
    state=ContractState.ACTIVE,
    clauses=(
        Clause(key="rights", title="Rights", text="They pass on payment."),
        Clause(key="acceptance", title="Acceptance", text=RULE),
    ),
)
LABELS = Milestone(
    id=1,
    title="Label set",
    promised_on=date(2026, 6, 15),
    delivered_on=JUNE,
    delivery_note="On a stick",
    checks="Six sizes\nProofread",
    open_checks="Proofread",
)
SIGN = Milestone(
    id=2,
    title="Shop sign",
    delivered_on=date(2026, 6, 1),
    checks="Put up",
    accepted_on=date(2026, 6, 3),
    accepted_by="Eva Krumm",
)


def test_what_was_delivered_promised_and_checked_stands_there() -> None:
    said = words(render(delivery.view(SIGNED, [LABELS], english())))
    for part in (
        "Delivery slip",
        "Contract V-2026-003",
        "This was delivered under contract V-2026-003:",
        "Label set On a stick Jun 15, 2026 Jun 12, 2026",
        "Six sizes checked",
        "Proofread still open",
    ):
        assert part in said, (part, said)


def test_the_client_ticks_and_signs_and_is_told_what_silence_means() -> None:
    view = delivery.view(SIGNED, [LABELS], english())
    said = words(render(view))
    assert "The work is accepted as it was delivered. The work is accepted with these reservations:" in said
    assert f"The contract says on acceptance: {RULE}" in said
    assert "They pass on payment" not in said
    assert [choice.lines for part in view.body if isinstance(part, Choices) for choice in part.choices] == [
        0,
        2,
    ]
    assert "Handed over: Lena Brandt" in said
    assert "Received: Bäckerei Krumm GmbH" in said


def test_without_a_rule_none_is_made_up() -> None:
    said = words(render(delivery.view(replace(SIGNED, clauses=()), [LABELS], english())))
    assert "The contract says" not in said


def test_what_was_accepted_says_by_whom_and_when_and_asks_for_nothing() -> None:
    view = delivery.view(SIGNED, [SIGN], english())
    said = words(render(view))
    assert "“Shop sign” was accepted by Eva Krumm on June 3, 2026." in said
    assert "Please tick" not in said
    (lines,) = (part for part in view.body if isinstance(part, Signatures))
    assert (lines.signatures[1].signed, lines.signatures[1].place_and_date) == (
        "Eva Krumm",
        "Place, date: June 3, 2026",
    )


def test_of_several_only_the_rest_is_to_be_accepted() -> None:
    said = words(render(delivery.view(SIGNED, [SIGN, LABELS], english())))
    assert "These 2 parts were delivered under contract V-2026-003:" in said
    assert "Not accepted yet: Label set." in said
    assert "Please tick" in said
    assert said.index("Shop sign") < said.index("Label set")
    assert "Eva Krumm Name and signature" not in said, "her line is for what is not accepted yet"


def test_boxes_and_signatures_stand_on_one_page_however_long_the_slip_is() -> None:
    tr = german().tr
    accepted = tr.gettext("The work is accepted as it was delivered.")
    received = tr.gettext("Received: {name}").split("{", maxsplit=1)[0]
    for count in range(1, 60, 7):
        checks = "\n".join(f"Point {number}" for number in range(count))
        found = pages(render(delivery.view(SIGNED, [replace(LABELS, checks=checks)], german())))
        (page,) = [text for text in found if accepted in text]
        assert received in page


@pytest.mark.parametrize("title", ["ترجمة الفصول 1–10", "పెళ్లి ఫోటోలు", "<b>&amp;</b>", "\N{PILE OF POO} film"])
def test_titles_of_any_script_are_drawn(title: str) -> None:
    strange = replace(LABELS, title=title, delivery_note=title, checks=title, accepted_by=title)
    assert render(delivery.view(SIGNED, [strange], english()))


def test_nothing_delivered_is_refused_with_what_to_do() -> None:
    db = open_german(None)
    made = contract(db, line("1000"))
    other = contract(db, line("10"))
    entry = milestones.create(db, Milestone(contract_id=made.id, title="Shop sign"))
    with pytest.raises(StateError, match="Nothing of this contract is delivered yet") as none:
        deliveries.slip_pdf(db, made.id, on=JUNE)
    assert none.value.next_step
    with pytest.raises(StateError, match="not delivered yet"):
        deliveries.slip_pdf(db, made.id, on=JUNE, milestone_id=entry.id)
    milestones.deliver(db, entry.id, on=JUNE)
    with pytest.raises(StateError, match="another contract"):
        deliveries.slip_pdf(db, other.id, on=JUNE, milestone_id=entry.id)
    assert "Shop sign" in words(deliveries.slip_pdf(db, made.id, on=JUNE))


def test_letters_that_only_a_font_of_ones_own_has_stand_there() -> None:
    book = open_german(None)
    agreed = contract(book, line("500"))
    entry = milestones.create(book, Milestone(contract_id=agreed.id, title="Snow \N{SNOWMAN}"))
    milestones.deliver(book, entry.id, on=JUNE)
    assert "\N{REPLACEMENT CHARACTER}" in words(deliveries.slip_pdf(book, agreed.id, on=JUNE))
    fonts.add(book, with_letter("\N{SNOWMAN}"), "Snow.ttf")
    assert "Snow \N{SNOWMAN}" in words(deliveries.slip_pdf(book, agreed.id, on=JUNE))
