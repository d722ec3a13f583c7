"""Many invoices at once from the command line: a table, an exit code, and no gap."""

from __future__ import annotations

import os
import pty
import signal
import subprocess
import sys
from typing import Any

import pytest

from clientdesk.storage.database import open_book
from clientdesk.usecases import invoices
from tests.cli.conftest import Desk


def new(lena: Desk, title: str, *lines: str) -> int:
    words = ("--line", *lines) if lines else ()
    made: int = lena.ok("invoice", "new", "Krumm", "--title", title, *words)["id"]
    return made


def test_all_drafts_are_issued_and_what_failed_is_told_with_its_reason_and_next_step(lena: Desk) -> None:
    new(lena, "Logo", "Logo", "1", "850")
    empty = new(lena, "Empty")
    new(lena, "Care", "Care", "1", "50")
    said = lena.run("invoice", "issue", "--all-drafts")
    assert said.code == 1
    rows = said.out.splitlines()
    assert rows[0].split() == ["id", "number", "client", "title", "problem", "next", "step"]
    assert "RE-2026-001" in said.out
    assert "RE-2026-002" in said.out
    (failed,) = [row for row in rows if "Empty" in row]
    assert failed.startswith(str(empty))
    assert "There is no line yet." in failed
    assert rows[-1] == "2 issued. 1 not issued."


def test_those_named_are_issued_and_all_went_well(lena: Desk) -> None:
    first, second = new(lena, "Logo", "Logo", "1", "850"), new(lena, "Care", "Care", "1", "50")
    new(lena, "Later", "Later", "1", "50")
    rows = lena.ok("invoice", "issue", str(second), str(first))
    assert [(row["id"], row["number"]) for row in rows] == [(first, "RE-2026-001"), (second, "RE-2026-002")]
    assert {row["problem"] for row in rows} == {""}


def test_one_wrong_name_among_many_issues_none(lena: Desk) -> None:
    first = new(lena, "Logo", "Logo", "1", "850")
    said = lena.run("invoice", "issue", str(first), "RE-1999-1")
    assert said.code == 1
    assert lena.ok("invoice", "show", str(first))["number"] == ""


def test_nobody_named_is_wrong_usage(lena: Desk) -> None:
    said = lena.run("invoice", "issue")
    assert said.code == 2
    assert "--all-drafts" in said.err


def _hears_interrupts() -> None:
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def test_who_breaks_off_hears_what_was_issued_and_nothing_is_half_done(lena: Desk) -> None:
    for number in range(60):
        new(lena, f"Job {number}", "Logo", "1", "850")
    words = [sys.executable, "-m", "clientdesk", "invoice", "issue", "--all-drafts", "--language", "en-GB"]
    # A person who looks on sees how far it is, on a terminal.
    screen, terminal = pty.openpty()
    child = subprocess.Popen(
        [*words, "--book", str(lena.book), "--today", "2026-06-17"],
        stdout=subprocess.PIPE,
        stderr=terminal,
        # Whoever runs the tests in the background has told everything below not to hear it.
        preexec_fn=_hears_interrupts,  # noqa: PLW1509  # one thread, before anything is imported
        text=True,
        encoding="utf-8",
    )
    os.close(terminal)
    seen = b""
    while b"2 of 60" not in seen:
        seen += os.read(screen, 1024)
    child.send_signal(signal.SIGINT)
    out, _nothing = child.communicate()
    os.close(screen)
    db = open_book(lena.book)
    issued = db.value("SELECT count(*) FROM invoices WHERE state = 'issued'")
    numbers = [
        row["number"] for row in db.rows("SELECT number FROM invoices WHERE state = 'issued' ORDER BY number")
    ]
    db.close()
    assert child.returncode == 130
    assert out.splitlines()[-1] == f"{issued} issued. {60 - issued} not tried."
    assert numbers == [f"RE-2026-{n:03}" for n in range(1, issued + 1)]
    rest = lena.ok("invoice", "issue", "--all-drafts")
    assert len(rest) == 60 - issued


def test_an_interruption_right_behind_the_commit_is_counted_right(
    lena: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(3):
        new(lena, f"Job {number}", "Logo", "1", "850")
    issue = invoices.issue

    def issue_and_interrupt(*args: Any, **options: Any) -> Any:
        issued = issue(*args, **options)
        signal.raise_signal(signal.SIGINT)
        return issued

    # Whoever runs the tests in the background has told everything below not to hear it.
    outside = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        with monkeypatch.context() as patch:
            patch.setattr(invoices, "issue", issue_and_interrupt)
            said = lena.run("invoice", "issue", "--all-drafts")
        assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
    finally:
        signal.signal(signal.SIGINT, outside)
    assert said.code == 130
    assert said.out.splitlines()[-1] == "1 issued. 2 not tried."
    assert "RE-2026-001" in said.out
    assert len(lena.ok("paper", "list")) == 1


def test_what_repeats_is_made_and_issued_at_once(lena: Desk) -> None:
    lena.ok(
        "recurring", "add", "Krumm", "--title", "Care", "--line", "Care", "1", "50", "--first", "2026-05-01"
    )
    rows = lena.ok("recurring", "issue")
    assert [row["number"] for row in rows] == ["RE-2026-001", "RE-2026-002"]
    assert lena.ok("recurring", "issue") == []
