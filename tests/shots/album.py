"""The album: one page to look at all pictures, and a sheet per scene with its languages side by side."""

from __future__ import annotations

import html
from collections.abc import Sequence
from pathlib import Path

from PIL import Image

_SHEET_WIDTH = 1000
_HEAD = """<!doctype html><meta charset="utf-8"><title>ClientDesk: all scenes</title>
<style>
body { font: 14px sans-serif; margin: 24px; background: #f4f5f7; color: #12161c; }
h2 { margin: 32px 0 8px; } figure { display: inline-block; margin: 0 12px 12px 0; vertical-align: top; }
img { width: 640px; border: 1px solid #dde1e7; } li { color: #b3261e; }
</style><h1>All scenes</h1>
"""


def write(out: Path, shots: Sequence[dict[str, str]], faults: Sequence[dict[str, str]]) -> None:
    """Write `index.html` and the sheets into `out`."""
    scenes = list(dict.fromkeys(shot["scene"] for shot in shots))
    parts = [_HEAD]
    parts += [f"<li>{html.escape(' '.join(fault.values()))}</li>" for fault in faults]
    for scene in scenes:
        parts.append(f"<h2 id='{scene}'>{scene}</h2>")
        own = [shot for shot in shots if shot["scene"] == scene]
        for shot in own:
            words = f"{shot['language']} {shot['scheme']} {shot['scale']}x"
            parts.append(
                f"<figure><a href='{shot['file']}'><img loading='lazy' src='{shot['file']}' alt='{words}'></a>"
                f"<figcaption>{words}</figcaption></figure>"
            )
        for scheme in dict.fromkeys(shot["scheme"] for shot in own):
            least = min(float(shot["scale"]) for shot in own)
            files = [s["file"] for s in own if s["scheme"] == scheme and float(s["scale"]) == least]
            _sheet([out / file for file in files], out / f"sheet.{scene}.{scheme}.png")
    (out / "index.html").write_text("\n".join(parts), encoding="utf-8")


def _sheet(files: Sequence[Path], target: Path) -> None:
    """Put pictures two by two."""
    pictures = [Image.open(file).convert("RGB") for file in files]
    height = round(_SHEET_WIDTH * pictures[0].height / pictures[0].width)
    rows = (len(pictures) + 1) // 2
    sheet = Image.new("RGB", (_SHEET_WIDTH * min(2, len(pictures)), height * rows), "white")
    for number, picture in enumerate(pictures):
        small = picture.resize((_SHEET_WIDTH, height), Image.Resampling.LANCZOS)
        sheet.paste(small, (number % 2 * _SHEET_WIDTH, number // 2 * height))
    sheet.save(target, compress_level=1)
