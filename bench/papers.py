"""One invoice of two pages by us and by five others, in one run; a thousand in parallel; how long papers grow.

Each has a process of its own that is warm, and is given another invoice every time. What is compared is the processor's
time, all threads together. Ours is the whole way from the view to bytes that are PDF/A-2b and PDF/UA-1.
"""

from __future__ import annotations

import argparse
import gc
import io
import os
import statistics
import sys
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from importlib import import_module
from multiprocessing import get_context
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.making.two_pages import long_text, two_pages
from clientdesk.documents.layout import render
from clientdesk.documents.typeset import paragraph, shape
from clientdesk.documents.view import DocumentView

#: Who draws, and the function that does it.
MAKERS = {
    "ClientDesk": ("clientdesk.documents.layout", "render"),
    "canvas": ("bench.making.by_reportlab", "by_canvas"),
    "platypus": ("bench.making.by_reportlab", "by_platypus"),
    "typst": ("bench.making.by_typst", "by_typst"),
    "fpdf2": ("bench.making.by_fpdf2", "by_fpdf2"),
    "WeasyPrint": ("bench.making.by_weasyprint", "by_weasyprint"),
}
ROUNDS, INVOICES, GROWING = 15, 1000, 5
#: The aims: against platypus, against WeasyPrint, and how much longer a paper of twice the length may take.
MOST_OF_PLATYPUS, LEAST_OF_WEASYPRINT, MOST_GROWTH = 1.2, 4.0, 2.2
LINES = (125, 250, 500, 1000, 2000)
PAGES = (25, 50, 100, 200)


def main() -> int:
    """Measure all; 1 if an aim is missed."""
    parser = argparse.ArgumentParser(prog="dev.py bench papers", description=__doc__)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--invoices", type=int, default=INVOICES)
    options = parser.parse_args()
    missed = compare(options.rounds)
    many(options.invoices)
    missed += grow()
    print("\n".join(f"MISSED: {each}" for each in missed) or "\nevery aim is met")
    return 1 if missed else 0


# --- one invoice --------------------------------------------------------------------------------------------------


def compare(rounds: int) -> list[str]:
    """Have all draw in turns and print a line for each."""
    context = get_context("spawn")
    pools = {name: ProcessPoolExecutor(1, mp_context=context) for name in MAKERS}
    files = {name: pool.submit(drawn, name, 1).result() for name, pool in pools.items()}
    seconds: dict[str, list[float]] = {name: [] for name in MAKERS}
    for serial in range(2, rounds + 2):
        for name, pool in pools.items():
            seconds[name].append(pool.submit(clocked, name, serial).result())
    peaks = {name: pool.submit(peak).result() for name, pool in pools.items()}
    for pool in pools.values():
        pool.shutdown()
    ours = statistics.median(seconds["ClientDesk"])
    print(f"one invoice of two pages, processor's time of {rounds} rounds in turns")
    print(
        f"{'':12}{'least':>8}{'median':>9}{'ours is':>9}{'file':>9}{'peak':>8}  pages, what it is, words found"
    )
    for name, times in seconds.items():
        middle = statistics.median(times)
        print(
            f"{name:12}{min(times) * 1000:5.1f} ms{middle * 1000:6.1f} ms{ours / middle:8.2f}×"
            f"{len(files[name]) / 1024:6.0f} kB{peaks[name]:5.0f} MB  {described(files[name])}"
        )
    platypus, weasyprint = (statistics.median(seconds[name]) for name in ("platypus", "WeasyPrint"))
    missed = []
    if ours > MOST_OF_PLATYPUS * platypus:
        missed.append(f"{ours / platypus:.2f} × platypus, at most {MOST_OF_PLATYPUS}")
    if weasyprint < LEAST_OF_WEASYPRINT * ours:
        missed.append(f"{weasyprint / ours:.1f} × faster than WeasyPrint, at least {LEAST_OF_WEASYPRINT}")
    return missed


def maker(name: str) -> Callable[[DocumentView], bytes]:
    """Return the function of one of them."""
    module, function = MAKERS[name]
    return getattr(import_module(module), function)


def drawn(name: str, serial: int) -> bytes:
    """Draw one invoice; the first of a process reads the fonts."""
    return maker(name)(two_pages(serial))


def clocked(name: str, serial: int) -> float:
    """Return the seconds of the processor that an invoice takes; its words are put together before."""
    draw, view = maker(name), two_pages(serial)
    began = time.process_time()
    draw(view)
    return time.process_time() - began


