"""What the eye needs can be computed: contrast, and that every style sheet and icon is really used."""

import re
from pathlib import Path

import pytest

from juluo.core.static_files import style_sheets

CORE = Path(__file__).resolve().parents[1]
STYLES = CORE / "static/css"
TINTED = ["money", "ok", "warn", "bad", "info"]
TEXT = ["ink-1", "ink-2", "ink-3", "brand-ink", *TINTED]
PAIRS = [
    *[(text, ground) for text in TEXT for ground in ["bg", "surface", "sunken"]],
    *[(each, f"{each}-tint") for each in TINTED],
    *[("ink-1", f"{each}-tint") for each in TINTED],
    *[(f"person-{number}-ink", f"person-{number}") for number in range(1, 7)],
    ("brand-ink", "brand-tint"),
    ("ink-3", "brand-tint"),
    ("on-brand", "brand"),
    ("on-brand", "brand-press"),
    ("on-bad", "bad"),
    ("surface", "ink-1"),
]


def themes():
    blocks = re.findall(r"(:root[^{,]*)[^{]*\{([^}]*)\}", (STYLES / "tokens.css").read_text())
    values = {selector.strip(): dict(re.findall(r"--([\w-]+): (#[0-9a-f]+);", body)) for selector, body in blocks}
    return values[":root"], values[':root[data-theme="dark"]'], values[':root:not([data-theme="light"])']


def luminance(colour):
    digits = colour[1:] if len(colour) == 7 else "".join(digit * 2 for digit in colour[1:])
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    darker, lighter = sorted([luminance(one), luminance(other)])
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_text_stands_out_from_its_ground(theme):
    light, dark, _system = themes()
    colours = light if theme == "light" else {**light, **dark}
    weak = {(text, ground) for text, ground in PAIRS if contrast(colours[text], colours[ground]) < 4.5}
    assert weak == set()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_edges_of_fields_can_be_seen(theme):
    light, dark, _system = themes()
    colours = light if theme == "light" else {**light, **dark}
    edges = [contrast(colours[edge], colours[ground]) for edge in ["edge", "brand-edge"]
             for ground in ["bg", "surface", "sunken"]]  # fmt: skip
    assert min(edges) >= 3


def test_both_copies_of_the_dark_theme_are_the_same():
    _light, chosen, system = themes()
    assert chosen == system


def test_every_style_sheet_is_linked_and_stands_in_a_layer():
    linked = {name.removeprefix("css/") for name in style_sheets()}
    files = {str(path.relative_to(STYLES)): path.read_text() for path in STYLES.rglob("*.css")}
    assert linked == set(files)
    assert [name for name, text in files.items() if not re.search(r"^@layer \w+ \{", text, re.MULTILINE)] == []


def test_colours_are_named_once():
    strays = {path.name for path in STYLES.rglob("*.css") if path.name != "tokens.css"
              and re.search(r"#[0-9a-f]{3,8}\b", path.read_text().replace("#fff", ""))}  # fmt: skip
    assert strays == set()


def test_every_icon_that_a_page_names_is_drawn():
    sprite = set(re.findall(r'symbol id="([\w-]+)"', (CORE / "static/img/icons.svg").read_text()))
    pages = "".join(path.read_text() for path in CORE.parent.rglob("templates/**/*.html"))
    named = set(re.findall(r'{% icon "([\w-]+)"', pages)) | set(re.findall(r'\bicon="([\w-]+)"', pages))
    assert named - sprite == set()
