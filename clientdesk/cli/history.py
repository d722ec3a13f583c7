"""`clientdesk history`: who changed what in a record, when, from what to what (R-AUD-1)."""

from __future__ import annotations

from typing import Any

from clientdesk.cli.attachments import OWNER, owner
from clientdesk.cli.command import Arguments, Context, Verb
from clientdesk.cli.output import Result, listing
from clientdesk.domain.text import N_


def _show(context: Context, options: Arguments) -> Result:
    from clientdesk.queries import history

    rows = [
        {
            "id": entry.id,
            # For people as their clock on the wall shows it.
            "at": entry.at.strftime("%Y-%m-%dT%H:%M:%SZ") if context.wants_json else entry.at.astimezone(),
            "who": entry.who,
            "act": entry.act.value,
            "changes": [
                {"field": _path(change.path), "old": _plain(change.old), "new": _plain(change.new)}
                for change in entry.changes
            ],
            "what": "; ".join(
                f"{_path(change.path)}: {_plain(change.old)} → {_plain(change.new)}"
                for change in entry.changes
            ),
        }
        for entry in history.of(context.db, *owner(context, options))
    ]
    return listing(rows, ("id", "at", "who", "act", "what"))


def _path(path: tuple[str | int, ...]) -> str:
    return ".".join(str(part) for part in path)


def _plain(value: Any) -> Any:  # noqa: ANN401  # any value of a record
    if value is None:
        return ""
    return "…" if isinstance(value, bytes) else value


VERBS = (Verb("", N_("Show it, the newest first."), _show, OWNER),)
