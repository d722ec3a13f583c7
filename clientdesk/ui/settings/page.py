"""The settings screen: blocks below each other, and at the foot one Save for all that is typed into them."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QVBoxLayout

from clientdesk.i18n import _, translate_error
from clientdesk.ui import actions
from clientdesk.ui.session import Session, Sought
from clientdesk.ui.settings import labels
from clientdesk.ui.settings.absences import AbsencesCard
from clientdesk.ui.settings.backups import BackupsCard
from clientdesk.ui.settings.business import IssuerCard, tax_and_bank, who_you_are, working_time
from clientdesk.ui.settings.data import DataCard
from clientdesk.ui.settings.encryption import EncryptionCard
from clientdesk.ui.settings.fonts import FontsCard
from clientdesk.ui.settings.new_documents import papers
from clientdesk.ui.settings.numbers import NumbersCard
from clientdesk.ui.settings.safety import SafetyCard
from clientdesk.ui.settings.save_bar import SaveBar
from clientdesk.ui.settings.trash import TrashCard
from clientdesk.ui.settings.two_computers import TwoComputersCard
from clientdesk.ui.settings.window import WindowCard
from clientdesk.ui.widgets.card_finder import CardFinder
from clientdesk.ui.widgets.form_desk import show_in_page
from clientdesk.ui.widgets.page import Page, Screen
from clientdesk.usecases import issuer as issuers


class SettingsScreen(Screen):
    """Everything that is set once and changed seldom."""

    areas = ("issuer", "numbering", "absences", "exchange", "fonts", "two_computers")

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
        self._finder = CardFinder(self._page)
        self._blocks[2].add_button(actions.button("settings.design", self._blocks[2], self._open_design))
        self._fonts = FontsCard(session)
        self._save = SaveBar(self)
        for block in self._blocks:
            self._save.follow(block.part)
        self._numbers = NumbersCard(session, self._save)
        self._absences = AbsencesCard(session)
        self._backups = BackupsCard(session)
        self._safety = SafetyCard(session)
        self._computers = TwoComputersCard(session)
        self._encryption = EncryptionCard(session)
        self._trash = TrashCard(session)
        for card in (
            *self._blocks[:3],
            self._fonts,
            self._numbers,
            self._blocks[3],
            self._absences,
            WindowCard(session),
            self._backups,
            self._safety,
            self._computers,
            self._encryption,
            self._trash,
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
        self._fonts.refresh()
        self._numbers.refresh()
        self._absences.refresh()
        self._backups.refresh()
        self._safety.refresh()
        self._computers.refresh()
        self._trash.refresh()

    def open_record(self, kind: str, record_id: int) -> None:
        """Bring the issuer's first field to the front, or a block by its name (`settings:tax`).

        A number beyond 0 is that of a field in `labels.FIELDS`: the cursor goes there.
        """
        name = kind.partition(":")[2]
        if not self._finder.go(name, labels.name_of(record_id)):
            self.focus_first()
        elif name == self._encryption.objectName() and self.session.is_by_code:
            self._encryption.focus_passphrase()

    def _open_design(self) -> None:
        self.session.open_record.emit("design", 0)

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

    def place(self) -> tuple[str, int]:
        """Return the card of encryption while one works in it, for that makes the window anew; else the issuer."""
        focused = QApplication.focusWidget()
        if focused is not None and self._encryption.isAncestorOf(focused):
            return (f"settings:{self._encryption.objectName()}", 0)
        return ("issuer", 1)

    def focus_first(self) -> None:
        """Put the cursor into the name."""
        form = self._blocks[0].form
        if form is not None:
            form.focus_first()
