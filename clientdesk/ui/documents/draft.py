"""The editor of a draft: who, for whom, lines and terms; it keeps itself, and issues when nothing is missing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QWidget

from clientdesk.domain.errors import ClientdeskError, ConflictError, RuleError
from clientdesk.domain.invoice import Invoice
from clientdesk.domain.quote import Quote
from clientdesk.i18n import _, ngettext, translate_error, translator
from clientdesk.ui import actions
from clientdesk.ui.documents.mending import checks_of
from clientdesk.ui.documents.paper_cards import PaperCards
from clientdesk.ui.documents.terms import TermsCard
from clientdesk.ui.documents.words import title_of
from clientdesk.ui.documents.writing_sheet import WritingSheet
from clientdesk.ui.documents.you import tax_fact
from clientdesk.ui.session import Change, Session
from clientdesk.ui.widgets.checks_panel import ChecksPanel
from clientdesk.ui.widgets.form import Form
from clientdesk.ui.widgets.joined import joined
from clientdesk.ui.widgets.page import Page
from clientdesk.ui.widgets.states import quote_chip
from clientdesk.usecases import drafting, invoices, quotes
from clientdesk.usecases.drafting import Writing

_CHECK_MILLISECONDS = 200
_KEEP_MILLISECONDS = 1000


class DraftEditor(Page):
    """Edits one Writing. Every edit is shown in the sums at once, checked after a moment, and kept after a second."""

    #: What is written has changed: the preview follows.
    changed = Signal()
    #: The paper went out, or gave way to an earlier version: kind and id.
    issued = Signal(str, int)
    #: The user wants the list.
    left = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("draft")
        self._session = session
        self._writing: Writing | None = None
        self._is_dirty = self._is_keeping = self._has_conflict = False
        #: The client that was made of the name typed here: undo and redo do not make it twice.
        self.made_client = 0
        self._sheet = WritingSheet(session, self, self)
        self._checking = QTimer(self, singleShot=True, interval=_CHECK_MILLISECONDS)
        self._checking.timeout.connect(self._check)
        self._keeping = QTimer(self, singleShot=True, interval=_KEEP_MILLISECONDS)
        self._keeping.timeout.connect(self._keep_while_typing)
        self._cards = PaperCards(session, self, self._sheet.history)
        self._cards.edited.connect(self._edited)
        self.lines = self._cards.lines
        self.checks = ChecksPanel(self)
        self.blocks.addWidget(self._sheet.bar)
        for card in (*self._cards.all(), self.checks):
            self.add(card)
        for name, form in self._cards.all_forms().items():
            self._sheet.follow(name, form)
        self.lines.stepped.connect(self._sheet.note)
        self.lines.grid.typing.connect(self._sheet.touch)
        self._cards.client.chosen.connect(self._client_chosen)
        self._cards.client.picker.editor("client_id").create_wanted.connect(self._sheet.note_client)
        self._cards.you.settings_wanted.connect(self._open_settings)
        self._issue = actions.button("document.issue", self, self.issue, variant="primary")
        self._discard = actions.make("document.discard", self, self.discard)
        self._reload = actions.button("document.reload", self, self.reload)
        self._reload.bound_action.setVisible(False)
        self._settings = actions.make("document.edit_client", self, self._open_client)
        self._missing = actions.button("document.checks", self, self._show_checks, variant="link")
        self.head.set_back(actions.button("document.list", self, self.left.emit, variant="icon"))
        self.head.set_buttons(
            self._reload,
            self._missing,
            self._issue,
            menu=[
                self._sheet.history.undo_action,
                self._sheet.history.redo_action,
                None,
                self._settings,
                None,
                self._discard,
            ],
        )
        session.fault.connect(self._fault)

    # What the desk calls.

    @property
    def writing(self) -> Writing | None:
        """What is being written, as far as it can be read."""
        return self._writing

    @property
    def terms(self) -> TermsCard:
        """The card of this kind of paper."""
        return self._cards.terms(self._writing)

    def edit(self, writing: Writing) -> None:
        """Show a draft, stored or not."""
        self._keeping.stop()
        self._sheet.autosave.leave()
        self.made_client = 0
        self._writing = writing
        self._is_dirty = self._has_conflict = False
        self._reload.bound_action.setVisible(False)
        self._cards.show_paper(writing)
        self.verticalScrollBar().setValue(0)
        self._follow()
        self._check()
        self._sheet.begin(writing)

    # What undo and autosave call.

    @property
    def is_unsaved(self) -> bool:
        """Whether what is written is not stored as it is."""
        return self._is_dirty

    def forms(self) -> list[tuple[str, Form]]:
        """Return the forms that belong to the paper as it is, by name."""
        return self._cards.forms(self._writing)

    def put(self, writing: Writing, typed: Mapping[str, Any]) -> None:
        """Show another content of the same draft; `typed` holds its lines as they were typed."""
        self._writing = writing
        self._cards.put(writing, typed)

    def read_again(self) -> None:
        """Take what stands in the fields now, and keep it soon."""
        self._gather(typing=True)
        self._is_dirty = True
        self._follow()
        self._checking.start()
        if not self._has_conflict:
            self._keeping.start()

    # What the desk calls, again.

    def focus_first(self) -> None:
        """Put the cursor where writing begins: what is missing first, else the lines."""
        writing = self._writing
        if writing is None:
            return
        if self._cards.asks_about_you and not writing.issuer.name:
            self._cards.you.form.focus_first()
        elif not writing.client.name:
            self._cards.client.focus_first()
        elif not writing.paper.title and not writing.paper.id:
            self._cards.client.about.focus_first()
        else:
            self.lines.grid.edit(0)

    def keep(self) -> bool:
        """Store what is written, if it can be; tell whether nothing would be lost by leaving."""
        before = self._writing
        self._gather()
        self._is_dirty = self._is_dirty or self._writing != before
        return self._keep()

    def may_leave(self) -> bool:
        """Store the draft; what cannot be stored, for want of a client or of sense, is kept as it was typed."""
        self.keep()
        self._sheet.autosave.keep_now()
        return True

    def _keep_while_typing(self) -> None:
        self._gather(typing=True)
        self._keep()

    def _keep(self) -> bool:
        self._keeping.stop()
        if self._writing is None or not self._is_dirty:
            return True
        if self._has_conflict:
            return False
        writing, today = self._writing, self._session.today()
        if not drafting.can_keep(writing) or drafting.is_empty(writing):
            return self._keep_answers(writing)
        created = not (writing.paper.id and writing.client.id)
        self._is_keeping = True
        kept = self._session.run(drafting.keep, writing, on=today, form=self, saves=self._sheet.lets_go)
        self._is_keeping = False
        if kept is None:
            return False
        self._is_dirty = False
        if not writing.client.id:
            self.made_client = kept.client.id
        # What is shown stays as typed; only what storing has added is taken over: ids, versions, number series.
        self._writing = replace(kept, paper=replace(kept.paper, lines=writing.paper.lines))
        if created:
            self._cards.client.kept(kept.client)
            # Other pages list clients and settings, which this act has changed too.
            self._session.changed.emit(Change())
        self._sheet.stored(self._writing)
        self._sheet.history.settle()
        self._follow()
        return True

    def issue(self) -> None:
        """Let the paper go out, or go to the first thing that is missing."""
        if self._writing is None or not self._cards.is_readable(self._writing):
            return
        self._gather()
        self._is_dirty = True
        found = self._problems()
        if found:
            self._show_problems(found)
            self.go_to(found[0].field)
            return
        if not self.keep() or not self._writing.paper.id:
            return
        usecase = quotes.send if self._writing.is_quote else invoices.issue
        done = self._session.run(
            usecase,
            self._writing.paper.id,
            on=self._session.today(),
            form=self,
            saves=self._sheet.autosave.text_id,
        )
        if done is None:
            self._check()
            return
        self._is_dirty = False
        self._sheet.autosave.done()
        self._session.tell(_("{paper} is issued.").format(paper=title_of(done)))
        self.issued.emit("quote" if isinstance(done, Quote) else "invoice", done.id)

    def follow_people(self) -> None:
        """Take over what was changed about issuer and client on other pages."""
        writing = self._writing
        if writing is None or self._is_keeping:
            return
        found = self._session.read(drafting.people_now, writing, on=self._session.today())
        if found is not None and found != writing:
            self._writing = found
            self._cards.show_people(found)
            self._sheet.history.settle()
            self._follow()
            self._checking.start()

    def discard(self) -> None:
        """Throw the draft away; the toast brings the words back as a new draft."""
        writing = self._writing
        if writing is None:
            return
        self._keeping.stop()
        self._is_dirty = False
        if not writing.paper.id:
            self._sheet.autosave.done()
            self._sheet.autosave.leave()
            self._writing = None
            self.left.emit()
            return
        usecase = quotes.delete_draft if writing.is_quote else invoices.delete_draft
        left = self._session.run(usecase, writing.paper.id)
        if left is None:
            return
        self._sheet.autosave.done()
        if isinstance(left, Quote):
            self.issued.emit("quote", left.id)
            return
        self._writing = None
        self._session.tell(_("The draft was thrown away."), undo=_PutBack(self._session, writing))
        self.left.emit()

    def reload(self) -> None:
        """Show what was stored elsewhere."""
        writing = self._writing
        if writing is not None and writing.paper.id:
            self._is_dirty = False
            found = self._session.read(drafting.reopen, quote=writing.is_quote, record_id=writing.paper.id)
            if found is not None:
                self.edit(found)
                self._session.mended.emit()

    def go_to(self, field: str) -> None:
        """Put the cursor where `field` is typed; some fields are on other pages."""
        writing = self._writing
        if writing is None or self._cards.go_to(writing, field):
            return
        first = field.partition(".")[0]
        if first == "client":
            self._open_client()
        elif first == "deductions":
            self.keep()
            if self._session.run(invoices.refresh, writing.paper.id) is not None:
                self.reload()
        elif first == "prepayments" and isinstance(writing.paper, Invoice):
            self._session.open_record.emit("contract", writing.paper.contract_id)
        else:
            self._open_settings()

    def show_error(self, field: str, sentence: str) -> None:
        """Show a refusal at its field; one that belongs to none goes below the lines."""
        self._cards.show_error(self._writing, field, sentence)

    # Inside.

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        # Nothing is left to a timer that may never ring.
        self.keep()
        self._checking.stop()

    def _edited(self) -> None:
        before = self._writing
        if before is None or not self.isVisible():
            return
        self._gather(typing=True)
        self._checking.start()
        if self._writing == before:
            return
        self._is_dirty = True
        self._follow()
        if not self._has_conflict:
            self._keeping.start()

    def _gather(self, *, typing: bool = False) -> None:
        if self._writing is not None:
            self._writing = self._cards.read(self._writing, on=self._session.today(), typing=typing)

    def _client_chosen(self, client_id: int) -> None:
        writing = self._writing
        if writing is None:
            return
        found = self._session.read(drafting.for_client, writing, client_id, on=self._session.today())
        if found is not None:
            self._writing = found
            self._cards.show_client(found)
            self._is_dirty = True
            self._follow()
            self._checking.start()
            self._keeping.start()
            self._sheet.note_client()

    def _follow(self) -> None:
        writing = self._writing
        if writing is None:
            return
        today = self._session.today()
        number = self._session.read(drafting.next_number, writing, on=today) or ""
        tax = drafting.usual_tax(writing, on=today)
        percent = translator().percent(tax.rate) if tax.rate else ""
        self._cards.follow(writing, number, tax_fact(writing.issuer, percent))
        title = title_of(replace(writing.paper, number="") if not writing.paper.number else writing.paper)
        words = _("Will be {number}").format(number=number) if number else ""
        told = [words, translator().date(today), self._saved_words()]
        self.head.set_text(title, joined(*told, mark="  ·  "), quote_chip("draft"))
        self.changed.emit()

    def _saved_words(self) -> str:
        writing = self._writing
        if writing is None:
            return ""
        if self._has_conflict:
            return _("changed elsewhere")
        if writing.paper.id and not self._is_dirty:
            return _("saved")
        return _("stored once it has a client") if self._is_dirty and not drafting.can_keep(writing) else ""

    def _check(self) -> None:
        self._show_problems(self._problems())
        if self._writing is not None:
            notes = self._session.read(drafting.warnings, self._writing, on=self._session.today()) or ()
            self.checks.set_notes([translate_error(note) for note in notes])

    def _show_problems(self, found: tuple[RuleError, ...]) -> None:
        self.checks.set_checks(checks_of(found, self.go_to))
        words = ngettext("{count} missing", "{count} missing", len(found))
        self._missing.bound_action.setText(words.format(count=translator().number(len(found))))
        self._missing.bound_action.setVisible(bool(found))

    def _show_checks(self) -> None:
        self.checks.focus_first()
        self.ensureWidgetVisible(self.checks)

    def _problems(self) -> tuple[RuleError, ...]:
        if self._writing is None:
            return ()
        found = self._session.read(drafting.problems, self._writing, on=self._session.today())
        return found or ()

    def _keep_answers(self, writing: Writing) -> bool:
        """Keep what was answered about oneself even where there is no client yet."""
        if self._cards.asks_about_you and writing.issuer.name.strip():
            # Our own act must not come back as news and empty the client's field, where one is typing by now.
            self._is_keeping = True
            kept = self._session.run(drafting.keep_issuer, writing.issuer, form=self)
            self._is_keeping = False
            if kept is None:
                return False
            self._writing = replace(writing, issuer=kept)
        return True

    def _open_settings(self) -> None:
        self.keep()
        self._session.open_record.emit("issuer", 1)

    def _open_client(self) -> None:
        if self.keep() and self._writing is not None and self._writing.client.id:
            self._session.open_record.emit("edit_client", self._writing.client.id)

    def _fault(self, error: ClientdeskError) -> None:
        if self._is_keeping and isinstance(error, ConflictError):
            # Kept no further, so that neither side overwrites the other; the user decides.
            self._has_conflict = True
            self._reload.bound_action.setVisible(True)
            self._follow()


class _PutBack:
    """Brings a draft back that was thrown away."""

    def __init__(self, session: Session, writing: Writing) -> None:
        self._session = session
        self._writing = replace(writing, paper=replace(writing.paper, id=0, version=0))

    def __call__(self) -> None:
        kept = self._session.run(drafting.keep, self._writing, on=self._session.today())
        if kept is not None:
            self._session.open_record.emit("quote" if kept.is_quote else "invoice", kept.paper.id)
