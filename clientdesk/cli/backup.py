"""`clientdesk backup`: a verified backup now, into both places or one folder; and the list of those there are."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from clientdesk.cli.command import Arguments, Context, Verb, arg
from clientdesk.cli.output import Result, listing
from clientdesk.cli.sentences import told
from clientdesk.cli.verify import INTEGRITY, findings, report
from clientdesk.domain.text import N_
from clientdesk.i18n import _

if TYPE_CHECKING:
    from clientdesk.domain.verified import Verified
    from clientdesk.usecases.backup_shelf import Backup

_COLUMNS = ("at", "place", "invoices", "newest_number", "payments", "clients", "verified", "doubts", "file")
_LIST = "list"


def moment(context: Context) -> datetime:
    """Return the moment it is, on the day the command works on, with the computer's time zone."""
    return datetime.combine(context.today, datetime.now().time()).astimezone()  # noqa: DTZ005  # the clock on the wall


def row(one: Backup) -> dict[str, object]:
    """Return a backup as it is listed."""
    inside = {
        "invoices": one.inside.invoices,
        "newest_number": one.inside.newest_number,
        "payments": one.inside.payments,
        "clients": one.inside.clients,
    }
    return {
        "at": one.at,
        "place": one.place,
        **({"encrypted": True} if one.is_encrypted else inside),
        "verified": one.is_verified,
        "doubts": one.doubts,
        "bytes": one.bytes,
        "file": str(one.path),
    }


def _backup(context: Context, options: Arguments) -> Result:
    from clientdesk.usecases import backup_shelf, backups, verified_here, verifying

    if options.also is not None:
        backups.choose_second(context.db, options.also)
    if options.folder == _LIST:
        found = backup_shelf.shelf(context.db, now=moment(context))
        places = [found.local, *([found.second] if found.second else [])]
        return listing([row(one) for place in places for one in place.backups], _COLUMNS)
    folder = None if options.folder is None else Path(options.folder)
    made = backups.back_up(context.db, at=moment(context), folder=folder)
    # The copy is proven by then, whatever is found in the book itself: it is kept, and the book is told of.
    result = verifying.verify(context.db)
    verified_here.remember(context.db, result=result, today=context.today)
    lines = [_true_copy(made.made.path, result)]
    lines += [_("A copy lies in {folder}.").format(folder=where) for where in made.folders[1:]]
    if made.problem is not None:
        lines.append(told(made.problem))
    if not result.is_sound:
        lines += report(context, result)
    data = {
        **row(made.made),
        "folders": [str(where) for where in made.folders],
        "problem": "" if made.problem is None else told(made.problem),
        "sound": result.is_sound,
        "found": result.count,
        "findings": findings(result),
    }
    return Result(data, sentence="\n".join(lines), exit_code=0 if result.is_sound else INTEGRITY)


def _true_copy(path: Path, result: Verified) -> str:
    words = (
        _("Verified backup: {path}.")
        if result.is_sound
        else _("The backup is made and is a true copy of the book: {path}. But the book itself is not sound.")
    )
    return words.format(path=path)


VERBS = (
    Verb(
        "",
        N_("Make a verified backup; with the word “list” instead of a folder, list those there are."),
        _backup,
        (
            arg(
                "folder",
                nargs="?",
                metavar="FOLDER",
                help=N_("where to; the usual places if left out. Or the word: list"),
            ),
            arg(
                "--also",
                type=Path,
                metavar="FOLDER",
                help=N_("from now on put a copy of each backup there, such as on a stick"),
            ),
        ),
    ),
)
