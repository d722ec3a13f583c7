"""The bench's invoice by typst: markup that reads the words from a file beside it."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.making.measures import REGULAR
from clientdesk.documents.view import DocumentView, Payment, Table, Text, Totals

_TYPST = """
#let v = json("view.json")
#set document(title: v.title)
#set text(font: "Source Sans 3", size: 9pt, lang: "de", number-type: "lining", number-width: "tabular")
#set page(paper: "a4", margin: (left: 25mm, right: 20mm, top: 25mm, bottom: 32mm),
  header: context { if counter(page).get().first() > 1 { text(7pt, v.running) } },
  footer: context {
    align(right, text(7pt)[Seite #counter(page).display() von #counter(page).final().first()])
    if counter(page).get().first() == 1 {
      grid(columns: (1fr,) * v.foot.len(), ..v.foot.map(c => text(7pt, c.join("\\n"))))
    }
  })
#image("logo.png", width: 48mm, height: 16mm, alt: v.issuer)
#v(6mm)
#grid(columns: (90mm, 1fr), text(6.5pt, v.sender) + linebreak() + v.recipient.join("\\n"),
  grid(columns: (30mm, 1fr), row-gutter: 5pt, ..v.info.flatten()))
#v(20mm)
#heading(level: 1, text(20pt, v.title))
#v.subject
#for text in v.texts { par(text) }
#table(columns: (10mm, 1fr, 16mm, 16mm, 24mm, 26mm),
  stroke: (_, _) => (bottom: .5pt + rgb("#d5dade")), inset: (x: 2pt, y: 4pt),
  align: (left, left, right, left, right, right),
  table.header(..v.columns.map(t => text(7.5pt, weight: "semibold", t))),
  ..v.rows.map(r => (r.cells.at(0),
    [#r.cells.at(1)#if r.details != "" [ \\ #text(8pt, fill: rgb("#5f6368"), r.details)]],
    ..r.cells.slice(2))).flatten())
#align(right, block(breakable: false, width: 80mm, grid(columns: (1fr, auto), row-gutter: 6pt, ..v.totals.flatten())))
#block(breakable: false, fill: rgb("#f1f4f6"), inset: 5mm, width: 100%)[
  #heading(level: 2, v.pay.title)
  #v.pay.sentence
  #grid(columns: (35mm, 1fr), row-gutter: 5pt, ..v.pay.facts.flatten())
]
"""


class _Typst:
    """The compiler, which keeps its fonts and its source, in a folder with what each paper fills in."""

    def __init__(self) -> None:
        import typst

        self._kept = TemporaryDirectory(prefix="bench-typst-")
        self._folder = folder = Path(self._kept.name)
        (folder / "paper.typ").write_text(_TYPST.replace("#v(", "#std.v("), "utf-8")
        (folder / "view.json").write_text("{}", "utf-8")
        fonts = typst.Fonts(
            include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(Path(REGULAR).parent)]
        )
        self._compiler = typst.Compiler(str(folder / "paper.typ"), root=str(folder), font_paths=fonts)

    def draw(self, view: DocumentView) -> bytes:
        """Compile; tags are on by themselves."""
        (self._folder / "view.json").write_text(json.dumps(_told(view), ensure_ascii=False), "utf-8")
        (self._folder / "logo.png").write_bytes(view.design.logo)
        return bytes(self._compiler.compile(format="pdf", pdf_standards=["a-2b", "ua-1"]))


@cache
def _typst() -> _Typst:
    return _Typst()


def by_typst(view: DocumentView) -> bytes:
    """Compile typst's markup, which reads the words from a file beside it."""
    return _typst().draw(view)


def _told(view: DocumentView) -> dict[str, object]:
    table = next(part for part in view.body if isinstance(part, Table))
    totals = next(part for part in view.body if isinstance(part, Totals))
    pay = next(part for part in view.body if isinstance(part, Payment))
    return {
        "title": view.pdf_title,
        "issuer": view.issuer_name,
        "running": view.running_title,
        "sender": view.sender_line,
        "subject": view.subject,
        "recipient": view.recipient,
        "info": [[fact.label, fact.value] for fact in view.info],
        "foot": [column.lines for column in view.footer],
        "texts": [text for part in view.body if isinstance(part, Text) for text in part.paragraphs],
        "columns": [column.title for column in table.columns],
        "rows": [{"cells": row.cells, "details": row.details} for row in table.rows],
        "totals": [[each.label, each.amount] for each in totals.rows],
        "pay": {
            "title": pay.title,
            "sentence": pay.sentence,
            "facts": [[fact.label, fact.value] for fact in pay.facts],
        },
    }
