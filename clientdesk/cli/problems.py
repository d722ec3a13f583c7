"""What is missing before a paper may go out, as an answer: all of it at once."""

from __future__ import annotations

from collections.abc import Iterable

from clientdesk.cli.output import Result, listing
from clientdesk.cli.sentences import next_step
from clientdesk.domain.errors import RuleError
from clientdesk.i18n import _, translate_message


def answer(problems: Iterable[RuleError]) -> Result:
    """List problems with the field and the next step of each; an empty list says so."""
    rows = [
        {
            "field": problem.field,
            "problem": translate_message(problem),
            "next_step": next_step(problem),
            "rule": problem.rule,
        }
        for problem in problems
    ]
    if not rows:
        return Result([], sentence=_("Nothing is missing."))
    return listing(rows, ("field", "problem", "next_step", "rule"))
