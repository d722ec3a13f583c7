"""Where the bench's invoice stands on its page, for those who are told so in points, and the faces that all embed."""

from __future__ import annotations

from clientdesk.paths import resource

_MM = 72 / 25.4
LEFT, WIDTH, TOP, BOTTOM = 25 * _MM, 165 * _MM, 100 * _MM, 36 * _MM
#: The columns of the table: place, words, quantity, unit, price, amount.
COLUMNS = tuple(width * _MM for width in (10, 73, 16, 16, 24, 26))
ENDS = (False, False, True, False, True, True)
REGULAR = str(resource("fonts/SourceSans3-Regular.ttf"))
STRONG = str(resource("fonts/SourceSans3-SemiBold.ttf"))
