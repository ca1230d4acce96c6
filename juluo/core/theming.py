"""A space's look: from one colour of its own, any colour, all tokens that text and edges need to be seen.

Text on its ground has at least 4.5:1 and an edge 3:1 (WCAG 2.2, SC 1.4.3 and 1.4.11; the formula stands in
`colours.contrast`), in light and in dark. What cannot be seen is moved in lightness until it can; the hue stays.
"""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from juluo.core.colours import Hex, Shade, colour_of, contrast, shade_of
from juluo.core.words import Mood

PINE: Hex = "#0a6355"
"""The brand of a space that has chosen none."""
TEXT, EDGE = 4.5, 3.0
WHITE: Hex = "#ffffff"
_STEP = 0.004
_MOVABLE = 2.8
"""White on a colour at least this strong is kept, by darkening the colour; on a lighter one the text is dark."""
_COLOURFUL, _SHAPE = 0.04, 1.2
"""What has this much colour is seen as a shape from 1.2:1 on."""
_INK = 0.35
"""Grey on light grounds looks like what cannot be pressed: a grey brand is worn as ink."""

_Tokens = dict[str, Hex]
_PLAIN: tuple[_Tokens, _Tokens] = (
    {"ink-1": "#15191d", "ink-3": "#5f6974", "bg": "#f4f6f7", "surface": "#ffffff", "sunken": "#ecf0f2"},
    {"ink-1": "#eceff1", "ink-3": "#97a1ab", "bg": "#0e1113", "surface": "#171b1f", "sunken": "#20262b"},
)
_PAPER: tuple[_Tokens, _Tokens] = (
    {"ink-1": "#201b16", "ink-2": "#544a40", "ink-3": "#695e52", "line": "#e9e2d7", "edge": "#8a7e70",
     "bg": "#f8f4ed", "surface": "#fffdf9", "sunken": "#f3ede3"},
    {"ink-1": "#f1ece4", "ink-2": "#c6bdb0", "ink-3": "#a79e90", "line": "#372f28", "edge": "#857a6c",
     "bg": "#12100d", "surface": "#1b1814", "sunken": "#26221c"},
)  # fmt: skip


_PLAIN_EDGES = {-1: "#7f8994", +1: "#747e89"}
"""Of light and of dark, by the way that leads off their grounds."""


@dataclass(frozen=True)
class Theme:
    """The tokens that a space changes, by name, in light and in dark."""

    light: Mapping[str, Hex]
    dark: Mapping[str, Hex]


@dataclass(frozen=True)
class Reading:
    """How text stands on buttons of a brand colour: `shown` may be a moved `wanted`."""

    wanted: Hex
    shown: Hex
    text: Hex
    ratio: float

    @property
    def is_moved(self) -> bool:
        return self.wanted != self.shown

    @property
    def text_is_white(self) -> bool:
        return self.text == WHITE


@lru_cache(maxsize=256)
def theme_of(brand: Hex, mood: str) -> Theme:
    """Derive the tokens of a space with the colour `brand` ("" is pine) in one of the four moods."""
    seed = shade_of(brand or PINE)
    light, dark = (dict(each) for each in (_PAPER if mood == Mood.LITERARY else _PLAIN))
    if mood == Mood.BOLD:
        light |= _tinted(seed, {"bg": 0.965, "sunken": 0.945}, light["ink-3"], 0.018)
        dark |= _tinted(seed, {"bg": 0.17, "surface": 0.215, "sunken": 0.265}, dark["ink-3"], 0.02)
    return Theme({**light, **_light(seed, light)}, {**dark, **_dark(seed, dark)})


@lru_cache(maxsize=256)
def reading_of(brand: Hex) -> Reading:
    """How the text of a button reads on `brand`, measured."""
    shown = theme_of(brand, Mood.PLAIN).light
    return Reading(brand or PINE, shown["brand"], shown["on-brand"], contrast(shown["brand"], shown["on-brand"]))


@lru_cache(maxsize=256)
def style_sheet(brand: Hex, mood: str) -> str:
    """The style sheet that a space adds to ours."""
    theme = theme_of(brand, mood)
    light, dark = _declared(theme.light), _declared(theme.dark)
    if mood == Mood.NIGHT:
        return _layered(
            f':root{{{light}}}:root[data-mood="night"]:not([data-theme="light"]){{color-scheme:dark;{dark}}}'
        )
    by_wish = f'@media(prefers-color-scheme:dark){{:root:not([data-theme="light"]){{{dark}}}}}'
    return _layered(f':root{{{light}}}{by_wish}:root[data-theme="dark"]{{{dark}}}')


def preview_sheet(brand: Hex, mood: str) -> str:
    """The same tokens for the two phones of a preview, a light one and a dark one."""
    theme = theme_of(brand, mood)
    return _layered(f".phone-light{{{_declared(theme.light)}}}.phone-dark{{{_declared(theme.dark)}}}")


@lru_cache(maxsize=256)
def version_of(brand: Hex, mood: str) -> str:
    """What changes in the address of a style sheet when anything in it does; "" for the look that everybody has."""
    if brand in {"", PINE} and mood == Mood.PLAIN:
        return ""
    return hashlib.sha256(style_sheet(brand, mood).encode()).hexdigest()[:12]


