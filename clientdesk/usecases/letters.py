"""Never a box on a paper: what of its names, address and lines no font draws, said before it goes out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from clientdesk.domain.client import Client
from clientdesk.domain.errors import RuleError
from clientdesk.domain.issuer import Issuer
from clientdesk.domain.line import Line
from clientdesk.domain.party import address_lines
from clientdesk.storage.database import Database
from clientdesk.usecases import fonts

#: Every bundled face has all letters before this one: Latin with the accents of Europe.
_SURE_BEFORE: Final = "\u0180"


def problems(
    db: Database, own: Issuer, client: Client, language: str, lines: Sequence[Line], *, title: str = ""
) -> Iterator[RuleError]:
    """Yield a problem for each field with a letter that no font draws, in the sentence that drawing would end with."""
    texts = [
        ("issuer.latin_name", own.latin_name.strip() or own.name),
        ("issuer.trade", own.trade),
        ("issuer.footer", own.footer),
        ("client.latin_name", client.latin_name.strip() or client.name),
        ("client.address", "\n".join(address_lines(client.address))),
        ("client.form_of_address", client.form_of_address),
        ("title", title),
        *(
            (f"lines.{position}.description", f"{line.description}\n{line.details}")
            for position, line in enumerate(lines)
        ),
    ]
    asked = [(field, text) for field, text in texts if max(text, default="") >= _SURE_BEFORE]
    if not asked:
        return
    # Imported here: most papers need none of it to be checked.
    from clientdesk.documents.text import missing_letter

    drawn_with = fonts.for_paper(db, own, client, language)
    for field, text in asked:
        problem = missing_letter(text, drawn_with, field=field)
        if problem is not None:
            yield problem
