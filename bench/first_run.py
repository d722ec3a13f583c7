"""The first run against the peers that were measured: every row of the bar, on an X server, printed as one table.

The peers' figures were taken on a machine of this kind in the same way: a fresh profile, a replayed script, the first
picture that shows something. Ratios to the bare window of the same run carry over to other machines, seconds do not.
"""

from __future__ import annotations

import io
import os
import re
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import pikepdf
from PIL import ImageGrab

from bench.filled_book import fill
from bench.installed import FOLDER, with_bytecode
from clientdesk.domain.client import Client
from clientdesk.domain.errors import ChecksFailedError
from clientdesk.domain.issuer import Issuer
from clientdesk.domain.line import Line
from clientdesk.domain.party import Address, TaxId
from clientdesk.domain.quote import AcceptanceMethod
from clientdesk.domain.tax import Tax
from clientdesk.queries import search as everywhere
from clientdesk.storage import unsaved
from clientdesk.storage.database import Database, open_book
from clientdesk.usecases import clients, invoices, issuer, issuing, papers, quotes
from tests.real.desk import Desk, Program
from tests.real.ways import Hands
from tests.real.ways import first_invoice as first_way

ROUNDS = 5
DOCUMENTS = 5000
ON = date(2026, 6, 17)
SETTLED_SECONDS = 1.0
#: The keystroke-level model of the study: seconds for a key, and for the thought before an act.
KEY_SECONDS, THOUGHT_SECONDS = 0.28, 1.35
#: The bar, row by row.
MOST_MEGABYTES = 100
MOST_PRESSES, MOST_KEYS = 15, 200
MOST_SECONDS_PRACTISED = 90
MOST_SECONDS_PDF, MOST_BYTES_PDF = 0.25, 100 * 1024
MOST_SECONDS_SEARCH = 0.1
MOST_SECONDS_LOST = 2.0
#: An empty frame has fewer colours, a window with anything in it more.
_COLOURS = 8
_GIVE_UP_SECONDS = 60
_BARE = """
import sys
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow
application = QApplication([])
window = QMainWindow()
window.menuBar().addMenu("File")
window.setCentralWidget(QLabel("Bare", window))
window.statusBar().showMessage("Ready")
window.resize(1200, 700)
window.show()
application.exec()
"""


@dataclass(frozen=True, kw_only=True)
class Row:
    """One row: what the best peer does, what we ask of ourselves, what was measured, and whether that holds."""

    what: str
    peer: str
    bar: str
    ours: str
    holds: bool | None


@dataclass(frozen=True)
class Start:
    """Seconds to the first picture that shows something and to the last change; megabytes then."""

    painted: float
    settled: float
    megabytes: float


def main() -> int:
    """Measure every row, print the table, and fail where a row that can be measured does not hold."""
    with tempfile.TemporaryDirectory() as name, closing(Desk(size="1366x768")) as desk:
        desk.environment = with_bytecode(desk.environment)
        folder = Path(name)
        filled = folder / "filled.db"
        fill(filled, clients=DOCUMENTS, invoices=DOCUMENTS)
        rows = [
            *starts(desk, folder, filled),
            *first_invoice(desk, folder),
            quote_to_invoice(desk, folder),
            paper(folder),
            search(filled),
            killed(desk, folder),
            refused(folder),
        ]
    print(f"\n{'':52} {'best peer':>22} {'our bar':>22} {'measured':>34}")
    for row in rows:
        mark = {True: "holds", False: "MISSED", None: "-"}[row.holds]
        print(f"{row.what:52} {row.peer:>22} {row.bar:>22} {row.ours:>34}  {mark}")
    return 1 if any(row.holds is False for row in rows) else 0


# Starting.


