"""What one process does for the pictures: play its scenes, look for faults of layout, save what is seen."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QApplication

from clientdesk import app as wiring
from clientdesk.ui import style
from clientdesk.ui.own_settings import user_settings
from tests.shots import layout, letters
from tests.shots.scenes import Scene, named
from tests.shots.stage import Shelf, Stage

#: PNG's effort: pictures are looked at once, so time counts for more than bytes.
_QUALITY = 80


def work(job: dict[str, Any]) -> int:
    """Play the scenes of `job` and report each picture and each fault as a line of JSON."""
    app = QApplication.instance() or QApplication(["clientdesk"])
    assert isinstance(app, QApplication)
    app.setCursorFlashTime(0)
    with tempfile.TemporaryDirectory() as folder:
        stage = Stage(app, Shelf(Path(job["shelf"])), Path(folder))
        wiring.set_up(app, user_settings(), language=job["language"], scheme=job["schemes"][0])
        style.add_other_fonts()
        for scene in named(""):
            if scene.name in job["scenes"]:
                _play(stage, scene, job)
    return 0


def _play(stage: Stage, scene: Scene, job: dict[str, Any]) -> None:
    head = {"scene": scene.name, "language": job["language"]}
    # The scheme in force first: switching costs more than all else.
    schemes = sorted(job["schemes"], key=lambda scheme: scheme != style.theme().scheme)
    try:
        stage.begin(
            scene.book_for(job["language"]),
            language=job["language"],
            scheme=schemes[0],
            text=job["text"],
            start=scene.start,
            size=(job["size"][0], job["size"][1]),
        )
        scene.act(stage)
        for top in stage.tops():
            for where, found in (("layout", layout.faults(top)), ("letters", letters.faults(top))):
                for fault in found:
                    _tell(**head, where=where, fault=fault)
        for scheme in schemes:
            if style.theme().scheme != scheme:
                style.theme().choose(scheme)
                stage.settle()
            name = f"{scene.name}.{job['language']}.{scheme}.{job['scale']:g}x.png"
            stage.picture().save(str(Path(job["out"]) / name), "PNG", _QUALITY)
            _tell(**head, file=name, scheme=scheme, scale=f"{job['scale']:g}")
    except Exception as error:  # noqa: BLE001  # one scene that cannot be played must not hide the others
        _tell(**head, where="scene", fault=f"{type(error).__name__}: {error}")
    stage.end()


def _tell(**words: str) -> None:
    print(json.dumps(words), flush=True)
