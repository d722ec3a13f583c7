"""Where bundled files and the user's own file lie: in the source tree, in a wheel and in the frozen build."""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path

APP_NAME = "ClientDesk"


@cache
def _root() -> Path:
    """The folder that holds `resources` and `translations`.

    PyInstaller unpacks them beside its own files, the wheel carries them inside the package, the source tree beside it.
    """
    frozen = getattr(sys, "_MEIPASS", None)
    if frozen is not None:
        return Path(frozen)
    package = Path(__file__).resolve().parent
    return package if (package / "resources").is_dir() else package.parent


def resource(name: str) -> Path:
    """The bundled file or folder `name`, as in `resource("icons/plus.svg")`.

    Raises FileNotFoundError when it was not shipped: that is a fault of the build, never of the user.
    """
    path = _root() / "resources" / name
    if not path.exists():
        raise FileNotFoundError(path)
    return path


def catalogues() -> Path:
    """The folder of the translations: `<language>/LC_MESSAGES/<domain>.mo`, `.po` beside it in the source tree."""
    return _root() / "translations"


def data_folder() -> Path:
    """The folder for the user's own data, as the operating system wants it; it need not exist yet."""
    # Imported here: a start with a path given on the command line does not need it.
    from platformdirs import user_data_path

    return user_data_path(APP_NAME, appauthor=False)


def default_book() -> Path:
    """The file that opens when none is named."""
    return data_folder() / "clientdesk.db"


def backup_folder() -> Path:
    """The folder of this computer for backups of every book; it need not exist yet."""
    return data_folder() / "backups"


def opened_folder() -> Path:
    """The folder for copies of attachments that the desktop was asked to show; it need not exist yet."""
    return data_folder() / "opened"


def font_folder() -> Path:
    """The folder of the font pack; it need not exist yet."""
    return data_folder() / "fonts"
