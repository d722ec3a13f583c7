"""`clientdesk computer`: which computer writes in the book, handing it over to another, taking it over from one."""

from __future__ import annotations

from pathlib import Path

from clientdesk.cli.backup import moment
from clientdesk.cli.command import Arguments, Context, Verb, arg, flag
from clientdesk.cli.output import Result, done
from clientdesk.domain.errors import StateError
from clientdesk.domain.text import N_
from clientdesk.i18n import _, translate_message


def _show(context: Context, _options: Arguments) -> Result:
    from clientdesk.usecases import two_computers

    lease = two_computers.standing(context.db)
    refusal = context.db.protection()
    sentence = _("This computer may write in the book.") if refusal is None else translate_message(refusal)
    return done(
        sentence,
        held_by=lease.held_name,
        handed_on=lease.handed_on,
        is_here=lease.is_here,
        may_write=refusal is None,
    )


def _hand_over(context: Context, options: Arguments) -> Result:
    from clientdesk.usecases import two_computers

    made = two_computers.hand_over(context.db, options.folder, at=moment(context))
    words = _(
        "Handed over: {path}. Take it over on the other computer; here the book is only read from now on."
    )
    return done(words.format(path=made.made.path), file=str(made.made.path))


def _take_over(context: Context, options: Arguments) -> Result:
    from clientdesk.usecases import two_computers

    if options.file is None:
        # Only a file can be put where no book lies.
        context.creates = False
        refusal = context.db.protection()
        if refusal is not None and not options.confirm:
            raise StateError(
                N_(
                    "Should the other computer go on as well, numbers are given twice,"
                    " and neither takes the other's file."
                ),
                next_step=N_("If it does not go on, add --confirm."),
            )
        two_computers.go_on_here(context.db)
        return done(_("This computer writes in the book from now on."), file=str(context.path), kept="")
    kept = two_computers.take_over(options.file, context.path, at=moment(context))
    lines = [_("Taken over: {path}. This computer writes in the book from now on.").format(path=context.path)]
    if kept is not None:
        lines.append(_("The file it has replaced is kept as {path}.").format(path=kept))
    return done("\n".join(lines), file=str(context.path), kept=str(kept or ""))


def _go_on(context: Context, _options: Arguments) -> Result:
    from clientdesk.storage import ancestry
    from clientdesk.usecases import verified_here

    if ancestry.older(context.db) is None:
        raise StateError(
            N_("This is the newest state of the book that this computer knows; there is nothing to accept."),
            next_step=N_("Work on as usual."),
        )
    verified_here.go_on_with_older(context.db)
    return done(_("This state of the book is the one to go on with; its history tells it."), accepted=True)


def _move(context: Context, _options: Arguments) -> Result:
    from clientdesk.usecases import two_computers

    if two_computers.danger(context.db) is None:
        raise StateError(
            N_("The book is safe where it lies: {path}."),
            next_step=N_("Leave it there; “clientdesk computer hand-over” is for another computer."),
            path=context.path,
        )
    moved = two_computers.move(context.db, at=moment(context))
    words = _("The book lies in {path} from now on; its backups are put where it was, too.")
    return done(words.format(path=moved), file=str(moved))


def _stay(context: Context, _options: Arguments) -> Result:
    from clientdesk.usecases import two_computers

    two_computers.write_here_all_the_same(context.db)
    words = _("This computer writes in the book where it lies, although that may not be safe: {path}.")
    return done(words.format(path=context.path), file=str(context.path))


VERBS = (
    Verb("show", N_("Show which computer writes in the book."), _show),
    Verb(
        "hand-over",
        N_("Write the book into a folder for another computer; here it is only read from then on."),
        _hand_over,
        (arg("folder", type=Path, metavar="FOLDER", help=N_("such as a stick")),),
    ),
    Verb(
        "take-over",
        N_("Go on with a book that was handed over; without a file, with the one that lies here."),
        _take_over,
        (
            arg(
                "file",
                nargs="?",
                type=Path,
                metavar="FILE",
                help=N_("the file that the other computer has written"),
            ),
            flag("--confirm", N_("without a file: the other computer does not go on")),
        ),
        creates=True,
    ),
    Verb(
        "go-on",
        N_("Go on with an older state of the book as the present one, where the newer file is lost."),
        _go_on,
    ),
    Verb(
        "move",
        N_("Move the book out of a synced or network folder to this computer, and keep backups there."),
        _move,
    ),
    Verb("stay", N_("Write in the book where it lies although that folder is not safe."), _stay),
)
