"""What each problem's button says: the field that mends it, by the field's name."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from clientdesk.domain.errors import RuleError
from clientdesk.i18n import _, translate_error
from clientdesk.ui.widgets.checks_panel import Check

#: Goes to the field of a problem, on this page or on another one, and says there what is missing.
Go = Callable[[RuleError], None]


def checks_of(problems: Iterable[RuleError], go: Go) -> list[Check]:
    """Return one check per problem, each with the button that mends it."""
    return [
        Check(translate_error(problem), fix_words(problem.field), Way(go, problem), name="fix")
        for problem in problems
    ]


def fix_words(field: str) -> str:
    """Return what the button says for a problem at `field`."""
    first, _dot, rest = field.partition(".")
    if first == "issuer":
        return _("Fill in") if rest != "latin_name" else _("Open settings")
    if first == "client":
        return _("Fill in") if rest in {"name", "address"} else _("Open client")
    named = {
        "lines": _("Go to line"),
        "adjustments": _("Go to discount"),
        "series": _("Open settings"),
        "issued_on": _("Open settings"),
        "prepayments": _("Open contract"),
        "deductions": _("Update"),
    }
    return named.get(first, _("Fill in"))


class Way:
    """Leads to the field of one problem."""

    def __init__(self, go: Go, problem: RuleError) -> None:
        self._go, self._problem = go, problem

    def __call__(self) -> None:
        self._go(self._problem)
