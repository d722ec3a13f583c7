"""What a command is made of: its words, its arguments, and the context it runs in."""

from __future__ import annotations

import argparse
import datetime as dt
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from clientdesk.cli.sentences import warn
from clientdesk.domain.currency import check_currency
from clientdesk.domain.errors import ClientdeskError, EnvironmentFault, LockedFault, RuleError
from clientdesk.domain.happened import check_happened
from clientdesk.domain.money import Money
from clientdesk.domain.text import N_
from clientdesk.i18n import Translator, parse_date, parse_decimal, parse_money

if TYPE_CHECKING:
    from clientdesk.cli.output import Result
    from clientdesk.domain.upgraded import Upgraded
    from clientdesk.storage.database import Database

Arguments = argparse.Namespace
T = TypeVar("T")
_MOST_DIGITS = 19


class UsageError(RuleError):
    """The command was not understood: an unreadable value, an unknown field (exit code 2)."""


@dataclass(frozen=True, slots=True)
class Argument:
    """One argument as argparse takes it; its help is translated when the parser is built."""

    names: tuple[str, ...]
    help: str
    options: dict[str, Any]


def arg(*names: str, help: str = "", **options: Any) -> Argument:  # noqa: A002, ANN401  # argparse's own words
    """Declare an argument: `arg("client", help=N_("…"))`, `arg("--on", …)`."""
    return Argument(names, help, options)


def whole(text: str) -> int:
    """Read an id or a count; what the database could not hold is refused here."""
    number = int(text) if len(text) <= _MOST_DIGITS else 1 << 63
    if not 0 <= number < 1 << 63:
        raise ValueError(text)
    return number


def signed(text: str) -> int:
    """Read a count that may be negative."""
    return -whole(text[1:]) if text.startswith("-") else whole(text)


def flag(name: str, help: str = "") -> Argument:  # noqa: A002  # argparse's own word
    """Declare an option that is only there or not."""
    return Argument((name,), help, {"action": "store_true"})


@dataclass(frozen=True, slots=True)
class Verb:
    """A command of a noun. `creates`: it may start a book where there is none; `bare`: it needs no book."""

    name: str
    help: str
    run: Callable[[Context, Arguments], Result]
    arguments: tuple[Argument, ...] = ()
    creates: bool = False


def _nobody_knows(book: Path, _file: Path | None) -> bytes:
    raise LockedFault(
        N_("The book {path} is encrypted."),
        next_step=N_("Open it with its passphrase or its recovery code."),
        path=book,
    )


@dataclass(slots=True)
class Context:
    """The book, the day and the language a command works with. What people type is read here."""

    path: Path
    today: dt.date
    translator: Translator
    creates: bool = False
    wants_json: bool = False
    passphrase_file: Path | None = None
    #: Finds the key of a locked book, by what is in a file and what the environment, the keyring or a person says.
    unlock: Callable[[Path, Path | None], bytes] = _nobody_knows
    #: The key of an encrypted book, once it is known.
    key: bytes | None = None
    #: What is to be known of the book: said when it is opened; to a machine at the end, as one object.
    warnings: list[EnvironmentFault] = field(default_factory=list)
    _db: Database | None = field(default=None)

    @property
    def db(self) -> Database:
        """The book, opened at its first use."""
        if self._db is None:
            from clientdesk.storage.database import open_book

            try:
                self._db = open_book(self.path, create=self.creates, key=self.key)
            except LockedFault:
                if self.key is not None:
                    raise
                self.key = self.unlock(self.path, self.passphrase_file)
                self._db = open_book(self.path, create=False, key=self.key)
            self._look(self._db)
        return self._db

    def _look(self, db: Database) -> None:
        """Warn of who else gets at the book, and that this computer knows a newer state of it."""
        from clientdesk.storage import ancestry

        found = [db.exposed()]
        with suppress(ClientdeskError):
            # What cannot be read is said by the command itself, as soon as it reads.
            found.append(ancestry.older(db))
        self.warnings += [one for one in found if one is not None]
        if not self.wants_json:
            for one in self.warnings:
                warn(one)

    @property
    def upgraded(self) -> Upgraded | None:
        """What was done to the book when it was opened, where it was an older one."""
        return None if self._db is None else self._db.upgraded

    def close(self) -> None:
        """Close the book if it was opened."""
        if self._db is not None:
            self._db.close()
            self._db = None

    def date(self, text: str | None, name: str = "on") -> dt.date | None:
        """Read a date as people of this language write it; None stays None."""
        if text is None:
            return None
        return self.read(lambda: parse_date(text, self.translator.tag, today=self.today, field=name))

    def day(self, text: str | None, name: str = "on") -> dt.date:
        """Read a date; today if none was typed."""
        return self.date(text, name) or self.today

    def happened(self, text: str | None, name: str = "on") -> dt.date:
        """Read the day of what has happened, such as a payment: today if none was typed, and never later."""
        day = self.day(text, name)
        check_happened(day, today=self.today, field=name)
        return day

    def decimal(self, text: str, name: str = "quantity") -> Decimal:
        """Read a number."""
        return self.read(lambda: parse_decimal(text, self.translator.tag, field=name))

    def money(self, text: str, currency: str, name: str = "amount") -> Money:
        """Read an amount of money in `currency`."""
        return self.read(lambda: parse_money(text, check_currency(currency), self.translator.tag, field=name))

    def read(self, reader: Callable[[], T]) -> T:
        """Run a reader of typed text; what it cannot read is wrong usage, not a broken rule."""
        try:
            return reader()
        except RuleError as error:
            raise UsageError.at(error.field, error) from error
