"""The acts in the palette: every declared action that can run now, the settings by section, and what is likely next."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from clientdesk.domain.text import N_
from clientdesk.i18n import _
from clientdesk.ui import actions
from clientdesk.ui.design import labels as design_labels
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
    ("fonts", N_("Fonts"), N_("typeface font pack Chinese Japanese Korean")),
    ("papers", N_("New documents"), N_("currency language payment term validity")),
    ("numbers", N_("Numbers"), N_("number series invoice numbers")),
    ("working_time", N_("Working time"), N_("hours week rate buffer holidays")),
    ("absences", N_("Days off"), N_("holidays vacation absence")),
    ("window_settings", N_("This window"), N_("language theme dark light text size")),
    ("backups", N_("Backups"), N_("backup restore copy stick recover")),
    ("data", N_("Your data"), N_("export import")),
    ("encryption", N_("Encryption"), N_("password passphrase lock key secret recovery sheet privacy")),
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
    """Return the sections of settings and designer, and the fields in them, that answer to `text`."""
    ground = _Ground("settings", "settings", _("Settings"), session, _, label_words)
    words = _("Design of documents")
    design = _Ground("design", "palette", words, session, design_labels.section_words, _)
    quality = score(text, words, _("template layout appearance of papers"))
    whole = [design.hit(words, "design", 0, quality)] if quality else []
    return [
        *ground.hits(text, SECTIONS, FIELDS),
        *whole,
        *design.hits(text, design_labels.SECTIONS, design_labels.FIELDS),
    ]


@dataclass(frozen=True, slots=True)
class _Ground:
    """A screen of cards with fields: the kind it is opened by, its icon, and what it and its parts are called."""

    kind: str
    icon: str
    words: str
    session: Session
    title_of: Callable[[str], str]
    label_of: Callable[[str], str]

    def hits(
        self, text: str, cards: Sequence[tuple[str, str, str]], fields: Sequence[tuple[str, str]]
    ) -> Iterator[Hit]:
        """Yield the cards (name, title, other words) and fields (card, label) that answer to `text`.

        In English too: whoever sits before a window in a foreign language looks for the one thing that helps.
        """
        for name, title, others in cards:
            quality = score(text, self.title_of(title), _(others), f"{title} {others}")
            if quality:
                yield self.hit(self.title_of(title), f"{self.kind}:{name}", 0, quality)
        titles = {name: self.title_of(title) for name, title, _others in cards}
        for number, (name, label) in enumerate(fields, start=1):
            quality = score(text, self.label_of(label), label)
            if quality:
                hit = self.label_of(label), f"{self.kind}:{name}", number, quality - _FIELD
                yield self.hit(*hit, second=titles[name])

    def hit(self, title: str, kind: str, number: int, quality: int, *, second: str = "") -> Hit:
        """Return a line that leads there."""
        return Hit(
            group=Group.SETTINGS,
            icon=self.icon,
            title=title,
            second=second,
            end=self.words,
            run=partial(self.session.open_record.emit, kind, number),
            score=quality,
        )


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
