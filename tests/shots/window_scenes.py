"""Scenes of what stands above every page: palette, keys, manual, faults, toasts, the report of a crash."""

from __future__ import annotations

from clientdesk.domain.errors import BusyFault
from clientdesk.domain.text import N_
from clientdesk.i18n import _
from clientdesk.ui.crash_dialog import CrashDialog
from tests.shots.scene import Scene, enter_into
from tests.shots.stage import Stage

SCENES: list[Scene] = []
_scene = enter_into(SCENES)


@_scene("palette-found")
def _palette_found(stage: Stage) -> None:
    stage.show("clients")
    stage.press("app.palette")
    stage.type("26", stage.widget("palette_field"))


@_scene("keys")
def _keys(stage: Stage) -> None:
    stage.show("clients")
    stage.press("app.keys")


@_scene("palette")
def _palette(stage: Stage) -> None:
    stage.open("client", 1)
    stage.press("app.palette")
    word = stage.window.session.db.value("SELECT substr(name, 1, 3) FROM clients WHERE id = 1")
    stage.type(str(word))


@_scene("palette-fresh")
def _palette_fresh(stage: Stage) -> None:
    stage.open("client", 1)
    stage.show("documents")
    stage.press("app.palette")


@_scene("palette-no-hits")
def _palette_no_hits(stage: Stage) -> None:
    stage.show("clients")
    stage.press("app.palette")
    stage.type("zzzz")


@_scene("manual")
def _manual(stage: Stage) -> None:
    stage.show("documents")
    stage.press("app.manual")


@_scene("unsaved")
def _unsaved(stage: Stage) -> None:
    stage.open("edit_client", 1)
    stage.type(" & Co", stage.widget("name"))
    stage.show("today")


@_scene("fault")
def _fault(stage: Stage) -> None:
    stage.show("clients")
    stage.window.session.fault.emit(
        BusyFault(
            N_("Another program is writing to the book."),
            next_step=N_("Try again in a moment."),
            path="lena.db",
        )
    )
    stage.settle()


@_scene("toast")
def _toast(stage: Stage) -> None:
    stage.open("client", 1)
    stage.press("clients.archive")
    stage.keep_toast()


@_scene("toast-long")
def _toast_long(stage: Stage) -> None:
    stage.open("client", 1)
    name = "lena 2026-06-17 Übergabe an den Rechner im Büro in der Gottschedstraße.db"
    stage.window.session.tell(
        _("Written and verified: {name}. Take it over on the other computer.").format(name=name), undo=print
    )
    stage.settle()
    stage.keep_toast()


@_scene("crash")
def _crash(stage: Stage) -> None:
    stage.show("clients")
    report = (
        "Traceback (most recent call last):\n"
        '  File "clientdesk/ui/rail.py", line 61, in mark\n'
        "KeyError: 'today'\n"
    )
    CrashDialog(report, stage.window).open()
    stage.settle()
