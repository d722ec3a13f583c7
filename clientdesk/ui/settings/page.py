"""The settings screen: blocks below each other, and at the foot one Save for all that is typed into them."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from clientdesk.i18n import _, translate_error
from clientdesk.ui import tokens
from clientdesk.ui.session import Session, Sought
from clientdesk.ui.settings import labels
from clientdesk.ui.settings.absences import AbsencesCard
from clientdesk.ui.settings.business import IssuerCard, tax_and_bank, who_you_are, working_time
from clientdesk.ui.settings.data import DataCard, LogoCard
from clientdesk.ui.settings.new_documents import papers
from clientdesk.ui.settings.numbers import NumbersCard
from clientdesk.ui.settings.save_bar import SaveBar
from clientdesk.ui.settings.window import WindowCard
from clientdesk.ui.widgets.form_desk import show_in_page
from clientdesk.ui.widgets.page import Card, Page, Screen
from clientdesk.usecases import issuer as issuers

#: Turns of the window after which cards that were just made have their heights.
_TURNS: Final = 2


class SettingsScreen(Screen):
    """Everything that is set once and changed seldom."""

    areas = ("issuer", "designs", "numbering", "absences", "exchange")

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._page = Page(self)
        self._page.head.set_text(
            _("Settings"), _("Documents that were issued keep what they were issued with.")
        )
        self._blocks = (
            IssuerCard(session, _("My business"), who_you_are, name="business"),
            IssuerCard(session, _("Tax and bank"), tax_and_bank, name="tax"),
            IssuerCard(session, _("New documents"), papers, name="papers"),
            IssuerCard(session, _("Working time"), working_time, name="working_time"),
        )
        self._wanted: Card | None = None
        self._turns = 0
        self._logo = LogoCard(session)
        self._save = SaveBar(self)
        for block in self._blocks:
            self._save.follow(block.part)
        self._numbers = NumbersCard(session, self._save)
        self._absences = AbsencesCard(session)
        for card in (
            *self._blocks[:2],
            self._logo,
            self._blocks[2],
            self._numbers,
            self._blocks[3],
            self._absences,
            WindowCard(session),
            DataCard(session),
        ):
            self._page.add(card)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._page, 1)
        column.addWidget(self._save)
        session.sought.connect(self._seek)

    def make_ready(self) -> None:
        """Make the forms, which belong to the country of the issuer."""
        self.refresh()

    def refresh(self) -> None:
        """Read the issuer, the series and the absences."""
        issuer = issuers.get(self.session.db)
        for block in self._blocks:
            block.show_issuer(issuer)
        self._logo.refresh()
        self._numbers.refresh()
        self._absences.refresh()

    def open_record(self, kind: str, record_id: int) -> None:
        """Bring the issuer's first field to the front, or a block by its name (`settings:tax`).

        A number beyond 0 is that of a field in `labels.FIELDS`: the cursor goes there.
        """
        card = self.findChild(Card, kind.partition(":")[2]) if ":" in kind else None
        if card is None:
            self.focus_first()
            return
        able = [one for one in card.findChildren(QWidget) if _takes_keys(one)]
        name = labels.name_of(record_id)
        named = next((one for one in able if name and one.accessibleName() == name), None)
        first = named or next(iter(able), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.TabFocusReason)
        self._wanted, self._turns = card, _TURNS
        self._scroll_to_wanted()

    def _seek(self, sought: Sought) -> None:
        """Go to the field that mends what a paper lacks, and say it there."""
        first, _dot, field = sought.problem.field.partition(".")
        if sought.kind != "issuer" or first != "issuer":
            return
        sentence = translate_error(sought.problem)
        forms = [block.form for block in self._blocks if block.form is not None]
        # A name that is the field's own comes before one that only begins alike.
        forms.sort(key=lambda form: all(one.name != field for one in form.fields))
        shown = next((form for form in forms if form.seek(field, sentence)), None)
        focus = shown.focusWidget() if shown is not None else None
        if focus is not None:
            sought.is_shown = True
            show_in_page(focus)

    def _scroll_to_wanted(self) -> None:
        if self._wanted is not None:
            self._page.verticalScrollBar().setValue(self._wanted.y() - tokens.SPACE_4)
        if self._turns:
            self._turns -= 1
            QTimer.singleShot(0, self, self._scroll_to_wanted)

    def place(self) -> tuple[str, int]:
        """Return the issuer."""
        return ("issuer", 1)

    def focus_first(self) -> None:
        """Put the cursor into the name."""
        form = self._blocks[0].form
        if form is not None:
            form.focus_first()


def _takes_keys(widget: QWidget) -> bool:
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.isVisible() and widget.isEnabled()
