"""Money: exact amounts in integer minor units, and the one place where they are rounded."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, localcontext

from clientdesk.domain.currency import minor_digits
from clientdesk.domain.errors import RuleError
from clientdesk.domain.text import N_

#: No amount may be larger, in minor units: a typing slip, and it keeps every sum inside 64 bits.
LIMIT = 10**14
_PRECISION = 60
#: Amounts with more digits than this before the point need not be rounded to know that they are too large.
_LONGEST = 30
#: Percents of a plan are told apart to this many decimals.
_PERCENT_DECIMALS = 8


def rounded(value: Decimal, digits: int) -> Decimal:
    """Round half away from zero to `digits` decimals (R-MON-2); exact for any length of `value`."""
    with localcontext() as context:
        context.prec = _PRECISION
        return value.quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class Money:
    """An amount of `minor` units of `currency`: `Money(1234, "EUR")` is 12.34 EUR (R-MON-1)."""

    minor: int
    currency: str

    @classmethod
    def of(cls, amount: Decimal | int | str, currency: str) -> Money:
        """Round `amount` to the currency's minor unit, half away from zero (R-MON-2).

        Raises RuleError for an amount beyond the limit, TypeError for a binary float.
        """
        if isinstance(amount, float):
            raise TypeError("money is never made from a binary float")
        digits, exact = minor_digits(currency), Decimal(amount)
        if exact.is_finite() and exact.adjusted() <= _LONGEST:
            minor = int(rounded(exact, digits).scaleb(digits))
            if abs(minor) <= LIMIT:
                return cls(minor, currency)
        raise RuleError(
            N_("The amount {amount} is too large."),
            field="amount",
            next_step=N_("Check the number of digits."),
            amount=exact,
        )

    @classmethod
    def zero(cls, currency: str) -> Money:
        """Return nothing at all, in `currency`."""
        return cls(0, currency)

    @property
    def amount(self) -> Decimal:
        """The amount in major units, exact, with the currency's decimals."""
        return Decimal(self.minor).scaleb(-minor_digits(self.currency))

    def __add__(self, other: Money) -> Money:
        """Add an amount of the same currency."""
        return Money(self.minor + self._same(other).minor, self.currency)

    def __sub__(self, other: Money) -> Money:
        """Subtract an amount of the same currency."""
        return Money(self.minor - self._same(other).minor, self.currency)

    def __neg__(self) -> Money:
        """Turn the sign."""
        return Money(-self.minor, self.currency)

    def __abs__(self) -> Money:
        """Drop the sign."""
        return Money(abs(self.minor), self.currency)

    def __bool__(self) -> bool:
        """Tell whether the amount is other than zero."""
        return self.minor != 0

    def __lt__(self, other: Money) -> bool:
        """Compare with an amount of the same currency."""
        return self.minor < self._same(other).minor

    def __le__(self, other: Money) -> bool:
        """Compare with an amount of the same currency."""
        return self.minor <= self._same(other).minor

    def __gt__(self, other: Money) -> bool:
        """Compare with an amount of the same currency."""
        return self.minor > self._same(other).minor

    def __ge__(self, other: Money) -> bool:
        """Compare with an amount of the same currency."""
        return self.minor >= self._same(other).minor

    def times(self, factor: Decimal | int) -> Money:
        """Multiply and round once (R-MON-2)."""
        return Money.of(self.amount * factor, self.currency)

    def percent(self, rate: Decimal) -> Money:
        """Return `rate` percent of the amount, rounded once (R-MON-2)."""
        return Money.of(self.amount * rate / 100, self.currency)

    def split(self, parts: int) -> tuple[Money, ...]:
        """Split into equal `parts`; the last takes the rest, so the parts keep the whole (R-MON-12, B10)."""
        if parts < 1:
            raise ValueError("parts must be positive")
        each = Money.of(self.amount / parts, self.currency)
        return self._with_rest((each,) * (parts - 1), [Money(1, self.currency)] * parts)

    def by_percents(self, percents: Sequence[Decimal]) -> tuple[Money, ...]:
        """Split by percents that add up to 100; the last takes the rest (B10, R-PRE-1)."""
        if sum(percents) != 100:  # noqa: PLR2004  # percent
            raise RuleError(
                N_("The parts add up to {total} %, not to 100 %."),
                field="plan",
                next_step=N_("Change one of them."),
                rule="B10",
                total=sum(percents, Decimal(0)),
            )
        first = tuple(self.percent(percent) for percent in percents[:-1])
        weights = [Money(int(percent.scaleb(_PERCENT_DECIMALS)), self.currency) for percent in percents]
        return self._with_rest(first, weights)

    def in_proportion(self, weights: Sequence[Money]) -> tuple[Money, ...]:
        """Split in proportion to `weights`; parts are rounded and the largest remainder takes the difference.

        The parts always add up to the whole (R-MON-6).
        """
        whole = sum(weight.minor for weight in weights)
        if whole == 0:
            return (*(Money.zero(self.currency) for _ in weights[:-1]), self) if weights else ()
        parts, remainders = [], []
        for weight in weights:
            part, remainder = divmod(abs(self.minor) * weight.minor, whole)
            parts.append(part)
            remainders.append(remainder * (1 if whole > 0 else -1))
        missing = abs(self.minor) - sum(parts)
        largest_first = sorted(range(len(parts)), key=lambda index: (-remainders[index], index))
        for index in largest_first[:missing]:
            parts[index] += 1
        sign = -1 if self.minor < 0 else 1
        return tuple(Money(sign * part, self.currency) for part in parts)

    def _with_rest(self, first: tuple[Money, ...], weights: Sequence[Money]) -> tuple[Money, ...]:
        """Let the last part take the rest; where rounding up left less than nothing for it, share by remainders."""
        rest = self - total(first, self.currency)
        return (*first, rest) if rest.minor * self.minor >= 0 else self.in_proportion(weights)

    def _same(self, other: Money) -> Money:
        if other.currency != self.currency:
            raise RuleError(
                N_("{first} and {second} cannot be added up: their currencies differ."),
                field="currency",
                next_step=N_("Use one currency."),
                rule="R-MON-1",
                first=self,
                second=other,
            )
        return other


def total(amounts: Iterable[Money], currency: str) -> Money:
    """Add up `amounts`; the sum of nothing is zero in `currency` (R-MON-5: sums are never rounded again)."""
    result = Money.zero(currency)
    for amount in amounts:
        result += amount
    return result


def convert(amount: Money, rate: Decimal, currency: str) -> Money:
    """Convert at `rate` (units of `currency` per unit of the amount's currency), rounded once (R-MON-10)."""
    return Money.of(amount.amount * rate, currency)
