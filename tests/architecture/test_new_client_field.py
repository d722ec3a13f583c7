"""A new field of the client touches three files: its record, a migration, its line in the editor. Everything follows.

The test makes that very change in a copy of the source, then uses the copy on a book written before the change.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

#: The whole change: file, what stands there, what stands there afterwards.
CHANGE = (
    (
        "domain/client.py",
        '    source: str = ""\n',
        '    source: str = ""\n    preferred_channel: str = "mail"\n',
    ),
    (
        "storage/migrations.py",
        "#: In order of release; add new ones at the end.\n",
        (
            "def preferred_channel(db: sqlite_utils.Database) -> None:\n"
            '    """Say how a client likes to be reached."""\n'
            "    db.execute(\"ALTER TABLE clients ADD COLUMN preferred_channel TEXT NOT NULL DEFAULT 'mail'\")\n"
            "\n\n#: In order of release; add new ones at the end.\n"
        ),
    ),
    (
        "storage/migrations.py",
        "    own_filters,\n)",
        "    own_filters,\n    preferred_channel,\n)",
    ),
    (
        "ui/clients/editor.py",
        '        fields.text("source", _("Where they came from")),\n',
        (
            '        fields.text("source", _("Where they came from")),\n'
            '        fields.text("preferred_channel", _("Preferred channel")),\n'
        ),
    ),
)

WINDOW = """
import sys
from PySide6.QtWidgets import QApplication, QLineEdit
from clientdesk.domain.party import Address, Contact
from clientdesk.i18n.ambient import set_language
from clientdesk.storage import tables
from clientdesk.storage.database import open_book
from clientdesk.ui.clients.editor import declare
from clientdesk.ui.widgets.form import Form

set_language("en")
application = QApplication([])
client = tables.clients.get(open_book(sys.argv[1]), 1)
form = Form(declare(client), blanks={"contacts": Contact, "addresses": Address})
form.set_record(client)
editor = form.editor("preferred_channel")
line = editor if isinstance(editor, QLineEdit) else editor.findChild(QLineEdit)
print(line.text())
line.setText("letter")
print(form.value().preferred_channel)
"""


class Source:
    """A copy of the program, and running it."""

    def __init__(self, folder: Path, book: Path) -> None:
        self.folder, self.book = folder, book

    def python(self, *words: str) -> str:
        environment = dict(os.environ, PYTHONPATH=str(self.folder), PYTHONIOENCODING="utf-8")
        said = subprocess.run(
            [sys.executable, *words],
            cwd=self.folder,
            env=environment,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        assert said.returncode == 0, said.stderr
        return said.stdout

    def desk(self, *words: str, book: Path | None = None) -> dict[str, object]:
        answer = self.python("-m", "clientdesk", *words, "--book", str(book or self.book), "--json")
        return json.loads(answer)


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory, root: Path) -> Source:
    folder = tmp_path_factory.mktemp("source")
    book = folder / "old.clientdesk"
    Source(root, book).desk("client", "add", "Bäckerei Krumm", "source=Tischlerei Vogt")
    shutil.copytree(root / "clientdesk", folder / "clientdesk", ignore=shutil.ignore_patterns("__pycache__"))
    for extra in ("translations", "resources/icons"):
        shutil.copytree(root / extra, folder / extra)
    for name, before, after in CHANGE:
        path = folder / "clientdesk" / name
        text = path.read_text(encoding="utf-8")
        assert text.count(before) == 1, f"{name} has changed; show the change there anew"
        path.write_text(text.replace(before, after), encoding="utf-8")
    return Source(folder, book)


def test_the_change_touches_three_files() -> None:
    assert len({name for name, _, _ in CHANGE}) == 3


def test_an_older_book_gets_the_field_and_the_command_line_sets_it(changed: Source) -> None:
    assert changed.desk("client", "show", "1")["preferred_channel"] == "mail"
    assert changed.desk("client", "set", "1", "preferred_channel=phone")["preferred_channel"] == "phone"
    shown = changed.desk("client", "show", "1")
    assert (shown["preferred_channel"], shown["source"]) == ("phone", "Tischlerei Vogt")


def test_export_and_import_carry_the_field_without_loss(changed: Source) -> None:
    changed.desk("client", "add", "Hofladen Seidel", "preferred_channel=visit")
    first, second = changed.folder / "first.json", changed.folder / "second.json"
    changed.desk("export", str(first))
    other = changed.folder / "other.clientdesk"
    changed.desk("import", str(first), book=other)
    changed.desk("export", str(second), book=other)
    assert b'"preferred_channel"' in first.read_bytes()
    assert changed.desk("client", "show", "seidel", book=other)["preferred_channel"] == "visit"
    assert first.read_bytes() == second.read_bytes()


def test_the_window_shows_and_keeps_the_field(changed: Source) -> None:
    changed.desk("client", "set", "1", "preferred_channel=phone")
    assert changed.python("-c", WINDOW, str(changed.book)).split() == ["phone", "letter"]
