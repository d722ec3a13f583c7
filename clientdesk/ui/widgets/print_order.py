"""What was chosen in the system's print dialog, and the same in the words of CUPS."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QSizeF
from PySide6.QtGui import QPageSize
from PySide6.QtPrintSupport import QPrintEngine, QPrinter

#: Where Qt's dialog on Unix leaves what it knows of CUPS (pages on a sheet, odd or even pages, when to print): pairs of
#: a name and a value. Qt has no name of its own for it.
_CUPS_OPTIONS = 0xFE00
_SIDES = {
    QPrinter.DuplexMode.DuplexNone: "one-sided",
    QPrinter.DuplexMode.DuplexLongSide: "two-sided-long-edge",
    QPrinter.DuplexMode.DuplexShortSide: "two-sided-short-edge",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintOrder:
    """Which printer, how often, which pages (counted from 1, both ends included; none: all), on what, in which way."""

    queue: str
    copies: int = 1
    ranges: tuple[tuple[int, int], ...] = ()
    media: str = ""
    #: Whether the pages were made for sheets of this size, and so are never made smaller or larger.
    fits: bool = True
    sides: str = ""
    is_grey: bool = False
    collates: bool = True
    is_reversed: bool = False
    more: tuple[tuple[str, str], ...] = ()


def size_named(width: float, height: float) -> QPageSize:
    """Return the size of sheets that has these points, such as A4 or Letter, whichever way they are turned."""
    match = QPageSize.SizeMatchPolicy.FuzzyMatch
    return QPageSize(QSizeF(min(width, height), max(width, height)), QPageSize.Unit.Point, "", match)


def order_of(printer: QPrinter, paper: QPageSize) -> PrintOrder:
    """Read what was chosen; `paper` is the size that the pages were made for."""
    chosen = printer.pageLayout().pageSize()
    return PrintOrder(
        queue=printer.printerName(),
        copies=printer.copyCount(),
        ranges=ranges_of(printer),
        media=chosen.key(),
        fits=chosen.isEquivalentTo(paper) or chosen.key() == paper.key(),
        sides=_SIDES.get(printer.duplex(), ""),
        is_grey=printer.colorMode() == QPrinter.ColorMode.GrayScale,
        collates=printer.collateCopies(),
        is_reversed=printer.pageOrder() == QPrinter.PageOrder.LastPageFirst,
        more=_more(printer),
    )


def ranges_of(printer: QPrinter) -> tuple[tuple[int, int], ...]:
    """Return the chosen pages, nothing where all are printed."""
    if printer.printRange() != QPrinter.PrintRange.PageRange:
        return ()
    found = tuple((one.from_, one.to) for one in printer.pageRanges().toRangeList())
    return found or ((printer.fromPage(), printer.toPage()),)


def lp_command(order: PrintOrder, title: str) -> list[str]:
    """Return the words that hand a PDF to CUPS as it is, so that its text stays text; it reads the file itself."""
    command = ["lp", "-d", order.queue, "-n", str(order.copies), "-t", title]
    if order.ranges:
        pages = ",".join(f"{first}-{last}" if last > first else f"{first}" for first, last in order.ranges)
        command += ["-P", pages]
    options = {"media": order.media, "sides": order.sides}
    # Newer systems know one word, older ones the other. A window that is to show an address moves with any scaling.
    options |= {"print-scaling": "none"} if order.fits else {"print-scaling": "fit", "fit-to-page": "true"}
    if order.is_grey:
        options |= {"print-color-mode": "monochrome", "ColorModel": "Gray"}
    if order.copies > 1:
        options["collate"] = "true" if order.collates else "false"
    if order.is_reversed:
        options["outputorder"] = "reverse"
    options |= dict(order.more)
    for name, value in options.items():
        if value:
            command += ["-o", f"{name}={value}"]
    return command


def _more(printer: QPrinter) -> tuple[tuple[str, str], ...]:
    words = printer.printEngine().property(QPrintEngine.PrintEnginePropertyKey(_CUPS_OPTIONS)) or []
    return tuple(zip(words[::2], words[1::2], strict=False))
