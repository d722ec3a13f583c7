"""Qt's own words in the window's language: its catalogues where it has one, ours (Telugu) where it has none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QLibraryInfo, QObject, QTranslator

from clientdesk.domain.text import NP_
from clientdesk.i18n import pgettext, runs_right_to_left

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

_CONTEXT: Final = "Qt"
#: Qt writes `&` before the letter that Alt reaches. The texts below are without it: other scripts have other letters.
_MNEMONIC: Final = "&"
#: Names of keys stay as they are printed on keyboards.
_KEYS: Final = "QShortcut"
#: Beside Latin names such as Ctrl, an Arabic word for an arrow would turn the keys around; marks keep them in order.
_KEYS_FROM_THE_LEFT: Final = {
    "Up": "\u200e↑\u200e",
    "Down": "\u200e↓\u200e",
    "Left": "\u200e←\u200e",
    "Right": "\u200e→\u200e",
}

#: What Qt says in the parts this program shows: context menus, scroll bars, standard buttons, the dialogs for files
#: and printing, and what it tells a screen reader. A text stands here once, whichever part says it.
TEXTS: Final = (
    # Translators: these come from the Qt library: menus of text fields, buttons and the dialogs for files and printing.
    NP_("Qt", "Undo"),
    NP_("Qt", "Redo"),
    NP_("Qt", "Cut"),
    NP_("Qt", "Copy"),
    NP_("Qt", "Copy Link Location"),
    NP_("Qt", "Paste"),
    NP_("Qt", "Delete"),
    NP_("Qt", "Select All"),
    NP_("Qt", "Step up"),
    NP_("Qt", "Step down"),
    NP_("Qt", "OK"),
    NP_("Qt", "Save"),
    NP_("Qt", "Save All"),
    NP_("Qt", "Open"),
    NP_("Qt", "Yes"),
    NP_("Qt", "Yes to All"),
    NP_("Qt", "No"),
    NP_("Qt", "No to All"),
    NP_("Qt", "Abort"),
    NP_("Qt", "Retry"),
    NP_("Qt", "Ignore"),
    NP_("Qt", "Close"),
    NP_("Qt", "Cancel"),
    NP_("Qt", "Discard"),
    NP_("Qt", "Help"),
    NP_("Qt", "Apply"),
    NP_("Qt", "Reset"),
    NP_("Qt", "Restore Defaults"),
    NP_("Qt", "Show Details..."),
    NP_("Qt", "Hide Details..."),
    NP_("Qt", "Scroll here"),
    NP_("Qt", "Top"),
    NP_("Qt", "Bottom"),
    NP_("Qt", "Page up"),
    NP_("Qt", "Page down"),
    NP_("Qt", "Scroll up"),
    NP_("Qt", "Scroll down"),
    NP_("Qt", "Left edge"),
    NP_("Qt", "Right edge"),
    NP_("Qt", "Page left"),
    NP_("Qt", "Page right"),
    NP_("Qt", "Scroll left"),
    NP_("Qt", "Scroll right"),
    NP_("Qt", "Scroll Left"),
    NP_("Qt", "Scroll Right"),
    NP_("Qt", "Press"),
    NP_("Qt", "Triggers the action"),
    NP_("Qt", "SetFocus"),
    NP_("Qt", "Sets the focus"),
    NP_("Qt", "Toggle"),
    NP_("Qt", "Toggles the state"),
    NP_("Qt", "ShowMenu"),
    NP_("Qt", "Shows the menu"),
    NP_("Qt", "Increase"),
    NP_("Qt", "Increase the value"),
    NP_("Qt", "Decrease"),
    NP_("Qt", "Decrease the value"),
    NP_("Qt", "Open the combo box selection popup"),
    NP_("Qt", "Look in:"),
    NP_("Qt", "Back"),
    NP_("Qt", "Go back"),
    NP_("Qt", "Forward"),
    NP_("Qt", "Go forward"),
    NP_("Qt", "Parent Directory"),
    NP_("Qt", "Go to the parent directory"),
    NP_("Qt", "Create New Folder"),
    NP_("Qt", "Create a New Folder"),
    NP_("Qt", "List View"),
    NP_("Qt", "Change to list view mode"),
    NP_("Qt", "Detail View"),
    NP_("Qt", "Change to detail view mode"),
    NP_("Qt", "Sidebar"),
    NP_("Qt", "List of places and bookmarks"),
    NP_("Qt", "Files"),
    NP_("Qt", "Files of type:"),
    NP_("Qt", "File name:"),
    NP_("Qt", "All Files (*)"),
    NP_("Qt", "Show "),
    NP_("Qt", "Rename"),
    NP_("Qt", "Remove"),
    NP_("Qt", "Show hidden files"),
    NP_("Qt", "New Folder"),
    NP_("Qt", "Save As"),
    NP_("Qt", "Find Directory"),
    NP_("Qt", "Directories"),
    NP_("Qt", "Directory:"),
    NP_("Qt", "Choose"),
    NP_("Qt", "Recent Places"),
    NP_("Qt", "Computer"),
    NP_("Qt", "My Computer"),
    NP_("Qt", "Drive"),
    NP_("Qt", "Folder"),
    NP_("Qt", "Name"),
    NP_("Qt", "Size"),
    NP_("Qt", "Type"),
    NP_("Qt", "Date Modified"),
    NP_("Qt", "%1 already exists.\nDo you want to replace it?"),
    NP_("Qt", "%1\nFile not found.\nPlease verify the correct file name was given."),
    NP_("Qt", "%1\nDirectory not found.\nPlease verify the correct directory name was given."),
    NP_("Qt", "Are you sure you want to delete '%1'?"),
    NP_("Qt", "'%1' is write protected.\nDo you want to delete it anyway?"),
    NP_("Qt", "Could not delete directory."),
    NP_("Qt", "Print"),
    NP_("Qt", "Printer"),
    NP_("Qt", "Name:"),
    NP_("Qt", "Properties"),
    NP_("Qt", "Location:"),
    NP_("Qt", "Preview"),
    NP_("Qt", "Type:"),
    NP_("Qt", "Output file:"),
    NP_("Qt", "Options >>"),
    NP_("Qt", "Options <<"),
    NP_("Qt", "Print to File (PDF)"),
    NP_("Qt", "Local file"),
    NP_("Qt", "Write PDF file"),
    NP_("Qt", "Print range"),
    NP_("Qt", "Print all"),
    NP_("Qt", "Pages from"),
    NP_("Qt", "to"),
    NP_("Qt", "Pages"),
    NP_("Qt", "Current Page"),
    NP_("Qt", "Selection"),
    NP_("Qt", "Page Set:"),
    NP_("Qt", "All Pages"),
    NP_("Qt", "Odd Pages"),
    NP_("Qt", "Even Pages"),
    NP_("Qt", "Output Settings"),
    NP_("Qt", "Copies"),
    NP_("Qt", "Copies:"),
    NP_("Qt", "Collate"),
    NP_("Qt", "Reverse"),
    NP_("Qt", "Color Mode"),
    NP_("Qt", "Color"),
    NP_("Qt", "Grayscale"),
    NP_("Qt", "Double Sided Printing"),
    NP_("Qt", "Off"),
    NP_("Qt", "Long side binding"),
    NP_("Qt", "Short side binding"),
    NP_("Qt", "Options"),
    NP_("Qt", "Page Setup"),
    NP_("Qt", "Paper"),
    NP_("Qt", "Page size:"),
    NP_("Qt", "Width:"),
    NP_("Qt", "Height:"),
    NP_("Qt", "Paper source:"),
    NP_("Qt", "Orientation"),
    NP_("Qt", "Portrait"),
    NP_("Qt", "Landscape"),
    NP_("Qt", "Reverse landscape"),
    NP_("Qt", "Reverse portrait"),
    NP_("Qt", "Margins"),
    NP_("Qt", "top margin"),
    NP_("Qt", "left margin"),
    NP_("Qt", "right margin"),
    NP_("Qt", "bottom margin"),
    NP_("Qt", "Page Layout"),
    NP_("Qt", "Page order:"),
    NP_("Qt", "Pages per sheet:"),
    NP_("Qt", "Millimeters (mm)"),
    NP_("Qt", "Inches (in)"),
    NP_("Qt", "Points (pt)"),
    NP_("Qt", "Custom"),
    NP_("Qt", "%1 already exists.\nDo you want to overwrite it?"),
    NP_("Qt", "%1 is a directory.\nPlease choose a different file name."),
    NP_("Qt", "File %1 is not writable.\nPlease choose a different file name."),
    NP_("Qt", "The 'From' value cannot be greater than the 'To' value."),
)


class QtTexts(QTranslator):
    """Answers Qt in the language that is set when it is made: out of Qt's own catalogue, else out of ours."""

    def __init__(self, language: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        said = {text: pgettext(_CONTEXT, text) for text in TEXTS}
        self._words = {text: word for text, word in said.items() if word != text}
        self._is_right_to_left = runs_right_to_left(language)
        self._own = QTranslator(self)
        self._own.load(f"qtbase_{language}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))

    def isEmpty(self) -> bool:
        """Tell Qt whether there is anything to ask for."""
        return self._own.isEmpty() and not self._words

    def translate(
        self, context: str, source: str, disambiguation: str | None = None, n: int = -1
    ) -> str | None:
        """Return the words for Qt's `source`, or None, which leaves the English ones."""
        if context == _KEYS and self._is_right_to_left:
            return _KEYS_FROM_THE_LEFT.get(source)
        own = self._own.translate(context, source, disambiguation, n)
        if own or context == _KEYS:
            return own or None
        return self._words.get(source.replace(_MNEMONIC, ""))


def install(app: QApplication, language: str) -> QTranslator | None:
    """Let Qt speak `language` from now on, and return the translator to remove at the next change of language."""
    translator = QtTexts(language, app)
    if translator.isEmpty():
        translator.deleteLater()
        return None
    app.installTranslator(translator)
    return translator
