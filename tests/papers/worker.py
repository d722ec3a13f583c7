"""What one process of `dev.py papers` does: the papers of one book in one language and look, drawn and tried."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tests.papers import gallery


@dataclass(frozen=True, slots=True)
class Job:
    """All papers of one book in one language and look."""

    book: str
    language: str
    look: str
    shelf: str
    folder: str
    out: str
    only: tuple[str, ...]
    validates: bool
    second: str = ""
    #: PDF points to pixels: 108 dots an inch, enough to read the small type.
    scale: float = 1.5


@dataclass(frozen=True, slots=True)
class Shown:
    """One paper: its file's name, its pages, and what a validator finds wrong."""

    name: str
    pages: int
    faults: tuple[str, ...]


def draw(job: Job) -> list[Shown]:
    """Draw one job's papers, each page as a picture beside the PDF, and try them."""
    import pypdfium2

    db = gallery.copy_of(
        job.book, Path(job.shelf), Path(job.folder), language=job.language, look=job.look, second=job.second
    )
    said = f"{job.language}+{job.second}" if job.second else job.language
    shown = []
    for kind, paper in gallery.all_papers(db):
        if job.only and not kind.startswith(job.only):
            continue
        name = f"{job.book}.{kind}.{said}.{job.look}"
        pdf = paper()
        (Path(job.out) / f"{name}.pdf").write_bytes(pdf)
        pages = pypdfium2.PdfDocument(pdf)
        for number, page in enumerate(pages, start=1):
            page.render(scale=job.scale).to_pil().save(Path(job.out) / f"{name}.{number}.png")
        shown.append(Shown(name, len(pages), _faults(pdf) if job.validates else ()))
    db.close()
    return shown


def _faults(pdf: bytes) -> tuple[str, ...]:
    from tests.archive.verapdf import validate

    reports = {flavour: validate(pdf, flavour) for flavour in ("2b", "ua1")}
    return tuple(
        f"{flavour}: {fault}" for flavour, report in reports.items() for fault in report.failures
    ) + tuple(f"{flavour}: nothing was checked" for flavour, report in reports.items() if report.checks == 0)
