"""`clientdesk restore`: what a backup would bring back; and, confirmed, the backup in the place of the book."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from clientdesk.cli.backup import moment, row
from clientdesk.cli.command import Arguments, Context, Verb, arg, flag
from clientdesk.cli.output import Result, done
from clientdesk.cli.sentences import told
from clientdesk.domain.errors import LockedFault, StateError
from clientdesk.domain.text import N_
from clientdesk.i18n import _

if TYPE_CHECKING:
    from clientdesk.usecases.restoring import Preview

_REFUSED = 1
_NAMES = 5


def _restore(context: Context, options: Arguments) -> Result:
    from clientdesk.usecases import restoring

    key, own_key = _keys(context, options.file)
    seen = restoring.look_into(options.file, context.path, key=key, own_key=own_key)
    if seen.is_other and not options.other_book:
        raise StateError(
            N_("{name} is the backup of another book: that of {issuer}."),
            next_step=N_("Choose a backup of this book, or add --other-book if you do mean it."),
            name=options.file.name,
            issuer=seen.backup.inside.issuer,
        )
    if not options.confirm:
        return Result(_preview(seen), columns=("kind", "count", "names"), inner="lacking", exit_code=_REFUSED)
    prepared = restoring.prepare(options.file, context.path, key=key, own_key=own_key)
    kept = restoring.exchange(prepared, context.path, at=moment(context), key=key, own_key=own_key)
    lines = [_("Restored: {path}.").format(path=context.path)]
    if kept is not None:
        lines.append(_("The file it has replaced is kept as {path}.").format(path=kept))
    return done("\n".join(lines), restored=True, file=str(context.path), kept=str(kept or ""))


def _keys(context: Context, chosen: Path) -> tuple[bytes | None, bytes | None]:
    """Return the keys of the backup and of the book, as far as they are encrypted; they are asked for when needed."""
    from clientdesk.storage import keys
    from clientdesk.storage.locked import is_encrypted

    key = context.unlock(chosen, context.passphrase_file) if is_encrypted(chosen) else None
    own = None
    if is_encrypted(context.path):
        own = key if key is not None and keys.opens(context.path, key) else None
        with suppress(LockedFault):
            # Whoever has lost the passphrase of the book may still replace it.
            own = own or context.unlock(context.path, context.passphrase_file)
    return key, own


def _preview(seen: Preview) -> dict[str, Any]:
    present = seen.present
    return {
        "restored": False,
        "backup": row(seen.backup),
        "present": {
            "invoices": present.invoices if present else 0,
            "newest_number": present.newest_number if present else "",
            "payments": present.payments if present else 0,
            "clients": present.clients if present else 0,
        },
        "flaw": "" if seen.flaw is None else told(seen.flaw),
        "doubts": [told(doubt) for doubt in seen.doubts],
        "next_step": _("Nothing was changed. Add --confirm to put the backup in the place of the book."),
        "lacking": [
            {
                "kind": one.kind,
                "count": one.count,
                "names": ", ".join(
                    [named.text for named in one.named[:_NAMES]] + (["…"] if one.count > _NAMES else [])
                ),
            }
            for one in seen.lacking
        ],
    }


VERBS = (
    Verb(
        "",
        N_(
            "Show what a backup would bring back; with --confirm put it in the place of the book, which is kept."
        ),
        _restore,
        (
            arg("file", type=Path, metavar="FILE", help=N_("the backup, as listed by: backup list")),
            flag("--confirm", N_("do it")),
            flag("--other-book", N_("although it is the backup of another book")),
        ),
        creates=True,
    ),
)
