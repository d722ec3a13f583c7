"""How the window itself looks and speaks: followed as soon as it is chosen, and never a part of the book."""

from __future__ import annotations

from dataclasses import astuple, dataclass, replace
from functools import partial
from typing import Final

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from clientdesk.i18n import WINDOW, WINDOW_LANGUAGES, Translator, _, pgettext
from clientdesk.ui import motion, style
from clientdesk.ui.own_settings import user_settings
from clientdesk.ui.session import Session
from clientdesk.ui.widgets import fields
from clientdesk.ui.widgets.fields import Option
from clientdesk.ui.widgets.form import Form
from clientdesk.ui.widgets.page import Card

_TEXT_SIZES: Final = (100, 125, 150, 175, 200)
_NAMES: Final = ("language", "digits", "scheme", "text", "motion")
#: What every window is built anew for.
_BUILT_ANEW: Final = frozenset({"language", "digits", "text"})
_REST_MILLISECONDS: Final = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowChoices:
    """What one can choose about the window; empty texts leave it to the computer or the region."""

    language: str
    digits: str
    scheme: str
    text: str
    motion: str


class WindowCard(Card):
    """Language, digits, light or dark, size of text: each is followed at once, and can be taken back."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(_("This window"), parent, name="window_settings")
        self._session = session
        # Without spaces, which would let the line turn the figures around.
        hint = _("For Arabic. Documents and their numbers keep {digits}.").format(digits="0123")
        self.form = Form(
            [
                fields.choice(name, label, options, hint=hint if name == "digits" else "")
                for name, (label, options) in choices().items()
            ]
        )
        self.body.addWidget(self.form)
        self._rest = QTimer(self, singleShot=True, interval=_REST_MILLISECONDS)
        self._rest.timeout.connect(self._follow_choice)
        self.form.edited.connect(self._chosen)
        # What was chosen elsewhere, or taken back, stands here, too.
        style.theme().changed.connect(self._read)
        session.acts.changed.connect(self._read)
        self._read()

    def _read(self) -> None:
        if not self._rest.isActive():
            self.form.set_record(stored())

    def _chosen(self, name: str) -> None:
        if name in _BUILT_ANEW:
            # Keys walk through the choices: the window is built anew for the one they rest on.
            self._rest.start()
        else:
            self._follow_choice()

    def _follow_choice(self) -> None:
        self._rest.stop()
        before, chosen = stored(), self.form.value()
        if chosen is None or chosen == before:
            return
        name = next(name for name in _NAMES if getattr(chosen, name) != getattr(before, name))
        session = self._session
        follow(session, chosen)
        # From here on this card may be that of a window that is gone; the words are those of the new language.
        label, options = choices()[name]
        value = next((one.text for one in options if one.value == getattr(chosen, name)), "")
        session.tell(
            _("{field}: {value}").format(field=label, value=value),
            partial(_put_back, session, name, getattr(before, name)),
            act=partial(_act_words, name),
        )


def _put_back(session: Session, name: str, value: str) -> None:
    """Take one choice back; what was chosen elsewhere meanwhile stays."""
    follow(session, replace(stored(), **{name: value}))


def _act_words(name: str) -> str:
    return _("Changed {name}").format(name=choices()[name][0])


def follow(session: Session, chosen: WindowChoices) -> None:
    """Store the choices and follow them at once; another language or size builds every window anew where it stands."""
    settings, before = user_settings(), stored()
    for name, value in zip(_NAMES, astuple(chosen), strict=True):
        settings.setValue(name, value)
    settings.sync()
    motion.Wish.follow(chosen.motion)
    if any(getattr(chosen, name) != getattr(before, name) for name in _BUILT_ANEW):
        # Before the letters grow: they would push what one looks at out of sight.
        session.language_changed.emit()
    theme, scale = style.theme(), int(chosen.text) / 100
    if (theme.scheme, theme.scale) != (chosen.scheme, scale):
        theme.choose(chosen.scheme, scale=scale)


def stored() -> WindowChoices:
    """Return what was chosen last."""
    settings = user_settings()
    text = str(settings.value("text") or "100")
    return WindowChoices(
        language=str(settings.value("language") or ""),
        digits=str(settings.value("digits") or ""),
        scheme=str(settings.value("scheme") or "system"),
        text=text if text in {str(size) for size in _TEXT_SIZES} else "100",
        motion=str(settings.value("motion") or ""),
    )


def choices() -> dict[str, tuple[str, list[Option]]]:
    """Return for each choice its name and what there is to choose from, in words."""
    return {
        "language": (_("Language of the window"), languages()),
        "digits": (
            _("Digits"),
            [Option("", _("As usual in the language")), Option("latn", "0123"), Option("arab", "٠١٢٣")],
        ),
        "scheme": (
            _("Colours"),
            [
                Option("system", _("Same as the computer")),
                Option("light", _("Light")),
                Option("dark", _("Dark")),
            ],
        ),
        "text": (_("Size of text"), sizes()),
        "motion": (
            _("Animation"),
            [Option("", _("Same as the computer")), Option("less", pgettext("animation", "None"))],
        ),
    }


def languages() -> list[Option]:
    """Return the languages of the window, each by its own name, so that it is found whatever is spoken now."""
    own = [Option(tag, Translator(tag, WINDOW).language_name(tag)) for tag in WINDOW_LANGUAGES]
    return [Option("", _("Same as the computer")), *own]


def sizes() -> list[Option]:
    """Return the sizes of text to choose from."""
    words = _("{percent} %")
    return [Option(str(size), words.format(percent=size)) for size in _TEXT_SIZES]
