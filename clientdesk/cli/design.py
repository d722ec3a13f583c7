"""`clientdesk design`: how papers look and what they say of themselves."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from clientdesk.cli import papers
from clientdesk.cli.assign import assign
from clientdesk.cli.command import Arguments, Context, Verb, arg
from clientdesk.cli.output import Result, record
from clientdesk.domain.design import OwnText, Sample, Tone, Wording
from clientdesk.domain.text import N_

if TYPE_CHECKING:
    from clientdesk.domain.design import Design


def _show(context: Context, _options: Arguments) -> Result:
    from clientdesk.usecases import designs

    return _answer(designs.get(context.db))


def _set(context: Context, options: Arguments) -> Result:
    from clientdesk.usecases import designs

    before = designs.get(context.db)
    changed = assign(before, options.fields, context)
    if changed.letterhead and changed.letterhead != before.letterhead:
        first, further = designs.letterhead(changed.letterhead)
        changed = replace(changed, letterhead=first, letterhead_next=further)
    return _answer(designs.save(context.db, changed))


def _words(context: Context, options: Arguments) -> Result:
    from clientdesk.usecases import designs

    before = designs.get(context.db)
    own = OwnText(
        paper=Wording(options.paper),
        language=options.written_in,
        tone=Tone(options.tone),
        opening=options.opening,
        closing=options.closing,
    )
    others = [one for one in before.texts if (one.paper, one.language, one.tone) != _key(own)]
    return _answer(designs.save(context.db, replace(before, texts=(*others, own))))


def _sample(context: Context, options: Arguments) -> Result:
    from clientdesk.usecases import designs

    kind = Sample(options.kind)
    design = designs.get(context.db)
    pdf = designs.sample(context.db, design, kind, language=options.written_in, on=context.today)
    return papers.write(pdf, options.to, name=kind.value)


def _key(own: OwnText) -> tuple[Wording, str, Tone]:
    return own.paper, own.language, own.tone


def _answer(design: Design) -> Result:
    # Pictures are left out; whether there are any is worth knowing.
    pictures = {
        f"has_{name}": bool(getattr(design, name))
        for name in ("logo", "letterhead", "letterhead_next", "signature")
    }
    return record(design, **pictures)


VERBS = (
    Verb("show", N_("Show the design as stored."), _show),
    Verb(
        "set",
        N_("Change fields: look=bold accent=#1d3f8f logo=@logo.png letterhead=@sheet.pdf foot=address,bank"),
        _set,
        (arg("fields", nargs="+", metavar="FIELD=VALUE", help=N_("a field as shown by design show")),),
    ),
    Verb(
        "words",
        N_(
            "Say in own words what stands before and after the table; without any the usual ones stand there."
        ),
        _words,
        (
            arg("paper", choices=[paper.value for paper in Wording], help=N_("which paper")),
            arg("written_in", metavar="LANGUAGE", help=N_("language of the words, such as de")),
            arg(
                "--tone",
                choices=[tone.value for tone in Tone],
                default=Tone.FORMAL.value,
                help=N_("to whom one speaks so"),
            ),
            arg(
                "--opening", default="", help=N_("before the table; {client}, {total} and such are filled in")
            ),
            arg("--closing", default="", help=N_("at the end")),
        ),
    ),
    Verb(
        "sample",
        N_("Save a sample paper in this design, to look at."),
        _sample,
        (
            arg("to", nargs="?", type=Path, metavar="PATH", help=N_("file or folder; here if left out")),
            arg(
                "--kind",
                choices=[kind.value for kind in Sample],
                default=Sample.INVOICE.value,
                help=N_("which paper"),
            ),
            arg(
                "--written-in",
                default="",
                metavar="LANGUAGE",
                help=N_("language of the paper; yours if left out"),
            ),
        ),
    ),
)
