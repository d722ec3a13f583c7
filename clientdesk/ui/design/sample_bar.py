"""What is shown on the page beside the designer: which document, in which language."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from clientdesk.domain.design import Sample, Wording
from clientdesk.i18n import _, pgettext, translator
from clientdesk.ui import style, tokens
from clientdesk.ui.widgets.choice_editors import ChoiceEditor, Option


class SampleBar(QWidget):
    """Two choices in a row."""

    changed = Signal()

    def __init__(self, parent: QWidget, *, languages: Sequence[Option], language: str) -> None:
        super().__init__(parent)
        # Translators: before a choice of documents, followed by "in" and a choice of languages: what the page shows
        caption = QLabel(pgettext("preview", "Show"), self)
        # Translators: between a choice of documents and one of languages: "Show [Invoice] in [German]"
        between = QLabel(pgettext("preview", "in"), self)
        for label in (caption, between):
            style.set_role(label, role="caption")
        self.kind = ChoiceEditor(self, options=_samples())
        self.kind.setObjectName("sample_kind")
        self.kind.setAccessibleName(_("Document to show"))
        self.kind.set_value(Sample.INVOICE)
        self.language = ChoiceEditor(self, options=languages, words=translator().language_name)
        self.language.setObjectName("sample_language")
        self.language.setAccessibleName(_("Language to show it in"))
        self.language.set_value(language)
        caption.setBuddy(self.kind)
        between.setBuddy(self.language)
        row = QHBoxLayout(self)
        row.setContentsMargins(tokens.SPACE_4, tokens.SPACE_2, tokens.SPACE_4, tokens.SPACE_2)
        row.setSpacing(tokens.SPACE_2)
        row.addWidget(caption)
        row.addWidget(self.kind, 3)
        row.addWidget(between)
        row.addWidget(self.language, 2)
        for box in (self.kind, self.language):
            box.edited.connect(self.changed)

    def show_words(self, paper: Wording, language: str) -> None:
        """Turn to the document whose words are being written."""
        self.kind.set_value(Sample(paper.value))
        self.language.set_value(language)
        self.changed.emit()


def _samples() -> list[Option]:
    return [
        Option(Sample.INVOICE, _("Invoice")),
        Option(Sample.LONG_INVOICE, _("Invoice of several pages")),
        Option(Sample.QUOTE, _("Quote")),
        Option(Sample.PREPAYMENT, _("Prepayment invoice")),
        Option(Sample.PARTIAL, _("Partial invoice")),
        Option(Sample.FINAL, _("Final invoice")),
    ]
