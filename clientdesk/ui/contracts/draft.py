"""The editor of a draft contract: facts, lines, plan, milestones and clauses; it keeps itself, and is signed here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QLabel, QWidget

from clientdesk.domain.client import Client
from clientdesk.domain.contract import Contract
from clientdesk.domain.errors import ClientdeskError, ConflictError
from clientdesk.domain.line import Line
from clientdesk.domain.tax import Tax
from clientdesk.i18n import _
from clientdesk.queries import contract_page
from clientdesk.queries.contract_page import ContractPage
from clientdesk.ui import actions, style
from clientdesk.ui.contracts import words
from clientdesk.ui.contracts.clauses_editor import ClausesEditor
from clientdesk.ui.contracts.client_picker import ClientPicker
from clientdesk.ui.contracts.contract_sheet import ContractSheet
from clientdesk.ui.contracts.facts_forms import FactsForms
from clientdesk.ui.contracts.lines import LinesCard
from clientdesk.ui.contracts.milestones import MilestonesBlock
from clientdesk.ui.contracts.missing import Missing
from clientdesk.ui.contracts.one_question import OneQuestion
from clientdesk.ui.contracts.places import Places
from clientdesk.ui.contracts.plan_editor import PlanEditor
from clientdesk.ui.contracts.signing import SignCard
from clientdesk.ui.session import Session
from clientdesk.ui.widgets import fields
from clientdesk.ui.widgets.fields import Field
from clientdesk.ui.widgets.form import Form
from clientdesk.ui.widgets.joined import joined
from clientdesk.ui.widgets.page import Page
from clientdesk.ui.widgets.record_foot import RecordFoot
from clientdesk.ui.widgets.states import contract_chip
from clientdesk.ui.widgets.taxes import tax_options
from clientdesk.usecases import clients, contracts, issuer, trash

_KEEP_MILLISECONDS = 1000


class DraftEditor(Page):
    """Edits one stored draft. Every edit is shown in the sums and the preview, and kept after a second."""

    #: What is written has changed: the preview follows.
    changed = Signal()
    #: The contract was signed: its id.
    signed = Signal(int)
    #: The draft is thrown away.
    gone = Signal()
    #: The user wants the contract's page.
    left = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("contract_draft")
        self._session = session
        self._contract = Contract()
        self._client = Client()
        self._milestones: tuple[str, ...] = ()
        self._is_dirty = self._is_showing = self._is_keeping = self._has_conflict = False
        self._keeping = QTimer(self, singleShot=True, interval=_KEEP_MILLISECONDS)
        self._keeping.timeout.connect(self._keep_soon)
        self._picker = ClientPicker(session)
        inner: QWidget = self
        self._sheet = ContractSheet(session, self, self)
        self._sign_card = SignCard(session, inner)
        self._sign_card.signed.connect(self.signed)
        self._facts = FactsForms(session.today, self._sheet.follow, inner)
        self.lines = LinesCard(session, inner, history=self._sheet.history)
        self.plan = PlanEditor(session, inner)
        self.milestones = MilestonesBlock(session, inner)
        self.clauses = ClausesEditor(session, inner)
        self._foot = RecordFoot(session, self)
        self._places = Places(self, facts=self._facts, lines=self.lines, plan=self.plan, clauses=self.clauses)
        self._missing = Missing(session, self, self._places, keep=self.keep)
        self.checks = self._missing.panel
        self.blocks.addWidget(self._sheet.bar)
        for block in (
            self._sign_card,
            self._facts.about,
            self.lines,
            self._facts.terms,
            self.plan,
            self.milestones,
            self.clauses,
            self.checks,
            self._foot,
        ):
            self.add(block)
        for edited in (self._facts.edited, self.lines.edited, self.plan.edited, self.clauses.edited):
            edited.connect(self._edited)
        for stepped in (self.lines.grid.stepped, self.plan.stepped, self.clauses.stepped):
            stepped.connect(self._sheet.note)
        self.lines.grid.typing.connect(self._sheet.touch)
        self._saved = QLabel(self, objectName="saved")
        style.set_role(self._saved, role="hint")
        self._missing.counted.connect(self._missing_counted)
        self._sign = actions.button("contract.sign", self, self.sign, variant="primary")
        OneQuestion(self, self._sign.bound_action, self._sign_card.asking, self.milestones.asking)
        self._reload = actions.button("work.reload", self, self.reload)
        self._reload.bound_action.setVisible(False)
        self._discard = actions.make("work.discard", self, self.discard)
        self.head.set_back(actions.button("work.list", self, self.left.emit, variant="icon"))
        self._prepare = actions.make("work.prepare", self, self.prepare)
        self.head.set_buttons(
            self._saved,
            self._reload,
            self._missing.count,
            self._sign,
            menu=[
                self._sheet.history.undo_action,
                self._sheet.history.redo_action,
                None,
                self._prepare,
                None,
                self._discard,
            ],
        )
        session.fault.connect(self._fault)

    # What the screen calls.

    @property
    def contract(self) -> Contract:
        """What is written, as far as it can be read."""
        return self._contract

    def edit(self, contract_id: int) -> bool:
        """Show a draft; False if it cannot be written in any more."""
        page = self._session.read(contract_page.load, contract_id, today=self._session.today())
        if page is None or page.signed.signature is not None:
            return False
        self._keeping.stop()
        self._sheet.autosave.leave()
        if contract_id != self._contract.id:
            self.verticalScrollBar().setValue(0)
            if self._sign_card.isVisible():
                self._sign_card.asking.leave()
        self._contract, self._client = page.signed, page.client
        self._is_dirty = self._has_conflict = False
        self._reload.bound_action.setVisible(False)
        self._is_showing = True
        self._milestones = tuple(row.milestone.title for row in page.milestones)
        self._facts.begin(page.signed, self._client_field())
        self.lines.show_contract(page.signed, self._taxes())
        self.plan.show_contract(page.signed, self._milestones)
        self.clauses.show_contract(page.signed)
        self._show_milestones(page)
        self._foot.show_record("contracts", contract_id)
        self._is_showing = False
        self._follow()
        self._missing.show()
        self._sheet.begin(page.signed)
        self._sign_card.stand_on(contract_id, self._sign_again)
        return True

    @property
    def has_loose_text(self) -> bool:
        """Whether something was typed that the draft cannot hold."""
        return bool(self._sheet.beside())

    def forget(self) -> None:
        """Show no draft any more: this one is thrown away."""
        self._keeping.stop()
        self._missing.stop()
        self._is_dirty = False
        self._sheet.autosave.done()
        self._sheet.autosave.leave()
        self._contract = Contract()

    # What undo and autosave call.

    @property
    def is_unsaved(self) -> bool:
        """Whether what is written is not stored as it is."""
        return self._is_dirty

    def forms(self) -> list[tuple[str, Form]]:
        """Return all forms of the draft, by name."""
        return [*self._facts.forms(), *self.plan.forms(), *self.clauses.forms()]

    def put(
        self,
        contract: Contract,
        lines: tuple[Line, ...],
        cells: tuple[tuple[int, int, str], ...],
        opened: int,
    ) -> None:
        """Show another content of the same draft; `lines` and `cells` are as they were typed."""
        self._contract = contract
        self._is_showing = True
        self._facts.put(contract)
        self.lines.grid.retype({"lines": lines, "cells": cells})
        self.plan.put(contract, self._milestones)
        self.clauses.put(contract, opened)
        self._is_showing = False

    def read_again(self) -> None:
        """Take what stands in the fields now, and keep it soon."""
        self._gather()
        self._is_dirty = True
        self._saved.setText("")
        self._follow()
        if not self._has_conflict:
            self._keeping.start()

    # What the screen calls, again.

    def follow_changes(self) -> None:
        """Take over what other blocks or pages changed: milestones, and the version of the stored draft."""
        if self._is_keeping or not self._contract.id:
            return
        page = self._session.read(contract_page.load, self._contract.id, today=self._session.today())
        if page is None:
            return
        self._show_milestones(page)
        if page.client != self._client:
            self._client = page.client
            self.lines.grid.set_taxes(self._taxes())
        self.clauses.read_again()
        titles = tuple(row.milestone.title for row in page.milestones)
        if _plain(page.signed) == _plain(self._contract):
            # The very draft that stands here: no reason to forget what can be undone.
            self._contract = replace(self._contract, version=page.signed.version)
            self._sheet.history.settle()
        if not self._is_dirty and _plain(page.signed) != _plain(self._contract):
            self.edit(self._contract.id)
        else:
            self._milestones = titles
            self._follow()
        self._missing.look_soon()

    def focus_first(self) -> None:
        """Put the cursor where writing begins: what it is about, else what is missing, else the signature."""
        if not self._contract.title:
            self._facts.focus_first()
        elif not self._contract.lines:
            self.lines.grid.edit(0)
        elif self.checks.checks:
            self._places.go_to(next((one.field for one in self._missing.problems()), ""))
        else:
            self._sign.setFocus()

    def keep(self) -> bool:
        """Store what is written, if it can be; tell whether nothing would be lost by leaving."""
        self._keeping.stop()
        if not self._is_dirty or self._has_conflict:
            return not self._has_conflict
        self._gather()
        self._is_keeping = True
        kept = self._session.run(contracts.change, self._contract, form=self, saves=self._sheet.lets_go)
        self._is_keeping = False
        if kept is None:
            return False
        self._contract = replace(kept, lines=self._contract.lines)
        self._is_dirty = False
        self._sheet.stored(self._contract)
        self._saved.setText(_("Saved."))
        self._missing.look_soon()
        return True

    def sign(self) -> None:
        """Ask who signed, once nothing is missing; else go to the first thing that is, and say it there."""
        if not self._places.are_readable() or not self.keep():
            return
        found = self._missing.show()
        if found:
            self._missing.mend(found[0])
            return
        self._sign_card.ask(self._contract)
        self.verticalScrollBar().setValue(0)

    def prepare(self) -> None:
        """Give the draft its number, so that the copies printed for signing carry it."""
        if not self._places.are_readable() or not self.keep():
            return
        self._is_keeping = True
        done = self._session.run(contracts.prepare, self._contract.id, on=self._session.today())
        self._is_keeping = False
        if done is not None:
            self._contract = replace(done, lines=self._contract.lines)
            self._follow()
            self._session.tell(_("It has the number {number}.").format(number=done.number))

    def discard(self) -> None:
        """Throw the draft away, or put it aside where it has its number already."""
        self._keeping.stop()
        self._is_dirty = False
        contract_id = self._contract.id
        usecase = contracts.archive if self._contract.number else contracts.delete_draft
        done = self._session.run(usecase, contract_id)
        if done is not None:
            self._sheet.autosave.done()
            back = (
                partial(self._session.run, contracts.archive, contract_id, archived=False)
                if self._contract.number
                else partial(self._session.run, trash.undo, "contracts", contract_id)
            )
            self._session.tell(_("The draft was thrown away."), undo=back)
            self.gone.emit()

    def reload(self) -> None:
        """Show what was stored elsewhere."""
        self._is_dirty = False
        if self.edit(self._contract.id):
            self._session.mended.emit()

    def show_error(self, field: str, sentence: str) -> None:
        """Show a refusal at its field."""
        self._places.show_error(field, sentence)

    # Inside.

    def _sign_again(self, _of: int) -> None:
        self.sign()

    def _show_milestones(self, page: ContractPage) -> None:
        contact = page.signed.revisions.approver
        self.milestones.show_rows(
            page.signed.id, page.milestones, is_running=False, is_draft=True, contact=contact
        )

    def _edited(self) -> None:
        if self._is_showing:
            return
        before = self._contract
        self._gather()
        self._facts.show_pricing()
        if self._contract == before:
            return
        self._is_dirty = True
        self._saved.setText("")
        self._follow()
        if not self._has_conflict:
            self._keeping.start()

    def _gather(self) -> None:
        typed = self._facts.read_into(self._contract)
        self._contract = replace(
            typed, lines=self.lines.read(), plan=self.plan.read(), clauses=self.clauses.read()
        )

    def _follow(self) -> None:
        contract = self._contract
        if contract.client_id != self._client.id:
            self._client = self._session.read(clients.get, contract.client_id) or self._client
            self.lines.grid.set_taxes(self._taxes())
        self._missing.stand_on(contract.id, self._client.id)
        parts = [self._client.name, contract.number, words.pricing(contract)]
        self.head.set_text(
            contract.title or _("New contract"),
            joined(*parts, mark="  ·  "),
            contract_chip("unsigned" if contract.number else "draft"),
        )
        self._prepare.setVisible(not contract.number)
        self.lines.follow(contract)
        self.plan.follow(contract, self._milestones)
        self.clauses.follow(contract)
        self.changed.emit()

    def _client_field(self) -> Field:
        return fields.client(
            "client_id",
            _("Client"),
            find=self._picker.find,
            name_of=self._picker.name_of,
            span=2,
            write=_for_client,
        )

    def _taxes(self) -> Sequence[tuple[Tax, str]]:
        own = self._session.read(issuer.get)
        return tax_options(own, self._client, self._session.today()) if own is not None else ()

    def _keep_soon(self) -> None:
        # Whoever leaves the page has kept the draft already, and the book may be closed by now.
        if self.isVisible():
            self.keep()

    def _missing_counted(self, count: int) -> None:
        # There is not always room for both, and the count is what one acts on.
        self._saved.setVisible(not count)

    def _fault(self, error: ClientdeskError) -> None:
        if self._is_keeping and isinstance(error, ConflictError):
            # Kept no further, so that neither side overwrites the other; the user decides.
            self._has_conflict = True
            self._reload.bound_action.setVisible(True)
            self._saved.setText("")


def _for_client(contract: Contract, client_id: int) -> Contract:
    """Return the contract for another client; while none is chosen it stays with the one it has."""
    return replace(contract, client_id=client_id) if client_id else contract


def _plain(contract: Contract) -> Contract:
    """Return a contract without what storing alone changes: its version, and the keys of its lines."""
    lines = tuple(replace(line, key="") for line in contract.lines)
    return replace(contract, version=0, lines=lines)
