"""A file that was damaged: flipped bits, a cut end, pages in each other's place; never a crash, never silence (R7)."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from tests.storage.test_guards import make_book
from tests.torture.checking import fingerprint, look
from tests.torture.report import Options, Row

_PAGE = 4096
_MUST = "0 silent, 0 crashes"


def _flip(data: bytearray, chance: random.Random) -> None:
    data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)


def _cut(data: bytearray, chance: random.Random) -> None:
    del data[chance.randrange(1, len(data)) :]


def _swap(data: bytearray, chance: random.Random) -> None:
    one, two = chance.sample(range(len(data) // _PAGE), 2)
    first, second = (slice(at * _PAGE, (at + 1) * _PAGE) for at in (one, two))
    data[first], data[second] = data[second], data[first]


#: What is done, how often in the long run and in the short one.
_WAYS: dict[str, tuple[Callable[[bytearray, random.Random], None], int, int]] = {
    "flipped bits": (_flip, 1000, 12),
    "cut ends": (_cut, 200, 4),
    "swapped pages": (_swap, 100, 4),
}


def rows(options: Options) -> Iterator[Row]:
    """Yield a row for each way to damage a file."""
    with tempfile.TemporaryDirectory(prefix="clientdesk-torture-") as place:
        book = Path(place) / "book.db"
        make_book(book)
        whole, before = book.read_bytes(), fingerprint(book)
        for name, (way, long, short) in _WAYS.items():
            count = options.count(long, short)
            make = partial(_damaged, whole, way, options.seed)
            found = list(look(make, count, Path(place), before))
            faults = [f"{name}, {at}: {one.fault}" for at, one in enumerate(found) if one.fault]
            told = sum(1 for one in found if one.code and not one.fault)
            yield Row(
                "R7", name, count, _MUST, f"{told} told, {count - told - len(faults)} without effect", faults
            )


def _damaged(
    whole: bytes, way: Callable[[bytearray, random.Random], None], seed: int, at: int, path: Path
) -> None:
    data = bytearray(whole)
    way(data, random.Random(f"{seed}-{at}"))
    path.write_bytes(data)
