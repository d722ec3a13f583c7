"""The session: acts, faults, changes from outside, and the worker beside the window."""

from __future__ import annotations

import gc
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QThread

from clientdesk.domain.errors import BusyFault, ChecksFailedError, RuleError
from clientdesk.storage.database import open_book, transaction
from clientdesk.ui.session import Change, Session
from clientdesk.ui.tasks import _Collector


class FormSpy:
    def __init__(self) -> None:
        self.shown: list[tuple[str, str]] = []

    def show_error(self, field: str, sentence: str) -> None:
        self.shown.append((field, sentence))


def rename(db, name: str, *, shout: bool = False) -> str:
    return name.upper() if shout else name


def do_silently(db) -> None:
    return None


def refuse(db) -> None:
    raise RuleError("A client needs a name.", field="name", next_step="Type it.")


def refuse_twice(db) -> None:
    problems = (RuleError("No tax number.", field="tax_id"), RuleError("No client.", field="client_id"))
    raise ChecksFailedError("2 things are missing.", problems=problems)


def be_busy(db) -> None:
    raise BusyFault("The file is held by another program.", next_step="Close it there.")


def test_run_returns_the_value_and_tells_what_changed(session: Session, qtbot):
    with qtbot.waitSignal(session.changed) as caught:
        assert session.run(rename, "ada", shout=True) == "ADA"
    change = caught.args[0]
    assert (change.verb, change.value) == ("rename", "ADA")


def test_run_says_true_where_a_use_case_returns_nothing(session: Session):
    assert session.run(do_silently) is True


def test_a_rule_error_goes_to_its_field_in_the_form_and_nothing_changed(session: Session, qtbot):
    form = FormSpy()
    with qtbot.assertNotEmitted(session.changed), qtbot.assertNotEmitted(session.fault):
        assert session.run(refuse, form=form) is None
    assert form.shown == [("name", "A client needs a name. Type it.")]


def test_all_problems_of_a_check_reach_the_form_with_the_first_in_focus_last(session: Session):
    form = FormSpy()
    session.run(refuse_twice, form=form)
    assert [field for field, _sentence in form.shown] == ["client_id", "tax_id"]


def test_other_faults_go_to_the_message_bar(session: Session, qtbot):
    form = FormSpy()
    with qtbot.waitSignal(session.fault) as caught:
        assert session.run(be_busy, form=form) is None
    assert isinstance(caught.args[0], BusyFault)
    assert form.shown == []


def test_a_bug_is_not_swallowed(session: Session):
    def broken(db) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        session.run(broken)


def test_areas_decide_whose_business_a_change_is():
    assert Change("invoices", "issue").touches("invoices", "payments")
    assert not Change("clients", "archive").touches("invoices")
    assert Change().touches("invoices")


def test_a_write_by_another_program_is_noticed_when_the_window_wakes(session: Session, qtbot, book: Path):
    with qtbot.assertNotEmitted(session.changed):
        session.wake()
    other = open_book(book)
    with transaction(other):
        other.execute("PRAGMA user_version = 77")
    other.close()
    with qtbot.waitSignal(session.changed) as caught:
        session.wake()
    assert caught.args[0] == Change()


class Asker(QObject):
    def __init__(self) -> None:
        super().__init__()
        self.answers: list[object] = []
        self.errors: list[Exception] = []

    def take(self, value: object) -> None:
        self.answers.append((value, QThread.currentThread() is self.thread()))

    def fail(self, error: Exception) -> None:
        self.errors.append(error)


def test_the_worker_has_its_own_connection_and_answers_in_the_window(session: Session, qtbot):
    asker = Asker()
    seen = []

    def work(db) -> int:
        seen.append((db is session.db, threading.current_thread().name))
        return db.value("SELECT 41 + 1")

    with qtbot.waitSignal(session.tasks.idle):
        session.tasks.submit(work, asker.take)
    assert asker.answers == [(42, True)]
    assert seen == [(False, "clientdesk-worker")]


