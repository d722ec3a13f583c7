"""What a start has when the program is installed: its bytecode, which every installer writes."""

from __future__ import annotations

import tempfile
from pathlib import Path

#: Where the children of the benches keep bytecode: beside the books, out of the source tree.
FOLDER = Path(tempfile.gettempdir()) / "clientdesk-bench" / "bytecode"


def with_bytecode(environment: dict[str, str]) -> dict[str, str]:
    """Return `environment` so that Python writes bytecode once and reads it at every later start.

    Where a machine forbids it to (PYTHONDONTWRITEBYTECODE), each start would compile our modules anew, and those of
    the bare window, which came from wheels, not.
    """
    kept = {name: value for name, value in environment.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPYCACHEPREFIX": str(FOLDER)}
