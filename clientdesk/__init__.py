"""ClientDesk: from the first enquiry to the paid final invoice. Only the version lives here."""

from __future__ import annotations

__version__ = "0.1.0"