def starts(desk: Desk, folder: Path, filled: Path) -> list[Row]:
    """Start a bare window and ours in turns, warm and with every file of theirs dropped from the page cache."""
    bare = [sys.executable, "-c", _BARE]
    counter = iter(range(1000))

    def fresh() -> list[str]:
        profile = folder / f"profile{next(counter)}"
        return [sys.executable, "-m", "clientdesk", "run", str(profile / "book.db")]

    full = [sys.executable, "-m", "clientdesk", "run", str(filled)]
    kinds: dict[str, Callable[[], list[str]]] = {"bare": lambda: bare, "empty": fresh, "full": lambda: full}
    warm: dict[str, list[Start]] = {kind: [] for kind in kinds}
    cold: dict[str, list[Start]] = {kind: [] for kind in kinds}
    for number in range(ROUNDS + 1):
        for kind, command in kinds.items():
            start = watch(desk, command())
            if number:
                warm[kind].append(start)
    for _ in range(ROUNDS):
        for kind, command in kinds.items():
            forget_files(filled)
            cold[kind].append(watch(desk, command()))

    def median(of: list[Start], what: str = "painted") -> float:
        return statistics.median(getattr(start, what) for start in of)

    floor = median(warm["bare"]), median(cold["bare"])
    # The bar was set in milliseconds beside a bare window of 258 and 402; here it is the same multiple of this run's.
    bars = 0.45 / 0.258 * floor[0], 0.65 / 0.402 * floor[1]
    print(
        f"bare window: {floor[0]:.3f} s warm, {floor[1]:.3f} s cold, {median(warm['bare'], 'megabytes'):.0f} MB"
    )
    return [
        *(
            Row(
                what=f"start {words}, warm / cold, painted (s)",
                peer=peer,
                bar=f"{bars[0]:.2f} / {bars[1]:.2f}",
                ours=f"{median(warm[kind]):.2f} / {median(cold[kind]):.2f} (x{median(warm[kind]) / floor[0]:.2f})",
                holds=median(warm[kind]) <= bars[0] and median(cold[kind]) <= bars[1],
            )
            for kind, words, peer in (
                ("empty", "on an empty profile", "0.39 / 0.55 Kraft"),
                ("full", f"with {DOCUMENTS} clients and invoices", "0.60 / 0.85 Kraft"),
            )
        ),
        Row(
            what=f"memory with {DOCUMENTS} (PSS, MB)",
            peer="95 Kraft",
            bar="100",
            ours=f"{median(warm['full'], 'megabytes'):.0f} (bare {median(warm['bare'], 'megabytes'):.0f})",
            holds=median(warm["full"], "megabytes") <= MOST_MEGABYTES,
        ),
    ]


def watch(desk: Desk, command: list[str]) -> Start:
    """Start a program, look at the screen until it stands still, and end it."""
    ground = grab(desk)
    began = time.monotonic()
    process = subprocess.Popen(command, cwd=ROOT, env=desk.environment, stderr=subprocess.DEVNULL)
    painted = settled = 0.0
    last = ground
    try:
        while not settled or time.monotonic() - began - settled < SETTLED_SECONDS:
            shown = grab(desk)
            now = time.monotonic() - began
            if shown != last:
                last, settled = shown, now
                if not painted and shows_something(shown, ground):
                    painted = now
            if now > _GIVE_UP_SECONDS:
                raise TimeoutError(f"nothing was painted by {command}")
        return Start(painted, settled, megabytes(process.pid))
    finally:
        process.terminate()
        process.wait()
        while grab(desk) != ground:
            pass


def grab(desk: Desk) -> bytes:
    """Return what the X server shows."""
    return bytes(ImageGrab.grab(xdisplay=desk.display).reduce(2).tobytes())


def shows_something(shown: bytes, ground: bytes) -> bool:
    """Whether there is more than an empty frame: several colours where the ground was."""
    changed = {
        shown[at : at + 3] for at in range(0, len(shown), 3 * 7) if shown[at : at + 3] != ground[at : at + 3]
    }
    return len(changed) > _COLOURS


def megabytes(pid: int) -> float:
    """Return the proportional set size of a process."""
    rollup = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii")
    found = re.search(r"^Pss:\s+(\d+) kB", rollup, re.MULTILINE)
    return int(found.group(1)) / 1024 if found else 0.0


def forget_files(book: Path) -> None:
    """Drop from the page cache whatever a start reads: Python, the packages, the program, the book."""
    for path in (*read_at_start(), book):
        descriptor = os.open(path, os.O_RDONLY)
        os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)
        os.close(descriptor)


