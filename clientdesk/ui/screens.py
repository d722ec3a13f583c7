"""The list of screens: the one place that knows them all, by name, each imported when it is first opened."""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from clientdesk.domain.text import N_

if TYPE_CHECKING:
    from clientdesk.ui.session import Session
    from clientdesk.ui.widgets.page import Screen


@dataclass(frozen=True, slots=True)
class ScreenEntry:
    """A screen: its action in `clientdesk.ui.actions` is `app.<name>` and gives words, icon and keys.

    `factory` is `module:class`, below `clientdesk.ui`; `kinds` are the records it shows for `session.open_record`.
    `rail` says where its button stands: above, below, or nowhere.
    """

    name: str
    factory: str
    kinds: tuple[str, ...] = ()
    rail: str = "above"
    #: What it is called where it has no button.
    title: str = "ClientDesk"

    def build(self, session: Session) -> Screen:
        """Import the screen's module and make the screen."""
        module, _colon, name = self.factory.partition(":")
        made: Screen = getattr(importlib.import_module(f"clientdesk.ui.{module}"), name)(session)
        return made


def front(name: str, session: Session) -> str:
    """Return the screen to show when `name` is asked for: an empty book has nothing to do today but to begin."""
    if name == "today":
        from clientdesk.queries import document_list

        if session.read(document_list.is_new_book):
            return "first_run"
    return name


#: The blocks of the settings by name, each opened as `settings:name`.
SETTINGS: Final = (
    "business",
    "tax",
    "fonts",
    "papers",
    "numbers",
    "working_time",
    "absences",
    "window_settings",
    "backups",
    "safety",
    "data",
    "encryption",
)
_SETTINGS_KINDS: Final = ("issuer", *(f"settings:{name}" for name in SETTINGS))
#: The cards of the designer by name, each opened as `design:name`.
DESIGN: Final = (
    "look",
    "colours",
    "type",
    "letterhead",
    "foot",
    "table",
    "words",
    "signature",
    "languages",
)
_DESIGN_KINDS: Final = ("design", *(f"design:{name}" for name in DESIGN))
SCREENS: Final = (
    ScreenEntry("today", "today.page:TodayScreen", ("deadline",)),
    ScreenEntry(
        "clients",
        "clients.page:ClientsScreen",
        ("client", "edit_client", "new_client", "client_statement", "client_file"),
    ),
    ScreenEntry(
        "work",
        "contracts.page:WorkScreen",
        (
            "contract",
            "edit_contract",
            "milestone",
            "promise:milestone",
            "change_order",
            "change_order_paper",
            "new_contract",
            "new_contract:quote",
            "contract_from_quote",
            "sign:contract",
            "receive:contract",
            "close:contract",
        ),
    ),
    ScreenEntry(
        "documents",
        "documents.page:DocumentsScreen",
        (
            "quote",
            "invoice",
            "new_quote",
            "new_invoice",
            "new_invoice:quote",
            "new_invoice:contract",
            "new_prepayment:contract",
            "new_final:contract",
            "drafts",
        ),
    ),
    ScreenEntry("calendar", "calendar.page:CalendarScreen", ("day",)),
    ScreenEntry(
        "money",
        "money.page:MoneyScreen",
        (
            "payment",
            "new_payment",
            "pay_invoice",
            "refund_invoice",
            "money_paper",
            "open_items",
            "money_held",
        ),
    ),
    ScreenEntry("library", "library.page:LibraryScreen", ("catalogue", "package", "new_package", "new_item")),
    ScreenEntry(
        "settings",
        "settings.page:SettingsScreen",
        _SETTINGS_KINDS,
        rail="below",
    ),
    ScreenEntry(
        "design", "design.page:DesignScreen", _DESIGN_KINDS, rail="", title=N_("Design of documents")
    ),
    ScreenEntry(
        "restore", "settings.restore:RestoreScreen", ("restore",), rail="", title=N_("Restore a backup")
    ),
    ScreenEntry("first_run", "first_run.page:FirstRunScreen", ("first_run",), rail=""),
)
