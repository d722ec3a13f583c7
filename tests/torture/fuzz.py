"""Broken input for every reader: a sentence or a value, never a crash, a hang or a flood of memory (R12)."""

from __future__ import annotations

import io
import json
import multiprocessing
import os
import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import cache, partial
from multiprocessing.connection import Connection
from pathlib import Path

from clientdesk.domain.errors import ClientdeskError
from clientdesk.i18n import parse_date, parse_decimal, parse_money, parse_percent, parse_price, set_language
from clientdesk.i18n.reading_hours import parse_hours
from clientdesk.storage.database import open_book
from clientdesk.usecases import designs, exchange, font_files
from tests.storage.test_guards import make_book
from tests.torture import state
from tests.torture.checking import command
from tests.torture.report import Options, Row
from tests.torture.verb import DAY
from tests.usecases.own_font_files import INTER

_FORKS = multiprocessing.get_context("fork")
_MOST_SECONDS = 2.0
_MOST_MEMORY = 512 << 20
_WAIT_SECONDS = 60.0
#: So long all readers together are tried once a week, each as long as the others.
_WEEKLY_SECONDS = 600.0
_MUST = "0 crash, < 2 s, < 512 MB each"
_LOCALES = ("en-GB", "de", "ar-EG", "te", "de-CH", "en-IN", "fr")
_LETTERS = "0123456789.,-+ '٠١٢٣٫٬౦౧€%()eE/:;xXjanmaiJuliيونيو\u00a0\u202e\u200f１２\x00½²"
_STRANGE = (b"\xff" * 4, b"\0", b"[" * 500, b"9" * 400, b"\xef\xbb\xbf", b"-1", b"null")


def _numbers(data: bytes) -> None:
    text = data.decode("utf-8", "replace")
    locale = _LOCALES[len(data) % len(_LOCALES)]
    for read in (
        partial(parse_decimal, text, locale),
        partial(parse_money, text, "EUR", locale),
        partial(parse_price, text, "EUR", locale),
        partial(parse_percent, text, locale),
        partial(parse_hours, text, locale),
        partial(parse_date, text, locale, today=DAY),
    ):
        try:
            read()
        except ClientdeskError:
            continue


def _export(data: bytes) -> None:
    db = open_book(None)
    try:
        exchange.import_(db, io.BytesIO(data))
    finally:
        db.close()


def _acts(data: bytes) -> None:
    with tempfile.TemporaryDirectory(prefix="clientdesk-torture-") as place:
        folder = Path(place)
        (folder / "lines").write_bytes(data)
        command("--book", str(folder / "book.db"), "init")
        code, words = command("--book", str(folder / "book.db"), "apply", str(folder / "lines"))
    if "Traceback" in words or code not in range(6):
        raise AssertionError(words[-300:])


def _font(data: bytes) -> None:
    font_files.check(data, "font.ttf")


@cache
def _sample(kind: str) -> bytes:
    with tempfile.TemporaryDirectory(prefix="clientdesk-torture-") as place:
        book = Path(place) / "book.db"
        make_book(book)
        if kind == "export":
            with state.opened(book) as db:
                out = io.BytesIO()
                exchange.export(db, out)
            return out.getvalue()
        pdf = state.raw_value(book, "SELECT pdf FROM papers LIMIT 1")
        return bytes(pdf)  # type: ignore[arg-type]  # a BLOB


def _picture() -> bytes:
    from PIL import Image

    out = io.BytesIO()
    Image.effect_noise((60, 40), 50).convert("RGBA").save(out, "PNG")
    return out.getvalue()


def _lines() -> bytes:
    words = [
        ["client", "add", "Krumm", "address.city=Leipzig", "due_days=14"],
        ["client", "set", {"made_by": "k0"}, "notes=x"],
    ]
    return "\n".join(json.dumps({"key": f"k{at}", "do": do}) for at, do in enumerate(words)).encode()


