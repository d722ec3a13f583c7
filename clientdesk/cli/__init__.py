"""The command line: the same use cases as the window, without Qt; one noun, one module (docs/cli.md)."""

from __future__ import annotations

from clientdesk.cli.program import main

__all__ = ["main"]
