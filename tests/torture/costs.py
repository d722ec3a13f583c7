"""What safety costs on a file of ten years, plain and encrypted, in seconds (R16)."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

from bench import safety
from bench.filled_book import fill
from clientdesk.usecases import encryption
from tests.torture.report import Options, Row

_KEY = bytes(range(32))
#: Invoices and clients: the file of ten years, and the one of the suite, which has no limits of time.
_USUAL, _SHORT = (safety.INVOICES, safety.CLIENTS), (60, 12)


def rows(options: Options) -> Iterator[Row]:
    """Yield a row for each act that R16 names, on a plain book and on an encrypted one."""
    invoices, clients = _SHORT if options.short else _USUAL
    with tempfile.TemporaryDirectory(prefix="clientdesk-torture-") as place:
        folder = Path(place)
        with patch.dict(os.environ, {"XDG_DATA_HOME": str(folder / "data")}):
            plain, encrypted = folder / "plain.db", folder / "encrypted.db"
            fill(plain, clients=clients, invoices=invoices, paper_bytes=safety.PAPER)
            books: dict[Path, bytes | None] = {plain: None}
            if not options.short:
                shutil.copyfile(plain, encrypted)
                encryption.switch_on(encrypted, _KEY, "four words of mine")
                books[encrypted] = _KEY
            for book, key in books.items():
                taken = safety.acts(book, key, folder)
                for act, most in safety.AIMS.items():
                    yield _row(
                        f"{act}, {book.stem}, {invoices} invoices",
                        taken[act],
                        None if options.short else most,
                    )


def _row(measure: str, seconds: float, most: float | None) -> Row:
    found = f"{seconds * 1000:.0f} ms"
    if most is None:
        return Row("R16", measure, 1, "measured", found, [] if seconds > 0 else ["it was not measured"])
    faults = [f"it took {found}"] if seconds > most else []
    return Row("R16", measure, 1, f"at most {most * 1000:.0f} ms", found, faults)
