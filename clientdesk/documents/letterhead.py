"""The letterhead of the first page: logo or name, in one of four manners, and own lines at its end."""

from __future__ import annotations

from dataclasses import dataclass

from clientdesk.documents.fitting import Fitting
from clientdesk.documents.logo import Logo
from clientdesk.documents.look import MM, Letterhead, Look
from clientdesk.documents.page import Sheet
from clientdesk.documents.paint import Pen
from clientdesk.documents.structure import Node
from clientdesk.documents.styles import Styles
from clientdesk.documents.text import TextLine
from clientdesk.documents.view import DocumentView
from clientdesk.domain.design import LogoPlace

_NAME_LINES = 2
_BESIDE = 5 * MM
#: The part of the letterhead's width that own lines may take, and how many there may be.
_OWN_SHARE, _OWN_LINES = 0.42, 5
#: The part of it that the sender's line may take, where none stands in the window.
_SENDER_SHARE = 0.62
#: What each manner takes beside the words: stroke, ground, line.
_ADORNMENT = {
    Letterhead.MARK: 3.6 * MM + 1,
    Letterhead.BAND: 5 * MM + 1,
    Letterhead.CENTRED: 2 * MM + 2,
    Letterhead.LINE: 4.0,
}


@dataclass(frozen=True, slots=True)
class Head:
    """A letterhead, measured. `sender` is the line below it where none stands in the window."""

    sheet: Sheet
    styles: Styles
    look: Look
    logo: Logo | None
    logo_size: tuple[float, float]
    issuer: str
    name: tuple[TextLine, ...]
    tagline: tuple[TextLine, ...]
    own: tuple[TextLine, ...]
    sender: TextLine | None

    def draw(self, pen: Pen) -> None:
        """Draw it; with a letterhead of the user's own below the page there may be nothing to draw."""
        if not self.look.prints_head:
            return
        y = self._draw_name(pen) if self.logo is None else self._draw_logo(pen, self.logo)
        if self.own:
            # The band of the bold look has been painted by now: the words stand on it.
            own = self.styles.tagline_on_accent if self._on_band else self.styles.tagline
            end = self.sheet.right
            if self.logo is not None and self.look.logo_place is LogoPlace.END:
                end -= self.logo_size[0] + _BESIDE
            with pen.part(Node("P")):
                pen.lines(self.sheet.left, self.sheet.letterhead_top, self.own, own, end=end)
        if self.sender is not None:
            with pen.part(Node("P")):
                pen.text(self.sheet.left, y, self.sender, self.styles.sender)

    @property
    def _on_band(self) -> bool:
        return self.look.letterhead is Letterhead.BAND and self.logo is None

    def _draw_name(self, pen: Pen) -> float:
        with pen.part(Node("P")):
            return _MANNERS[self.look.letterhead](self, pen, self.sheet.letterhead_top) + 1

    def _draw_logo(self, pen: Pen, logo: Logo) -> float:
        sheet, look, y = self.sheet, self.look, self.sheet.letterhead_top
        width, height = self.logo_size
        spare = sheet.text_width - width
        shift = {LogoPlace.START: 0.0, LogoPlace.CENTRE: spare / 2, LogoPlace.END: spare}[look.logo_place]
        with pen.part(Node("Figure", alt=self.issuer)):
            pen.picture(sheet.left + shift, y, width, height, png=logo.png)
        if look.names_issuer:
            wordmark, tagline = self.styles.wordmark, self.styles.tagline
            words = len(self.name) * wordmark.leading + len(self.tagline) * tagline.leading
            x = sheet.left + (width + _BESIDE if look.logo_place is LogoPlace.START else 0.0)
            top = y + max(0.0, (height - words) / 2)
            with pen.part(Node("P")):
                pen.lines(x, pen.lines(x, top, self.name, wordmark), self.tagline, tagline)
        return y + height + 6


