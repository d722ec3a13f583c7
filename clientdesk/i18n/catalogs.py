"""The message catalogues: found, loaded and cached once per domain and language."""

from __future__ import annotations

import functools
import gettext
import io
from pathlib import Path
from typing import Final

from clientdesk import paths
from clientdesk.i18n.tags import PAPER_LANGUAGES, SOURCE, language_of

#: The two catalogues: one for the window and messages, one for paper and legal wording.
WINDOW: Final = "clientdesk"
PAPER: Final = "documents"


@functools.cache
def catalog(domain: str, tag: str) -> gettext.NullTranslations:
    """Return the catalogue of `domain` for the language of `tag`; the source language where there is none.

    A text the catalogue lacks is looked up in the other one: the window names tax schemes and identifiers of
    the countries' data, papers name units and states of the domain. A paper is written in one of its own languages
    or in English, whatever the window can say.
    """
    language = language_of(tag)
    if domain == PAPER and language not in PAPER_LANGUAGES:
        language = SOURCE
    chosen = _load(domain, language)
    chosen.add_fallback(_load(WINDOW if domain == PAPER else PAPER, language))
    return chosen


def _load(domain: str, language: str) -> gettext.NullTranslations:
    if language == SOURCE:
        return gettext.NullTranslations()
    folder = paths.catalogues() / language / "LC_MESSAGES"
    compiled, source = folder / f"{domain}.mo", folder / f"{domain}.po"
    if compiled.is_file() and not _is_older(compiled, source):
        with compiled.open("rb") as file:
            return gettext.GNUTranslations(file)
    if source.is_file():
        return _compiled_in_memory(source, language)
    return gettext.NullTranslations()


def _is_older(compiled: Path, source: Path) -> bool:
    return source.is_file() and source.stat().st_mtime_ns > compiled.stat().st_mtime_ns


def _compiled_in_memory(source: Path, language: str) -> gettext.GNUTranslations:
    # Only in a source tree whose catalogues were changed since they were compiled.
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    with source.open("rb") as file:
        read = read_po(file, locale=language)
    buffer = io.BytesIO()
    write_mo(buffer, read)
    buffer.seek(0)
    return gettext.GNUTranslations(buffer)
