"""Make the pictures of the README and of the manual from the demo book: `python3 dev.py pictures`.

They are scenes of `tests/shots`, so a picture shows what the window is, and is made anew whenever that changes.
"""

from __future__ import annotations

import os
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from PySide6.QtWidgets import QApplication

from clientdesk import app as wiring
from clientdesk.ui import style
from clientdesk.ui.help import topics
from clientdesk.ui.own_settings import user_settings
from tests.shots.scenes import named
from tests.shots.stage import Shelf, Stage

#: PNG's effort: these are kept and shipped, so bytes count.
_QUALITY = 0


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture: its file below the root, and the scene, language, scheme and size of the window it shows."""

    file: str
    scene: str
    language: str = "en"
    scheme: str = "light"
    size: tuple[int, int] = (1366, 800)


README = (
    Picture("docs/img/today.png", "today"),
    Picture("docs/img/client.png", "client"),
    Picture("docs/img/invoice.png", "invoice"),
    Picture("docs/img/work.png", "work-milestones"),
    Picture("docs/img/calendar.png", "calendar"),
    Picture("docs/img/palette.png", "palette"),
    Picture("docs/img/documents-dark.png", "documents", scheme="dark"),
    Picture("docs/img/arabic.png", "work", language="ar"),
)
#: Small enough that words stay readable in the width of a page of the manual.
_MANUAL_SIZE = (1100, 700)
MANUAL = tuple(
    Picture(f"resources/manual/pictures/{language}/{name}.png", scene, language=language, size=_MANUAL_SIZE)
    for language in topics.LANGUAGES
    for name, scene in (
        ("first-run", "first-run"),
        ("today", "today"),
        ("client", "client"),
        ("quote", "quote"),
        ("work", "work"),
        ("work-money", "work-money"),
        ("invoice-draft", "invoice-draft"),
        ("money", "money"),
        ("calendar", "calendar"),
        ("library", "library"),
        ("design", "design"),
        ("palette", "palette"),
        ("settings", "settings-business"),
    )
)


def main() -> int:
    """Draw them all, or those whose files contain one of the words given."""
    wanted = sys.argv[1:]
    chosen = [one for one in (*README, *MANUAL) if not wanted or any(word in one.file for word in wanted)]
    application = QApplication(sys.argv[:1])
    application.setCursorFlashTime(0)
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "shelf").mkdir()
        shelf = Shelf(Path(folder) / "shelf")
        # Before the first scene: acting a book out speaks English, whatever the window speaks.
        shelf.fill()
        stage = Stage(application, shelf, Path(folder))
        wiring.set_up(application, user_settings(), language="en", scheme="light")
        style.add_other_fonts()
        for picture in chosen:
            draw(stage, picture)
            sys.stdout.write(picture.file + "\n")
    return 0


def draw(stage: Stage, picture: Picture) -> None:
    """Play the scene and save what is seen."""
    (scene,) = (one for one in named(picture.scene) if one.name == picture.scene)
    stage.begin(
        scene.book_for(picture.language),
        language=picture.language,
        scheme=picture.scheme,
        size=picture.size,
    )
    scene.act(stage)
    target = ROOT / picture.file
    target.parent.mkdir(parents=True, exist_ok=True)
    if not stage.picture().save(str(target), "PNG", _QUALITY):
        raise OSError(f"{target} could not be written")
    stage.end()


if __name__ == "__main__":
    sys.exit(main())
