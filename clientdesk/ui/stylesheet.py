"""The text of the application's one stylesheet, with a name for every colour and size: `style` fills them in."""

from __future__ import annotations

from typing import Final

TEXT: Final = """
QToolTip { background: $surface; color: $text; border: 1px solid $line; padding: 4px 8px; }
QLabel[role="title"] { font-size: $title; font-weight: 600; }
QLabel[role="section"] { font-size: $section; font-weight: 600; }
QLabel[role="rowtitle"] { font-size: $rowtitle; font-weight: 500; }
QLabel[role="second"] { color: $second; }
QLabel[role="caption"] { font-size: $caption; color: $second; }
QLabel[role="axis"] { font-size: $axis; color: $third; }
QLabel[role="fault"] { font-size: $caption; color: $bad; }
QLabel[role="hint"] { font-size: $caption; color: $third; }
QLabel[role="warn"] { font-size: $caption; color: $warn; }
QLabel[role="key"] { font-size: $caption; color: $second; background: $ground; border: 1px solid $line;
    border-radius: 4px; padding: 1px 6px; }
QLabel[role="figure"] { font-size: $title; font-weight: 600; }
QLabel[role="brand"] { font-size: $section; font-weight: 600; }

#rail { background: $rail; }
#top_bar { background: $surface; border-bottom: 1px solid $line; }
#save_bar { background: $surface; border-top: 1px solid $line; }
QFrame[role="card"] { background: $surface; border: 1px solid $line; border-radius: $card; }
QFrame[role="figurebox"] { background: $surface; border: 1px solid $line; border-radius: $card; }
QFrame[role="pane"] { background: $surface; }
QFrame[role="notice"] { background: $bad_ground; border: none; border-bottom: 1px solid $line; }
QFrame[role="notice"] QLabel { color: $bad_ink; font-weight: 500; }
QFrame[role="news"] { background: $good_ground; border: none; border-bottom: 1px solid $line; }
QFrame[role="news"] QLabel { color: $good_ink; font-weight: 500; }
QFrame[role="offer"] { background: $warn_ground; border: none; border-radius: $card; }
QFrame[role="offer"] QLabel { color: $warn_ink; font-weight: 500; }
QFrame[role="toast"] { background: $text; border-radius: $card; }
QFrame[role="toast"] QLabel { color: $surface; }
QFrame[role="toast"] QPushButton { color: $surface; background: transparent; border: none; font-weight: 600; }
QFrame[role="toast"] QPushButton:focus, QFrame[role="toast"] QPushButton:hover { text-decoration: underline; }
QFrame[role="popup"] { background: $surface; border: 1px solid $line; border-radius: $card; }
QFrame[role="palette"] { background: $surface; border: 1px solid $line; border-radius: $card; }
QFrame[role="separator"] { background: $line; border: none; }
QScrollArea, QScrollArea > QWidget > QWidget[role="scrolled"] { background: transparent; border: none; }

QPushButton { background: $surface; color: $text; border: 1px solid $line; border-radius: $radius;
    padding: 0 14px; min-height: $height; font-weight: 500; }
QPushButton:hover { background: $hover; }
QPushButton:pressed { background: $line; }
QPushButton:disabled { color: $third; background: transparent; }
QPushButton:focus { border: 2px solid $accent; padding: 0 13px; min-height: $inner; }
QPushButton[variant="primary"] { background: $accent; color: $on_accent; border-color: $accent; font-weight: 600; }
QPushButton[variant="primary"]:hover, QPushButton[variant="primary"]:pressed { background: $accent_hover; }
QPushButton[variant="primary"]:disabled { background: $line; color: $second; border-color: $line; }
QPushButton[variant="primary"]:focus { border: 2px solid $text; }
QPushButton[variant="danger"] { color: $bad; }
QPushButton[variant="quiet"] { background: transparent; border-color: transparent; color: $second; }
QPushButton[variant="quiet"]:hover { background: $hover; }
QPushButton[variant="quiet"]:checked { background: $selection; color: $text; }
QPushButton[variant="quiet"]:focus { border-color: $accent; }
QPushButton[variant="link"] { background: transparent; border: none; color: $accent; padding: 0; min-height: $link;
    text-align: left; }
QPushButton[variant="link"]:hover, QPushButton[variant="link"]:focus { text-decoration: underline; }
QPushButton[variant="icon"] { padding: 0; min-width: $height; max-width: $height; }
QPushButton[variant="icon"]:focus { padding: 0; }
QPushButton[variant="bare"] { padding: 0; min-width: $height; max-width: $height; background: transparent;
    border-color: transparent; }
QPushButton[variant="bare"]:hover { background: $hover; }
QPushButton[variant="bare"]:focus { padding: 0; border-color: $accent; }
QPushButton[variant="rail"] { background: transparent; border: 1px solid transparent; color: $second; text-align: left;
    padding: 0 10px; font-weight: 500; }
QPushButton[variant="rail"]:hover { background: $hover; }
QPushButton[variant="rail"]:checked { background: $surface; color: $text; font-weight: 600; }
QPushButton[variant="rail"]:focus { border: 2px solid $accent; padding: 0 9px; }
QPushButton[variant="pill"] { background: transparent; border: 1px solid $line; border-radius: 13px; padding: 0 10px;
    min-height: $pill; font-size: $caption; color: $second; }
QPushButton[variant="pill"]:hover { background: $hover; }
QPushButton[variant="pill"]:checked { background: $selection; border-color: $accent; color: $text; }
QPushButton[variant="pill"]:focus { border: 2px solid $accent; padding: 0 9px; min-height: $pill_inner; }
QPushButton[variant="tab"] { background: transparent; border: none; border-bottom: 2px solid transparent;
    border-radius: 0; padding: 0 2px; color: $second; }
QPushButton[variant="tab"]:checked { border-bottom-color: $accent; color: $text; font-weight: 600; }
QPushButton[variant="tab"]:focus { color: $accent; }
QPushButton[variant="line"] { background: transparent; border: 1px solid transparent; border-bottom-color: $line;
    border-radius: 0; padding: 0 15px; text-align: left; }
QPushButton[variant="line"][place="last"] { border-bottom-color: transparent; }
QPushButton[variant="line"]:hover { background: $hover; }
QPushButton[variant="line"]:focus { background: $selection; border: 1px solid $accent; padding: 0 15px; }
QPushButton[variant="searchbox"] { color: $third; border-color: $edge; text-align: left; padding: 0 10px;
    font-weight: 400; }
QPushButton[variant="searchbox"]:focus { border: 2px solid $accent; padding: 0 9px; }
QPushButton[variant="narrow"] { background: transparent; border-color: transparent; padding: 0; min-width: $narrow;
    max-width: $narrow; }
QPushButton[variant="narrow"]:hover { background: $hover; }
QPushButton[variant="narrow"]:focus { padding: 0; border-color: $accent; }
QPushButton[variant="figure"] { border-radius: $card; padding: 0; text-align: left; font-weight: 400; }
QPushButton[variant="figure"]:focus { border: 2px solid $accent; padding: 0; }
QPushButton::menu-indicator { image: none; width: 0; }

QLineEdit, QPlainTextEdit, QComboBox { background: $surface; color: $text; border: 1px solid $edge;
    border-radius: $radius; padding: 0 10px; selection-background-color: $accent; selection-color: $on_accent;
    placeholder-text-color: $third; }
QLineEdit, QComboBox { min-height: $height; }
QPlainTextEdit { padding: 6px 6px; }
QLineEdit:focus, QPlainTextEdit:focus, QComboBox:focus { border: 2px solid $accent; padding: 0 9px; }
QLineEdit:focus, QComboBox:focus { min-height: $inner; }
QPlainTextEdit:focus { padding: 5px 5px; }
QLineEdit:disabled, QPlainTextEdit:disabled, QComboBox:disabled, QLineEdit:read-only { color: $second;
    border-color: $line; background: $ground; }
QLineEdit[fault="yes"], QPlainTextEdit[fault="yes"], QComboBox[fault="yes"] { border: 2px solid $bad; padding: 0 9px; }
QLineEdit[fault="yes"], QComboBox[fault="yes"] { min-height: $inner; }
QPlainTextEdit[fault="yes"] { padding: 5px 5px; }
QLineEdit[role="palette"], QLineEdit[role="palette"]:focus { border: none; padding: 0; font-size: $section;
    min-height: $height; }
QLineEdit[role="cell"] { border: 2px solid $accent; border-radius: 0; padding: 0 8px; min-height: 0; }
QLineEdit[role="cell"][fault="yes"] { border-color: $bad; }
QComboBox[role="cell"] { border: 2px solid $accent; border-radius: 0; padding: 0 6px; min-height: 0; }
QComboBox[role="cell"][fault="yes"] { border-color: $bad; }
QComboBox[role="cell"] QLineEdit, QComboBox[role="cell"] QLineEdit:focus { border: none; padding: 0; min-height: 0; }
QComboBox::drop-down { border: none; width: $drop; }
QComboBox::down-arrow { image: url("$arrow"); width: $small; height: $small; }
QComboBox QAbstractItemView { background: $surface; border: 1px solid $line; outline: none; padding: 4px;
    selection-background-color: $selection; selection-color: $text; }
QComboBox QAbstractItemView::item { min-height: 28px; padding: 0 6px; }
QComboBox QLineEdit { border: none; padding: 0; min-height: 0; background: transparent; }
QListView[role="completer"] { background: $surface; border: 1px solid $line; outline: none; padding: 4px;
    selection-background-color: $selection; selection-color: $text; }
QListView[role="completer"]::item { min-height: 28px; padding: 0 6px; }
QCheckBox { spacing: 8px; min-height: 24px; }
QCheckBox::indicator { width: $mark; height: $mark; border: 1px solid $edge; border-radius: 4px; background: $surface; }
QCheckBox::indicator:checked { background: $accent; border-color: $accent; image: url("$tick"); }
QCheckBox::indicator:focus { border: 2px solid $accent; }
QHeaderView { background: $surface; border: none; }
QHeaderView::section { background: $surface; color: $second; border: none; border-bottom: 1px solid $line;
    padding: 0 10px; font-size: $caption; font-weight: 500; min-height: 34px; }
#lines QHeaderView::section:first { padding-left: $outer; }
#lines QHeaderView::section:last { padding-right: $outer; }
QMenu { background: $surface; border: 1px solid $line; border-radius: $radius; padding: 5px; }
QMenu::item { padding: 7px 26px 7px 12px; border-radius: 5px; }
QMenu::item:selected { background: $selection; color: $text; }
QMenu::item:disabled { color: $third; }
QMenu::separator { height: 1px; background: $line; margin: 4px 8px; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; }
QScrollBar::handle { background: $line; border-radius: 4px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::handle:hover { background: $edge; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QAbstractScrollArea::corner { background: transparent; border: none; }
QListWidget { background: transparent; border: none; outline: none; }
QListWidget::item { padding: 7px 10px; border-radius: $radius; color: $second; border: 1px solid transparent; }
QListWidget::item:hover { background: $hover; }
QListWidget::item:selected { background: $surface; color: $text; }
QListWidget::item:selected:focus { border: 1px solid $accent; }
QListWidget[role="ticks"] { background: $surface; border: 1px solid $line; border-radius: $radius; padding: 2px; }
QListWidget[role="ticks"]:focus { border: 2px solid $accent; padding: 1px; }
QListWidget[role="ticks"]::item { padding: 0 8px; color: $text; }
QListWidget[role="ticks"]::item:selected { background: $selection; color: $text; }
QListWidget[role="ticks"]::item:selected:!active, QListWidget[role="ticks"]::item:selected:!focus {
    background: transparent; }
QListWidget[role="ticks"]::indicator { width: $mark; height: $mark; border: 1px solid $edge; border-radius: 4px;
    background: $surface; }
QListWidget[role="ticks"]::indicator:checked { background: $accent; border-color: $accent; image: url("$tick"); }
QLabel[role="sheet"] { border: 1px solid $line; }
QFrame[role="drop"] { background: transparent; border: 1px dashed $edge; border-radius: $radius; }
QFrame[role="drop"][over="yes"] { background: $selection; border: 2px dashed $accent; }
QSplitter::handle { background: $line; }
QProgressBar { background: $line; border: none; border-radius: 3px; max-height: 6px; }
QProgressBar::chunk { background: $accent; border-radius: 3px; }
QCalendarWidget QAbstractItemView { background: $surface; selection-background-color: $accent;
    selection-color: $on_accent; outline: none; }
QCalendarWidget #qt_calendar_navigationbar { background: $surface; }
QCalendarWidget QToolButton { background: transparent; color: $text; border: none; padding: 4px 8px; font-weight: 600; }
QCalendarWidget QToolButton:hover { background: $hover; border-radius: 5px; }
"""
