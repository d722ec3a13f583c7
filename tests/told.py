"""What a refusal tells: a sentence and a next step that the reader gets in another language, with every value in it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from clientdesk.domain.errors import ClientdeskError, RuleError
from clientdesk.i18n import translate_error
from clientdesk.i18n.catalogs import WINDOW
from clientdesk.i18n.translator import Translator


@contextmanager
def told(kind: type[ClientdeskError], *, rule: str = "", field: str = "", **values: object) -> Iterator[None]:
    """See that the block is refused: both sentences in German, the rule, the field to mend, and exactly `values`."""
    with pytest.raises(kind) as caught:
        yield
    error = caught.value
    german = Translator("de", WINDOW)
    for sentence in (error.message, error.next_step):
        assert sentence
        assert german.gettext(sentence) != sentence, f"no German for {sentence!r}"
    assert (error.rule, dict(error.values)) == (rule, values)
    if isinstance(error, RuleError):
        assert error.field == field
    # Every place in the sentences has its value: nothing is left in braces, nothing is missing.
    text = translate_error(error, german)
    assert all(str(values[name]) in text for name in values if str(values[name]).startswith("{"))
