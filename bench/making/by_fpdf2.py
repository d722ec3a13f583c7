"""The bench's invoice by fpdf2: cells and a table by its own calls."""

from __future__ import annotations

import io

from fpdf import FPDF

from bench.making.measures import BOTTOM, COLUMNS, ENDS, LEFT, REGULAR, STRONG, TOP, WIDTH
from clientdesk.documents.view import DocumentView, Payment, Section, Table, Text, Totals


def by_fpdf2(view: DocumentView) -> bytes:
    """Write cells and a table by fpdf2's own calls."""

    class Paper(FPDF):
        def header(self) -> None:
            if self.page_no() > 1:
                self.set_font("T", size=7)
                self.text(LEFT, 42, view.running_title)
                self.set_y(72)

        def footer(self) -> None:
            self.set_font("T", size=7)
            self.set_xy(LEFT, -40)
            self.cell(WIDTH, 10, view.page_label.format(page=self.page_no(), pages=2), align="R")

    pdf = Paper(unit="pt", format="A4")
    pdf.set_margins(LEFT, 40, 595.28 - LEFT - WIDTH)
    pdf.set_auto_page_break(auto=True, margin=BOTTOM)
    pdf.add_font("T", fname=REGULAR)
    pdf.add_font("T", style="B", fname=STRONG)
    pdf.set_title(view.pdf_title)
    pdf.set_lang(view.language)
    pdf.add_page()
    pdf.image(io.BytesIO(view.design.logo), LEFT, 45, 136, 45, alt_text=view.issuer_name)

    def lines(texts, x: float, y: float, size: float, step: float) -> None:
        pdf.set_font("T", size=size)
        for index, text in enumerate(texts):
            pdf.text(x, y + step * index, text)

    lines([view.sender_line], LEFT, 130, 6.5, 0)
    lines(view.recipient, LEFT, 145, 9, 13)
    lines([fact.label for fact in view.info], 354, 145, 8, 13)
    lines([fact.value for fact in view.info], 440, 145, 9, 13)
    for index, column in enumerate(view.footer):
        lines(column.lines, LEFT + index * WIDTH / 4, 760, 7, 10)
    pdf.set_xy(LEFT, TOP)
    pdf.set_font("T", "B", 20)
    pdf.multi_cell(WIDTH, 26, f"{view.title} {view.number}", new_x="LMARGIN", new_y="NEXT")
    pdf.set_font("T", size=9)
    pdf.multi_cell(WIDTH, 16, view.subject, new_x="LMARGIN", new_y="NEXT")
    for part in view.body:
        _write(pdf, part)
    return bytes(pdf.output())


def _write(pdf: FPDF, part: Section) -> None:
    pdf.ln(8)
    pdf.set_font("T", size=9)
    if isinstance(part, Text):
        for text in part.paragraphs:
            pdf.multi_cell(WIDTH, 14, text, new_x="LMARGIN", new_y="NEXT")
    elif isinstance(part, Table):
        align = tuple("RIGHT" if end else "LEFT" for end in ENDS)
        with pdf.table(
            col_widths=COLUMNS,
            width=WIDTH,
            text_align=align,
            line_height=13,
            borders_layout="HORIZONTAL_LINES",
        ) as table:
            table.row([column.title for column in part.columns])
            for row in part.rows:
                words = f"{row.cells[1]}\n{row.details}" if row.details else row.cells[1]
                table.row([row.cells[0], words, *row.cells[2:]])
    elif isinstance(part, Totals):
        for total in part.rows:
            pdf.cell(WIDTH / 2)
            pdf.cell(WIDTH / 4, 16, total.label)
            pdf.cell(WIDTH / 4, 16, total.amount, align="R", new_x="LMARGIN", new_y="NEXT")
    elif isinstance(part, Payment):
        with pdf.unbreakable() as block:
            for text in (
                part.title,
                part.sentence,
                *(f"{fact.label}: {fact.value}" for fact in part.facts),
            ):
                block.multi_cell(WIDTH, 14, text, new_x="LMARGIN", new_y="NEXT")
