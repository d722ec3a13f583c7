"""What a line of the trash says: its name, what it was and whose, when it was deleted, how long it is kept."""

from __future__ import annotations

from typing import Final

from clientdesk.domain.trashed import TrashRow
from clientdesk.i18n import _, ngettext, translator
from clientdesk.ui.widgets.avatar import Avatar
from clientdesk.ui.widgets.joined import joined
from clientdesk.usecases.trash import KINDS

_ICONS: Final = {
    "absences": "calendar",
    "attachments": "paperclip",
    "catalogue": "library",
    "change_orders": "git-branch",
    "clients": "user",
    "contracts": "file-signature",
    "fonts": "file-text",
    "invoices": "receipt-text",
    "milestones": "milestone",
    "packages": "package",
    "quotes": "file-plus",
    "recurring": "refresh-cw",
    "unsaved": "pen-line",
    "work_entries": "timer",
}


def kind(table: str) -> str:
    """Return what it was: Invoice draft, Client, Work entry."""
    return _(KINDS[table]) if table in KINDS else table


def name(row: TrashRow) -> str:
    """Return what a person knows it by; without a name what it was."""
    return row.name or kind(row.table_name)


def note(row: TrashRow) -> str:
    """Return what it was, whose, and what went with it."""
    more = ngettext("with {count} more", "with {count} more", row.others)
    version = _("a version that was thrown away") if row.is_version else ""
    others = more.format(count=translator().number(row.others)) if row.others else ""
    what = kind(row.table_name) if row.name else ""
    return joined(what, version, row.about, others)


def avatar(row: TrashRow) -> Avatar:
    """Return the icon of its kind."""
    return Avatar(icon=_ICONS.get(row.table_name, "file-text"))


def deleted_on(row: TrashRow) -> str:
    """Return the day it was deleted on."""
    return translator().date(row.deleted_on)


def days_left(row: TrashRow) -> str:
    """Return how long it is still kept."""
    words = ngettext("{count} day more", "{count} days more", row.days_left)
    return words.format(count=translator().number(row.days_left)) if row.days_left else _("until tomorrow")
