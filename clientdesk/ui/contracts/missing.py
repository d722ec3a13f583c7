"""What stands against signing a draft contract: listed, counted in the head of the page, and led to."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from clientdesk.domain.errors import RuleError
from clientdesk.i18n import _, ngettext, translate_error, translator
from clientdesk.ui import actions
from clientdesk.ui.contracts.places import Places
from clientdesk.ui.session import Session
from clientdesk.ui.widgets.checks_panel import Check, ChecksPanel
from clientdesk.usecases import contracts

_CHECK_MILLISECONDS = 250
#: Where the fields lie that are not on this page.
_ELSEWHERE = {"issuer": ("issuer", 1), "series": ("settings:numbers", 1)}


class Missing(QObject):
    """Looks a moment after each change; `keep` stores the draft before the page is left to mend something."""

    #: How many things are missing now.
    counted = Signal(int)

    def __init__(self, session: Session, page: QWidget, places: Places, *, keep: Callable[[], bool]) -> None:
        super().__init__(page)
        self._session, self._page, self._places, self._keep = session, page, places, keep
        self._contract_id = self._client_id = 0
        self.panel = ChecksPanel(page, signing=True)
        #: Says how many, and leads to the list; it goes into the head of the page.
        self.count = actions.button("contract.checks", page, self.panel.focus_first, variant="link")
        self.count.bound_action.setVisible(False)
        self._pause = QTimer(self, singleShot=True, interval=_CHECK_MILLISECONDS)
        self._pause.timeout.connect(self._look)

    def stand_on(self, contract_id: int, client_id: int) -> None:
        """Look at this draft from now on."""
        self._contract_id, self._client_id = contract_id, client_id

    def look_soon(self) -> None:
        """Look again after a short pause."""
        self._pause.start()

    def stop(self) -> None:
        """Look no more: the draft is gone."""
        self._pause.stop()

    def problems(self) -> tuple[RuleError, ...]:
        """Return what stands against signing the draft as it was kept last."""
        found = self._session.read(contracts.problems, self._contract_id, on=self._session.today())
        return found or ()

    def show(self) -> tuple[RuleError, ...]:
        """Show what is missing now, and return it."""
        found = self.problems()
        # A clause names a blank once for net and gross alike; it is mended once.
        once = {translate_error(error): error for error in found}
        checks = [
            Check(sentence, _("Fill in"), partial(self.mend, error), name="fix")
            for sentence, error in once.items()
        ]
        self.panel.set_checks(checks)
        words = ngettext("{count} missing", "{count} missing", len(checks))
        self.count.bound_action.setText(words.format(count=translator().number(len(checks))))
        self.count.bound_action.setVisible(bool(checks))
        self.counted.emit(len(checks))
        return found

    def mend(self, problem: RuleError) -> None:
        """Put the cursor where a problem is mended, with its sentence in sight; some fields are on other pages."""
        first = problem.field.partition(".")[0]
        if first in {*_ELSEWHERE, "client"}:
            kind, record_id = _ELSEWHERE.get(first, ("edit_client", self._client_id))
            if self._keep():
                self._session.seek(kind, record_id, problem)
            return
        self._places.go_to(problem.field)
        if first == "clauses":
            # Its words stand far above the list of what is missing.
            self._session.fault.emit(problem)
        else:
            self._places.show_error(problem.field, translate_error(problem))

    def _look(self) -> None:
        if self._page.isVisible():
            self.show()