def peak() -> float:
    """Return the most memory that this process had, in megabytes."""
    import resource

    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6


def described(pdf: bytes) -> str:
    """Say of a file how many pages it has, what it says it is, and how many of the invoice's words come out again."""
    import pikepdf
    import pypdfium2

    with pikepdf.open(io.BytesIO(pdf)) as file:
        is_tagged = "/StructTreeRoot" in file.Root
        packet = file.Root.Metadata.read_bytes().decode() if "/Metadata" in file.Root else ""
    claims = ["tagged"] * is_tagged + ["PDF/A"] * ("pdfaid" in packet) + ["PDF/UA"] * ("pdfuaid" in packet)
    pages = pypdfium2.PdfDocument(pdf)
    text = "".join("".join(page.get_textpage().get_text_range().split()) for page in pages)
    view = two_pages(1)
    texts = [view.number, view.subject, *view.recipient, *(fact.value for fact in view.info)]
    texts += [
        cell for part in view.body for row in getattr(part, "rows", ()) for cell in getattr(row, "cells", ())
    ]
    found = sum("".join(each.split()) in text for each in texts)
    return f"{len(pages)}, {' '.join(claims) or 'none of these'}, {found} of {len(texts)}"


# --- a month's invoices -------------------------------------------------------------------------------------------


def many(count: int) -> None:
    """Draw many invoices by one process and by one for each core, and print what the cores are worth."""
    cores = os.cpu_count() or 1
    print(
        f"\n{count} invoices of two pages; load of the machine before: {os.getloadavg()[0]:.1f} on {cores} cores"
    )
    alone, alone_cpu = in_parallel(count, 1)
    together, together_cpu = in_parallel(count, cores)
    for processes, clock, cpu in ((1, alone, alone_cpu), (cores, together, together_cpu)):
        print(f"{processes:4} at once {clock:7.1f} s{cpu / count * 1000:8.1f} ms of the processor for each")
    print(
        f"each core is worth {alone / together / cores:.0%} by the clock, {alone_cpu / together_cpu:.0%} by its time"
    )


def in_parallel(count: int, processes: int) -> tuple[float, float]:
    """Return the seconds of the clock and of the processor that so many processes take, once they are warm."""
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        list(pool.map(time.sleep, [0.2] * processes))
        draw = partial(clocked, "ClientDesk")
        list(pool.map(draw, range(processes * 4), chunksize=4))
        began = time.perf_counter()
        cpu = sum(pool.map(draw, range(1, count + 1), chunksize=10))
        return time.perf_counter() - began, cpu


# --- long papers --------------------------------------------------------------------------------------------------


def grow() -> list[str]:
    """Print how long papers take that are twice as long as the one before."""
    render(two_pages(1))
    invoices = least({lines: partial(two_pages, lines=lines) for lines in LINES})
    texts = least({pages: partial(long_text, pages=pages) for pages in PAGES})
    return [*told("lines", invoices), *told("pages of text", texts)]


def least(papers: dict[int, Callable[[int], DocumentView]]) -> dict[int, float]:
    """Return the least processor's time of some papers of each size, drawn in turns, all of other words."""
    times: dict[int, list[float]] = {size: [] for size in papers}
    for serial in range(1, GROWING + 1):
        for size, paper in papers.items():
            view = paper(serial)
            forget()
            began = time.process_time()
            render(view)
            times[size].append(time.process_time() - began)
    return {size: min(found) for size, found in times.items()}


def forget() -> None:
    """Forget the texts of earlier papers: a short one would find half of its own among them, a long one few."""
    paragraph._remembered.cache_clear()  # noqa: SLF001
    shape._remembered.cache_clear()  # noqa: SLF001
    gc.collect()


def told(what: str, seconds: dict[int, float]) -> list[str]:
    """Print a row and return what grew too much."""
    print(f"\npapers of so many {what}")
    missed = []
    for before, (count, taken) in zip((None, *seconds.values()), seconds.items(), strict=False):
        growth = f", {taken / before:.2f} × the half" if before else ""
        print(f"{count:5}  {taken:6.3f} s{growth}")
        if before and taken > MOST_GROWTH * before:
            missed.append(
                f"{count} {what} take {taken / before:.2f} × as long as the half, at most {MOST_GROWTH}"
            )
    return missed


if __name__ == "__main__":
    sys.exit(main())
