"""What alters a book behind the program's back: another program, and a clock that is set back."""

from __future__ import annotations

from pathlib import Path

from clientdesk.storage import engine
from clientdesk.storage.scribe import Scribe


class SetBack(Scribe):
    """Writes by a clock that somebody has put back."""

    def now(self) -> str:
        return "2020-01-01T00:00:00Z"


def attack(path: Path, *statements: str) -> None:
    """Do it as a program would that takes the triggers away and puts them back."""
    connection = engine.connect(str(path), isolation_level=None)
    triggers = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    # In one step: the disk would be waited for after each of hundreds.
    connection.execute("BEGIN")
    for name, _sql in triggers:
        connection.execute(f'DROP TRIGGER "{name}"')
    for statement in statements:
        connection.execute(statement)
    for _name, sql in triggers:
        connection.execute(sql)
    connection.execute("COMMIT")
    connection.close()
