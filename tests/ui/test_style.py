"""The tokens keep their contrasts, and the app's own faces can show every script."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase, QRawFont
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget

from clientdesk.ui import icons, style, tokens
from clientdesk.ui.tokens import DARK, LIGHT, Colors, Kind, contrast

TEXT = 4.5
MARK = 3.0
SCHEMES = pytest.mark.parametrize("colors", [LIGHT, DARK], ids=["light", "dark"])


def test_contrast_of_black_on_white_is_21():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@SCHEMES
def test_text_can_be_read_on_every_ground_it_stands_on(colors: Colors):
    for ground in (colors.surface, colors.ground, colors.hover, colors.selection, colors.rail):
        assert contrast(colors.text, ground) >= TEXT
        assert contrast(colors.second, ground) >= TEXT
    for ink in (colors.third, colors.bad, colors.warn, colors.good, colors.accent):
        assert contrast(ink, colors.surface) >= TEXT
        assert contrast(ink, colors.ground) >= TEXT
    assert contrast(colors.on_accent, colors.accent) >= TEXT
    assert contrast(colors.on_accent, colors.accent_hover) >= TEXT
    assert contrast(colors.surface, colors.text) >= TEXT  # the toast


@SCHEMES
def test_every_chip_can_be_read(colors: Colors):
    for kind in Kind:
        ink, ground = colors.chips[kind]
        assert contrast(ink, ground) >= TEXT, kind


@SCHEMES
def test_marks_stand_out(colors: Colors):
    for ground in (colors.surface, colors.ground):
        assert contrast(colors.edge, ground) >= MARK
        assert contrast(colors.accent, ground) >= MARK


def test_the_scheme_switches_live_and_icons_follow(qtbot, qapp):
    button = QPushButton()
    qtbot.addWidget(button)
    icons.set_icon(button, "users")
    light = button.icon().pixmap(18, 18).toImage()
    with qtbot.waitSignal(style.theme().changed):
        style.theme().choose("dark")
    assert style.colors() is DARK
    assert button.icon().pixmap(18, 18).toImage() != light
    assert qapp.palette().window().color().name().upper() == DARK.ground
    style.theme().choose("light")
    assert button.icon().pixmap(18, 18).toImage() == light


@SCHEMES
def test_the_icon_of_a_message_stands_out_on_its_bar(colors: Colors):
    assert contrast(colors.bad, colors.chips[Kind.BAD][1]) >= MARK
    assert contrast(colors.warn, colors.chips[Kind.WARN][1]) >= MARK


def test_what_is_said_in_an_empty_field_can_be_read(qtbot):
    for scheme in ("light", "dark"):
        style.theme().choose(scheme)
        field = QLineEdit(placeholderText="Filter")
        qtbot.addWidget(field)
        field.ensurePolished()
        hint = field.palette().placeholderText().color()
        assert hint.alpha() == 255
        assert contrast(hint.name(), style.colors().surface) >= TEXT


def test_what_was_hidden_while_the_scheme_was_switched_gets_its_look(qtbot):
    label = QLabel("880,60 EUR")
    qtbot.addWidget(label)
    style.theme().choose("dark")
    style.set_role(label, role="figure")
    label.show()
    assert label.font().pixelSize() == tokens.SIZE_TITLE
    assert label.font().weight() == tokens.WEIGHT_SEMIBOLD


def test_what_was_let_be_seen_on_a_hidden_page_gets_its_look(qtbot):
    page = QWidget()
    qtbot.addWidget(page)
    label = QLabel("880,60 EUR", page)
    # Qt looks up the rules at once, though nothing is to be seen yet.
    label.setVisible(True)
    style.set_role(label, role="figure")
    page.show()
    assert label.font().pixelSize() == tokens.SIZE_TITLE


def test_a_picture_follows_the_scheme(qtbot):
    label = QLabel()
    qtbot.addWidget(label)
    icons.set_picture(label, "layers", "accent", size=40)
    light = label.pixmap().toImage()
    style.theme().choose("dark")
    assert label.pixmap().toImage() != light
    assert label.pixmap().deviceIndependentSize().width() == 40


def test_all_scripts_have_a_face(qapp):
    for text in ("Größe €", "రెడ్డి", "فاطمة"):
        fonts = (QRawFont.fromFont(font_of(family)) for family in tokens.FAMILIES)
        supported = [all(font.supportsCharacter(ord(c)) for c in text if c != " ") for font in fonts]
        assert any(supported), text


def test_our_faces_are_the_bundled_ones(qapp):
    families = QFontDatabase.families()
    for family in ("Inter", "Noto Sans Arabic", "Noto Sans Telugu"):
        assert family in families


def font_of(family: str):
    font = style.font(tokens.SIZE_BODY)
    font.setFamilies([family])
    return font


def test_a_label_shows_what_was_typed_and_never_takes_it_for_markup(qtbot):
    label = QLabel("Krumm <b>Bold</b> & Sons")
    qtbot.addWidget(label)
    style.set_role(label, role="second")
    assert label.textFormat() == Qt.TextFormat.PlainText
