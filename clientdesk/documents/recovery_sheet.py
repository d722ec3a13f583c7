"""The recovery sheet: on paper, the code that opens an encrypted book when its passphrase or key file is lost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from clientdesk.documents.fonts import drawable
from clientdesk.documents.letter import body_text, letter, notes
from clientdesk.documents.setting import Setting
from clientdesk.documents.view import (
    Align,
    Column,
    DocumentView,
    Fact,
    Heading,
    Payment,
    QrCode,
    Row,
    Section,
    Table,
)


def view(groups: Sequence[str], payload: str, book: str, where: Setting) -> DocumentView:
    """Return the sheet; it is no letter: it goes to nobody and lies where only its owner finds it."""
    tr = where.tr
    where = replace(where, second=None)
    body: list[Section] = [
        *body_text(
            tr.gettext(
                "This code opens the encrypted book without its passphrase, also on another computer. Whoever has this "
                "sheet and the book can read everything: keep it like a key, away from the computer."
            )
        ),
        _code(groups, where),
        Payment(
            title=tr.gettext("To scan instead of typing"),
            sentence=tr.gettext(
                "Open the book, choose “Use the recovery code”, and type the groups, or scan the code and paste it."
            ),
            facts=(
                Fact(label=tr.gettext("Book"), value=tr.left_to_right(drawable(book, where.fonts))),
                Fact(label=tr.gettext("Made on"), value=tr.date(where.on, "long")),
            ),
            qr=QrCode(payload=payload, caption=tr.gettext("The recovery code")),
        ),
        Heading(text=tr.gettext("Good to know")),
        *body_text(
            tr.gettext(
                "The fifth letter of each group checks the four before it, so a slip is found and named. There is no "
                "letter I, L, O or U: what looks like one is a figure. Large and small letters are the same."
            )
        ),
        *body_text(
            tr.gettext(
                "When the key is changed, this sheet opens only copies from before, and a new sheet is made. Nobody "
                "else has this code: without it and without the passphrase the book cannot be read any more."
            )
        ),
        *notes([tr.gettext("Not meant for clients.")]),
    ]
    made = letter(where, title=tr.gettext("Recovery sheet"), body=body)
    return replace(made, sender_line="", recipient=(), footer=(), is_letter=False)


def _code(groups: Sequence[str], where: Setting) -> Table:
    """Return the groups with their numbers in two columns, as one types them: down the first, then down the second."""
    tr = where.tr
    half = (len(groups) + 1) // 2
    rows = []
    for place in range(half):
        cells: list[str] = []
        for number in (place, place + half):
            is_there = number < len(groups)
            cells.append(tr.number(number + 1) if is_there else "")
            cells.append(tr.left_to_right(groups[number]) if is_there else "")
        rows.append(Row(cells=tuple(cells)))
    # Translators: the head of a column: the number of a group of the recovery code.
    number_head = tr.pgettext("recovery code", "No.")
    # Translators: the head of a column: five letters and figures of the recovery code.
    group_head = tr.pgettext("recovery code", "Group")
    return Table(
        title=tr.gettext("Recovery code"),
        columns=(
            Column(title=number_head, align=Align.END),
            Column(title=group_head),
            Column(title=number_head, align=Align.END),
            Column(title=group_head, wide=True),
        ),
        rows=tuple(rows),
    )
