"""The acts in the palette: every declared action that can run now, the settings by section, and what is likely next."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from clientdesk.domain.text import N_
from clientdesk.i18n import _
from clientdesk.ui import actions
from clientdesk.ui.palette.hits import Group, Hit, score
from clientdesk.ui.settings.labels import FIELDS, label_words

if TYPE_CHECKING:
    from clientdesk.ui.session import Session

#: What makes no sense from within the palette.
_NOT_HERE: Final = frozenset({"app.palette", "app.add", "app.undo_list"})
_LIKELY: Final = 4
#: Buttons that a page shows for what is done next, the most important first.
_SHOWN: Final = ("primary", "plain", "danger")
#: Before "Clients" and such, which lead elsewhere, a match of the same quality among acts stands higher.
_LEADS: Final = 1
#: A block stands before its fields, and acts and records of the same words before both.
_FIELD: Final = 2
#: The blocks of the settings by their name there, what they are called, and other words people look for.
SECTIONS: Final = (
    ("business", N_("My business"), N_("name address phone e-mail website")),
    ("tax", N_("Tax and bank"), N_("VAT number IBAN account small business")),
    ("logo", N_("Logo"), N_("picture brand")),
    ("papers", N_("New documents"), N_("currency language payment term validity")),
    ("numbers", N_("Numbers"), N_("number series invoice numbers")),
    ("working_time", N_("Working time"), N_("hours week rate buffer holidays")),
    ("absences", N_("Days off"), N_("holidays vacation absence")),
    ("window_settings", N_("This window"), N_("language theme dark light text size")),
    ("data", N_("Your data"), N_("export import backup")),
)


@dataclass(frozen=True, slots=True)
class Commands:
    """What could be done in the window at the moment the palette was opened, before it took the cursor."""

    found: tuple[QAction, ...]
    window: QWidget

    @classmethod
    def of(cls, window: QWidget) -> Commands:
        """Collect them; of several with the same words the nearest to the cursor stands."""
        by_words: dict[str, QAction] = {}
        for action in actions.live(window):
            name = action.objectName()
            if name not in _NOT_HERE and (action.text() not in by_words or not name.startswith("app.")):
                by_words[action.text()] = action
        return cls(tuple(by_words.values()), window)

    def matching(self, text: str) -> list[Hit]:
        """Return those whose words answer to `text`."""
        hits = []
        for action in self.found:
            quality = score(text, action.text(), _note(action))
            if quality:
                hits.append(_hit(action, Group.ACTIONS, quality + _LEADS * _is_act(action)))
        return hits

    def at_first(self) -> list[Hit]:
        """Return what is shown before anything is typed."""
        return [_hit(action, Group.LIKELY, 0) for action in _likely(self.window)]


def sections(text: str, session: Session) -> list[Hit]:
    """Return the sections of the settings, and the fields in them, that answer to `text`."""
    hits = []
    for name, words, others in SECTIONS:
        # In English too: whoever sits before a window in a foreign language looks for the one thing that helps.
        quality = score(text, _(words), _(others), f"{words} {others}")
        if quality:
            hits.append(
                Hit(
                    group=Group.SETTINGS,
                    icon="settings",
                    title=_(words),
                    end=_("Settings"),
                    run=partial(session.open_record.emit, f"settings:{name}", 0),
                    score=quality,
                )
            )
    blocks = {name: title for name, title, _others in SECTIONS}
    for number, (name, label) in enumerate(FIELDS, start=1):
        words = label_words(label)
        quality = score(text, words, label)
        if quality:
            hits.append(
                Hit(
                    group=Group.SETTINGS,
                    icon="settings",
                    title=words,
                    second=_(blocks[name]),
                    end=_("Settings"),
                    run=partial(session.open_record.emit, f"settings:{name}", number),
                    score=quality - _FIELD,
                )
            )
    return hits


def _likely(window: QWidget) -> Iterator[QAction]:
    """Yield what the page in front offers by buttons, then what can be made from anywhere."""
    buttons = [
        button
        for button in window.findChildren(actions.ActionButton)
        if button.isVisible()
        and button.isEnabled()
        and not button.objectName().startswith(("app.", "preview."))
    ]
    seen: set[str] = set()
    for variant in _SHOWN:
        for button in buttons:
            action = button.bound_action
            if button.property("variant") == variant and action.text() not in seen and len(seen) < _LIKELY:
                seen.add(action.text())
                yield action
    for action in window.findChildren(QAction):
        if action.objectName().startswith("app.new_") and action.text() not in seen and len(seen) < _LIKELY:
            seen.add(action.text())
            yield action


def _hit(action: QAction, group: Group, quality: int) -> Hit:
    declared = actions.spec(action.objectName())
    run: Callable[[], object] = action.trigger
    return Hit(
        group=group,
        icon=declared.icon or "arrow-right",
        title=action.text(),
        second=_note(action),
        end=actions.keys_text(declared.keys),
        run=run,
        score=quality,
    )


def _note(action: QAction) -> str:
    tip = actions.spec(action.objectName()).tip
    return _(tip) if tip and action.objectName() != "app.undo" else ""


def _is_act(action: QAction) -> bool:
    name = action.objectName()
    return not name.startswith("app.") or name.startswith("app.new_")
