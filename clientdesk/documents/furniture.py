"""What stands around the body: letterhead, address window, information block, foot, further pages' heads."""

from __future__ import annotations

from dataclasses import dataclass

from clientdesk.documents.logo import Logo
from clientdesk.documents.look import MM, Letterhead, Look
from clientdesk.documents.page import Sheet
from clientdesk.documents.paint import Pen
from clientdesk.documents.panels import Pairs, fact_style
from clientdesk.documents.structure import Node
from clientdesk.documents.styles import Styles
from clientdesk.documents.text import Style, TextLine, shortened, single, width_of, wrap
from clientdesk.documents.view import DocumentView
from clientdesk.documents.window import in_window

_NO_BREAK = "\N{NO-BREAK SPACE}"
_NAME_LINES = 2
_FOOT_LINES = 8
#: A fact of the information block is a date or a name; a whole text typed as a reference is cut there.
_INFO_LINES = 5
_FOOT_GUTTER = 8 * MM
#: The least room of a label in the information block; a longer one takes more, up to the half.
_INFO_LABEL = 29 * MM


@dataclass(frozen=True, slots=True)
class Furniture:
    """Everything around the body, measured once; `cut_off` is what had no room and must stand in the body."""

    sheet: Sheet
    styles: Styles
    look: Look
    logo: Logo | None
    name: tuple[TextLine, ...]
    tagline: tuple[TextLine, ...]
    sender: TextLine
    recipient: tuple[TextLine, ...]
    recipient_style: Style
    info: Pairs
    foot_columns: tuple[tuple[tuple[TextLine, ...], ...], ...]
    issuer: str
    running: TextLine
    cut_off: tuple[str, ...]

    @property
    def foot_height(self) -> float:
        """Height of the foot of the first page, with the rule above it."""
        lines = max((sum(len(entry) for entry in column) for column in self.foot_columns), default=0)
        return lines * self.styles.footer.leading + (9 if lines else 0)

    @property
    def body_top(self) -> float:
        """Where the body of the first page begins: below window and information block, never above the norm's place."""
        info = self.sheet.info_top + self.info.height + 9 * MM
        return max(self.sheet.body_top, info)

    def first_page(self, pen: Pen) -> None:
        """Draw letterhead, window, information block, marks and foot."""
        sheet = self.sheet
        self._letterhead(pen)
        lines = len(self.recipient) * self.recipient_style.leading
        top = min(sheet.address_top, sheet.address_bottom - lines)
        if sheet.sender_in_window:
            above = top - (sheet.address_top - sheet.sender_top)
            with pen.part(Node("P")):
                pen.text(sheet.window_left, above, self.sender, self.styles.sender)
        with pen.part(Node("P")):
            pen.lines(sheet.window_left, top, self.recipient, self.recipient_style)
        self.info.draw(pen, sheet.info_left, sheet.info_top)
        for fold in sheet.folds:
            pen.rule(5 * MM, fold, 9 * MM, colour=self.look.hairline)
        if sheet.hole is not None:
            pen.rule(5 * MM, sheet.hole, 11 * MM, colour=self.look.hairline)

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

    def _letterhead(self, pen: Pen) -> None:
        sheet, y = self.sheet, self.sheet.letterhead_top
        if self.logo:
            room = min(self.look.logo_height * MM, sheet.letterhead_bottom - y)
            width, height = self.logo.fitted(self.look.logo_width * MM, room)
            with pen.part(Node("Figure", alt=self.issuer)):
                pen.picture(sheet.left, y, width, height, png=self.logo.png)
            if not sheet.sender_in_window:
                with pen.part(Node("P")):
                    pen.text(sheet.left, y + height + 6, self.sender, self.styles.sender)
            return
        with pen.part(Node("P")):
            y = _LETTERHEADS[self.look.letterhead](self, pen, y)
            if not sheet.sender_in_window:
                pen.text(sheet.left, y + 1, self.sender, self.styles.sender)

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
    cut: list[str] = []

    def fit(text: str, style: Style, width: float, limit: int) -> tuple[TextLine, ...]:
        lines = wrap(text, style, width) if text.strip() else ()
        if len(lines) > 1 and _NO_BREAK in text:
            # An account number that has no room in one line is parted between its groups, not within one.
            lines = wrap(text.replace(_NO_BREAK, " "), style, width)
        if len(lines) > limit and text not in cut:
            cut.append(text)
        return shortened(lines, limit, style)

    recipient, address, is_whole = in_window(view.recipient, styles.address, sheet)
    if not is_whole:
        cut.append("\n".join(view.recipient))
    cut.extend(line for column in view.footer for line in column.lines[_FOOT_LINES:])
    foot_width = (sheet.text_width + _FOOT_GUTTER) / max(1, len(view.footer)) - _FOOT_GUTTER
    name_width = sheet.text_width * (0.9 if sheet.sender_in_window else 0.62)
    # The sender's whole address stands in the foot: here a cut one does no harm.
    sender_width = sheet.window_width if sheet.sender_in_window else name_width
    sender = shortened(wrap(view.sender_line, styles.sender, sender_width), 1, styles.sender)
    on_band = look.letterhead is Letterhead.BAND
    wordmark = styles.wordmark_on_accent if on_band else styles.wordmark
    tagline = styles.tagline_on_accent if on_band else styles.tagline
    info_width = sheet.right - sheet.info_left
    labels = max((width_of(fact.label, styles.small) for fact in view.info), default=0.0)
    label_width = min(max(_INFO_LABEL, labels + 8), info_width / 2)
    cut.extend(
        f"{fact.label}\n{fact.value}"
        for fact in view.info
        if len(wrap(fact.value, fact_style(fact, styles), info_width - label_width)) > _INFO_LINES
    )
    tag_lines = fit(view.tagline, tagline, name_width, 1)
    words = sheet.letterhead_bottom - sheet.letterhead_top - _ADORNMENT[look.letterhead]
    if look.letterhead is not Letterhead.LINE:
        words -= len(tag_lines) * tagline.leading
    name_lines = max(1, min(_NAME_LINES, int(words / wordmark.leading)))
    running = shortened(wrap(view.running_title, styles.footer, sheet.text_width * 0.75), 1, styles.footer)
    return Furniture(
        sheet=sheet,
        styles=styles,
        look=look,
        logo=logo,
        name=fit(view.issuer_name, wordmark, name_width, name_lines),
        tagline=tag_lines,
        sender=sender[0],
        recipient=recipient,
        recipient_style=address,
        info=Pairs(view.info, styles, label_width, info_width - label_width, most=_INFO_LINES),
        issuer=view.issuer_name,
        foot_columns=tuple(
            tuple(
                fit(line, styles.footer if position else styles.footer_strong, foot_width, _FOOT_LINES // 2)
                for position, line in enumerate(column.lines[:_FOOT_LINES])
            )
            for column in view.footer
        ),
        running=running[0],
        cut_off=tuple(cut),
    )


def _mark(of: Furniture, pen: Pen, y: float) -> float:
    left = of.sheet.left
    pen.fill(left, y, 11 * MM, 1.1 * MM, colour=of.look.accent)
    y = pen.lines(left, y + 3.6 * MM, of.name, of.styles.wordmark)
    return pen.lines(left, y + 1, of.tagline, of.styles.tagline)


def _band(of: Furniture, pen: Pen, y: float) -> float:
    sheet, styles = of.sheet, of.styles
    words = len(of.name) * styles.wordmark.leading + len(of.tagline) * styles.tagline.leading
    bottom = y + words + 5 * MM
    pen.fill(0, 0, sheet.width, bottom, colour=of.look.accent)
    y = pen.lines(sheet.left, y, of.name, styles.wordmark)
    pen.lines(sheet.left, y + 1, of.tagline, styles.tagline)
    return bottom + 2


def _centred(of: Furniture, pen: Pen, y: float) -> float:
    sheet, styles = of.sheet, of.styles
    for lines, style in ((of.name, styles.wordmark), (of.tagline, styles.tagline)):
        for line in lines:
            pen.text(sheet.left + (sheet.text_width - line.width) / 2, y, line, style)
            y += style.leading
    y += 2 * MM
    pen.rule(sheet.left, y, sheet.right, colour=of.look.accent)
    return y + 2


def _line(of: Furniture, pen: Pen, y: float) -> float:
    sheet, styles = of.sheet, of.styles
    below = pen.lines(sheet.left, y, of.name, styles.wordmark)
    if of.tagline:
        base = below - (styles.wordmark.leading + styles.tagline.leading) / 2 + styles.wordmark.size * 0.17
        pen.text_end(sheet.right, base, of.tagline[0], styles.tagline)
    pen.rule(sheet.left, below + 2, sheet.right, colour=of.look.accent, thickness=1.2)
    return below + 4


_LETTERHEADS = {
    Letterhead.MARK: _mark,
    Letterhead.BAND: _band,
    Letterhead.CENTRED: _centred,
    Letterhead.LINE: _line,
}
#: What each letterhead takes beside the words: stroke, ground, line.
_ADORNMENT = {
    Letterhead.MARK: 3.6 * MM + 1,
    Letterhead.BAND: 5 * MM + 1,
    Letterhead.CENTRED: 2 * MM + 2,
    Letterhead.LINE: 4.0,
}
