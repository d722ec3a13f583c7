"""How the window speaks of backups: ages, what one holds, what would be missing after a restore."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from clientdesk.domain.text import N_
from clientdesk.i18n import _, ngettext, pgettext, translator
from clientdesk.ui.widgets.joined import joined

if TYPE_CHECKING:
    from clientdesk.domain.inside import Lacking, Named
    from clientdesk.usecases.backup_shelf import Backup, Place

_MINUTE: Final = timedelta(minutes=1)
_HOUR: Final = timedelta(hours=1)
_DAY: Final = timedelta(days=1)
_UNITS: Final = (1024, 1024 * 1024)
_KINDS: Final = {
    "invoices": N_("Invoices"),
    "quotes": N_("Quotes"),
    "contracts": N_("Contracts"),
    "payments": N_("Payments"),
    "clients": N_("Clients"),
}


def age(passed: timedelta) -> str:
    """Return how long ago something was, in its largest unit."""
    if passed < _MINUTE:
        return _("just now")
    if passed < _HOUR:
        count = passed // _MINUTE
        words = ngettext("{count} minute ago", "{count} minutes ago", count)
    elif passed < _DAY:
        count = passed // _HOUR
        words = ngettext("{count} hour ago", "{count} hours ago", count)
    else:
        count = passed // _DAY
        words = ngettext("{count} day ago", "{count} days ago", count)
    return words.format(count=translator().number(count))


def short_age(passed: timedelta) -> str:
    """Return how long ago something was in so few letters that the rail has room for them."""
    if passed < _MINUTE:
        # Translators: the last backup was made just now; as short as can be
        return pgettext("age", "now")
    if passed < _HOUR:
        # Translators: minutes since the last backup; as short as can be
        return _("{count} min").format(count=translator().number(passed // _MINUTE))
    if passed < _DAY:
        # Translators: hours since the last backup; as short as can be
        return _("{count} h").format(count=translator().number(passed // _HOUR))
    count = passed // _DAY
    # Translators: days since the last backup; as short as can be
    return ngettext("{count} day", "{count} days", count).format(count=translator().number(count))


def size(count: int) -> str:
    """Return how large a file is."""
    unit, mega = _UNITS
    if count < mega:
        return _("{count} kB").format(count=translator().number(max(count // unit, 1)))
    return _("{count} MB").format(count=translator().number(max(round(count / mega), 1)))


def place(backup: Backup) -> str:
    """Return where a backup lies, in a word or two."""
    match backup.place:
        case "local":
            return _("This computer")
        case "second":
            return _("Second folder")
        case "replaced":
            return _("Replaced by a restore")
        case _:
            return backup.path.parent.name


def holds(backup: Backup) -> str:
    """Return what is in a backup in one line: its newest invoice and its counts; of an encrypted one only its size."""
    if backup.is_encrypted:
        return joined(_("Encrypted"), size(backup.bytes))
    number, inside = translator().number, backup.inside
    invoices = ngettext("{count} invoice", "{count} invoices", inside.invoices)
    payments = ngettext("{count} payment", "{count} payments", inside.payments)
    return joined(
        inside.newest_number,
        invoices.format(count=number(inside.invoices)),
        payments.format(count=number(inside.payments)),
    )


def count_of(found: Place) -> str:
    """Return how many backups a place holds."""
    words = ngettext("{count} backup", "{count} backups", len(found.backups))
    return words.format(count=translator().number(len(found.backups)))


def lacks(one: Lacking) -> tuple[str, str]:
    """Return a kind of record and those of it that only the present book has, the first of them by name."""
    named = [_record(record) for record in one.named]
    left = one.count - len(named)
    if left > 0:
        words = ngettext("and {count} more", "and {count} more", left)
        named.append(words.format(count=translator().number(left)))
    # A payment is a line of its own; numbers and names stand in a row.
    mark = "\n" if one.kind == "payments" else ", "
    return (_(_KINDS[one.kind]), mark.join(named))


def _record(record: Named) -> str:
    if record.amount is None or record.on is None:
        return translator().isolate(record.text)
    return joined(translator().date(record.on), record.text, translator().money(record.amount))
