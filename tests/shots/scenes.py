"""Every screen and state worth looking at, in the order of the album, and the choice among them."""

from __future__ import annotations

from tests.shots import page_scenes, settings_scenes, window_scenes
from tests.shots.scene import Scene

__all__ = ["SCENES", "Scene", "named", "walked"]

SCENES: list[Scene] = [*page_scenes.SCENES, *settings_scenes.SCENES, *window_scenes.SCENES]


def named(names: str) -> list[Scene]:
    """Return the scenes whose names begin with one of `names`, separated by commas; all for an empty text."""
    wanted = [name.strip() for name in names.split(",") if name.strip()]
    return [scene for scene in SCENES if not wanted or any(scene.name.startswith(name) for name in wanted)]


def walked() -> list[Scene]:
    """Return the scenes that Tab walks through: those that show a page, or a part of one, that no other shows."""
    others = ("work-milestones", "work-money", "work-log", "settings-")
    return [
        scene for scene in SCENES if scene.name == "settings-business" or not scene.name.startswith(others)
    ]
