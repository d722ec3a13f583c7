"""The table of the torture: what was tried, how often, what was found, what must be, and whether it held."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

_SHOWN = 12


@dataclass(slots=True)
class Row:
    """One measure of the bar (R1 to R16). `faults` says each thing that was wrong; none means that it held."""

    bar: str
    measure: str
    runs: int
    must: str
    found: str = ""
    faults: list[str] = field(default_factory=list)
    #: Why it could not be tried here; such a row is neither good nor bad.
    missing: str = ""
    #: How long it took.
    seconds: float = 0.0

    @property
    def verdict(self) -> str:
        """Return the word of the last column."""
        if self.missing:
            return "not here"
        return "FAILED" if self.faults or not self.runs else "held"


@dataclass(frozen=True, slots=True)
class Options:
    """How long a run is: the short form of the suite, minutes, or the whole bar. `runs` overrides every count."""

    short: bool = False
    long: bool = False
    runs: int | None = None
    seed: int = 1
    together: int = 2
    only: tuple[str, ...] = ()

    def count(self, usual: int, short: int, long: int | None = None) -> int:
        """Return how often something is tried; `long` is given where the bar asks for more than the usual run."""
        if self.runs is not None:
            return self.runs
        if self.short:
            return short
        return long if self.long and long is not None else usual

    def wants(self, name: str) -> bool:
        """Whether a verb is to be tried; all are where none is named."""
        return not self.only or name in self.only


def print_rows(rows: Iterable[Row]) -> None:
    """Print rows as they come, each with what was wrong below it."""
    for row in rows:
        found = row.missing or row.found or f"{len(row.faults)} faults"
        print(
            f"{row.bar:4} {row.measure:44} {row.runs:6} {row.seconds:5.0f} s  {found:34} {row.must:30} {row.verdict}",
            flush=True,
        )
        for fault in row.faults[:_SHOWN]:
            print(f"       {fault}", flush=True)
        if len(row.faults) > _SHOWN:
            print(f"       and {len(row.faults) - _SHOWN} more", flush=True)


def print_head() -> None:
    """Print the head of the table."""
    print(
        f"{'bar':4} {'measure':44} {'runs':>6} {'took':>7}  {'found':34} {'must be':30} verdict", flush=True
    )


def has_failed(rows: Sequence[Row]) -> bool:
    """Tell whether any row did not hold."""
    return any(row.verdict == "FAILED" for row in rows)
