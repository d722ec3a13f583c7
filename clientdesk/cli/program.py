"""From words to a command: global options, the noun's parser, the answer, and errors as one line with an exit code."""

from __future__ import annotations

import argparse
import errno
import importlib
import json
import os
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import NoReturn

from clientdesk import __version__
from clientdesk.cli.command import Context, UsageError, Verb, is_text
from clientdesk.cli.nouns import NOUNS
from clientdesk.cli.output import as_json, as_text, raw
from clientdesk.cli.sentences import as_data, next_step, told, warn_machine
from clientdesk.domain.errors import (
    BusyFault,
    ClientdeskError,
    EnvironmentFault,
    IntegrityFault,
    RuleError,
)
from clientdesk.domain.happened import possible
from clientdesk.domain.text import N_
from clientdesk.i18n import _, set_language, translate_message

DONE, REFUSED, USAGE, STORAGE, INTEGRITY, BUSY = range(6)
_INTERRUPTED = 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code: 0 done, 1 refused, 2 usage, 3 storage, 4 integrity, 5 busy."""
    words = list(sys.argv[1:] if argv is None else argv)
    _speak_unicode()
    set_language(_language(words))
    if not is_text(words):
        print(_("A word is no valid text. Type it in UTF-8."), file=sys.stderr)
        return USAGE
    try:
        options, verb = _parse(words)
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else USAGE
    translator = set_language(_language(words))
    context = Context(
        path=options.book or _default_book(),
        today=possible(options.today or date.today()),  # noqa: DTZ011  # R-DUE-2: the local calendar date
        translator=translator,
        creates=verb.creates,
        wants_json=bool(options.json),
        passphrase_file=options.passphrase_file,
        unlock=_unlock,
    )
    try:
        result = verb.run(context, options)
        _say_upgraded(context)
        if not result.is_said:
            print(as_json(result) if context.wants_json else as_text(result, translator))
            sys.stdout.flush()
        if context.wants_json:
            warn_machine(context.warnings)
        code = result.exit_code
    except ClientdeskError as error:
        return _refuse(error, context)
    except BrokenPipeError:
        # Whoever read our answer has heard enough (`| head`); a second complaint at exit helps nobody.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except OSError as error:
        return _refuse(_fault(error, context.path), context)
    except KeyboardInterrupt:
        return _INTERRUPTED
    finally:
        context.close()
    return code


def _say_upgraded(context: Context) -> None:
    """Say on stderr that the book was an older one, where that is not the command's own answer."""
    told = context.upgraded
    if told is not None and not context.wants_json:
        sentence = _("The book was of an older ClientDesk and was upgraded; the old one is kept as {kept}.")
        print(sentence.format(kept=told.kept), file=sys.stderr)


def _fault(error: OSError, book: Path) -> EnvironmentFault:
    if error.errno == errno.ENOSPC:
        return EnvironmentFault(
            N_("The disk is full; nothing was changed."), next_step=N_("Free some space and try again.")
        )
    return EnvironmentFault(
        N_("{path}: {reason}."),
        next_step=N_("Check the path and your rights."),
        path=error.filename or book,
        reason=error.strerror or str(error),
    )


def exit_code(error: ClientdeskError) -> int:
    """Return the exit code that tells scripts what kind of error it was."""
    match error:
        case UsageError():
            return USAGE
        case BusyFault():
            return BUSY
        case IntegrityFault():
            return INTEGRITY
        case EnvironmentFault():
            return STORAGE
        case _:
            return REFUSED