#: Each reader: what a good input is, what reads it, how often it is tried in the usual run and in the short one.
READERS: dict[str, tuple[Callable[[], bytes], Callable[[bytes], None], int, int]] = {
    "numbers and dates": ("1.234,56 € 17.6.2026".encode, _numbers, 20000, 300),
    "an export": (lambda: _sample("export"), _export, 2000, 8),
    "lines of acts": (_lines, _acts, 1000, 6),
    "a logo": (_picture, lambda data: designs.logo(data) and None, 3000, 20),
    "a letterhead": (lambda: _sample("pdf"), lambda data: designs.letterhead(data) and None, 1500, 6),
    "a font": (INTER.read_bytes, _font, 800, 3),
}


def rows(options: Options) -> Iterator[Row]:
    """Yield a row for each reader."""
    seconds = _WEEKLY_SECONDS / len(READERS) if options.long and options.runs is None else None
    for name, (good, read, usual, short) in READERS.items():
        if not options.wants(name):
            continue
        most = sys.maxsize if seconds is not None else options.count(usual, short)
        count, faults, slowest, refused = _fuzz(good(), read, most, options.seed, seconds)
        found = f"{len(faults)} faults, {refused} refused, {slowest:.1f} s"
        yield Row("R12", f"broken input: {name}", count, _MUST, found, faults)


def _fuzz(
    good: bytes, read: Callable[[bytes], None], count: int, seed: int, seconds: float | None
) -> tuple[int, list[str], float, int]:
    """Try it in a child, and again in a new one behind the input that ended it: so many inputs, or so long."""
    faults, slowest, refused, at = [], 0.0, 0, 0
    end = time.monotonic() + (sys.maxsize if seconds is None else seconds)
    while at < count and time.monotonic() < end:
        listening, telling = _FORKS.Pipe(duplex=False)
        child = _FORKS.Process(target=_child, args=(good, read, range(at, count), seed, telling))
        child.start()
        telling.close()
        try:
            while at < count and time.monotonic() < end and listening.poll(_WAIT_SECONDS):
                fault, taken, was_refused = listening.recv()
                slowest, refused = max(slowest, taken), refused + was_refused
                if fault:
                    faults.append(f"input {at}: {fault}")
                at += 1
        except EOFError:
            pass
        child.kill()
        child.join()
        listening.close()
        if at < count and time.monotonic() < end:
            faults.append(f"input {at} ended the process or took longer than {_WAIT_SECONDS:.0f} s")
            at += 1
    return at, faults, slowest, refused


def _child(good: bytes, read: Callable[[bytes], None], places: range, seed: int, telling: Connection) -> None:
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    set_language("en")
    # Once with what is good, so that what is imported for it counts for nobody.
    read(good)
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    most = pages * resource.getpagesize() + _MOST_MEMORY
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    for at in places:
        data = broken(good, random.Random(f"{seed}-{at}"))
        began, fault, was_refused = time.process_time(), "", False
        try:
            read(data)
        except ClientdeskError:
            was_refused = True
        except BaseException as error:  # noqa: BLE001  # that is what is looked for
            fault = f"{type(error).__name__}: {str(error)[:200]}"
        seconds = time.process_time() - began
        if seconds > _MOST_SECONDS:
            fault = f"it took {seconds:.1f} s {fault}"
        telling.send((fault, seconds, was_refused))
    telling.close()
    os._exit(0)


def broken(good: bytes, chance: random.Random) -> bytes:
    """Return an input that was good once: bits flipped, pieces cut, doubled, put elsewhere, replaced."""
    data = bytearray(good)
    for _ in range(chance.choice((1, 1, 2, 3, 8))):
        if not data:
            break
        place, length = chance.randrange(len(data)), chance.choice((1, 1, 2, 4, 16, 200))
        match chance.randrange(7):
            case 0:
                data[place] ^= 1 << chance.randrange(8)
            case 1:
                del data[place : place + length]
            case 2:
                data[place:place] = data[place : place + length] * chance.choice((1, 2, 50))
            case 3:
                data[place : place + length] = chance.randbytes(length)
            case 4:
                del data[place:]
            case 5:
                letters = "".join(chance.choice(_LETTERS) for _ in range(length))
                data[place : place + length] = letters.encode()
            case _:
                data[place:place] = chance.choice(_STRANGE)
    return bytes(data)
