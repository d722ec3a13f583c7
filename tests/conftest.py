"""What every test stands on: no screen, no clock of the machine's place, no file of the person who runs it."""

from __future__ import annotations

import gc
import os
import shutil
import sys
import tempfile
import threading
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings

from tests import shelf

# Before anything imports Qt or asks where the user's data lie.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["QT_SCALE_FACTOR"] = "1"
os.environ["LC_ALL"] = "C.UTF-8"
os.environ["TZ"] = "UTC"
os.environ.pop("LANGUAGE", None)
_MUCH_GARBAGE = 50_000
#: Workers that a module has left and was told about.
_blamed: set[threading.Thread] = set()
_HOME = Path(tempfile.mkdtemp(prefix="clientdesk-tests-"))
for _name in (
    "XDG_DATA_HOME",
    "XDG_CONFIG_HOME",
    "XDG_CACHE_HOME",
    "XDG_STATE_HOME",
    "APPDATA",
    "LOCALAPPDATA",
):
    os.environ[_name] = str(_HOME / _name.lower())

# Two workers share two cores with whatever else runs: a slow example is no fault, a wrong one is.
settings.register_profile(
    "suite",
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.register_profile(
    "search", parent=settings.get_profile("suite"), derandomize=False, max_examples=1000
)
# Of a mutant it is enough to know that some example finds it; which one is the smallest takes minutes.
settings.register_profile(
    "mutants",
    parent=settings.get_profile("suite"),
    max_examples=25,
    phases=[Phase.explicit, Phase.generate],
)
settings.load_profile(os.environ.get("CLIENTDESK_HYPOTHESIS", "suite"))
# What is collected stays to the end: no garbage is looked for meanwhile, nor ever again among it.
gc.disable()
#: The demo books of this run, where no process before us has put up their shelf.
_SHELF = shelf.put_up()


def pytest_collection_finish() -> None:
    gc.freeze()
    gc.enable()


def pytest_unconfigure() -> None:
    shutil.rmtree(_HOME, ignore_errors=True)
    if _SHELF is not None:
        shutil.rmtree(_SHELF, ignore_errors=True)


def _put_windows_away() -> None:
    """Delete the windows that a module has left: they would be styled anew with every later one, at a second each."""
    widgets = sys.modules.get("PySide6.QtWidgets")
    app = widgets.QApplication.instance() if widgets else None
    if widgets is None or app is None:
        return
    for left in app.topLevelWidgets():
        # No popups: a completer deletes its own, and does not notice that somebody else has.
        if isinstance(left, (widgets.QMainWindow, widgets.QDialog)):
            left.deleteLater()
    app.sendPostedEvents(None, 52)  # QEvent.Type.DeferredDelete


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> None:
    if nextitem is None or nextitem.path != item.path:
        workers = {thread for thread in threading.enumerate() if thread.name == "clientdesk-worker"}
        left = workers - _blamed
        _blamed.update(left)
        _put_windows_away()
        assert not left, f"{item.path.name} has left {len(left)} workers: who opens a session closes it"
    # A window of an earlier test has switched the automatic collector off for this process; see `ui/tasks.py`.
    if not gc.isenabled() and gc.get_count()[0] > _MUCH_GARBAGE:
        gc.collect()


@pytest.fixture(autouse=True)
def english() -> None:
    """The window's language is English unless a test sets another."""
    from clientdesk.i18n.ambient import set_language

    set_language("en")


@pytest.fixture(scope="session")
def root() -> Path:
    """The folder of the source tree."""
    return Path(__file__).resolve().parent.parent