def _light(seed: Shade, known: _Tokens) -> _Tokens:
    grounds = _grounds(known)
    if seed.chroma < _COLOURFUL:
        seed = seed._replace(lightness=min(seed.lightness, _INK))
    brand, on = _button(seed, grounds)
    tint = _moved(_toned(seed, 0.955, 0.03), +1, lambda each: contrast(known["ink-3"], each) >= TEXT)
    return {
        "brand": brand,
        "brand-press": _pressed(brand, on),
        "on-brand": on,
        "brand-tint": tint,
        "brand-ink": _moved(seed, -1, _stands_out([*grounds, tint], TEXT)),
        "brand-edge": _moved(seed, -1, _stands_out([*grounds, tint], EDGE)),
    } | _edge(known, grounds, -1)


def _dark(seed: Shade, known: _Tokens) -> _Tokens:
    grounds = _grounds(known)
    on = colour_of(_toned(seed, 0.24, 0.045))
    bright = Shade(max(seed.lightness, 0.76), min(seed.chroma, 0.15), seed.hue)
    tint = _moved(_toned(seed, 0.29, 0.045), -1, lambda each: contrast(known["ink-3"], each) >= TEXT)
    brand = _moved(bright, +1, lambda each: contrast(on, each) >= TEXT and _stands_out([*grounds, tint], EDGE)(each))
    pale = Shade(max(seed.lightness, 0.82), min(seed.chroma, 0.11), seed.hue)
    return {
        "brand": brand,
        "brand-press": _pressed(brand, on),
        "on-brand": on,
        "brand-tint": tint,
        "brand-ink": _moved(pale, +1, _stands_out([*grounds, tint], TEXT)),
        "brand-edge": brand,
    } | _edge(known, grounds, +1)


def _edge(known: _Tokens, grounds: list[Hex], way: int) -> _Tokens:
    """Nothing, unless the tinted grounds ask for another edge than the mood's."""
    edge, stands_out = known.get("edge", _PLAIN_EDGES[way]), _stands_out(grounds, EDGE)
    return {} if stands_out(edge) else {"edge": _moved(shade_of(edge), way, stands_out)}


def _button(seed: Shade, grounds: Iterable[Hex]) -> tuple[Hex, Hex]:
    """The fill of a button on light grounds, and its text: white where the colour bears it, else a dark tone of it."""
    fill = _moved(seed, -1, _stands_out(grounds, _SHAPE))
    if contrast(WHITE, fill) >= _MOVABLE:
        return _moved(shade_of(fill), -1, lambda each: contrast(WHITE, each) >= TEXT), WHITE
    on = colour_of(_toned(seed, 0.22, 0.045))
    return _moved(shade_of(fill), +1, lambda each: contrast(on, each) >= TEXT), on


def _pressed(brand: Hex, on: Hex) -> Hex:
    """A little away from the text, so that it still reads; at the end of the scale a little towards it."""
    shade = shade_of(brand)
    away = +0.05 if contrast(on, WHITE) > contrast(on, "#000000") else -0.05
    for by in (away, -away):
        pressed = colour_of(shade._replace(lightness=min(1.0, max(0.0, shade.lightness + by))))
        if pressed != brand and contrast(on, pressed) >= TEXT:
            return pressed
    return brand


def _tinted(seed: Shade, wanted: Mapping[str, float], ink: Hex, chroma: float) -> _Tokens:
    """Grounds with a breath of the brand, on which `ink` still reads with room to spare."""
    away = +1 if contrast(ink, WHITE) > contrast(ink, "#000000") else -1
    return {
        name: _moved(_toned(seed, lightness, chroma), away, lambda each: contrast(ink, each) >= TEXT + 0.1)
        for name, lightness in wanted.items()
    }


def _toned(seed: Shade, lightness: float, chroma: float) -> Shade:
    return Shade(lightness, min(seed.chroma, chroma), seed.hue)


def _moved(shade: Shade, way: int, is_fit: Callable[[Hex], bool]) -> Hex:
    """The colour nearest to `shade`, darker (-1) or lighter (+1), that is fit; at the end of the scale, the end."""
    lightness = shade.lightness
    while not is_fit(colour := colour_of(shade._replace(lightness=lightness))):
        if lightness in {0.0, 1.0}:
            break
        lightness = min(1.0, max(0.0, lightness + way * _STEP))
    return colour


def _stands_out(grounds: Iterable[Hex], ratio: float) -> Callable[[Hex], bool]:
    known = list(grounds)
    return lambda colour: all(contrast(colour, ground) >= ratio for ground in known)


def _grounds(tokens: _Tokens) -> list[Hex]:
    return [tokens["bg"], tokens["surface"], tokens["sunken"]]


def _declared(tokens: Mapping[str, Hex]) -> str:
    return ";".join(f"--{name}:{colour}" for name, colour in tokens.items())


def _layered(rules: str) -> str:
    return f"@layer reset,tokens,base,components,utilities;@layer tokens{{{rules}}}\n"
