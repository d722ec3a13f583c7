"""Labels of several lines that are as high as their words need at the width they get."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QSizePolicy


def wrap(label: QLabel, *, takes_any_width: bool = False) -> None:
    """Let `label` break its lines and fill the width; with `takes_any_width` it asks for none of its own.

    A size policy set by itself would forget that the height follows from the width, and cut the last line.
    """
    label.setWordWrap(True)
    across = QSizePolicy.Policy.Ignored if takes_any_width else QSizePolicy.Policy.Expanding
    policy = QSizePolicy(across, QSizePolicy.Policy.Preferred)
    policy.setHeightForWidth(True)
    label.setSizePolicy(policy)
