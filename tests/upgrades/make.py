"""Makes the fixture of a schema: the telling book, written by that schema's own code, packed; run it after a migration.

`python -m tests.upgrades.make` makes the one of the present schema. An older one was made by this script with the
package of its day first on the path: `PYTHONPATH=OLD python tests/upgrades/make.py --out FOLDER [--schema 2]`.
"""

from __future__ import annotations

import argparse
import lzma
import sys
import tempfile
from contextlib import closing
from pathlib import Path

HERE = Path(__file__).resolve().parent


def main() -> int:
    """Write `schema_NN.db.xz` and say where."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=HERE)
    parser.add_argument(
        "--schema", type=int, help="an earlier schema than the code's own: its first migrations only"
    )
    options = parser.parse_args()
    sys.path.insert(0, str(HERE))
    import telling

    from clientdesk.i18n import set_language
    from clientdesk.storage import engine, migrations
    from clientdesk.storage.database import open_book

    set_language("de")
    if options.schema:
        migrations.MIGRATIONS = migrations.MIGRATIONS[: options.schema]
        migrations.VERSION = options.schema
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "book.db"
        db = open_book(path)
        telling.write(db)
        db.close()
        # By the bare engine: an open book lets nobody attach another file, as this does.
        with closing(engine.connect(str(path), isolation_level=None)) as bare:
            bare.execute("VACUUM")
        packed = lzma.compress(path.read_bytes(), preset=9 | lzma.PRESET_EXTREME)
    made = options.out / f"schema_{migrations.VERSION:02}.db.xz"
    made.write_bytes(packed)
    print(f"{made}: {len(packed)} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
