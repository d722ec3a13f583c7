"""The designer: cards with all that can be chosen about documents, and beside them the true page as it would be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from clientdesk.domain import countries
from clientdesk.domain.design import USUAL_DESIGN, Design, FootBlock, Sample, Tone
from clientdesk.domain.errors import RuleError
from clientdesk.i18n import _, language_of, translate_error
from clientdesk.ui import actions, tokens
from clientdesk.ui.design import labels
from clientdesk.ui.design.blocks import blocks
from clientdesk.ui.design.families import families
from clientdesk.ui.design.look_pictures import LookPictures
from clientdesk.ui.design.sample_bar import SampleBar
from clientdesk.ui.session import Session
from clientdesk.ui.settings.save_bar import Part, SaveBar
from clientdesk.ui.widgets import fields
from clientdesk.ui.widgets.autosave import About
from clientdesk.ui.widgets.card_finder import CardFinder
from clientdesk.ui.widgets.card_form import CardForm
from clientdesk.ui.widgets.form_desk import FormDesk
from clientdesk.ui.widgets.page import Page, Screen, Separator
from clientdesk.ui.widgets.preview import Preview
from clientdesk.ui.widgets.side_by_side import SideBySide
from clientdesk.usecases import designs
from clientdesk.usecases import issuer as issuers

if TYPE_CHECKING:
    from datetime import date

    from clientdesk.ui.session import Database


class DesignScreen(Screen):
    """Kinds: `design`, and `design:words` and so on for a card; a number beyond 0 is that of a field in `labels`."""

    areas = ("designs", "issuer", "fonts", "exchange")
    wants_room = True

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        language = _language(session)
        self._seen = USUAL_DESIGN
        # Each part is made where it stays: a page that is moved is dressed by the stylesheet once more.
        self._page, shown = Page(self), QWidget(self)
        self._sides = SideBySide(self._page, shown, self)
        self._fill_page(language)
        self._fill_preview(shown, language)
        self._finder = CardFinder(self._page)
        self._save = SaveBar(self)
        self._save.follow(Part(_("Design of documents"), self._desk, self.save))
        self._looks = LookPictures(session, self.form.editor("look"))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._sides, 1)
        whole.addWidget(self._save)
        self.form.edited.connect(self._changed_here)
        self.form.reverted.connect(self._draw)
        self._desk.retyped.connect(self._draw)
        self.sample.changed.connect(self._draw)
        self.form.editor("texts").turned.connect(self._follow_words)

    def _fill_page(self, language: str) -> None:
        page = self._page
        page.set_margin(tokens.SPACE_4)
        page.head.set_text(
            _("Design of documents"), _("Every change shows at once; issued documents keep theirs.")
        )
        page.head.set_back(actions.button("design.leave", page, self._leave, variant="icon"))
        self.form = CardForm(blocks(self.session, language=language_of(language)), parent=page.widget())
        self._desk = _DesignDesk(self.session, page)
        arrows = (self._desk.history.undo_action, self._desk.history.redo_action)
        page.head.set_buttons(*(actions.ActionButton(arrow, page.head, variant="bare") for arrow in arrows))
        page.blocks.addWidget(self._desk.bar)
        page.blocks.addWidget(self.form)

    def _fill_preview(self, shown: QWidget, language: str) -> None:
        tags = dict.fromkeys((language, *(option.value for option in fields.language_options())))
        self.sample = SampleBar(shown, languages=fields.language_options(tuple(tags)), language=language)
        self.preview = Preview(self.session, shown, titled=False)
        column = QVBoxLayout(shown)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.sample)
        column.addWidget(Separator(shown))
        column.addWidget(self.preview, 1)
        # Printing and saving the page need no look at it.
        self._sides.addActions(self.preview.actions())

    # What the window calls.

    def refresh(self) -> None:
        """Read the design; what is typed here stays."""
        design = designs.get(self.session.db)
        known = families(self.session.db)
        for name in ("text_family", "heading_family"):
            self.form.editor(name).offer(known)
        if not self.form.is_dirty and self.form.record != design:
            self.form.set_record(design)
            self._seen = design
            about = About(
                editor="design", record_id=1, name=_("Design of documents"), place="design", place_id=1
            )
            self._desk.begin(self.form, about)
        self._draw()

    def open_record(self, kind: str, record_id: int) -> None:
        """Bring a card to the front by its name, with the cursor in a field of it."""
        self._sides.show_editor()
        card = kind.partition(":")[2]
        if not self._finder.go(f"design_{card}" if card else "", labels.name_of(record_id)):
            self.focus_first()

    def place(self) -> tuple[str, int]:
        """Return the design, of which there is one."""
        return ("design", 1)

    def focus_first(self) -> None:
        """Put the cursor onto the look."""
        self.form.editor("look").setFocus()

    # The verbs.

    def save(self) -> None:
        """Store the design on top of what is stored by now; a clash with another window is said once."""
        typed = self.form.value()
        if typed is None:
            return
        before = designs.get(self.session.db)
        merged = self.form.onto(before, typed)
        if self.form.tell_clashes(before, typed):
            return
        stored = self.session.run(designs.save, merged, form=self.form, saves=self._desk.text_id)
        if stored is None:
            return
        self.form.set_record(stored)
        self._desk.saved(stored)
        self._draw()
        back = partial(self.session.run, designs.save, replace(before, version=stored.version))
        self.session.tell(
            _("Saved. New documents look like this."),
            back,
            act=_("Changed {name}").format(name=_("Design of documents")),
        )

    # Inside.

    def _leave(self) -> None:
        self.session.open_record.emit("settings:papers", 0)

    def _changed_here(self, name: str) -> None:
        if name == "texts":
            self._follow_words()
        else:
            self._draw()

    def _follow_words(self) -> None:
        """Show the document, the language and the tone in which one writes."""
        paper, language, _tone = self.form.editor("texts").key
        shown, spoken = self.sample.kind.value(), self.sample.language.value()
        if (shown, language_of(spoken)) != (Sample(paper.value), language):
            self.sample.show_words(paper, language)
        else:
            self._draw()

    def _draw(self) -> None:
        """Show the design as it stands on the page; what cannot be read yet is left as it was, and words say why."""
        self._seen = self.form.read_into(self._seen)
        try:
            self.form.editor("texts").value()
        except RuleError as error:
            self.form.say_fault("texts", translate_error(error))
        self._show_fields(self._seen)
        work = _Page(
            replace(self._seen, tone=self._tone_shown()),
            self.sample.kind.value(),
            language=self.sample.language.value(),
            on=self.session.today(),
        )
        self.preview.show_work(work, name=f"{self.sample.kind.currentText()}.pdf")
        self._looks.show(self._seen, self.sample.language.value())

    def _tone_shown(self) -> Tone:
        """Return the tone in which one writes, while its document is the one that is shown."""
        paper, language, tone = self.form.editor("texts").key
        is_shown = self.sample.kind.value() == Sample(paper.value)
        is_written = any(
            (text.paper, text.language, text.tone) == (paper, language, tone) for text in self._seen.texts
        )
        return tone if is_shown and is_written else self._seen.tone

    def _show_fields(self, design: Design) -> None:
        """Show only what makes a difference."""
        for name in ("logo_size", "logo_place", "names_issuer"):
            self.form.set_field_visible(name, bool(design.logo))
        for name in ("prints_head", "prints_foot"):
            self.form.set_field_visible(name, bool(design.letterhead))
        self.form.set_field_visible("foot_text", FootBlock.OWN in design.foot)


class _DesignDesk(FormDesk):
    """Tells when fields were filled by anything but hands: undo, or text that was taken back."""

    retyped = Signal()

    def retype(self, typed: Mapping[str, Any]) -> None:
        super().retype(typed)
        self.retyped.emit()


class _Page:
    """Draws a sample in the worker; it holds no widget."""

    def __init__(self, design: Design, kind: Sample, *, language: str, on: date) -> None:
        self._design, self._kind, self._language, self._on = design, kind, language, on

    def __call__(self, db: Database) -> bytes:
        return designs.sample(db, self._design, self._kind, language=self._language, on=self._on)


def _language(session: Session) -> str:
    """Return the language in which most documents are written."""
    own = issuers.get(session.db)
    spoken = countries.rules(own.country).languages if own.country else ()
    return own.language or next(iter(spoken), "en")
