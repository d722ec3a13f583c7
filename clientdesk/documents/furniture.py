"""What stands around the body: address window, information block, foot, further pages' heads, and the letterhead."""

from __future__ import annotations

from dataclasses import dataclass, replace

from clientdesk.documents.fitting import Fitting
from clientdesk.documents.letterhead import Head, head_of
from clientdesk.documents.logo import Logo
from clientdesk.documents.look import MM, Look
from clientdesk.documents.page import Sheet
from clientdesk.documents.paint import Pen
from clientdesk.documents.panels import Pairs, fact_style
from clientdesk.documents.said import first_of
from clientdesk.documents.structure import Node
from clientdesk.documents.styles import Styles
from clientdesk.documents.text import Style, TextLine, single, width_of, wrap
from clientdesk.documents.view import DocumentView
from clientdesk.documents.window import in_window

_FOOT_LINES = 8
#: A fact of the information block is a date or a name; a whole text typed as a reference is cut there.
_INFO_LINES = 5
_FOOT_GUTTER = 8 * MM
#: The least room of a label in the information block; a longer one takes more, up to the half.
_INFO_LABEL = 29 * MM
#: Where the information block of a paper in two languages begins: right of every window, whichever way a sheet slips.
_INFO_OF_TWO = 113 * MM


@dataclass(frozen=True, slots=True)
class Furniture:
    """Everything around the body, measured once; `cut_off` is what had no room and must stand in the body."""

    sheet: Sheet
    styles: Styles
    look: Look
    head: Head
    sender: TextLine
    recipient: tuple[TextLine, ...]
    recipient_style: Style
    info: Pairs
    foot_columns: tuple[tuple[tuple[TextLine, ...], ...], ...]
    running: TextLine
    sealed: TextLine
    cut_off: tuple[str, ...]
    is_letter: bool

    @property
    def foot_height(self) -> float:
        """Height of the foot of the first page, with the rule above it."""
        lines = max((sum(len(entry) for entry in column) for column in self.foot_columns), default=0)
        return lines * self.styles.footer.leading + (9 if lines else 0)

    @property
    def body_top(self) -> float:
        """Where the body of the first page begins: below window and information block, never above the norm's place.

        What is no letter needs no window: its body begins below the letterhead.
        """
        info = self.sheet.info_top + self.info.height + 9 * MM if self.info.height else 0.0
        return max(self.sheet.body_top if self.is_letter else self.sheet.letterhead_bottom + 9 * MM, info)

    def first_page(self, pen: Pen) -> None:
        """Draw letterhead, window, information block, marks and foot."""
        sheet = self.sheet
        self.head.draw(pen)
        if self.is_letter:
            self._window(pen)
        self.info.draw(pen, sheet.info_left, sheet.info_top)
        for fold in sheet.folds if self.is_letter else ():
            pen.rule(5 * MM, fold, 9 * MM, colour=self.look.hairline)
        if sheet.hole is not None:
            pen.rule(5 * MM, sheet.hole, 11 * MM, colour=self.look.hairline)

    def _window(self, pen: Pen) -> None:
        """Draw what the window of the envelope shows."""
        sheet = self.sheet
        lines = len(self.recipient) * self.recipient_style.leading
        top = min(sheet.address_top, sheet.address_bottom - lines)
        if sheet.sender_in_window:
            above = top - (sheet.address_top - sheet.sender_top)
            with pen.part(Node("P")):
                pen.text(sheet.window_left, above, self.sender, self.styles.sender)
        with pen.part(Node("P")):
            pen.lines(sheet.window_left, top, self.recipient, self.recipient_style)

    def further_page(self, pen: Pen) -> None:
        """Draw the line that names the paper on every page after the first."""
        sheet = self.sheet
        style = self.styles.footer
        pen.text(sheet.left, sheet.running_top, self.running, style)
        below = sheet.running_top + style.leading + 3
        pen.rule(sheet.left, below, sheet.right, colour=self.look.hairline)

    def page_label(self, pen: Pen, label: str, *, first: bool) -> None:
        """Write "page x of y" above the foot, or at the head of further pages."""
        line = single(label, self.styles.footer)
        sheet = self.sheet
        y = sheet.bottom - self.foot_height - self.styles.footer.leading - 5 if first else sheet.running_top
        pen.text_end(sheet.right, y, line, self.styles.footer)

    def seal(self, pen: Pen) -> None:
        """Write the end of the book's history small beside the number of the first page (R-AUD-1)."""
        y = self.sheet.bottom - self.foot_height - self.styles.footer.leading - 5
        pen.text(self.sheet.left, y, self.sealed, self.styles.footer)

    def foot(self, pen: Pen) -> None:
        """Draw the foot of the first page, which is heard last there."""
        if not self.foot_columns:
            return
        sheet = self.sheet
        top = sheet.bottom - self.foot_height
        pen.rule(sheet.left, top, sheet.right, colour=self.look.hairline)
        step = (sheet.text_width + _FOOT_GUTTER) / len(self.foot_columns)
        for index, column in enumerate(self.foot_columns):
            y = top + 8
            with pen.part(Node("P")):
                for position, entry in enumerate(column):
                    style = self.styles.footer if position else self.styles.footer_strong
                    y = pen.lines(sheet.left + index * step, y, entry, style)


def furnish(view: DocumentView, look: Look, styles: Styles, sheet: Sheet, logo: Logo | None) -> Furniture:
    """Measure what stands around the body; texts too long for their place are cut there and repeated in the body."""
    fitting = Fitting()
    recipient, address, is_whole = in_window(view.recipient, styles.address, sheet)
    if not is_whole:
        fitting.note("\n".join(view.recipient))
    foot = view.footer if look.prints_foot else ()
    fitting.note(*(line for column in foot for line in column.lines[_FOOT_LINES:]))
    foot_width = (sheet.text_width + _FOOT_GUTTER) / max(1, len(foot)) - _FOOT_GUTTER
    if view.second_language:
        # Two labels want more room than one; the window is left clear.
        sheet = replace(sheet, info_left=min(sheet.info_left, _INFO_OF_TWO))
    info_width = sheet.right - sheet.info_left
    labels = max((width_of(first_of(fact.label), styles.small) for fact in view.info), default=0.0)
    label_width = min(max(_INFO_LABEL, labels + 8), info_width / 2)
    fitting.note(
        *(
            f"{fact.label}\n{fact.value}"
            for fact in view.info
            if len(wrap(fact.value, fact_style(fact, styles), info_width - label_width)) > _INFO_LINES
        )
    )
    return Furniture(
        sheet=sheet,
        styles=styles,
        look=look,
        head=head_of(view, look, styles, sheet, logo=logo, fitting=fitting),
        # The sender's whole address stands in the foot: here a cut one does no harm.
        sender=fitting.cut_short(view.sender_line, styles.sender, sheet.window_width),
        recipient=recipient,
        recipient_style=address,
        info=Pairs(view.info, styles, label_width, info_width - label_width, most=_INFO_LINES),
        foot_columns=tuple(
            tuple(
                fitting.fit(
                    line, styles.footer if position else styles.footer_strong, foot_width, _FOOT_LINES // 2
                )
                for position, line in enumerate(column.lines[:_FOOT_LINES])
            )
            for column in foot
        ),
        sealed=single(view.seal, styles.footer),
        running=fitting.cut_short(view.running_title, styles.footer, sheet.text_width * 0.75),
        cut_off=tuple(fitting.cut_off),
        is_letter=view.is_letter,
    )
