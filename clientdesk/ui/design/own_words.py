"""The user's own opening and closing words: for each document, language and tone, with placeholders by name."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from clientdesk.domain.design import OwnText, Tone, Wording, check_own_text
from clientdesk.domain.errors import RuleError
from clientdesk.i18n import _, translator
from clientdesk.ui import style, tokens
from clientdesk.ui.design.insert_button import InsertButton
from clientdesk.ui.design.words import tones, wordings
from clientdesk.ui.design.written import Key, WrittenList
from clientdesk.ui.widgets.choice_editors import ChoiceEditor, Option
from clientdesk.ui.widgets.editors import Editor, LongTextEditor
from clientdesk.ui.widgets.wrapped import wrap

_LINES: Final = 3


class OwnWordsEditor(QWidget, Editor):
    """Holds all own texts (a tuple of OwnText) and shows those of one document, language and tone.

    `usual(paper, language)` are the words that stand there as long as one writes none.
    """

    edited = Signal()
    #: Another document, language or tone is written for: the page should show that.
    turned = Signal()

    def __init__(
        self,
        parent: QWidget | None = None,
        *,
        languages: Sequence[Option],
        language: str,
        usual: Callable[[Wording, str], str],
    ) -> None:
        super().__init__(parent)
        self._usual = usual
        self._texts: dict[Key, tuple[str, str]] = {}
        self.paper = self._choice("own_paper", wordings())
        self.language = self._choice("own_language", languages)
        self.tone = self._choice("own_tone", tones())
        self.paper.set_value(Wording.INVOICE)
        self.language.set_value(language)
        self.opening = LongTextEditor(self, lines=_LINES)
        self.closing = LongTextEditor(self, lines=_LINES)
        self._written = WrittenList(self)
        self._written.wanted.connect(self.turn_to)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.SPACE_2)
        column.addLayout(
            self._row((_("Document"), self.paper), (_("Language"), self.language), (_("Tone"), self.tone))
        )
        for name, words, text in (
            ("opening", _("Before the table, after the form of address"), self.opening),
            ("closing", _("At the end"), self.closing),
        ):
            text.setObjectName(f"own_{name}")
            text.setAccessibleName(words)
            text.edited.connect(self._typed)
            column.addLayout(self._head(words, text))
            column.addWidget(text)
        column.addWidget(self._written)
        self.setFocusProxy(self.opening)
        self._show()

    @property
    def parts(self) -> Sequence[QWidget]:
        return (self.opening, self.closing)

    @property
    def key(self) -> Key:
        """For which document, in which language and tone one writes."""
        return self.paper.value(), self.language.value(), self.tone.value()

    def turn_to(self, key: Key) -> None:
        """Write for another document, in another language or tone."""
        for box, value in zip((self.paper, self.language, self.tone), key, strict=True):
            box.set_value(value)
        self._show()
        self.turned.emit()

    def value(self) -> tuple[OwnText, ...]:
        texts = tuple(_own(key, text) for key, text in self._texts.items())
        for one in texts:
            check_own_text(one)
        return texts

    def set_value(self, value: Any) -> None:
        self._texts = {(one.paper, one.language, one.tone): (one.opening, one.closing) for one in value}
        self._show()

    def typed(self) -> str:
        rows = [[*key, *texts] for key, texts in self._texts.items()]
        return json.dumps(rows, ensure_ascii=False) if rows else ""

    def retype(self, text: str) -> None:
        before = self._texts
        rows = json.loads(text) if text else []
        self._texts = {
            (Wording(paper), language, Tone(tone)): (opening, closing)
            for paper, language, tone, opening, closing in rows
        }
        changed = [key for key in {**before, **self._texts} if before.get(key) != self._texts.get(key)]
        if changed and self.key not in changed:
            # Undo shows what it changes.
            self.turn_to(changed[0])
        else:
            self._show()

    def set_fault(self, sentence: str) -> None:
        if sentence and not self._fault_of(self.key):
            # It is in another text than the one in view.
            self.turn_to(next((key for key in self._texts if self._fault_of(key)), self.key))
        for number, text in enumerate((self.opening, self.closing)):
            is_wrong = bool(sentence) and number in self._fault_of(self.key)
            style.set_role(text, fault="yes" if is_wrong else "")
            text.setAccessibleDescription(sentence if is_wrong else "")

    # Inside.

    def _choice(self, name: str, options: Sequence[Option]) -> ChoiceEditor:
        box = ChoiceEditor(self, options=options, words=translator().language_name)
        box.setObjectName(name)
        box.set_value(options[0].value)
        box.edited.connect(self._turned)
        return box

    def _row(self, *fields: tuple[str, ChoiceEditor]) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(tokens.SPACE_3)
        for words, box in fields:
            label = QLabel(words, self)
            style.set_role(label, role="caption")
            label.setBuddy(box)
            box.setAccessibleName(words)
            column = QVBoxLayout()
            column.setSpacing(tokens.SPACE_1)
            column.addWidget(label)
            column.addWidget(box)
            row.addLayout(column, 1)
        return row

    def _head(self, words: str, text: LongTextEditor) -> QHBoxLayout:
        label = QLabel(words, self)
        style.set_role(label, role="caption")
        wrap(label, takes_any_width=True)
        label.setBuddy(text)
        insert = InsertButton(text, self)
        insert.setAccessibleName(_("{field}: {value}").format(field=words, value=insert.text()))
        row = QHBoxLayout()
        row.setContentsMargins(0, tokens.SPACE_2, 0, 0)
        row.addWidget(label, 1)
        row.addWidget(insert)
        return row

    def _show(self) -> None:
        opening, closing = self._texts.get(self.key, ("", ""))
        for text, words in ((self.opening, opening), (self.closing, closing)):
            if text.typed() != words:
                text.retype(words)
        paper, language, _tone = self.key
        self.opening.setPlaceholderText(self._usual(paper, language))
        self.closing.setPlaceholderText(_("Usually nothing stands here."))
        self._written.show_keys(key for key, texts in self._texts.items() if any(texts))

    def _turned(self) -> None:
        self._show()
        self.turned.emit()

    def _typed(self) -> None:
        texts = (self.opening.value(), self.closing.value())
        if any(texts):
            self._texts[self.key] = (self.opening.typed(), self.closing.typed())
        else:
            self._texts.pop(self.key, None)
        self._written.show_keys(key for key, texts in self._texts.items() if any(texts))
        self.edited.emit()

    def _fault_of(self, key: Key) -> list[int]:
        """Return which of the two texts cannot be filled in."""
        wrong = []
        for number, text in enumerate(self._texts.get(key, ("", ""))):
            try:
                check_own_text(_own(key, (text, "")))
            except RuleError:
                wrong.append(number)
        return wrong


def _own(key: Key, texts: tuple[str, str]) -> OwnText:
    paper, language, tone = key
    return OwnText(paper=paper, language=language, tone=tone, opening=texts[0], closing=texts[1])
