"""The bench's invoice by WeasyPrint: HTML whose styles and fonts were read before."""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from html import escape
from pathlib import Path

from bench.making.measures import ENDS, REGULAR, STRONG, WIDTH
from clientdesk.documents.view import DocumentView, Payment, Table, Text, Totals

_CSS = f"""
@font-face {{ font-family: T; src: url({Path(REGULAR).as_uri()}) }}
@font-face {{ font-family: T; font-weight: bold; src: url({Path(STRONG).as_uri()}) }}
@page {{ size: A4; margin: 25mm 20mm 15mm 25mm; @top-left {{ content: string(running); font: 7pt T }}
  @bottom-right {{ content: "Seite " counter(page) " von " counter(pages); font: 7pt T }} }}
@page :first {{ margin: 16mm 20mm 32mm 25mm; @top-left {{ content: none }} @bottom-left {{ content: element(foot) }} }}
html {{ font: 9pt/1.4 T; font-feature-settings: "tnum", "lnum"; color: #1d1d1f }}
h1 {{ string-set: running attr(data-running) }}
.foot {{ position: running(foot); width: {WIDTH}pt }} .foot td {{ font-size: 7pt; vertical-align: top; width: 25% }}
img {{ width: 48mm; height: 16mm }} small, .label {{ font-size: 8pt; color: #5f6368 }}
h1 {{ font-size: 20pt; margin: 0 }}
.head {{ display: flex; height: 55mm; margin-top: 12mm }} .head > div {{ width: 90mm }}
table {{ border-collapse: collapse; width: 100% }} th {{ font-size: 7.5pt; text-align: start }}
.lines td, .lines th {{ border-bottom: .5pt solid #d5dade; padding: 3pt 2pt; vertical-align: top }}
.end {{ text-align: end !important }} tr {{ break-inside: avoid }}
.totals {{ width: 80mm; margin: 10pt 0 0 auto; break-inside: avoid }}
.pay {{ background: #f1f4f6; padding: 5mm; margin-top: 15pt }}
"""


@cache
def _weasy():
    from weasyprint import CSS
    from weasyprint.text.fonts import FontConfiguration

    config = FontConfiguration()
    return config, CSS(string=_CSS, font_config=config)


def by_weasyprint(view: DocumentView) -> bytes:
    """Lay out HTML whose styles and fonts were read before, tagged and as PDF/A as far as it goes."""
    from weasyprint import HTML

    config, css = _weasy()

    page = HTML(string=_html(view))
    content = page.write_pdf(stylesheets=[css], font_config=config, pdf_variant="pdf/a-2b", pdf_tags=True)
    return bytes(content or b"")


def _html(view: DocumentView) -> str:
    def rows(pairs, kind: str = "") -> str:
        return "".join(f'<tr><td class=label>{escape(a)}<td class="{kind}">{escape(b)}' for a, b in pairs)

    foot = "".join(f"<td>{'<br>'.join(map(escape, column.lines))}" for column in view.footer)
    info = rows((fact.label, fact.value) for fact in view.info)
    to = "<br>".join(map(escape, view.recipient))
    logo = b64encode(view.design.logo).decode()
    parts = [
        f"<html lang={view.language}><title>{escape(view.pdf_title)}</title>",
        f"<div class=foot><table><tr>{foot}</table></div>",
        f'<img src="data:image/png;base64,{logo}" alt="{escape(view.issuer_name)}">',
        f"<div class=head><div><small>{escape(view.sender_line)}</small><br>{to}</div><table>{info}</table></div>",
        f'<h1 data-running="{escape(view.running_title)}">{escape(view.pdf_title)}</h1>',
        f"<p>{escape(view.subject)}",
    ]
    for part in view.body:
        if isinstance(part, Text):
            parts += [f"<p>{escape(text)}" for text in part.paragraphs]
        elif isinstance(part, Table):
            head = "".join(
                f'<th scope=col class="{"end" * end}">{escape(c.title)}'
                for c, end in zip(part.columns, ENDS, strict=True)
            )
            parts.append(f"<table class=lines><thead><tr>{head}</thead>")
            for row in part.rows:
                cells = [
                    f'<td class="{"end" * end}">{escape(t)}' for t, end in zip(row.cells, ENDS, strict=True)
                ]
                if row.details:
                    cells[1] += f"<br><small>{escape(row.details)}</small>"
                parts.append("<tr>" + "".join(cells))
            parts.append("</table>")
        elif isinstance(part, Totals):
            sums = rows(((each.label, each.amount) for each in part.rows), "end")
            parts.append(f"<table class=totals>{sums}</table>")
        elif isinstance(part, Payment):
            facts = rows((fact.label, fact.value) for fact in part.facts)
            parts.append(
                f"<div class=pay><h2>{escape(part.title)}</h2><p>{escape(part.sentence)}<table>{facts}</table></div>"
            )
    return "".join(parts)
