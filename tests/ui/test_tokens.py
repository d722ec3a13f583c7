"""Every pair of colours that is really used keeps its contrast, in the stylesheet and in pictures; nothing moves."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtWidgets import QApplication

from clientdesk import app
from clientdesk.ui import style
from clientdesk.ui.tokens import DARK, LIGHT, Colors, Kind, contrast
from clientdesk.ui.widgets.ink import Ink
from tests import shelf as shelves
from tests.shots.scenes import named
from tests.shots.stage import Shelf, Stage

ROOT = Path(__file__).resolve().parents[2]
TEXT, MARK = 4.5, 3.0
SCHEMES = pytest.mark.parametrize("colors", [LIGHT, DARK], ids=["light", "dark"])
#: What a text without a ground of its own may stand on.
GROUNDS = ("surface", "ground")
#: Fills that only set a part of the page off; what they mean is said by words or by a line.
QUIET = {"line", "hover", "ground", "surface", "selection", "rail"}


def rules() -> Iterator[tuple[str, dict[str, str]]]:
    """Return the selectors of the stylesheet with the names of the colours they set."""
    for selector, body in re.findall(r"([^{}]+)\{([^{}]*)\}", style._SHEET.template):
        found = {}
        for name, value in re.findall(r"([\w-]+):\s*([^;]+);", body):
            color = re.search(r"\$(\w+)", value)
            if color and name in {"color", "background", "border", "border-color", "selection-color",
                                  "selection-background-color", "placeholder-text-color"}:  # fmt: skip
                found[name] = color.group(1)
        yield selector.strip(), found


def value(colors: Colors, name: str) -> str:
    special = {
        "bad_ink": colors.chips[Kind.BAD][0],
        "bad_ground": colors.chips[Kind.BAD][1],
        "good_ink": colors.chips[Kind.GOOD][0],
        "good_ground": colors.chips[Kind.GOOD][1],
        "warn_ink": colors.chips[Kind.WARN][0],
        "warn_ground": colors.chips[Kind.WARN][1],
    }
    return special[name] if name in special else getattr(colors, name)


@SCHEMES
def test_every_text_of_the_stylesheet_can_be_read_on_its_ground(colors: Colors):
    seen = 0
    grounds = {}
    for selector, found in rules():
        if "background" in found:
            grounds[selector.partition(" QLabel")[0].partition(" QPushButton")[0]] = found["background"]
    for selector, found in rules():
        hint = found.get("placeholder-text-color")
        if hint:
            assert contrast(value(colors, hint), value(colors, found["background"])) >= TEXT, selector
        if ":disabled" in selector or "color" not in found:
            continue
        around = next(
            (grounds[part] for part in (selector, selector.rpartition(" ")[0]) if part in grounds), ""
        )
        for ground in (around,) if around else GROUNDS:
            seen += 1
            assert contrast(value(colors, found["color"]), value(colors, ground)) >= TEXT, (selector, ground)
        if "selection-color" in found:
            pair = value(colors, found["selection-color"]), value(colors, found["selection-background-color"])
            assert contrast(*pair) >= TEXT, selector
    assert seen > 40


@SCHEMES
def test_focus_and_the_edges_of_inputs_stand_out(colors: Colors):
    for selector, found in rules():
        edge = found.get("border-color") or found.get("border")
        if edge and (":focus" in selector or selector.startswith(("QLineEdit", "QCheckBox::indicator"))):
            if "disabled" in selector:
                continue
            for ground in GROUNDS:
                assert contrast(value(colors, edge), value(colors, ground)) >= MARK, (selector, ground)


@SCHEMES
def test_what_a_list_paints_can_be_read_on_every_row(colors: Colors):
    for ground in (colors.surface, colors.selection, colors.hover):
        for ink in (colors.text, colors.second, colors.third):
            assert contrast(ink, ground) >= TEXT
        assert contrast(colors.accent, ground) >= MARK


# Pictures.


class Watched:
    """What is painted into pictures: every text with the colour below it, every mark."""

    def __init__(self) -> None:
        self.texts: set[tuple[str, str]] = set()
        self.marks: set[str] = set()
        self._grounds: list[tuple[QRectF, str]] = []

    def mark(self, color: str) -> None:
        if color and color not in QUIET and not color.startswith("chip:"):
            self.marks.add(color)

    def watch(self, monkeypatch: pytest.MonkeyPatch) -> None:
        bar, text, line, diamond, disc = Ink.bar, Ink.text, Ink.line, Ink.diamond, Ink.disc

        def watched_bar(ink: Ink, rect: QRectF, fill: str, **more: object) -> None:
            if fill:
                self._grounds.append((QRectF(rect), fill))
            self.mark(fill)
            self.mark(str(more.get("outline") or ""))
            bar(ink, rect, fill, **more)

        def watched_disc(ink: Ink, middle: QPointF, radius: float, fill: str) -> None:
            square = QRectF(middle.x() - radius, middle.y() - radius, 2 * radius, 2 * radius)
            self._grounds.append((square, fill))
            disc(ink, middle, radius, fill)

        def watched_text(
            ink: Ink, rect: QRectF, words: str, *, color: str = "second", **more: object
        ) -> None:
            at = rect.center()
            under = [fill for place, fill in self._grounds if place.contains(at)]
            if words:
                self.texts.add((color, under[-1] if under else "surface"))
            text(ink, rect, words, color=color, **more)

        def watched_line(ink: Ink, start: QPointF, end: QPointF, color: str, **more: object) -> None:
            self.mark(color)
            line(ink, start, end, color, **more)

        def watched_diamond(
            ink: Ink, middle: QPointF, radius: float, fill: str, *, outline: str = ""
        ) -> None:
            self.mark(outline or fill)
            diamond(ink, middle, radius, fill, outline=outline)

        def begin(ink: Ink, *arguments: object, **more: object) -> None:
            self._grounds = []
            made(ink, *arguments, **more)

        made = Ink.__init__
        for name, watched in {"bar": watched_bar, "text": watched_text, "line": watched_line,
                              "diamond": watched_diamond, "disc": watched_disc, "__init__": begin}.items():  # fmt: skip
            monkeypatch.setattr(Ink, name, watched)


def ink_color(colors: Colors, name: str) -> str:
    if name.startswith(("chip:", "word:")):
        kind = Kind(name.partition(":")[2])
        return colors.chips[kind][name.startswith("chip:")]
    return getattr(colors, name)


@pytest.fixture(scope="module")
def shelf() -> Shelf:
    made = Shelf(shelves.place())
    made.fill(("lena",))
    return made


@pytest.fixture
def stage(qapp: QApplication, shelf: Shelf, tmp_path: Path) -> Iterator[Stage]:
    made = Stage(qapp, shelf, tmp_path)
    yield made
    made.end()
    app.speak(qapp, "en-GB")


def test_pictures_can_be_read_in_light_and_dark(stage: Stage, monkeypatch: pytest.MonkeyPatch):
    seen = Watched()
    seen.watch(monkeypatch)
    stage.begin("lena", language="en-GB")
    for scene in named("today,client,work,work-milestones,money,calendar"):
        if scene.name in {"today", "client", "work", "work-milestones", "money", "calendar"}:
            scene.act(stage)
            stage.picture()
    assert len(seen.texts) > 4
    assert {"accent"} <= seen.marks
    for colors in (LIGHT, DARK):
        for ink, ground in sorted(seen.texts):
            assert contrast(ink_color(colors, ink), ink_color(colors, ground)) >= TEXT, (ink, ground)
        for mark in sorted(seen.marks):
            assert contrast(ink_color(colors, mark), colors.surface) >= MARK, mark


# Nothing moves by itself. That colour is never alone, `test_focus_order` asks of every scene.


def test_only_one_place_moves_anything_and_it_asks_first():
    # `motion.py` asks the person and the desktop; what Qt itself moves follows the desktop.
    for path in (ROOT / "clientdesk" / "ui").rglob("*.py"):
        if path.name == "motion.py":
            continue
        words = path.read_text(encoding="utf-8")
        assert not re.search(
            r"\bQ(Property|Variant|Sequential|Parallel)Animation|\bQGraphicsOpacityEffect", words
        ), path


def test_the_systems_scheme_is_followed_live_until_one_is_chosen(
    qtbot, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
):
    class Hint:
        name = "Dark"

    class Hints:
        def colorScheme(self) -> Hint:
            return Hint()

    theme = style.theme()
    theme.choose("system")
    monkeypatch.setattr(theme, "_hints", Hints())
    with qtbot.waitSignal(theme.changed):
        theme._system_changed()
    assert style.colors() is DARK
    theme.choose("light")
    theme._system_changed()
    assert style.colors() is LIGHT
