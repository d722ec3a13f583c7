"""Names that are markup, paths or commands: on paper they stand as they were typed (R10, T26 to T33)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO

import pikepdf
import pypdfium2

from clientdesk.storage import tables
from clientdesk.usecases import clients, invoices
from tests.torture.report import Options, Row
from tests.torture.verb import DAY
from tests.usecases.billing import line, open_german

NAMES = (
    "<acme> GmbH",
    "<b>Acme</b> & Söhne",
    "R&D &bogus; Labor",
    "Wert <img src='/etc/passwd'/> AG",
    "<a href='file:///etc/passwd'>Hier</a>",
    "<a href='javascript:alert(1)'>Klick</a>",
    "<font color='[[[getattr(pow,Word)]]]'>Farbe</font>",
    "<para>Absatz<br/>Zeile</para>",
    "'); DROP TABLE clients; --",
    "=1+1;@SUM(A1)",
    "%s %(name)s $NAME `id`",
)
_MUST = "each letter as typed, no link, no picture"


def rows(options: Options) -> Iterator[Row]:
    """Yield the row of the papers."""
    names = NAMES[:: 3 if options.short else 1]
    yield Row("R10", "hostile names on paper", len(names), _MUST, faults=list(_on_paper(names)))


def _on_paper(names: tuple[str, ...]) -> Iterator[str]:
    db = open_german(None)
    plain = tables.clients.find(db)[0]
    for name in names:
        client = clients.create(db, replace(plain, id=0, version=0, name=name))
        draft = invoices.create(db, client.id, on=DAY, title=name, lines=(line("100", name),))
        issued = invoices.issue(db, draft.id, on=DAY)
        pdf = tables.papers.find(db, "sha256 = ?", (issued.paper_sha256,))[0].pdf
        found = _letters(_text(pdf)).count(_letters(name))
        # In the address, in the title and in the line.
        if found < 3:
            yield f"{name}: it stands {found} times on its invoice"
        with pikepdf.open(BytesIO(pdf)) as opened:
            for page in opened.pages:
                if any("/A" in note or "/URI" in note for note in page.get("/Annots", [])):
                    yield f"{name}: there is a link on its invoice"
                if page.get("/Resources", {}).get("/XObject", {}):
                    images = [
                        one for one in page.Resources.XObject.values() if one.get("/Subtype") == "/Image"
                    ]
                    if images:
                        yield f"{name}: there is a picture on its invoice"
    db.close()


def _text(pdf: bytes) -> str:
    return "\n".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf))


def _letters(text: str) -> str:
    """Return the text without the spaces and hyphens at which a line may break."""
    return re.sub(r"[\s\u00ad\u2011\ufffe-]+", "", text)
