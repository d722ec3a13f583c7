"""The type scale: every role of text on a paper, derived from the look."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from clientdesk.documents.fonts import Cut
from clientdesk.documents.look import Look
from clientdesk.documents.text import Style


@dataclass(frozen=True, slots=True, kw_only=True)
class Styles:
    """One style per role; sizes follow the look's text size."""

    body: Style
    strong: Style
    muted: Style
    small: Style
    small_strong: Style
    label: Style
    mark: Style
    title: Style
    title_number: Style
    subject: Style
    heading: Style
    wordmark: Style
    wordmark_on_accent: Style
    tagline_on_accent: Style
    label_on_accent: Style
    tagline: Style
    address: Style
    sender: Style
    footer: Style
    footer_strong: Style
    total: Style
    due: Style
    watermark: Style


#: Scripts that reach further above and below their lines want more room between them.
_TALL: Mapping[str, float] = {"te": 1.12, "hi": 1.1, "ar": 1.08}


@cache
def styles(look: Look, language: str = "") -> Styles:
    """Return the type scale of `look` for papers in `language`."""
    size = look.text_size
    tall = _TALL.get(language.split("-", maxsplit=1)[0], 1.0)
    text, head = look.text_family, look.heading_family

    def style(scale: float, leading: float, colour: str, cut: Cut = Cut.REGULAR, family: str = text) -> Style:
        return Style(
            family=family,
            size=round(size * scale, 2),
            leading=round(size * scale * leading * tall, 2),
            colour=colour,
            cut=cut,
            language=language,
        )

    def label(colour: str) -> Style:
        return Style(
            family=text,
            size=round(size * 0.8, 2),
            leading=round(size * 1.2 * tall, 2),
            colour=colour,
            cut=Cut.STRONG,
            tracking=0.12,
            language=language,
        )

    return Styles(
        body=style(1, 1.4, look.ink),
        strong=style(1, 1.4, look.ink, Cut.STRONG),
        muted=style(1, 1.4, look.muted),
        small=style(0.88, 1.38, look.muted),
        small_strong=style(0.88, 1.38, look.ink, Cut.STRONG),
        label=label(look.muted),
        mark=label(look.accent_ink),
        title=style(2.3, 1.15, look.ink, Cut.STRONG, head),
        title_number=style(2.3, 1.15, look.accent_ink, Cut.LIGHT, head),
        subject=style(1.15, 1.35, look.muted, Cut.REGULAR, head),
        heading=style(1.16, 1.35, look.ink, Cut.STRONG, head),
        wordmark=style(1.75, 1.2, look.ink, Cut.STRONG, head),
        wordmark_on_accent=style(1.75, 1.2, look.on_accent, Cut.STRONG, head),
        tagline_on_accent=style(0.94, 1.35, look.on_accent),
        label_on_accent=label(look.on_accent),
        tagline=style(0.94, 1.35, look.muted),
        address=style(1.04, 1.24, look.ink),
        sender=style(0.72, 1.3, look.muted),
        footer=style(0.76, 1.36, look.muted),
        footer_strong=style(0.76, 1.36, look.ink, Cut.STRONG),
        total=style(1.1, 1.4, look.ink, Cut.STRONG),
        due=style(1.5, 1.3, look.accent_ink, Cut.STRONG),
        watermark=Style(
            family=head,
            size=120,
            leading=120,
            colour=look.shade,
            cut=Cut.STRONG,
            tracking=6,
            language=language,
        ),
    )
