"""The word with which somebody says that there is nothing to say: read in any language, printed in the paper's own."""

from __future__ import annotations

import functools

from clientdesk.domain.search import fold
from clientdesk.i18n import PAPER, WINDOW, WINDOW_LANGUAGES, Translator

#: What surrounds the word where somebody copies it from the hint, or makes a sentence of it.
_AROUND = " .!“”„«»\"'–-"


def not_included(text: str, tr: Translator) -> str:
    """Return what a paper says of what is not included: the typed words, or that nothing is left out."""
    # Translators: on a quote or contract, below the heading "Not included": nothing is left out.
    return tr.pgettext("not included", "None") if _is_nothing(text) else text


def change_terms(text: str, tr: Translator) -> str:
    """Return what a quote says of what later changes cost: the typed words, or that there are no such terms."""
    # Translators: on a quote, below the heading "Changes" (what later changes cost): there are none.
    return tr.pgettext("changes", "None") if _is_nothing(text) else text


def _is_nothing(text: str) -> bool:
    return fold(text.strip(_AROUND)) in _words()


@functools.cache
def _words() -> frozenset[str]:
    """Return the word in every language that the window or a paper speaks: one types in one's own."""
    found = {"none", "nothing"}
    for tag in WINDOW_LANGUAGES:
        # Translators: the word that somebody types who has nothing to say in a field: "none".
        found.add(Translator(tag, WINDOW).pgettext("typed", "none"))
        tr = Translator(tag, PAPER)
        found |= {tr.pgettext("not included", "None"), tr.pgettext("changes", "None")}
    return frozenset(fold(word) for word in found)