def head_of(
    view: DocumentView, look: Look, styles: Styles, sheet: Sheet, *, logo: Logo | None, fitting: Fitting
) -> Head:
    """Measure the letterhead of `view`; what has no room in it is noted in `fitting`."""
    height = sheet.letterhead_bottom - sheet.letterhead_top
    logo_size = logo.fitted(look.logo_width * MM, min(look.logo_height * MM, height)) if logo else (0.0, 0.0)
    width, own_width = _widths(sheet, look, logo_size[0], has_own=bool(view.head_text))
    # The sender's whole address stands in the foot: here a cut one does no harm.
    sender_width = sheet.text_width * _SENDER_SHARE
    sender = (
        None if sheet.sender_in_window else fitting.cut_short(view.sender_line, styles.sender, sender_width)
    )
    on_band = look.letterhead is Letterhead.BAND and logo is None
    wordmark = styles.wordmark_on_accent if on_band else styles.wordmark
    tagline = styles.tagline_on_accent if on_band else styles.tagline
    tag_lines = fitting.fit(view.tagline, tagline, width, 1)
    words = height - (0.0 if logo else _ADORNMENT[look.letterhead])
    if look.letterhead is not Letterhead.LINE or logo:
        words -= len(tag_lines) * tagline.leading
    own = [fitting.fit(line, tagline, own_width, 1) for line in view.head_text[:_OWN_LINES]]
    fitting.note(*view.head_text[_OWN_LINES:])
    return Head(
        sheet=sheet,
        styles=styles,
        look=look,
        logo=logo,
        logo_size=logo_size,
        issuer=view.issuer_name,
        name=fitting.fit(
            view.issuer_name, wordmark, width, max(1, min(_NAME_LINES, int(words / wordmark.leading)))
        ),
        tagline=tag_lines,
        own=tuple(line for lines in own for line in lines),
        sender=sender,
    )


def _widths(sheet: Sheet, look: Look, logo_width: float, *, has_own: bool) -> tuple[float, float]:
    """Return the room of the name and that of own lines, beside a logo of this width (0: there is none)."""
    if not logo_width:
        share = 0.9 if sheet.sender_in_window else _SENDER_SHARE
        own = sheet.text_width * _OWN_SHARE
        return min(sheet.text_width * share, sheet.text_width - has_own * (own + _BESIDE)), own
    if look.logo_place is LogoPlace.CENTRE:
        side = (sheet.text_width - logo_width) / 2 - _BESIDE
        return side, side
    free = sheet.text_width - logo_width - _BESIDE
    if not has_own:
        return free, 0.0
    own = min(sheet.text_width * _OWN_SHARE, free / 2 if look.names_issuer else free)
    return free - own - _BESIDE, own


def _mark(of: Head, pen: Pen, y: float) -> float:
    left = of.sheet.left
    pen.fill(left, y, 11 * MM, 1.1 * MM, colour=of.look.accent)
    y = pen.lines(left, y + 3.6 * MM, of.name, of.styles.wordmark)
    return pen.lines(left, y + 1, of.tagline, of.styles.tagline)


def _band(of: Head, pen: Pen, y: float) -> float:
    sheet, styles = of.sheet, of.styles
    words = len(of.name) * styles.wordmark.leading + len(of.tagline) * styles.tagline.leading
    bottom = y + max(words, len(of.own) * styles.tagline.leading) + 5 * MM
    pen.fill(0, 0, sheet.width, bottom, colour=of.look.accent)
    y = pen.lines(sheet.left, y, of.name, styles.wordmark_on_accent)
    pen.lines(sheet.left, y + 1, of.tagline, styles.tagline_on_accent)
    return bottom + 2


def _centred(of: Head, pen: Pen, y: float) -> float:
    sheet, styles = of.sheet, of.styles
    for lines, style in ((of.name, styles.wordmark), (of.tagline, styles.tagline)):
        for line in lines:
            shift = 0.0 if of.own else (sheet.text_width - line.width) / 2
            pen.text(sheet.left + shift, y, line, style)
            y += style.leading
    y += 2 * MM
    pen.rule(sheet.left, y, sheet.right, colour=of.look.accent)
    return y + 2


def _line(of: Head, pen: Pen, y: float) -> float:
    sheet, styles = of.sheet, of.styles
    below = pen.lines(sheet.left, y, of.name, styles.wordmark)
    if of.tagline and not of.own:
        base = below - (styles.wordmark.leading + styles.tagline.leading) / 2 + styles.wordmark.size * 0.17
        pen.text_end(sheet.right, base, of.tagline[0], styles.tagline)
    elif of.own:
        below = pen.lines(sheet.left, below, of.tagline, styles.tagline)
        below = max(below, y + len(of.own) * styles.tagline.leading)
    pen.rule(sheet.left, below + 2, sheet.right, colour=of.look.accent, thickness=1.2)
    return below + 4


_MANNERS = {
    Letterhead.MARK: _mark,
    Letterhead.BAND: _band,
    Letterhead.CENTRED: _centred,
    Letterhead.LINE: _line,
}
