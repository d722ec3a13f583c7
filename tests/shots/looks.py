"""Whether a scene lies well: nothing cut, overlapping, boxed or outside."""

from __future__ import annotations

from tests.shots import layout, letters
from tests.shots.stage import Stage


def lies_well(stage: Stage) -> None:
    """Look at the dialogs on stage, or at the window where there are none."""
    for top in stage.tops():
        assert layout.faults(top) == []
        assert letters.faults(top) == []
