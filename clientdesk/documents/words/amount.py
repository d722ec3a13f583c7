"""An amount taken apart into what is said one by one: whole units and their fraction, in exact numbers."""

from __future__ import annotations

from dataclasses import dataclass

from clientdesk.domain.currency import minor_digits
from clientdesk.domain.money import Money


@dataclass(frozen=True, slots=True)
class Amount:
    """Whole units and minor units of `currency`, without the sign."""

    whole: int
    fraction: int
    currency: str

    @classmethod
    def of(cls, money: Money) -> Amount:
        """Take `money` apart, whatever its sign."""
        whole, fraction = divmod(abs(money.minor), 10 ** minor_digits(money.currency))
        return cls(whole, fraction, money.currency)

    @property
    def share(self) -> str:
        """The fraction as banks write it where its unit has no name known here: 05/100, 250/1000."""
        digits = minor_digits(self.currency)
        return f"{self.fraction:0{digits}}/{10**digits}"
