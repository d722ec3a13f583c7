"""A whole session, watched from outside: no socket of the internet, no file outside our folders, closed modes (R14)."""

from __future__ import annotations

import json
import os
import re
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.torture import tracing
from tests.torture.child import TODAY
from tests.torture.report import Options, Row
from tests.torture.verb import BOOK, make_book

_WATCHED = (
    "socket,connect,open,openat,creat,mkdir,mkdirat,rename,renameat,renameat2,link,linkat,symlink,symlinkat"
)
#: Writing to these leaves nothing behind.
_HARMLESS = re.compile(r'"(/dev/(null|tty|shm/.*|urandom|dri/.*)|/proc/.*)"|memfd')
_NAME = re.compile(r'"((?:[^"\\]|\\.)*)"')
_SECONDS = 300


def rows(options: Options) -> Iterator[Row]:
    """Yield the rows of the session on the command line, and of the window at work."""
    if not tracing.is_here():
        yield Row("R14", "a whole session", 0, "0 sockets, 0 files elsewhere", missing="strace is not here")
        return
    yield from _session("command line", _commands, options)
    yield from _session("window", _window, options)


def _session(name: str, words: object, options: Options) -> Iterator[Row]:
    with tempfile.TemporaryDirectory(prefix="clientdesk-torture-") as place:
        folder = Path(place)
        home = folder / "home"
        work = folder / "work"
        for made in (home, work):
            made.mkdir(mode=0o700)
        log = folder / "log"
        faults = []
        runs = list(words(work, home, short=options.short))  # type: ignore[operator]  # one of the two below
        for at, command in enumerate(runs):
            ended = subprocess.run(
                [
                    "strace",
                    "-f",
                    "-qq",
                    "--seccomp-bpf",
                    "-s",
                    "300",
                    "-e",
                    f"trace={_WATCHED}",
                    "-o",
                    f"{log}.{at}",
                    *command,
                ],
                check=False,
                cwd=work,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                env=_environment(home),
                umask=0,
                timeout=_SECONDS,
            )
            if ended.returncode:
                faults.append(f"{command[-3:]} ended with {ended.returncode}: {ended.stderr.decode()[-200:]}")
        lines = [
            line
            for at in range(len(runs))
            for line in Path(f"{log}.{at}").read_text("utf-8", "replace").splitlines()
        ]
        sockets = [line for line in lines if "AF_INET" in line]
        yield Row("R14", f"sockets of the internet: {name}", len(lines), "0", faults=[*faults, *sockets])
        elsewhere = sorted(
            {
                path
                for line in lines
                for path in _written(line)
                if path.startswith("/") and not path.startswith(str(folder))
            }
        )
        yield Row(
            "R14",
            f"files outside our folders: {name}",
            len(lines),
            "0",
            faults=[f"written: {path}" for path in elsewhere],
        )
        found = list(_open_modes(home))
        yield Row(
            "R14", f"modes under umask 000: {name}", len(list(home.rglob("*"))), "0700 and 0600", faults=found
        )


def _environment(home: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "LD_LIBRARY_PATH")}
    return {
        **kept,
        "PYTHONPATH": str(tracing.ROOT),
        "PYTHONDONTWRITEBYTECODE": "1",
        "LC_ALL": "C.UTF-8",
        "HOME": str(home),
        "XDG_RUNTIME_DIR": str(home),
        "QT_QPA_PLATFORM": "offscreen",
    }


def _commands(work: Path, home: Path, *, short: bool) -> Iterator[list[str]]:
    """Return a session from nothing to a verified, exported and imported book, in the user's own folder."""
    issuer = [
        "issuer",
        "set",
        "address.country=DE",
        "name=Lena",
        "address.street=Weg 1",
        "address.postal_code=04229",
    ]
    client = [
        "client",
        "add",
        "Krumm",
        "address.street=Markt 1",
        "address.postal_code=04109",
        "address.city=Leipzig",
    ]
    acts: list[Sequence[object]] = [
        [
            *issuer,
            "address.city=Leipzig",
            "tax_ids.tax_number=231/123/12345",
            "account.iban=DE89370400440532013000",
        ],
        [*client, "address.country=DE", "contacts.0.email=k@example.org"],
        ["invoice", "new", "1", "--line", "Logo", "1", "850"],
        ["invoice", "issue", "1"],
        ["payment", "record", "1", "1011.50"],
    ]
    rows = (json.dumps({"key": f"k{at}", "do": words}) for at, words in enumerate(acts))
    (work / "lines").write_text("\n".join(rows) + "\n")
    session: list[list[str]] = [["init"], ["apply", "lines"], ["verify"]]
    if not short:
        session += [
            ["pdf", "RE-2026-001", "."],
            ["client", "list"],
            ["client", "file", "1", "."],
            ["export", "all.json"],
            ["--book", str(home / "second" / BOOK), "import", "all.json"],
            ["upgrade"],
            ["demo", "--folder", "demo", "--no-window"],
        ]
    for words in session:
        yield [sys.executable, "-m", "clientdesk", *words, "--today", TODAY]


def _window(work: Path, home: Path, *, short: bool) -> Iterator[list[str]]:
    """Return the window at work on a book in the user's own folder."""
    del work
    data = home / ".local" / "share" / "ClientDesk"
    for made in reversed([data, *data.parents[:2]]):
        made.mkdir(mode=0o700)
    count = 1 if short else 6
    make_book(data, drafts=count, issued=0).close()
    ids = [str(1 + at) for at in range(count)]
    for act in ("issue",) if short else ("issue", "pay", "cancel", "backup"):
        yield [sys.executable, "-m", "tests.torture.desk", str(data / BOOK), act, *ids]


def _written(line: str) -> Iterator[str]:
    """Yield the path that a line writes to or makes, if it did."""
    if "= -1 " in line or _HARMLESS.search(line):
        return
    opens = "open" in line.split("(", 1)[0]
    if opens and not any(flag in line for flag in ("O_WRONLY", "O_RDWR", "O_CREAT", "O_TRUNC")):
        return
    if "socket(" in line or "connect(" in line:
        return
    names = _NAME.findall(line)
    if names:
        yield names[-1]


def _open_modes(home: Path) -> Iterator[str]:
    for path in sorted(home.rglob("*")):
        mode = stat.S_IMODE(path.lstat().st_mode)
        if mode & 0o077 and not path.is_symlink() and not path.is_socket():
            yield f"{mode:04o} {path.relative_to(home)}"
