"""How the window itself looks and speaks; kept with the window's own settings, never in the book."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QWidget

from clientdesk import paths
from clientdesk.i18n import WINDOW, WINDOW_LANGUAGES, Translator, _, pgettext
from clientdesk.ui import motion, style
from clientdesk.ui.session import Session
from clientdesk.ui.widgets import fields
from clientdesk.ui.widgets.fields import Option
from clientdesk.ui.widgets.form import Form, FormButtons
from clientdesk.ui.widgets.page import Card

_TEXT_SIZES = (100, 125, 150, 175, 200)


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowChoices:
    """What one can choose about the window; empty texts leave it to the computer or the region."""

    language: str
    digits: str
    scheme: str
    text: str
    motion: str


class WindowCard(Card):
    """Language, digits, light or dark, size of text: all change at once, in the window one is looking at."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(_("This window"), parent, name="window_settings")
        self._session = session
        self._settings = QSettings(
            QSettings.Format.IniFormat, QSettings.Scope.UserScope, paths.APP_NAME, paths.APP_NAME
        )
        self.form = Form(
            [
                fields.choice("language", _("Language of the window"), languages()),
                fields.choice(
                    "digits",
                    _("Digits"),
                    [
                        Option("", _("As usual in the language")),
                        Option("latn", "0123"),
                        Option("arab", "٠١٢٣"),
                    ],
                    # Without spaces, which would let the line turn the figures around.
                    hint=_("For Arabic. Papers and their numbers keep {digits}.").format(digits="0123"),
                ),
                fields.choice(
                    "scheme",
                    _("Colours"),
                    [
                        Option("system", _("As the computer")),
                        Option("light", _("Light")),
                        Option("dark", _("Dark")),
                    ],
                ),
                fields.choice("text", _("Size of text"), sizes()),
                fields.choice(
                    "motion",
                    _("Movement"),
                    [Option("", _("As the computer")), Option("less", pgettext("movement", "None"))],
                ),
            ]
        )
        self.body.addWidget(self.form)
        self.body.addWidget(FormButtons(self.form, self.save))
        self.form.set_record(self._stored())

    def save(self) -> None:
        """Store the choices and follow them; another language or size builds the window anew where it stands."""
        typed = self.form.value()
        if typed is None:
            return
        before = self._stored()
        for name in ("language", "digits", "scheme", "text", "motion"):
            self._settings.setValue(name, getattr(typed, name))
        self._settings.sync()
        self.form.mark_saved(typed)
        if (typed.scheme, typed.text) != (before.scheme, before.text):
            style.theme().choose(typed.scheme, scale=int(typed.text) / 100)
        motion.Wish.follow(typed.motion)
        if (typed.language, typed.digits, typed.text) == (before.language, before.digits, before.text):
            self._session.tell(_("Saved."))
        else:
            self._session.language_changed.emit()

    def _stored(self) -> WindowChoices:
        text = str(self._settings.value("text") or "100")
        return WindowChoices(
            language=str(self._settings.value("language") or ""),
            digits=str(self._settings.value("digits") or ""),
            scheme=str(self._settings.value("scheme") or "system"),
            text=text if text in {str(size) for size in _TEXT_SIZES} else "100",
            motion=str(self._settings.value("motion") or ""),
        )


def languages() -> list[Option]:
    """Return the languages of the window, each by its own name, so that it is found whatever is spoken now."""
    own = [Option(tag, Translator(tag, WINDOW).language_name(tag)) for tag in WINDOW_LANGUAGES]
    return [Option("", _("As the computer")), *own]


def sizes() -> list[Option]:
    """Return the sizes of text to choose from."""
    words = _("{percent} %")
    return [Option(str(size), words.format(percent=size)) for size in _TEXT_SIZES]
