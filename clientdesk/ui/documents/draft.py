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
from clientdesk.ui.documents.client_card import ClientCard
from clientdesk.ui.documents.lines_card import LinesCard
from clientdesk.ui.documents.mending import checks_of
from clientdesk.ui.documents.terms import TermsCard
from clientdesk.ui.documents.words import title_of
from clientdesk.ui.documents.writing_sheet import WritingSheet
from clientdesk.ui.documents.you import YouCard, tax_fact
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
        self._is_dirty = self._is_keeping = self._has_conflict = self._is_showing = False
        #: The client that was made of the name typed here: undo and redo do not make it twice.
        self.made_client = 0
        self._sheet = WritingSheet(session, self, self)
        self._checking = QTimer(self, singleShot=True, interval=_CHECK_MILLISECONDS)
        self._checking.timeout.connect(self._check)
        self._keeping = QTimer(self, singleShot=True, interval=_KEEP_MILLISECONDS)
        self._keeping.timeout.connect(self._keep_while_typing)
        self._you = YouCard(self)
        self._client = ClientCard(session, self)
        self.lines = LinesCard(session, self, history=self._sheet.history)
        self._invoice_terms = TermsCard(session.today, quote=False, parent=self)
        self._quote_terms = TermsCard(session.today, quote=True, parent=self)
        self.checks = ChecksPanel(self)
        self.blocks.addWidget(self._sheet.bar)
        for card in (
            self._you,
            self._client,
            self.lines,
            self._invoice_terms,
            self._quote_terms,
            self.checks,
        ):
            self.add(card)
        for card in (self._you, self._client, self.lines, self._invoice_terms, self._quote_terms):
            card.edited.connect(self._edited)
        for name, form in {
            "you": self._you.form,
            "client": self._client.picker,
            "address": self._client.address,
            "about": self._client.about,
            "invoice": self._invoice_terms.form,
            "quote": self._quote_terms.form,
        }.items():
            self._sheet.follow(name, form)
        self.lines.stepped.connect(self._sheet.note)
        self.lines.grid.typing.connect(self._sheet.touch)
        self._client.chosen.connect(self._client_chosen)
        self._client.picker.editor("client_id").create_wanted.connect(self._sheet.note_client)
        self._you.settings_wanted.connect(self._open_settings)
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
        return self._quote_terms if self._writing and self._writing.is_quote else self._invoice_terms

    def edit(self, writing: Writing) -> None:
        """Show a draft, stored or not."""
        self._keeping.stop()
        self._sheet.autosave.leave()
        self.made_client = 0
        self._writing = writing
        self._is_dirty = self._has_conflict = False
        # The fields are filled one after the other: what they say meanwhile is no edit.
        self._is_showing = True
        self._reload.bound_action.setVisible(False)
        country = writing.issuer.country
        self._you.set_issuer(writing.issuer)
        self._you.setVisible(not writing.issuer.is_ready)
        self._client.show_paper(writing.paper, writing.client, country)
        self.lines.show_paper(writing)
        self._invoice_terms.setVisible(not writing.is_quote)
        self._quote_terms.setVisible(writing.is_quote)
        self.terms.show_paper(writing, self._usual_days(writing))
        self._is_showing = False
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
        quote = self._writing is not None and self._writing.is_quote
        found = [
            ("client", self._client.picker),
            ("about", self._client.about),
            ("quote" if quote else "invoice", self.terms.form),
        ]
        if not self._you.isHidden():
            found.append(("you", self._you.form))
        if not self._client.address.isHidden():
            found.append(("address", self._client.address))
        return found

    def put(self, writing: Writing, typed: Mapping[str, Any]) -> None:
        """Show another content of the same draft; `typed` holds its lines as they were typed."""
        self._writing = writing
        self._is_showing = True
        self._you.set_issuer(writing.issuer)
        self._you.setVisible(not self._you.isHidden() or not writing.issuer.is_ready)
        self._client.show_paper(writing.paper, writing.client, writing.issuer.country)
        self.lines.put(writing, typed)
        self._invoice_terms.setVisible(not writing.is_quote)
        self._quote_terms.setVisible(writing.is_quote)
        self.terms.show_paper(writing, self._usual_days(writing))
        self._is_showing = False

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
        if self._you.isVisibleTo(self) and not writing.issuer.name:
            self._you.form.focus_first()
        elif not writing.client.name:
            self._client.focus_first()
        elif not writing.paper.title and not writing.paper.id:
            self._client.about.focus_first()
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
            self._client.kept(kept.client)
            # Other pages list clients and settings, which this act has changed too.
            self._session.changed.emit(Change())
        self._sheet.stored(self._writing)
        self._sheet.history.settle()
        self._follow()
        return True

    def issue(self) -> None:
        """Let the paper go out, or go to the first thing that is missing."""
        if self._writing is None or not self._is_readable():
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
            self._is_showing = True
            self._you.set_issuer(found.issuer)
            if not self._client.is_naming:
                self._client.show_paper(found.paper, found.client, found.issuer.country)
            self.terms.refill(found)
            self.lines.refill(found)
            self._is_showing = False
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
        first, _dot, rest = field.partition(".")
        writing = self._writing
        if writing is None:
            return
        if first == "issuer" and rest != "latin_name":
            self._you.setVisible(True)
            self._focus(self._you.form, _OWN_FIELDS.get(rest, "name"))
        elif first in {"issuer", "series", "issued_on"}:
            self._open_settings()
        elif (first == "client" and rest in {"name", ""}) or first == "client_id":
            self._focus(self._client.picker, "client_id")
        elif first == "client" and rest.startswith("address"):
            self._client.show_address(writing.client, writing.issuer.country, always=True)
            self._focus(self._client.address, "addresses.0.street")
        elif first == "client":
            self._open_client()
        elif first in {"lines", "adjustments"}:
            self.lines.focus_field(field)
        elif first == "title":
            self._focus(self._client.about, "title")
        elif first == "deductions" and isinstance(writing.paper, Invoice):
            self.keep()
            if self._session.run(invoices.refresh, writing.paper.id) is not None:
                self.reload()
        elif first == "prepayments" and isinstance(writing.paper, Invoice) and writing.paper.contract_id:
            self._session.open_record.emit("contract", writing.paper.contract_id)
        else:
            self._focus(self.terms.form, first)

    def show_error(self, field: str, sentence: str) -> None:
        """Show a refusal at its field; one that belongs to none goes below the lines."""
        first, _dot, rest = field.partition(".")
        names = {box.name for box in self.terms.form.fields}
        if first == "issuer":
            self._you.setVisible(True)
            self._you.form.show_error(_OWN_FIELDS.get(rest, rest), sentence)
        elif first == "client" and rest.startswith("address"):
            self._client.address.setVisible(True)
            self._client.address.show_error(rest.replace("address.", "addresses.0."), sentence)
        elif first in {"client", "client_id"}:
            self._client.picker.show_error("client_id", sentence)
        elif first in names:
            self.terms.form.show_error(first, sentence)
        elif first == "title":
            self._client.about.show_error(first, sentence)
        else:
            self.lines.grid.show_error(field, sentence)

    # Inside.

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        # Nothing is left to a timer that may never ring.
        self.keep()
        self._checking.stop()

    def _edited(self) -> None:
        before = self._writing
        if before is None or self._is_showing or not self.isVisible():
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
        writing = self._writing
        if writing is None:
            return
        own = self._you.read_into(writing.issuer) if self._you.isVisibleTo(self) else writing.issuer
        client = self._client.read_client(writing.client)
        paper = self.terms.read_into(self._client.read_paper(writing.paper), typing=typing)
        paper = replace(
            paper, lines=self.lines.read_lines(), adjustments=self.lines.read_adjustments(typing=typing)
        )
        typed = replace(writing, paper=paper)
        changed = drafting.with_people(typed, own, client, on=self._session.today())
        self._writing = changed
        if changed.paper != paper:
            self._is_showing = True
            self.terms.refill(changed)
            self.lines.refill(changed)
            self._is_showing = False

    def _client_chosen(self, client_id: int) -> None:
        writing = self._writing
        if writing is None:
            return
        found = self._session.read(drafting.for_client, writing, client_id, on=self._session.today())
        if found is not None:
            self._writing = found
            self._is_showing = True
            self._client.show_address(found.client, found.issuer.country)
            self.terms.refill(found)
            self.lines.refill(found)
            self._is_showing = False
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
        self._you.follow(writing.issuer, number, tax_fact(writing.issuer, percent))
        self.lines.follow(writing)
        self.terms.follow(writing, self._usual_days(writing))
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

    def _is_readable(self) -> bool:
        """Show everything that cannot be read at its field, with the cursor in the first of it."""
        readable = self.lines.is_readable()
        forms = [self._client.picker, self._client.about, self.terms.form]
        if self._you.isVisibleTo(self):
            forms.append(self._you.form)
        if self._client.address.isVisibleTo(self):
            forms.append(self._client.address)
        for form in forms:
            unreadable = form.unreadable()
            for name, sentence in unreadable.items():
                form.show_error(name, sentence)
            readable = readable and not unreadable
        return readable

    def _keep_answers(self, writing: Writing) -> bool:
        """Keep what was answered about oneself even where there is no client yet."""
        if self._you.isVisibleTo(self) and writing.issuer.name.strip():
            # Our own act must not come back as news and empty the client's field, where one is typing by now.
            self._is_keeping = True
            kept = self._session.run(drafting.keep_issuer, writing.issuer, form=self)
            self._is_keeping = False
            if kept is None:
                return False
            self._writing = replace(writing, issuer=kept)
        return True

    def _usual_days(self, writing: Writing) -> int:
        found = self._session.read(drafting.due_days, writing)
        return writing.issuer.due_days if found is None else found

    def _focus(self, form: Form, name: str) -> None:
        editor = form.editor(name)
        self.ensureWidgetVisible(editor)
        editor.setFocus()

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


#: Which of our fields mends a problem of the issuer's record.
_OWN_FIELDS = {
    "country": "address.country",
    "address": "address.street",
    "address.city": "address.city",
    "tax_ids": "tax_id",
    "name": "name",
}


class _PutBack:
    """Brings a draft back that was thrown away."""

    def __init__(self, session: Session, writing: Writing) -> None:
        self._session = session
        self._writing = replace(writing, paper=replace(writing.paper, id=0, version=0))

    def __call__(self) -> None:
        kept = self._session.run(drafting.keep, self._writing, on=self._session.today())
        if kept is not None:
            self._session.open_record.emit("quote" if kept.is_quote else "invoice", kept.paper.id)
