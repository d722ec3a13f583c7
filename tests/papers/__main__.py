"""`python3 dev.py papers`: every paper in every look and language, tried for PDF/A-2b and PDF/UA-1, with its pages."""

from __future__ import annotations

import argparse
import html
import os
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from clientdesk.documents.look import LOOKS
from tests.papers import gallery
from tests.papers.worker import Job, Shown, draw

ROOT = Path(__file__).resolve().parent.parent.parent


def main() -> int:
    """Draw what is asked for, write the pages, say what fails; 1 if anything does."""
    parser = argparse.ArgumentParser(prog="dev.py papers", description=__doc__)
    parser.add_argument("--only", default="", help="kinds whose names begin so, separated by commas")
    parser.add_argument("--books", default=",".join(gallery.BOOKS))
    parser.add_argument("--languages", default=",".join(gallery.LANGUAGES))
    parser.add_argument("--second", default="", help="the language in which all is said once more")
    parser.add_argument("--looks", default=",".join(LOOKS))
    parser.add_argument("--out", type=Path, default=ROOT / "build" / "papers")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--no-validation", action="store_true", help="only draw")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        for name in options.books.split(","):
            gallery.book(name, Path(folder))
        jobs = [
            Job(
                book=book,
                language=language,
                look=look,
                shelf=folder,
                folder=folder,
                out=str(options.out),
                only=tuple(filter(None, options.only.split(","))),
                validates=not options.no_validation,
                second=options.second,
            )
            for book in options.books.split(",")
            for language in options.languages.split(",")
            if language != options.second
            for look in options.looks.split(",")
        ]
        with ProcessPoolExecutor(options.jobs, mp_context=get_context("spawn")) as pool:
            shown = [one for found in pool.map(draw, jobs) for one in found]
    faults = [f"{one.name}: {fault}" for one in shown for fault in one.faults]
    _write_index(options.out, shown)
    print("\n".join(faults))
    pages = sum(one.pages for one in shown)
    print(
        f"{len(shown)} papers, {pages} pages in {time.monotonic() - began:.0f} s,"
        f" {len(faults)} faults: {options.out / 'index.html'}"
    )
    return 1 if faults else 0


def _write_index(out: Path, shown: list[Shown]) -> None:
    rows = [
        f"<h2>{html.escape(one.name)}</h2><p>{html.escape('; '.join(one.faults) or 'PDF/A-2b, PDF/UA-1')}</p>"
        + "".join(f'<img src="{one.name}.{page + 1}.png" width="420">' for page in range(one.pages))
        for one in shown
    ]
    (out / "index.html").write_text(
        f"<!doctype html><meta charset=utf-8><title>Papers</title>{''.join(rows)}", "utf-8"
    )


if __name__ == "__main__":
    sys.exit(main())
