"""Whether all stands as it was written: the last verification of the book, what it has found, and one to be had now."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from clientdesk.domain.verified import Verified
from clientdesk.i18n import _, ngettext, translate_message, translate_next_step, translator
from clientdesk.ui import actions, style, tokens
from clientdesk.ui.session import Session
from clientdesk.ui.tokens import Kind
from clientdesk.ui.widgets.chip import Chip, ChipLabel
from clientdesk.ui.widgets.flow import FlowLayout
from clientdesk.ui.widgets.page import Card
from clientdesk.ui.widgets.wrapped import wrap
from clientdesk.usecases import verified_here, verifying

#: How many findings are listed; the command line has them all.
_LISTED = 8


class SafetyCard(Card):
    """The verdict as a chip, the end of the history, and what is not as it was written."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(_("Checked for alterations"), parent, name="safety")
        self._session = session
        #: Whether somebody has asked for it on this card and waits for the verdict.
        self._is_asked = False
        self.add_button(actions.button("settings.verify", self, self.verify))
        self._chip = ChipLabel(self)
        self.body.addWidget(self._chip, alignment=Qt.AlignmentFlag.AlignLeading)
        self._found = QLabel(self, objectName="verify_findings")
        wrap(self._found)
        self._found.setTextFormat(Qt.TextFormat.PlainText)
        self._found.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.body.addWidget(self._found)
        self._then = QLabel(self, objectName="verify_then")
        wrap(self._then)
        self._then.setTextFormat(Qt.TextFormat.PlainText)
        style.set_role(self._then, role="second")
        self.body.addWidget(self._then)
        self._ways = QWidget(self)
        ways = FlowLayout(self._ways, spacing=tokens.SPACE_2)
        self._older = actions.button("settings.go_on_with_older", self._ways, self.go_on_with_older)
        self._compare = actions.button("settings.compare_backup", self._ways, self.compare)
        for way in (self._older, self._compare):
            ways.addWidget(way)
        self.body.addWidget(self._ways)
        self._hint = QLabel(self, objectName="verify_hint")
        wrap(self._hint)
        style.set_role(self._hint, role="second")
        self.body.addWidget(self._hint)
        session.verification.progressed.connect(self._show_progress)
        session.verification.finished.connect(self._answer)
        for part in (self._found, self._then, self._ways):
            part.hide()

    def refresh(self) -> None:
        """Show what is known: the result of this window, else what the computer remembers of the last one."""
        head = self._session.read(verifying.head)
        if head is not None:
            words = _(
                "Every change is entered into a history, each entry sealed with the one before. It has {count} entries"
                " now, the last one {seal}; documents carry the seal of their day in small print."
            )
            self._hint.setText(words.format(count=translator().number(head.count), seal=head.short))
        if not self._session.verification.is_running:
            self._show_result(self._session.verification.result)

    def verify(self) -> None:
        """Verify everything now."""
        self._is_asked = True
        self._session.verification.begin()

    def go_on_with_older(self) -> None:
        """Take this older state for the present one."""
        self._session.verification.go_on_with_older()

    def compare(self) -> None:
        """Go where one sees what the backups hold, beside the book as it is now."""
        self._session.open_record.emit("restore", 0)

    def _show_progress(self, per_cent: int) -> None:
        # The button stays as it is: disabled it would lose the focus, and the page would go after that.
        words = _("Checking: {percent}").format(percent=translator().percent(Decimal(per_cent)))
        self._chip.set_chip(Chip(words, Kind.WARN))

    def _answer(self, result: Verified | None) -> None:
        self._show_result(result)
        is_asked, self._is_asked = self._is_asked, False
        if is_asked and result is not None and result.is_sound:
            # The chip tells the day alone, so it may stand there as it did before.
            time = translator().time(self._session.now())
            self._session.tell(_("Checked at {time}: all is as it was written.").format(time=time))

    def _show_result(self, result: Verified | None) -> None:
        self._chip.set_chip(self._verdict(result))
        findings = result.findings if result is not None else ()
        lines = [f"• {translate_message(one)}" for one in findings[:_LISTED]]
        left = (result.count if result is not None else 0) - len(lines)
        if left > 0:
            words = ngettext("and {count} more", "and {count} more", left)
            lines.append(words.format(count=translator().number(left)))
        lines += [f"• {translate_message(one)}" for one in (result.notices if result is not None else ())]
        self._found.setText("\n".join(lines))
        self._found.setVisible(bool(lines))
        steps = dict.fromkeys(translate_next_step(one) for one in findings)
        self._then.setText(" ".join(filter(None, steps)))
        self._then.setVisible(bool(self._then.text()))
        self._older.setVisible(result is not None and result.is_older)
        self._ways.setVisible(bool(findings))

    def _verdict(self, result: Verified | None) -> Chip:
        if result is not None and not result.is_sound:
            words = ngettext(
                "{count} thing is not as it was written",
                "{count} things are not as they were written",
                result.count,
            )
            return Chip(words.format(count=translator().number(result.count)), Kind.BAD)
        last = self._session.read(verified_here.last_verified)
        if last is None:
            return Chip(_("Not checked in full yet"), Kind.QUIET)
        on, is_sound = last
        if not is_sound:
            return Chip(_("Not as it was written at the last check"), Kind.BAD)
        return Chip(
            _("All as it was written on {date}").format(date=translator().date(on, "long")), Kind.GOOD
        )
