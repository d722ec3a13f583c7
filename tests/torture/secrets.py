"""A whole session with an encrypted book: none of its words stands anywhere in plain, whatever is killed (R15)."""

from __future__ import annotations

import json
import os
import random
import re
import subprocess
import sys
import tempfile
import time
import zlib
from collections.abc import Iterator
from contextlib import closing, suppress
from itertools import count
from pathlib import Path

from clientdesk import paths
from clientdesk.cli.unlocking import VARIABLE
from clientdesk.storage import engine, keys, migrations
from tests.torture.child import TODAY
from tests.torture.report import Options, Row
from tests.torture.tracing import ROOT
from tests.torture.verb import BOOK
from tests.upgrades.schemas import SCHEMAS, lay

_PASSPHRASE = "vier Birnen auf einem Dach 9"
_KEY = bytes(range(32))
#: Places of a book, each with a word of its own: what is found tells where it came from.
_PLACES = (
    "plain", "name", "notes", "line", "file", "inside", "payment", "typed", "old", "filter", "earlier", "folder",
)  # fmt: skip
_STREAM = re.compile(rb"stream\r?\n")
_MUST = "0 found in plain"
_SECONDS, _LATEST_KILL = 120, 1.5
_MOST_BYTES = 64 << 20


def rows(options: Options) -> Iterator[Row]:
    """Yield the one row of this part."""
    with tempfile.TemporaryDirectory(prefix="clientdesk-torture-") as place:
        session = _Session(Path(place), options)
        began = time.time()
        session.run_through()
        files = [*_files(session.home), *_elsewhere(began)]
        faults = [*session.faults, *(f"IN PLAIN: {found}" for found in found_in(files, session.home))]
        found = f"{len(faults)} faults in {len(files)} files"
    yield Row("R15", "words of an encrypted book, in plain", len(_PLACES), _MUST, found, faults)


def secret(place: str) -> str:
    """Return the word that an encrypted book keeps at a place of it; nothing else in the world holds it."""
    return f"Geheimnis{place}Xq7Größe"


def found_in(files: list[Path], home: Path) -> Iterator[str]:
    """Yield each file that holds a secret, as it is or in the packed streams of a PDF."""
    sought = {
        secret(place).lower().encode(code): f"{place}, {code}"
        for place in _PLACES
        for code in ("utf-8", "utf-16-le", "utf-16-be")
    }
    for path in files:
        with suppress(OSError):
            data = path.read_bytes()
            for part in (data, *_unpacked(data)):
                # Searching ignores how a word is written: so does the text that a book keeps for it.
                lowered = part.lower()
                for word, name in sought.items():
                    if word in lowered:
                        yield f"{name} in {path.relative_to(home) if path.is_relative_to(home) else path}"


def _unpacked(data: bytes) -> Iterator[bytes]:
    if b"%PDF-" not in data:
        return
    for match in _STREAM.finditer(data):
        with suppress(zlib.error):
            yield zlib.decompressobj().decompress(data[match.end() :])


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file() and not path.is_symlink()]


def _elsewhere(began: float) -> Iterator[Path]:
    """Yield what was written meanwhile in the folders that all programs share."""
    for folder in {Path("/dev/shm"), Path(tempfile.gettempdir())}:
        with suppress(OSError):
            for path in folder.iterdir():
                with suppress(OSError):
                    status = path.lstat()
                    if path.is_file() and status.st_mtime >= began - 1 and status.st_size < _MOST_BYTES:
                        yield path