def test_exceptions_of_the_worker_come_back(session: Session, qtbot):
    asker = Asker()
    with qtbot.waitSignal(session.tasks.idle):
        session.tasks.submit(lambda db: 1 // 0, asker.take, failed=asker.fail)
    assert isinstance(asker.errors[0], ZeroDivisionError)
    with qtbot.waitSignal(session.fault):
        session.tasks.submit(be_busy, asker.take)


def test_the_newest_request_of_a_lane_wins_and_the_running_one_is_interrupted(session: Session, qtbot):
    asker = Asker()
    started = threading.Event()

    def endless(db) -> int:
        started.set()
        return db.value(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
        )

    session.tasks.submit(endless, asker.take, failed=asker.fail, lane="list")
    assert started.wait(5)
    with qtbot.waitSignal(session.tasks.idle, timeout=5000):
        session.tasks.submit(lambda db: "middle", asker.take, failed=asker.fail, lane="list")
        session.tasks.submit(lambda db: "newest", asker.take, failed=asker.fail, lane="list")
    assert asker.answers == [("newest", True)]
    assert asker.errors == []


def test_a_page_that_is_gone_is_not_answered(session: Session, qtbot):
    asker = Asker()
    with qtbot.waitSignal(session.tasks.idle):
        session.tasks.submit(lambda db: 1, asker.take)
        asker.deleteLater()
        del asker


class Cycle:
    """Something in a cycle, as widgets with their slots are, that tells in which thread it is freed."""

    def __init__(self, freed: list[int]) -> None:
        self.myself, self.freed = self, freed

    def __del__(self) -> None:
        self.freed.append(threading.get_ident())


def test_garbage_is_collected_in_the_windows_thread_and_never_in_the_worker(session: Session, qtbot):
    """A widget in a cycle would be deleted in the wrong thread, which ends the process."""
    seen: list[bool] = []
    session.tasks.submit(lambda _db: gc.isenabled(), seen.append)
    qtbot.waitUntil(lambda: seen == [False])
    qtbot.waitUntil(lambda: not session.tasks.is_busy)
    assert not gc.isenabled(), "the worker allocates between jobs, too"
    freed: list[int] = []
    Cycle(freed)
    kept = []

    def much_more() -> bool:
        kept.extend([number] for number in range(2000))
        return bool(freed)

    qtbot.waitUntil(much_more, timeout=15_000)
    assert freed == [threading.get_ident()]


class Held:
    """Stands for a widget that the work of a job, or its answer, holds."""

    def __init__(self, freed: list[int]) -> None:
        self.freed = freed

    def __del__(self) -> None:
        self.freed.append(threading.get_ident())


def test_what_a_job_held_is_freed_at_once_and_in_the_windows_thread(session: Session, qtbot):
    """The worker, which waits for its next job, must not be the last that holds the one before."""
    freed: list[int] = []
    answers: list[object] = []

    def hold(held: Held) -> None:
        session.tasks.submit(lambda _db: (held, Held(freed)), answers.append)

    hold(Held(freed))
    qtbot.waitUntil(lambda: bool(answers))
    answers.clear()
    assert freed == [threading.get_ident()] * 2


def test_all_garbage_is_looked_at_in_the_end_even_if_nobody_ever_rests(qapp):
    """It is put off while something goes on, and a look at the younger garbage meanwhile does not put it off anew."""
    collector, kept, looked_at = _Collector(qapp), [], []

    def note(phase: str, details: dict[str, int]) -> None:
        looked_at.append(details["generation"])

    was_on, before = gc.isenabled(), gc.get_threshold()
    gc.disable()
    gc.set_threshold(100, 1, 1)
    gc.callbacks.append(note)
    try:
        for look in range(300):
            if look == 100:
                assert max(looked_at) == 1, "it is put off at first"
            kept.extend([number] for number in range(200))
            collector._look()
    finally:
        gc.callbacks.remove(note)
        gc.set_threshold(*before)
        if was_on:
            gc.enable()
        collector.deleteLater()
    assert max(looked_at) == max(generation for generation, most in enumerate(before) if most)
