"""`clientdesk verify`: nothing in the book was damaged, altered, taken out or put in by another program (R-AUD-1)."""

from __future__ import annotations

from clientdesk.cli.command import Arguments, Context, Verb, flag
from clientdesk.cli.output import Result
from clientdesk.cli.sentences import told
from clientdesk.domain.text import N_
from clientdesk.domain.verified import Verified
from clientdesk.i18n import _, ngettext, translate_message

#: The exit code of whatever finds that the book is not as it was written.
INTEGRITY = 4


def _verify(context: Context, options: Arguments) -> Result:
    from clientdesk.usecases import verified_here, verifying

    result = verifying.verify_quickly(context.db) if options.quick else verifying.verify(context.db)
    verified_here.remember(context.db, result=result, today=context.today)
    data = {
        "sound": result.is_sound,
        "full": result.is_full,
        "entries": result.entries,
        "records": result.records,
        "papers": result.papers,
        "head": result.head.hash,
        "found": result.count,
        "findings": findings(result),
        "notices": [translate_message(one) for one in result.notices],
    }
    sentence = "\n".join([*report(context, result), _end(context, result)])
    return Result(data, sentence=sentence, exit_code=0 if result.is_sound else INTEGRITY)


def report(context: Context, result: Verified) -> list[str]:
    """Return the lines a person reads: the verdict, every finding, and what is worth knowing."""
    notices = [f"- {told(one)}" for one in result.notices]
    return [_verdict(context, result), *(f"- {told(one)}" for one in result.findings), *notices]


def findings(result: Verified) -> list[dict[str, object]]:
    """Return what was found, for machines."""
    return [
        {"message": translate_message(one), "rule": one.rule, "told": one.values} for one in result.findings
    ]


def _verdict(context: Context, result: Verified) -> str:
    number = context.translator.number
    if result.is_sound:
        counted = ngettext("{count} record", "{count} records", result.records).format(
            count=number(result.records)
        )
        papers = ngettext("{count} paper", "{count} papers", result.papers).format(
            count=number(result.papers)
        )
        return (
            _("Sound: {records} and {papers} stand as they were written.").format(
                records=counted, papers=papers
            )
            if result.is_full
            else _("Sound at a quick look: {records} of the last changes stand as they were written.").format(
                records=counted
            )
        )
    words = ngettext(
        "Not sound: {count} thing is not as it was written.",
        "Not sound: {count} things are not as they were written.",
        result.count,
    )
    return words.format(count=number(result.count))


def _end(context: Context, result: Verified) -> str:
    """Return how far the history goes."""
    words = ngettext(
        "History: {count} entry, the last one {seal}.",
        "History: {count} entries, the last one {seal}.",
        result.head.count,
    )
    return words.format(count=context.translator.number(result.head.count), seal=result.head.short)


VERBS = (
    Verb(
        "",
        N_("Check that nothing in the book was damaged or altered."),
        _verify,
        (flag("--quick", N_("look only at the last changes")),),
    ),
)
