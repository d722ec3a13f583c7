"""Errors of the domain as sentences in the reader's language."""

from __future__ import annotations

from clientdesk.domain.errors import ChecksFailedError, ClientdeskError
from clientdesk.i18n import ambient
from clientdesk.i18n.translator import Translator

#: Values that are words of ours and so are translated; every other text may be a name someone typed.
OUR_WORDS = frozenset({"kind", "what", "state", "label", "role", "reason", "column"})


def translate_error(
    error: ClientdeskError, translator: Translator | None = None, *, is_typed: bool = False
) -> str:
    """Return what happened and what to do next, with money, numbers and dates as the reader writes them.

    `is_typed`: the reader types commands and sees no window, so the next step is one of the command line.
    """
    chosen = translator or ambient.translator()
    sentences = [_filled(error.message, error, chosen)]
    if isinstance(error, ChecksFailedError):
        sentences += [translate_error(problem, chosen, is_typed=is_typed) for problem in error.problems]
    sentences.append(translate_next_step(error, chosen, is_typed=is_typed))
    return " ".join(sentence for sentence in sentences if sentence)


def translate_message(error: ClientdeskError, translator: Translator | None = None) -> str:
    """Return only what happened."""
    return _filled(error.message, error, translator or ambient.translator())


def translate_next_step(
    error: ClientdeskError, translator: Translator | None = None, *, is_typed: bool = False
) -> str:
    """Return only what to do next, see `translate_error`; empty where the message says it all."""
    step = (is_typed and error.command_step) or error.next_step
    return _filled(step, error, translator or ambient.translator()) if step else ""


def _filled(template: str, error: ClientdeskError, translator: Translator) -> str:
    values = {name: _shown(name, value, translator) for name, value in error.values.items()}
    return translator.gettext(template).format(**values)


def _shown(name: str, value: object, translator: Translator) -> str:
    if name in OUR_WORDS and isinstance(value, str):
        return translator.gettext(value)
    if isinstance(value, ClientdeskError):
        # The reason of one sentence is another.
        return translate_message(value, translator)
    return translator.value(value)