def read_at_start() -> Iterator[Path]:
    """Walk through the files a start may read."""
    for folder in (
        Path(sys.prefix) / "lib",
        Path(os.__file__).parent,
        ROOT / "clientdesk",
        ROOT / "resources",
        FOLDER,
    ):
        for path in folder.rglob("*"):
            if (
                path.is_file() and path.suffix in {".py", ".pyc", ".so", ".ttf", ".svg", ".mo"}
            ) or ".so." in path.name:
                yield path


# The journey.


def first_invoice(desk: Desk, folder: Path) -> list[Row]:
    """Go from an empty profile to the PDF with real keys, and count them."""
    program = Program(desk, folder / "first" / "book.db", "--language", "en-DE")
    hands = Hands(desk, program)
    screen = program.wait_for(active=True)["screen"]
    in_line = first_way(hands)
    program.ask("state")
    program.kill()
    with closing(open_book(folder / "first" / "book.db")) as db:
        number = db.value("SELECT number FROM invoices WHERE state = 'issued'")
    seconds = hands.keys * KEY_SECONDS + hands.presses * THOUGHT_SECONDS + hands.waited
    return [
        Row(
            what="questions before the main window",
            peer="7 pages Kraft",
            bar="0",
            ours=f"0 (window opens on “{screen}”)",
            holds=screen == "first_run",
        ),
        Row(
            what="own identity",
            peer="9 clicks, 83 keys",
            bar="1 page, when needed",
            ours="on the first invoice's page",
            holds=number is not None,
        ),
        Row(
            what="client -> invoice -> PDF, clicks / keys",
            peer="32 / 272 Kraft",
            bar="15 / 200, no mouse",
            ours=f"{hands.presses} presses, {hands.keys} keys, 0 clicks ({number})",
            holds=number is not None and hands.presses <= MOST_PRESSES and hands.keys <= MOST_KEYS,
        ),
        Row(
            what="one line",
            peer="3 clicks, 22 keys",
            bar="0 clicks, Tab/Enter",
            ours=f"0 clicks, {in_line} presses",
            holds=True,
        ),
        Row(
            what="practised user, fresh start to PDF (estimate)",
            peer="2 min 50 s",
            bar="under 1 min 30 s",
            ours=f"{seconds:.0f} s (of it machine {hands.waited:.1f} s)",
            holds=seconds < MOST_SECONDS_PRACTISED,
        ),
        Row(
            what="newcomer, fresh start to PDF",
            peer="9 min 55 s",
            bar="under 4 min",
            ours="needs a person",
            holds=None,
        ),
    ]


def quote_to_invoice(desk: Desk, folder: Path) -> Row:
    """Make an invoice of an accepted quote with one click."""
    book = folder / "quote.db"
    with closing(open_book(book)) as db:
        own_book(db)
        quote = quotes.create(db, 1, on=ON, title="Shop", lines=lines())
        quotes.change(db, replace(quote, not_included="Hosting", change_terms="90 an hour"))
        quotes.send(db, quote.id, on=ON)
        quotes.accept(db, quote.id, by="Eva Krumm", on=ON, method=AcceptanceMethod.MAIL)
    program = Program(desk, book)
    program.ask("open", "quote", quote.id)
    program.ask("state")
    program.click("document.make_invoice")
    program.wait_for(screen="documents")
    program.kill()
    with closing(open_book(book)) as db:
        drafted = db.value("SELECT count(*) FROM invoices WHERE state = 'draft'")
    return Row(
        what="quote -> invoice",
        peer="5 clicks + texts again",
        bar="1 click, texts follow",
        ours="1 click, lines and texts follow" if drafted else "no draft came",
        holds=bool(drafted),
    )


# What stands behind it.


def own_book(db: Database) -> None:
    """Put an issuer and a client into an empty book."""
    address = Address(street="Markt 1", postal_code="04109", city="Leipzig", country="DE")
    vat = TaxId(kind="vat_id", value="DE136695976")
    issuer.save(db, Issuer(name="Lena Brandt", address=address, tax_ids=(vat,)))
    clients.create(db, Client(name="Krumm GmbH", addresses=(address,)))


def lines() -> tuple[Line, ...]:
    """Return three lines of the usual rate."""
    tax = Tax(rate=Decimal(19))
    return tuple(
        Line(description=words, unit_price=Decimal(price), tax=tax)
        for words, price in (("Workshop", 600), ("Identity", 2400), ("Screens", 320))
    )


