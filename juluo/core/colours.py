"""What the eye makes of colours: contrast as WCAG measures it, and lightness moved without changing the hue."""

import math
import re
from typing import NamedTuple

type Hex = str
"""A colour as "#rrggbb", in lower case."""
_HEX = re.compile(r"#?([0-9a-f]{6}|[0-9a-f]{3})")
_FINE = 24
_HAIR = 1e-4


class Shade(NamedTuple):
    """A colour in Oklch: lightness 0 to 1, chroma from 0 (grey), hue in radians."""

    lightness: float
    chroma: float
    hue: float


def hex_of(typed: str) -> Hex | None:
    """Read "#0A6355", "0a6355" or "#abc" as "#rrggbb"; None if it is no colour."""
    found = _HEX.fullmatch(typed.strip().lower())
    if found is None:
        return None
    digits = found[1]
    return "#" + (digits if len(digits) == 6 else "".join(digit * 2 for digit in digits))  # noqa: PLR2004 - rrggbb


def luminance(colour: Hex) -> float:
    """Relative luminance, 0 (black) to 1 (white).

    Source: WCAG 2.2, "relative luminance", https://www.w3.org/TR/WCAG22/#dfn-relative-luminance:
    L = 0.2126 R + 0.7152 G + 0.0722 B of the linear sRGB channels.
    """
    red, green, blue = _linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Hex, other: Hex) -> float:
    """Contrast ratio, 1 to 21. Text needs 4.5 (SC 1.4.3), what shows a control or its focus 3 (SC 1.4.11).

    Source: WCAG 2.2, "contrast ratio", https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio:
    (L1 + 0.05) / (L2 + 0.05), L1 the lighter of the two.
    """
    darker, lighter = sorted([luminance(one), luminance(other)])
    return (lighter + 0.05) / (darker + 0.05)


def shade_of(colour: Hex) -> Shade:
    """Return `colour` in Oklch. Source: Björn Ottosson, https://bottosson.github.io/posts/oklab/."""
    red, green, blue = _linear(colour)
    long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    middle = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    lightness = 0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short
    a = 1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short
    return Shade(lightness, math.hypot(a, b), math.atan2(b, a))


def colour_of(shade: Shade) -> Hex:
    """Return `shade` as a colour that screens have: what is too colourful is made paler, its lightness and hue kept."""
    most = shade.chroma
    if not _shown(shade):
        least = 0.0
        for _each in range(_FINE):
            middle = (least + most) / 2
            least, most = (middle, most) if _shown(shade._replace(chroma=middle)) else (least, middle)
        most = least
    channels = [_encoded(min(1.0, max(0.0, each))) for each in _channels(shade._replace(chroma=most))]
    return "#" + "".join(f"{each:02x}" for each in channels)


def _linear(colour: Hex) -> tuple[float, float, float]:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return _decoded(red), _decoded(green), _decoded(blue)


def _decoded(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4  # noqa: PLR2004 - sRGB


def _encoded(channel: float) -> int:
    curved = channel * 12.92 if channel <= 0.0031308 else 1.055 * channel ** (1 / 2.4) - 0.055  # noqa: PLR2004 - sRGB
    return round(curved * 255)


def _channels(shade: Shade) -> tuple[float, float, float]:
    a, b = shade.chroma * math.cos(shade.hue), shade.chroma * math.sin(shade.hue)
    long = (shade.lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (shade.lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (shade.lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
    )


def _shown(shade: Shade) -> bool:
    return all(-_HAIR <= each <= 1 + _HAIR for each in _channels(shade))