class _Session:
    """One computer and its person: `home` holds all that a program may write, `work` what the person keeps."""

    def __init__(self, place: Path, options: Options) -> None:
        self.home, self._work = place / "home", place / "work"
        self._book, self._kept = self.home / BOOK, self.home / "kept"
        self._short, self._chance = options.short, random.Random(options.seed)
        self._keys = count(1)
        self.faults: list[str] = []
        for folder in (self.home, self._work, self.home / "tmp"):
            folder.mkdir(mode=0o700)

    def run_through(self) -> None:
        """Work a day with a book that is encrypted in the morning."""
        self._must("init")
        self._act(["issuer", "set", *_ISSUER], ["client", "add", secret("plain"), *_ADDRESS])
        if not list(found_in([self._book], self.home)):
            self.faults.append("the search is blind: it does not find what is still plain")
        self._must("encrypt")
        (self._work / secret("folder")).mkdir()
        (self._work / f"{secret('file')}.txt").write_text(secret("inside"), "utf-8")
        self._act(
            ["client", "add", secret("name"), *_ADDRESS],
            ["client", "set", "1", f"notes={secret('notes')}"],
            ["invoice", "new", "1", "--line", secret("line"), "1", "850"],
            ["invoice", "issue", "1"],
            ["payment", "record", "1", "1011.50", "--reference", secret("payment")],
        )
        self._must("attachment", "add", "client", "1", str(self._work / f"{secret('file')}.txt"))
        self._kept.mkdir(exist_ok=True)
        self._must("backup", str(self._kept))
        if not self._short:
            self._killed("rekey")
        self._must("rekey")
        if not self._short:
            self._go_on()

    def _go_on(self) -> None:
        self._in_the_window()
        self._killed("backup", str(self._kept))
        self._old()
        (first, *_) = sorted(self._kept.glob("*.db"))
        self._must("restore", str(first), "--confirm")
        self._must("verify")
        # A paper that is saved on purpose is plain, and the person's own.
        self._must("pdf", "RE-2026-001", str(self._work))

    def _in_the_window(self) -> None:
        """Work in the window and leave it; then type, and be killed before it is saved."""
        self._as_earlier_versions()
        work = [sys.executable, "-m", "tests.torture.desk", str(self._book)]
        for act in ("backup", "look", "filter", "save"):
            ended = self._start([*work, act, "1"]).communicate(timeout=_SECONDS)
            if f"'{act}', 1" not in ended[0]:
                self.faults.append(f"the window did not do it: {act}: {ended}")
        typing = self._start([*work, "type", "1"])
        assert typing.stdout is not None
        told = [line for line in iter(typing.stdout.readline, "") if "'type'" in line or "'end'" in line][:1]
        typing.kill()
        typing.communicate()
        if not told:
            self.faults.append("nothing was typed in the window")

    def _as_earlier_versions(self) -> None:
        """Leave what earlier versions kept in the settings of the window, in plain."""
        from PySide6.QtCore import QSettings

        file = self.home / ".config" / paths.APP_NAME / f"{paths.APP_NAME}.ini"
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        settings = QSettings(str(file), QSettings.Format.IniFormat)
        kept = [{"name": secret("earlier"), "request": {"text": secret("earlier")}}]
        settings.setValue("lists/clients/filters", json.dumps(kept, ensure_ascii=False))
        settings.setValue("papers/folder", str(self._work / secret("earlier")))
        settings.sync()
        if not list(found_in([file], self.home)):
            self.faults.append("the search is blind: it does not find what the settings hold")

    def _old(self) -> None:
        """Bring an encrypted book of an older program to the form of this one."""
        # From before there was a history, so that a word can be put into it by hand.
        schema = SCHEMAS[0]
        with tempfile.TemporaryDirectory(prefix="clientdesk-torture-", dir=self._work) as place:
            plain, locked = lay(schema, Path(place) / "plain.db"), self.home / "old.db"
            with closing(engine.connect(str(plain), isolation_level=None)) as db:
                db.execute("UPDATE clients SET notes = ?", (secret("old"),))
                db.execute(f"ATTACH '{locked}' AS locked KEY \"x'{_KEY.hex()}'\"")
                db.execute("SELECT sqlcipher_export('locked')").fetchall()
                db.execute(f"PRAGMA locked.application_id = {migrations.APPLICATION_ID}")
                db.execute(f"PRAGMA locked.user_version = {schema}")
        keys.write(locked, _PASSPHRASE, [_KEY], codes=[_KEY])
        self._must("upgrade", book=locked)

    def _act(self, *acts: list[str]) -> None:
        lines = self._work / "lines.jsonl"
        rows = (json.dumps({"key": f"{next(self._keys)}", "do": do}) for do in acts)
        lines.write_text("\n".join(rows) + "\n")
        self._must("apply", str(lines))

    def _must(self, *words: str, book: Path | None = None) -> None:
        ended = self._start([*self._command(book), *words])
        out, err = ended.communicate(timeout=_SECONDS)
        if ended.returncode:
            self.faults.append(f"{words[0]} ended with {ended.returncode}: {(out + err)[-300:]}")

    def _killed(self, *words: str) -> None:
        began = self._start([*self._command(None), *words])
        with suppress(subprocess.TimeoutExpired):
            began.communicate(timeout=self._chance.uniform(0.2, _LATEST_KILL))
        began.kill()
        began.communicate()

    def _command(self, book: Path | None) -> list[str]:
        common = ["--today", TODAY, "--language", "en-GB"]
        return [sys.executable, "-m", "clientdesk", "--book", str(book or self._book), *common]

    def _start(self, command: list[str]) -> subprocess.Popen[str]:
        here = str(self.home)
        kept = {name: value for name, value in os.environ.items() if name in ("PATH", "LD_LIBRARY_PATH")}
        return subprocess.Popen(
            command,
            cwd=self._work,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env={
                **kept,
                "PYTHONPATH": str(ROOT),
                "PYTHONDONTWRITEBYTECODE": "1",
                "LC_ALL": "C.UTF-8",
                "HOME": here,
                "XDG_RUNTIME_DIR": here,
                "TMPDIR": str(self.home / "tmp"),
                "QT_QPA_PLATFORM": "offscreen",
                VARIABLE: _PASSPHRASE,
            },
        )


_ADDRESS = (
    "address.street=Markt 1",
    "address.postal_code=04109",
    "address.city=Leipzig",
    "address.country=DE",
)
_ISSUER = (
    "name=Lena",
    *_ADDRESS,
    "tax_ids.tax_number=231/123/12345",
    "account.iban=DE89370400440532013000",
)