def paper(folder: Path) -> Row:
    """Draw an invoice of three lines again and again, and look at what came out."""
    with closing(open_book(folder / "paper.db")) as db:
        own_book(db)
        draft = invoices.create(db, 1, on=ON, lines=lines())
        issued = issuing.issue(db, draft.id, on=ON)
        seconds: list[float] = []
        for _ in range(ROUNDS + 1):
            began = time.perf_counter()
            pdf = papers.invoice_pdf(db, issued, on=ON, draft=False)
            seconds.append(time.perf_counter() - began)
    with pikepdf.open(io.BytesIO(pdf)) as file:
        fonts = {
            str(part.BaseFont)
            for part in file.objects
            if isinstance(part, pikepdf.Dictionary) and "/BaseFont" in part
        }
    subsets = sum(1 for font in fonts if re.match(r"/[A-Z]{6}\+", font))
    first, later = seconds[0], statistics.median(seconds[1:])
    return Row(
        what="PDF of three lines, first / later (s), size, fonts",
        peer="0.12-0.20, 3-522 KB",
        bar="0.25, 100 KB, subsets",
        ours=f"{first:.2f} / {later:.3f}, {len(pdf) / 1024:.0f} KB, {subsets} of {len(fonts)} subsets",
        holds=later < MOST_SECONDS_PDF and len(pdf) < MOST_BYTES_PDF and subsets == len(fonts) > 0,
    )


def search(filled: Path) -> Row:
    """Search everything for a word, a number and an amount."""
    worst = 0.0
    with closing(open_book(filled)) as db:
        number = db.value("SELECT number FROM invoices ORDER BY id DESC")
        everywhere.find(db, "warm")
        for text in ("m", "mul", number, "2496", "zzz", "leip"):
            began = time.perf_counter()
            everywhere.find(db, text)
            worst = max(worst, time.perf_counter() - began)
    return Row(
        what=f"search in {DOCUMENTS}, slowest of six (s)",
        peer="0.28 Kraft",
        bar="0.1",
        ours=f"{worst:.3f}, amounts and line texts too",
        holds=worst < MOST_SECONDS_SEARCH,
    )


def killed(desk: Desk, folder: Path) -> Row:
    """Type a client's name without a pause, kill the program at the last letter, and look what is still there."""
    book = folder / "killed.db"
    with closing(open_book(book)) as db:
        own_book(db)
    program = Program(desk, book)
    program.ask("open", "new_client", 0)
    program.wait_for(focus="name")
    text = "abcdefghijklmnopqrstuvwxyz" * 10
    began = time.monotonic()
    desk.type(text)
    os.kill(program.pid, signal.SIGKILL)
    seconds = time.monotonic() - began
    program.kill()
    again = Program(desk, book)
    again.kill()
    with closing(open_book(book)) as db:
        kept = max(
            (len(re.sub(r"[^a-z]", "", row.typed.partition("abc")[2])) + 3 for row in unsaved.find(db)),
            default=0,
        )
    lost = seconds * max(0, len(text) - kept) / len(text)
    return Row(
        what="after kill -9 while typing",
        peer="the open editor lost",
        bar="2 s at most lost",
        ours=f"{lost:.1f} s lost of {seconds:.1f}, no lock question",
        holds=lost <= MOST_SECONDS_LOST,
    )


def refused(folder: Path) -> Row:
    """Try to issue an empty invoice; count the faults that are said at once."""
    with closing(open_book(folder / "refused.db")) as db:
        issuer.save(db, Issuer(address=Address(country="DE")))
        clients.create(db, Client(name="Nobody"))
        draft = invoices.create(db, 1, on=ON)
        try:
            issuing.issue(db, draft.id, on=ON)
        except ChecksFailedError as error:
            faults = len(error.problems)
        else:
            faults = 0
        numbers = db.value("SELECT count(*) FROM invoices WHERE number <> ''")
    return Row(
        what="things that must never go out",
        peer="printed as they are",
        bar="refused, all at once",
        ours=f"{faults} faults said at once, {numbers} numbers used",
        holds=faults > 1 and not numbers,
    )


if __name__ == "__main__":
    sys.exit(main())
