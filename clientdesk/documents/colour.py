"""Colours as `#rrggbb`: what can be read on what (WCAG 2.2, 1.4.3), and paler and darker ones."""

from __future__ import annotations

from functools import cache

_LEAST_CONTRAST = 4.5
_WHITE, _BLACK = "#ffffff", "#000000"
_STEP = 0.94


@cache
def best_on(ground: str) -> str:
    """Return white, or black where white words could not be read on `ground`."""
    return _WHITE if contrast(_WHITE, ground) >= _LEAST_CONTRAST else _BLACK


@cache
def darkened_for_white(colour: str) -> str:
    """Return `colour`, as much darker as it must be to be read on white."""
    while contrast(colour, _WHITE) < _LEAST_CONTRAST:
        colour = _text(tuple(int(part * _STEP) for part in _parts(colour)))
    return colour


@cache
def mixed_with_white(colour: str, share: float) -> str:
    """Return white with `share` (0 to 1) of `colour` in it."""
    return _text(tuple(round(255 - (255 - part) * share) for part in _parts(colour)))


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, 1 to 21 (WCAG 2.2, relative luminance)."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4  # noqa: PLR2004  # sRGB
        for part in (value / 255 for value in _parts(colour))
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _parts(colour: str) -> tuple[int, int, int]:
    value = int(colour.removeprefix("#"), 16)
    return value >> 16, value >> 8 & 255, value & 255


def _text(parts: tuple[int, ...]) -> str:
    return "#" + "".join(f"{part:02x}" for part in parts)
