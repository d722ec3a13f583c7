"""Texts around the body in the room they have; what has none is noted, to be repeated in the body."""

from __future__ import annotations

from dataclasses import dataclass, field

from clientdesk.documents.text import Style, TextLine, shortened, wrap

_NO_BREAK = "\N{NO-BREAK SPACE}"


@dataclass(slots=True)
class Fitting:
    """Fits texts and remembers in `cut_off` which had to be cut."""

    cut_off: list[str] = field(default_factory=list)

    def fit(self, text: str, style: Style, width: float, limit: int) -> tuple[TextLine, ...]:
        """Return `text` in at most `limit` lines; a cut one is noted."""
        lines = wrap(text, style, width) if text.strip() else ()
        if len(lines) > 1 and _NO_BREAK in text:
            # An account number that has no room in one line is parted between its groups, not within one.
            lines = wrap(text.replace(_NO_BREAK, " "), style, width)
        if len(lines) > limit:
            self.note(text)
        return shortened(lines, limit, style)

    def cut_short(self, text: str, style: Style, width: float) -> TextLine:
        """Return `text` in one line; what is cut off stands elsewhere on the page."""
        return shortened(wrap(text, style, width), 1, style)[0]

    def note(self, *texts: str) -> None:
        """Remember texts that have no room, each once."""
        self.cut_off.extend(text for text in dict.fromkeys(texts) if text not in self.cut_off)
