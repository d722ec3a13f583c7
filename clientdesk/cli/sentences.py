"""Errors and warnings as the command line says them: their next step is a command, never a place in the window."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

from clientdesk.i18n import messages

if TYPE_CHECKING:
    from collections.abc import Iterable

    from clientdesk.domain.errors import ClientdeskError


def told(error: ClientdeskError) -> str:
    """Return what happened and what to do next."""
    return messages.translate_error(error, is_typed=True)


def next_step(error: ClientdeskError) -> str:
    """Return only what to do next; empty where the message says it all."""
    return messages.translate_next_step(error, is_typed=True)


def as_data(warnings: Iterable[ClientdeskError]) -> list[dict[str, str]]:
    """Return warnings for machines."""
    return [
        {"message": messages.translate_message(one), "next_step": next_step(one), "rule": one.rule}
        for one in warnings
    ]


def warn(warning: ClientdeskError) -> None:
    """Say one warning on standard error, as one line."""
    print(" ".join(told(warning).split()), file=sys.stderr)


def warn_machine(warnings: Iterable[ClientdeskError]) -> None:
    """Say all warnings on standard error as one object; nothing where there are none."""
    if said := as_data(warnings):
        print(json.dumps({"warnings": said}, ensure_ascii=False, sort_keys=True), file=sys.stderr)
