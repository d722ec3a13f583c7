"""The editor of a draft: its head, what is missing before it may go out, and issuing or discarding it."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from clientdesk.domain.errors import RuleError
from clientdesk.domain.invoice import Invoice
from clientdesk.domain.quote import Quote
from clientdesk.i18n import _, ngettext, translate_error, translator
from clientdesk.ui import actions
from clientdesk.ui.documents.kept_draft import KeptDraft
from clientdesk.ui.documents.mending import checks_of
from clientdesk.ui.documents.words import title_of
from clientdesk.ui.session import Session
from clientdesk.ui.widgets.checks_panel import Check, ChecksPanel
from clientdesk.ui.widgets.joined import joined
from clientdesk.ui.widgets.record_foot import RecordFoot
from clientdesk.ui.widgets.states import quote_chip
from clientdesk.usecases import drafting, invoices, quotes, trash
from clientdesk.usecases.drafting import Writing


class DraftEditor(KeptDraft):
    """A draft with its head: issue, discard, what is missing, and the way to other pages that hold a part of it."""

    #: The paper went out, or gave way to an earlier version: kind and id.
    issued = Signal(str, int)
    #: The user wants the list.
    left = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.setObjectName("draft")
        #: The field at which a problem was said last.
        self._said = ""
        self.checks = ChecksPanel(self)
        self.add(self.checks)
        self._foot = RecordFoot(session, self)
        self.add(self._foot)
        self.shown.connect(self._show_foot)
        self._checking.timeout.connect(self._check)
        self.shown.connect(self._check)
        self.changed.connect(self._show_head)
        self._cards.you.settings_wanted.connect(self._open_settings)
        self._issue = actions.button("document.issue", self, self.issue, variant="primary")
        self._discard = actions.make("document.discard", self, self.discard)
        self._reload = actions.button("document.reload", self, self.reload)
        self._reload.bound_action.setVisible(False)
        self.conflicted.connect(self._reload.bound_action.setVisible)
        self._settings = actions.make("document.edit_client", self, self._open_client)
        self._design = actions.make("document.design", self, self._open_design)
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
                self._design,
                None,
                self._discard,
            ],
        )

    # What the desk calls.

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

    def issue(self) -> None:
        """Let the paper go out, or go to the first thing that is missing and say there what it is."""
        if self._writing is None:
            return
        if not self._cards.is_readable(self._writing):
            self._show_problems(self._problems())
            return
        self._gather()
        self._is_dirty = True
        found = self._problems()
        if found:
            self._show_problems(found)
            self.mend(found[0])
            return
        if not self.keep() or not self._writing.paper.id:
            return
        usecase = quotes.send if self._writing.is_quote else invoices.issue
        self._is_keeping = True
        done = self._session.run(
            usecase,
            self._writing.paper.id,
            on=self._session.today(),
            form=self,
            saves=self._sheet.autosave.text_id,
        )
        self._is_keeping = False
        if done is None:
            self._check()
            return
        self._is_dirty = False
        self._sheet.autosave.done()
        told = _("{paper} is marked as sent.") if isinstance(done, Quote) else _("{paper} is issued.")
        self._session.tell(told.format(paper=title_of(done)))
        self.issued.emit("quote" if isinstance(done, Quote) else "invoice", done.id)

    def discard(self) -> None:
        """Throw the draft away; the toast and the trash bring it back."""
        writing = self._writing
        if writing is None:
            return
        typed = self._is_dirty
        self._keeping.stop()
        self._is_dirty = False
        if not writing.paper.id:
            self._sheet.autosave.done()
            self._sheet.autosave.leave()
            self._writing = None
            self.left.emit()
            return
        usecase = quotes.delete_draft if writing.is_quote else invoices.delete_draft
        self._is_keeping = True
        left = self._session.run(usecase, writing.paper.id)
        self._is_keeping = False
        if left is None:
            return
        self._sheet.autosave.done()
        back = _PutBack(self._session, writing, typed=typed)
        self._session.tell(_("The draft was thrown away."), undo=back)
        if isinstance(left, Quote):
            self.issued.emit("quote", left.id)
            return
        self._writing = None
        self.left.emit()

    def put_away(self) -> None:
        """Let go of a draft that was issued or thrown away elsewhere; what was typed here and not stored is kept."""
        self._keeping.stop()
        self._checking.stop()
        self._sheet.autosave.keep_now()
        self._sheet.autosave.leave()
        self._is_dirty = False
        self._writing = None

    def reload(self) -> None:
        """Show what was stored elsewhere."""
        writing = self._writing
        if writing is not None and writing.paper.id:
            self._is_dirty = False
            found = self._session.read(drafting.reopen, quote=writing.is_quote, record_id=writing.paper.id)
            if found is not None:
                self.edit(found)
                self._session.mended.emit()

    def mend(self, problem: RuleError) -> None:
        """Put the cursor where a problem is mended, with its sentence in sight; some fields are on other pages."""
        writing, field = self._writing, problem.field
        if writing is None:
            return
        if self._cards.go_to(writing, field):
            self._said = field
            self._cards.show_error(writing, field, translate_error(problem))
            return
        first = field.partition(".")[0]
        if first == "client":
            if self.keep() and self._writing is not None and self._writing.client.id:
                self._session.seek("edit_client", self._writing.client.id, problem)
        elif first == "deductions":
            self.keep()
            if self._session.run(invoices.refresh, writing.paper.id) is not None:
                self.reload()
        elif first == "prepayments" and isinstance(writing.paper, Invoice):
            self._session.seek("contract", writing.paper.contract_id or 0, problem)
        else:
            self.keep()
            self._session.seek("issuer" if first == "issuer" else "settings:numbers", 1, problem)

    # Inside.

    def _show_head(self) -> None:
        writing = self._writing
        if writing is None:
            return
        # A quote is sent and an invoice issued: acts, states and stories call it the same.
        self._issue.bound_action.setText(_("Mark as sent") if writing.is_quote else _("Issue"))
        self.checks.set_sending(writing.is_quote)
        title = title_of(replace(writing.paper, number="") if not writing.paper.number else writing.paper)
        words = _("Will be {number}").format(number=self._number) if self._number else ""
        # What is cut where there is little room is the day, which everybody knows.
        told = [words, self._saved_words(), translator().date(self._session.today())]
        self.head.set_text(title, joined(*told, mark="  ·  "), quote_chip("draft"))
        if writing.paper.id != self._foot.record_id:
            self._show_foot()

    def _show_foot(self) -> None:
        if self._writing is not None:
            self._foot.show_record("quotes" if self._writing.is_quote else "invoices", self._writing.paper.id)

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
            if notes and not self.checks.checks:
                # Nothing stands against it, but whoever presses the button above has not seen what stands below.
                words = ngettext("{count} note", "{count} notes", len(notes))
                self._missing.bound_action.setText(words.format(count=translator().number(len(notes))))
                self._missing.bound_action.setVisible(True)

    def _show_problems(self, found: tuple[RuleError, ...]) -> None:
        if self._said and self._said not in {problem.field for problem in found}:
            self._cards.hush(self._said)
            self._said = ""
        unreadable = self._cards.unreadable(self._writing) if self._writing is not None else []
        checks = [Check(sentence, _("Fill in"), self.issue, name="fix") for sentence in unreadable]
        checks += checks_of(found, self.mend)
        self.checks.set_checks(checks)
        words = ngettext("{count} missing", "{count} missing", len(checks))
        self._missing.bound_action.setText(words.format(count=translator().number(len(checks))))
        self._missing.bound_action.setVisible(bool(checks))

    def _show_checks(self) -> None:
        self.checks.focus_first()
        self.ensureWidgetVisible(self.checks)

    def _problems(self) -> tuple[RuleError, ...]:
        if self._writing is None:
            return ()
        found = self._session.read(drafting.problems, self._writing, on=self._session.today())
        return found or ()

    def _open_settings(self) -> None:
        self.keep()
        self._session.open_record.emit("issuer", 1)

    def _open_design(self) -> None:
        self.keep()
        self._session.open_record.emit("design", 0)

    def _open_client(self) -> None:
        if self.keep() and self._writing is not None and self._writing.client.id:
            self._session.open_record.emit("edit_client", self._writing.client.id)


class _PutBack:
    """Brings a draft back that was thrown away."""

    def __init__(self, session: Session, writing: Writing, *, typed: bool) -> None:
        self._session = session
        self._writing = writing
        #: Whether there were words in it that were not stored yet.
        self._typed = typed

    def __call__(self) -> None:
        paper, kind = self._writing.paper, "quote" if self._writing.is_quote else "invoice"
        if self._session.run(trash.undo, f"{kind}s", paper.id) is None:
            return
        if self._typed:
            stored = quotes.get if self._writing.is_quote else invoices.get
            version = self._session.read(stored, paper.id).version
            words = replace(self._writing, paper=replace(paper, version=version))
            self._session.run(drafting.keep, words, on=self._session.today())
        self._session.open_record.emit(kind, paper.id)
