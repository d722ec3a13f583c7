"""How the window itself looks and speaks; kept with the window's own settings, never in the book."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QWidget

from clientdesk import paths
from clientdesk.i18n import _, translator
from clientdesk.ui import style
from clientdesk.ui.session import Session
from clientdesk.ui.widgets import fields
from clientdesk.ui.widgets.fields import Option
from clientdesk.ui.widgets.form import Form, FormButtons
from clientdesk.ui.widgets.page import Card


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowChoices:
    """What one can choose about the window."""

    language: str
    scheme: str


class WindowCard(Card):
    """Language and light or dark. The scheme changes at once, the language at the next start."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(_("This window"), parent, name="window_settings")
        self._session = session
        self._settings = QSettings(
            QSettings.Format.IniFormat, QSettings.Scope.UserScope, paths.APP_NAME, paths.APP_NAME
        )
        self.form = Form(
            [
                fields.language(
                    "language",
                    _("Language of the window"),
                    none=_("As the computer"),
                    hint=_("Takes effect when ClientDesk is started again."),
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
            ]
        )
        self.body.addWidget(self.form)
        self.body.addWidget(FormButtons(self.form, self.save))
        self.form.set_record(
            WindowChoices(
                language=str(self._settings.value("language") or ""),
                scheme=str(self._settings.value("scheme") or "system"),
            )
        )

    def save(self) -> None:
        """Store the choices; the colours change at once."""
        typed = self.form.value()
        if typed is None:
            return
        self._settings.setValue("language", typed.language)
        self._settings.setValue("scheme", typed.scheme)
        self._settings.sync()
        style.theme().choose(typed.scheme)
        self.form.mark_saved(typed)
        spoken = translator().language_name(typed.language) if typed.language else _("As the computer")
        self._session.tell(_("Saved. Language from the next start: {language}").format(language=spoken))
