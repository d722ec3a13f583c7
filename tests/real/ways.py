"""Ways that tests walk and benches measure: what a person presses, through the X server, answered before the next."""

from __future__ import annotations

import time

from tests.real.desk import Desk, Program


class Hands:
    """Presses and types through the X server, counts, and measures what the machine takes after each press."""

    def __init__(self, desk: Desk, program: Program) -> None:
        self._desk, self._program = desk, program
        self.presses = self.keys = 0
        self.waited = 0.0

    def press(self, *names: str) -> None:
        """Press keys, each answered before the next."""
        for name in names:
            self._desk.press(name)
            began = time.monotonic()
            self._program.ask("state")
            self.waited += time.monotonic() - began
            self.presses += 1
            self.keys += name.count("+") + 1

    def write(self, text: str) -> None:
        """Type letters."""
        if text:
            self._desk.type(text)
            self._program.ask("state")
            self.keys += len(text)


def first_invoice(hands: Hands) -> int:
    """Go from the first run to the saved PDF, and return how many presses the one line took."""
    hands.press("Return")
    for words in (
        *("Lena Brandt", "", "Karlstr. 5, 04229 Leipzig", "181/815/08155"),
        *("Krumm GmbH", "Ring 1, 04109 Leipzig", ""),
    ):
        hands.write(words)
        hands.press("Tab")
    before = hands.presses
    hands.write("Logo design")
    hands.press("Tab")
    hands.write("12 h")
    hands.press("Tab")
    hands.write("90")
    in_line = hands.presses - before
    hands.press("ctrl+Return")
    hands.press("ctrl+shift+s", "Return")
    return in_line