def parser_for(noun: str) -> argparse.ArgumentParser:
    """Return the parser of one noun; only that noun's module is imported."""
    module = importlib.import_module(NOUNS[noun].module)
    verbs: tuple[Verb, ...] = module.VERBS
    parser = _Parser(prog=f"clientdesk {noun}", description=_(NOUNS[noun].help))
    if len(verbs) == 1 and not verbs[0].name:
        _fill(parser, verbs[0])
        return parser
    parts = parser.add_subparsers(metavar=_("VERB"), required=True, dest="verb")
    for verb in verbs:
        # A help is a template of argparse, a description is not.
        words = _(verb.help)
        part = parts.add_parser(verb.name, help=words, description=words.replace("%%", "%"))
        _fill(part, verb)
    return parser


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in one line, with the next step, instead of the whole usage."""

    def error(self, message: str) -> NoReturn:
        text = message.rstrip(".")
        hint = _("Type {command} --help for all that can be said.").format(command=self.prog)
        self.exit(USAGE, f"{self.prog}: {text}. {hint}\n")


def _parse(words: Sequence[str]) -> tuple[argparse.Namespace, Verb]:
    top = _Parser(prog="clientdesk", description=_("The office of a freelancer."))
    _add_globals(top)
    top.add_argument(
        "--version", action="version", version=f"ClientDesk {__version__}", help=_("print the version")
    )
    names = "\n".join(f"  {noun:12} {_(entry.help)}" for noun, entry in NOUNS.items())
    top.formatter_class = argparse.RawDescriptionHelpFormatter
    codes = _(
        "Exit codes: 0 done, 1 refused by a rule, 2 wrong usage, 3 disk or file, 4 integrity, 5 busy.\n"
        "“clientdesk run [BOOK]” opens the window."
    )
    top.epilog = _("Nouns:") + "\n" + names + "\n\n" + codes
    top.add_argument("noun", choices=list(NOUNS), metavar="NOUN", help=_("what it is about (see below)"))
    top.add_argument("rest", nargs=argparse.REMAINDER, help=argparse.SUPPRESS)
    first = top.parse_args(words)
    options = parse_noun(parser_for(first.noun), first.rest)
    for name in ("book", "json", "today", "language", "passphrase_file"):
        if not hasattr(options, name):
            setattr(options, name, getattr(first, name, None))
    verb: Verb = options.command
    return options, verb


def parse_noun(noun: argparse.ArgumentParser, words: Sequence[str]) -> argparse.Namespace:
    """Read what follows a noun; leaves with SystemExit where it is not understood, as argparse does."""
    options, left = noun.parse_known_args(words)
    # argparse takes `field=value` words only in one piece; those behind an option come here.
    if left and not (hasattr(options, "fields") and all(_is_field(word) for word in left)):
        noun.error(_("unknown: {words}").format(words=" ".join(left)))
    if left:
        options.fields = [*options.fields, *left]
    return options


def _is_field(word: str) -> bool:
    return "=" in word and not word.startswith("-")


def _fill(parser: argparse.ArgumentParser, verb: Verb) -> None:
    _add_globals(parser)
    for argument in verb.arguments:
        parser.add_argument(*argument.names, help=_(argument.help), **argument.options)
    parser.set_defaults(command=verb)


def _add_globals(parser: argparse.ArgumentParser) -> None:
    """Add the options that may stand anywhere; those after the verb win."""
    suppress = argparse.SUPPRESS
    parser.add_argument(
        "--book", "--data", type=Path, default=suppress, metavar="PATH", help=_("the file to work in")
    )
    parser.add_argument("--json", action="store_true", default=suppress, help=_("answer in JSON"))
    parser.add_argument(
        "--today", type=_iso_date, default=suppress, metavar="DATE", help=_("work as if it were this day")
    )
    parser.add_argument(
        "--language", default=suppress, metavar="TAG", help=_("language of the answers, such as de or en-GB")
    )
    parser.add_argument(
        "--passphrase-file",
        type=Path,
        default=suppress,
        metavar="FILE",
        help=_("the passphrase of an encrypted book, or its recovery code, in the first line of a file"),
    )


def _iso_date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(
            _("“{text}” is no date such as 2026-06-17").format(text=text)
        ) from error


def _refuse(error: ClientdeskError, context: Context) -> int:
    """Say on stderr what happened and what to do next; several problems one per line."""
    code = exit_code(error)
    if context.wants_json:
        data = {**_as_data(error, code), "warnings": as_data(context.warnings)}
        print(json.dumps(raw(data), ensure_ascii=False, sort_keys=True), file=sys.stderr)
    elif problems := _problems(error):
        print(_one_line(translate_message(error)), file=sys.stderr)
        for problem in problems:
            print(f"- {_one_line(told(problem))}", file=sys.stderr)
    else:
        print(_one_line(told(error)), file=sys.stderr)
    return code


def _as_data(error: ClientdeskError, code: int) -> dict[str, object]:
    return {
        "error": type(error).__name__,
        "exit_code": code,
        "message": translate_message(error),
        "next_step": next_step(error),
        "rule": error.rule,
        "field": error.field if isinstance(error, RuleError) else "",
        "problems": [_as_data(problem, code) for problem in _problems(error)],
    }


def _problems(error: ClientdeskError) -> tuple[ClientdeskError, ...]:
    """Return the single problems of an error that names several at once."""
    return tuple(getattr(error, "problems", ()))


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _language(words: Sequence[str]) -> str:
    """Return the language asked for, else the system's; needed before the parser, whose help is translated."""
    for index, word in enumerate(words):
        if word == "--language" and index + 1 < len(words):
            return words[index + 1]
        if word.startswith("--language="):
            return word.partition("=")[2]
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name, "").partition(".")[0].partition("@")[0]
        if value:
            return "en" if value in ("C", "POSIX") else value.replace("_", "-")
    return "en"


def _unlock(book: Path, file: Path | None) -> bytes:
    from clientdesk.cli import unlocking

    return unlocking.key_of(book, file)


def _default_book() -> Path:
    from clientdesk import paths

    return paths.default_book()


def _speak_unicode() -> None:
    """Names of every script must come out, also where the console's own encoding cannot write them."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")
