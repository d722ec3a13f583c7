"""`clientdesk font`: the user's own fonts for documents, and the font pack for Chinese, Japanese and Korean."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from clientdesk.cli.command import Arguments, Context, Verb, arg
from clientdesk.cli.output import Result, done, listing
from clientdesk.domain.errors import ChecksFailedError, ClientdeskError, RuleError
from clientdesk.domain.text import N_
from clientdesk.i18n import _

if TYPE_CHECKING:
    from clientdesk.usecases.fonts import OwnFamily

_COLUMNS = ("family", "weights", "languages", "bytes", "place")


@dataclass(frozen=True, slots=True)
class _Row:
    """A family as it is listed; `place` is `book` or `computer`."""

    family: str
    weights: str
    languages: str
    bytes: int
    place: str


def _list(context: Context, _options: Arguments) -> Result:
    from clientdesk.usecases import fonts

    return listing(_rows(fonts.families(context.db)), _COLUMNS)


def _add(context: Context, options: Arguments) -> Result:
    from clientdesk.usecases import font_files, fonts

    found = font_files.read([Path(name) for name in options.files])
    if found.refused:
        raise ChecksFailedError(
            N_("No font was added. Files that cannot be used: {count}."),
            problems=tuple(map(_problem, found.refused)),
            next_step=N_("Leave them out, then add the others again."),
            count=len(found.refused),
        )
    names = {font.family for font in fonts.keep(context.db, found)}
    return listing(_rows(one for one in fonts.families(context.db) if one.name in names), _COLUMNS)


def _remove(context: Context, options: Arguments) -> Result:
    from clientdesk.usecases import fonts

    fonts.remove(context.db, options.family)
    return done(_("Documents are drawn without it from now on."), removed=options.family)


def _rows(families: Iterable[OwnFamily]) -> list[_Row]:
    return [
        _Row(
            family=one.name,
            weights=", ".join(map(str, one.weights)),
            languages=", ".join(one.languages),
            bytes=one.size,
            place="computer" if one.is_pack else "book",
        )
        for one in families
    ]


def _problem(error: ClientdeskError) -> RuleError:
    """Return a refusal as a problem, of which several can be told at once."""
    if isinstance(error, RuleError):
        return error
    return RuleError.at("fonts", error)


VERBS = (
    Verb("list", N_("List your own fonts and the font pack."), _list),
    Verb(
        "add",
        N_("Add fonts: all of the files, or none if one cannot be used."),
        _add,
        (
            arg(
                "files",
                nargs="+",
                metavar="FILE",
                help=N_("a .ttf, .otf or .ttc file, an archive (.zip) or a folder of them"),
            ),
        ),
    ),
    Verb(
        "remove",
        N_("Remove a family; documents that were issued keep theirs."),
        _remove,
        (arg("family", metavar="FAMILY", help=N_("its name as listed")),),
    ),
)
