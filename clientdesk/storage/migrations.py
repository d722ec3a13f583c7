"""All migrations of the book, in order; released ones are never edited.

Every pending migration runs in one outer transaction, then the triggers are made anew from guards.py. In an older book
that happens to a copy, which must pass its checks before it takes the place of the book (upgrading.py, rehearsal.py).
A migration never calls `Table.transform` of sqlite-utils: it drops all triggers of the table and its generated columns.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from clientdesk.domain.errors import EnvironmentFault
from clientdesk.domain.text import N_
from clientdesk.storage import engine, log
from clientdesk.storage.connection import Database, transaction
from clientdesk.storage.faults import fault

if TYPE_CHECKING:
    import sqlite_utils

#: PRAGMA application_id of a book: "CDsk".
APPLICATION_ID = 0x4344736B


def first_schema(db: sqlite_utils.Database) -> None:
    """Make all tables and the search indexes."""
    from clientdesk.storage import schema

    # One by one: the script reader of sqlite-utils tries every letter for the end of a statement, which took two thirds
    # of the time of a new book.
    for statement in schema.FIRST.split(";\n"):
        db.execute(statement)
    for table in schema.SEARCHED:
        db.execute(
            f"CREATE VIRTUAL TABLE {table}_index USING fts5"
            f" (search, content='{table}', content_rowid='id', tokenize='trigram')"
        )
        db.execute(f"CREATE VIRTUAL TABLE {table}_terms USING fts5vocab ('{table}_index', 'row')")


def unsaved_texts(db: sqlite_utils.Database) -> None:
    """Make the table of what was typed and not saved yet."""
    from clientdesk.storage import schema

    for statement in schema.UNSAVED:
        db.execute(statement)


def asides(db: sqlite_utils.Database) -> None:
    """Make the table of what was put aside in the agenda, and the index by which the calendar finds milestones."""
    from clientdesk.storage import schema

    for statement in schema.ASIDES:
        db.execute(statement)


def balanced_payments(db: sqlite_utils.Database) -> None:
    """Link the entry that takes a payment back to the payment it balances."""
    from clientdesk.storage import schema

    for statement in schema.BALANCED:
        db.execute(statement)


def paper_looks(db: sqlite_utils.Database) -> None:
    """Let the issuer choose how papers look, and for which envelope they place the address."""
    from clientdesk.storage import schema

    for statement in schema.LOOKS:
        db.execute(statement)


def designs(db: sqlite_utils.Database) -> None:
    """Give the design of papers a record of its own, and clients the tone in which they are written to."""
    from clientdesk.storage import schema

    for statement in schema.DESIGNS:
        db.execute(statement)


def own_fonts(db: sqlite_utils.Database) -> None:
    """Make the table of the user's own fonts."""
    from clientdesk.storage import schema

    for statement in schema.FONTS:
        db.execute(statement)


def printings(db: sqlite_utils.Database) -> None:
    """Make the table of what was printed, so that a reprint can be marked as a copy."""
    from clientdesk.storage import schema

    for statement in schema.PRINTINGS:
        db.execute(statement)


def books_and_logs(db: sqlite_utils.Database) -> None:
    """Give the book an identity, and a log of every change that is sealed entry by entry."""
    from clientdesk.storage import schema

    for statement in (*schema.BOOK, *schema.LOG):
        db.execute(statement)


def trash_and_attachments(db: sqlite_utils.Database) -> None:
    """Keep what is deleted for a while, files with their records, and the day on which a person was erased."""
    from clientdesk.storage import schema

    for statement in schema.TRASH:
        db.execute(statement)


def applied(db: sqlite_utils.Database) -> None:
    """Make the table of what machines asked for, so that asking again does nothing twice."""
    from clientdesk.storage import schema

    for statement in schema.APPLIED:
        db.execute(statement)


def own_filters(db: sqlite_utils.Database) -> None:
    """Make the table of what lists were asked for, saved under a name."""
    from clientdesk.storage import schema

    for statement in schema.OWN_FILTERS:
        db.execute(statement)


#: In order of release; add new ones at the end.
MIGRATIONS: tuple[Callable[[sqlite_utils.Database], None], ...] = (
    first_schema,
    unsaved_texts,
    asides,
    balanced_payments,
    paper_looks,
    designs,
    own_fonts,
    printings,
    books_and_logs,
    trash_and_attachments,
    applied,
    own_filters,
)
#: PRAGMA user_version of a book that is up to date.
VERSION = len(MIGRATIONS)


def is_older(database: Database) -> bool:
    """Tell whether the book wants an upgrade; raises EnvironmentFault for a foreign file and for a newer book."""
    if database.value("PRAGMA application_id") != APPLICATION_ID:
        raise EnvironmentFault(
            N_("{path} is not a ClientDesk book."), next_step=N_("Choose another file."), path=database.path
        )
    found = standing(database)
    if found > VERSION:
        raise EnvironmentFault(
            N_("This book was written by a newer ClientDesk."),
            next_step=N_("Update ClientDesk, then open it again."),
        )
    return found < VERSION


def standing(database: Database) -> int:
    """Return the schema that the book has."""
    return int(database.value("PRAGMA user_version"))


def apply(database: Database, *, is_new: bool) -> int:
    """Run what is pending, in a new book or in the copy of an older one; return how many records were carried over."""
    connection = database.connection
    carried = 0
    connection.execute("PRAGMA foreign_keys = OFF")
    try:
        with transaction(database):
            _apply(database)
            if not is_new:
                # What an upgrade gave another form stands in the log as it is now.
                carried = log.carry(database)
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.execute(f"PRAGMA user_version = {VERSION}")
    except (engine.OperationalError, engine.IntegrityError) as error:
        known = fault(error, database.path)
        # What a rule of the new form refuses was typed by nobody now.
        if known is not error and not isinstance(error, engine.IntegrityError):
            raise known from error
        # Not what any version of ours has written: a book of a trial version, or one that was changed by hand.
        raise EnvironmentFault(
            N_("The book cannot be upgraded: {reason}."),
            next_step=N_("Nothing was changed. Open your last backup."),
            reason=str(error),
        ) from error
    finally:
        connection.execute("PRAGMA foreign_keys = ON")
    return carried


def _apply(database: Database) -> None:
    from sqlite_utils.migrations import Migrations

    from clientdesk.storage import guards

    migrations = Migrations("clientdesk")
    for migration in MIGRATIONS:
        migrations()(migration)
    for trigger in database.rows("SELECT name FROM sqlite_master WHERE type = 'trigger'"):
        database.execute(f'DROP TRIGGER "{trigger["name"]}"')
    migrations.apply(database.tables)
    for statement in guards.statements():
        database.execute(statement)
