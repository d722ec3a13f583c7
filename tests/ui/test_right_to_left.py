"""The traps of a mirrored window, each as a test of what is laid out or painted; at last every scene in Arabic."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from clientdesk import app, i18n
from clientdesk.domain.money import Money
from clientdesk.ui import icons, style, tokens
from clientdesk.ui.session import Session
from clientdesk.ui.widgets import fields
from clientdesk.ui.widgets.chip import Chip, paint_chip
from clientdesk.ui.widgets.figures import leading, trailing
from clientdesk.ui.widgets.form import Form
from clientdesk.ui.widgets.preview import Preview
from clientdesk.ui.widgets.timeline import Event, Timeline
from tests import shelf as shelves
from tests.shots import letters
from tests.shots.letters import Shown, order, turned, turned_parts
from tests.shots.scenes import Scene, named
from tests.shots.stage import Shelf, Stage

DAY = date(2026, 11, 28)
AMOUNT = Money.of("-13406.40", "EGP")
IBAN = "EG38 0019 0005 0000 0000 2631 8000 2"
PHONE = "+966 11 555 0120"


@pytest.fixture(autouse=True)
def arabic(qapp: QApplication, look: None) -> Iterator[None]:
    app.speak(qapp, "ar-AE")
    yield
    app.speak(qapp, "en-GB")


def ink(widget: QWidget) -> tuple[int, int]:
    """Return how much is empty on the left and on the right of what a widget paints."""
    image = widget.grab().toImage()
    ground = image.pixel(1, 1)
    columns = [
        x for x in range(image.width()) if any(image.pixel(x, y) != ground for y in range(image.height()))
    ]
    return (columns[0], image.width() - 1 - columns[-1]) if columns else (0, 0)


def font():
    return style.font(tokens.SIZE_BODY)


# QLabel goes by the direction of its text.


@pytest.mark.parametrize("text", ["Marlow & Finch Ltd", "دار الواحة", "$1,250.00", "28 Nov 2026"])
@pytest.mark.parametrize("selectable", [False, True])
def test_a_label_begins_where_reading_begins_whatever_its_text(qtbot: QtBot, text: str, selectable: bool):
    for side, left_is_empty in ((leading, True), (trailing, False)):
        label = QLabel(text)
        qtbot.addWidget(label)
        style.set_role(label, role="second")
        label.setAlignment(side(label))
        if selectable:
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        label.resize(400, 24)
        left, right = ink(label)
        assert (left > right) == left_is_empty


# A stylesheet's text-align is mirrored by itself.


def test_words_of_a_link_begin_at_the_leading_edge(qtbot: QtBot):
    button = QPushButton("Marlow & Finch".replace("&", "&&"))
    qtbot.addWidget(button)
    style.set_role(button, variant="link")
    button.resize(400, 30)
    button.ensurePolished()
    left, right = ink(button)
    assert right < left


# Dates are reordered.


@pytest.mark.parametrize("digits", ["latn", "arab"])
def test_a_date_in_a_sentence_reads_as_it_does_alone(digits: str):
    speech = i18n.Translator("ar-EG", i18n.WINDOW, digits=digits)
    for shown in (speech.date(DAY), speech.date(DAY, "short"), speech.date(DAY, "long"), "28 Nov 2026"):
        line = speech.gettext("{number} of {date}").format(number="RE-2026-001", date=shown)
        assert order(shown, font()) in order(line, font())
        assert order("RE-2026-001", font()) == "RE-2026-001"
        assert "RE-2026-001" in order(line, font())


def test_facts_in_a_line_follow_each_other_from_the_right():
    line = i18n.translator().joined("INV-2026-012", i18n.translator().date(DAY), "Marlow Ltd")
    seen = order(line, font())
    assert seen.index("Marlow Ltd") < seen.index("INV-2026-012")


def test_the_check_itself_sees_what_is_turned():
    assert turned(Shown(QLabel(), f"الهاتف {PHONE}"), PHONE, font())
    assert turned(Shown(QLabel(), "الدفع 28 Nov 2026"), "28 Nov 2026", font())
    assert turned_parts(Shown(QLabel(), f"الهاتف {PHONE} اليوم"), (), font()) == [PHONE]
    isolated = f"الهاتف \u2066{PHONE}\u2069 اليوم"
    assert turned_parts(Shown(QLabel(), isolated), (), font()) == []


@pytest.mark.parametrize(
    "unit", [IBAN, PHONE, "noura@dar-alwaha.example", "RE-2026-001", "Clean Code (2nd ed.)"]
)
def test_what_is_read_from_the_left_stays_so_in_a_sentence(unit: str):
    line = i18n.translator().gettext("{name}: {value}").format(name="دار الواحة", value=unit)
    assert order(unit, font()).replace(" ", "") == unit.replace(" ", "")
    assert not turned(Shown(QLabel(), line), unit, font())


def test_an_amount_keeps_its_minus_on_the_left_of_latin_digits():
    shown = i18n.translator().money(AMOUNT)
    assert "-13,406.40" in order(shown, font())
    line = i18n.translator().gettext("{amount} is open.").format(amount=shown)
    assert "-13,406.40" in order(line, font())


# Dates and numbers are typed from the left; nothing has sections that could be reversed.


@pytest.mark.parametrize(
    ("name", "text"), [("day", "17/6/2026"), ("rate", "-1,234.5"), ("amount", "-5"), ("phone", PHONE)]
)
def test_dates_and_numbers_are_shown_as_they_are_typed(
    qtbot: QtBot, qapp: QApplication, name: str, text: str
):
    pictures = []
    for language in ("ar-AE", "en-GB"):
        app.speak(qapp, language)
        form = Form(
            [
                fields.date("day", "Day", today=lambda: DAY),
                fields.decimal("rate", "Rate"),
                fields.money("amount", "Amount", currency="EGP"),
                fields.text("phone", "Phone"),
                fields.text("other", "Other"),
            ]
        )
        qtbot.addWidget(form)
        form.resize(600, 400)
        form.show()
        editor = form.editor(name)
        form.editor("other").setFocus()
        editor.setText(text)
        pictures.append(text_of(editor))
    assert pictures[0] == pictures[1]


def text_of(editor: QWidget) -> QImage:
    """Return the painted text alone, cut out around its ink between the borders and the marks at the ends."""
    image = editor.grab(QRect(60, 6, editor.width() - 66, editor.height() - 12)).toImage()
    if editor.layoutDirection() == Qt.LayoutDirection.LeftToRight:
        image = editor.grab(QRect(6, 6, editor.width() - 66, editor.height() - 12)).toImage()
    ground = image.pixel(1, 1)
    columns = [
        x for x in range(image.width()) if any(image.pixel(x, y) != ground for y in range(image.height()))
    ]
    return image.copy(columns[0], 0, columns[-1] - columns[0] + 1, image.height())


# Directional icons have a mirrored twin, others have none.


@pytest.mark.parametrize(
    ("name", "is_mirrored"), [("arrow-left", True), ("send", True), ("clock", False), ("check", False)]
)
def test_arrows_are_mirrored_and_clocks_are_not(qapp: QApplication, name: str, is_mirrored: bool):
    mirrored = icons.pixmap(name).toImage()
    app.speak(qapp, "en")
    plain = icons.pixmap(name).toImage()
    assert (mirrored == plain) != is_mirrored
    if is_mirrored:
        # Drawn anew and not copied, so that the rims differ a little.
        assert difference(mirrored, plain.flipped(Qt.Orientation.Horizontal)) * 4 < difference(
            mirrored, plain
        )


def difference(first: QImage, second: QImage) -> int:
    places = [(x, y) for x in range(first.width()) for y in range(first.height())]
    return sum(abs(first.pixelColor(*at).alpha() - second.pixelColor(*at).alpha()) for at in places)


# A chip's dot stands before its word.


def test_the_dot_of_a_chip_stands_on_the_right():
    painted = {}
    for direction in (Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft):
        image = QImage(120, 24, QImage.Format.Format_RGB32)
        image.fill(Qt.GlobalColor.white)
        painter = QPainter(image)
        paint_chip(painter, QRect(0, 0, 120, 24), Chip(""), direction)
        painter.end()
        dark = image.pixelColor(119 - 12, 12).lightness() < image.pixelColor(12, 12).lightness()
        painted[direction] = dark
    assert painted == {Qt.LayoutDirection.LeftToRight: False, Qt.LayoutDirection.RightToLeft: True}


# The paper is never mirrored.


def test_the_page_of_paper_is_not_mirrored(qtbot: QtBot, session: Session):
    preview = Preview(session)
    qtbot.addWidget(preview)
    assert preview._area.layoutDirection() == Qt.LayoutDirection.LeftToRight
    assert preview.layoutDirection() == Qt.LayoutDirection.RightToLeft


# A list of events: days at the leading edge, amounts at the trailing one.


def test_a_timeline_runs_from_the_right(qtbot: QtBot):
    line = Timeline()
    qtbot.addWidget(line)
    line.set_events([Event(DAY, "Arabic translation", amount=i18n.translator().money(AMOUNT))])
    line.resize(600, 60)
    line.show()
    qtbot.waitExposed(line)
    labels = {one.text(): one.geometry().center().x() for one in line.findChildren(QLabel)}
    day = labels[i18n.translator().date(DAY)]
    assert day > labels["Arabic translation"] > labels[i18n.translator().money(AMOUNT)]


# All screens.


@pytest.fixture(scope="module")
def shelf() -> Shelf:
    made = Shelf(shelves.place())
    made.fill(("mona",))
    return made


@pytest.fixture
def stage(qapp: QApplication, shelf: Shelf, tmp_path: Path) -> Iterator[Stage]:
    made = Stage(qapp, shelf, tmp_path)
    yield made
    made.end()


@pytest.mark.parametrize("language", ["ar-EG", "en-GB"])
@pytest.mark.parametrize(
    "name",
    [
        "today", "client", "clients", "client-editor", "work", "change-order", "contract-draft", "documents", "invoice",
        "invoice-draft", "quote", "money", "payment", "record-payment", "library", "calendar", "settings-business",
    ],
)  # fmt: skip
def test_no_name_number_or_date_is_turned_around(stage: Stage, name: str, language: str):
    for scene in named(name):
        if scene.name == name:
            play(stage, scene, language)
    names = known_names(stage)
    for top in stage.tops():
        texts = list(letters.shown(top))
        assert len(texts) > 5
        for one in texts:
            assert turned_parts(one, names, one.widget.font()) == [], one.text
        if language.startswith("ar"):
            assert [label.text() for label in top.findChildren(QLabel) if stands_wrong(label)] == []


def play(stage: Stage, scene: Scene, language: str) -> None:
    stage.begin("mona", language=language, start=scene.start)
    scene.act(stage)


def known_names(stage: Stage) -> set[str]:
    db = stage.window.session.db
    columns = (("clients", "name"), ("clients", "latin_name"), ("contracts", "title"), ("invoices", "title"))
    return {
        text
        for table, column in columns
        for (text,) in db.connection.execute(f"SELECT {column} FROM {table}")
        if text
    }


def stands_wrong(label: QLabel) -> bool:
    """Tell whether a line of text begins on the left although the page begins on the right."""
    text = label.text()
    if not label.isVisible() or not text or label.wordWrap() or not label.pixmap().isNull():
        return False
    slack = label.contentsRect().width() - letters.laid_out(text, label.font()).width()
    side = label.alignment() & Qt.AlignmentFlag.AlignHorizontal_Mask
    if slack < 24 or side & (
        Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignLeft & Qt.AlignmentFlag.AlignAbsolute
    ):
        return False
    is_trailing = side & Qt.AlignmentFlag.AlignAbsolute and side & Qt.AlignmentFlag.AlignLeft
    left, right = ink(label)
    return not is_trailing and left < right
