"""From any colour comes a palette that everybody can read: text 4.5:1, edges 3:1, in four moods, light and dark."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from juluo.core.colours import colour_of, contrast, hex_of, luminance, shade_of
from juluo.core.tests.test_style_sheets import STYLES, TEXT, TINTED, themes
from juluo.core.theming import PINE, preview_sheet, reading_of, style_sheet, theme_of, version_of
from juluo.core.words import Mood

colours = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")
moods = st.sampled_from(Mood.values)
GROUNDS = ["bg", "surface", "sunken"]
PAIRS = [
    *[(text, ground) for text in TEXT for ground in GROUNDS],
    *[(text, "brand-tint") for text in ["brand-ink", "ink-1", "ink-3"]],
    *[("ink-1", f"{each}-tint") for each in TINTED],
    *[("on-brand", ground) for ground in ["brand", "brand-press"]],
    ("surface", "ink-1"),
]


def worn(brand, mood):
    """All tokens as the browser has them: ours, and over them the space's."""
    light, dark, _system = themes()
    theme = theme_of(brand, mood)
    return [{**light, **theme.light}, {**light, **theme.light, **dark, **theme.dark}]


@given(colours, moods)
@example("#ffd400", "plain")
@example("#ffffff", "plain")
@example("#000000", "night")
@example("#ffff00", "bold")
@example("#808080", "literary")
@example("", "literary")
def test_any_colour_gives_text_that_can_be_read(brand, mood):
    weak = {(text, ground) for tokens in worn(brand, mood) for text, ground in PAIRS
            if contrast(tokens[text], tokens[ground]) < 4.5}  # fmt: skip
    assert weak == set()


@given(colours, moods)
@example("#ffffff", "bold")
@example("#5d3835", "bold")
def test_any_colour_gives_edges_that_can_be_seen(brand, mood):
    weak = {(edge, ground) for tokens in worn(brand, mood) for edge in ["edge", "brand-edge"] for ground in GROUNDS
            if contrast(tokens[edge], tokens[ground]) < 3}  # fmt: skip
    assert weak == set()


@given(colours)
def test_what_the_note_says_is_what_the_button_wears(brand):
    reading, light = reading_of(brand), theme_of(brand, Mood.PLAIN).light
    assert (reading.shown, reading.text) == (light["brand"], light["on-brand"])
    assert reading.ratio == contrast(reading.shown, reading.text) >= 4.5


@pytest.mark.parametrize(
    ("brand", "moved", "white"),
    [
        (PINE, False, True),
        ("#07c160", False, False),
        ("#1989fa", True, True),
        ("#ffffff", True, True),
        ("#ffd400", False, False),
    ],
)
def test_a_colour_that_can_be_read_stays_as_it_is(brand, moved, white):
    reading = reading_of(brand)
    assert (reading.is_moved, reading.text_is_white) == (moved, white)


@given(colours)
def test_a_colour_goes_through_oklch_and_comes_back(colour):
    assert colour_of(shade_of(colour)) == colour


def test_the_grounds_of_the_rule_are_those_of_our_tokens():
    light, dark, _system = themes()
    plain = theme_of("", Mood.PLAIN)
    for ours, ruled in [(light, plain.light), (dark, plain.dark)]:
        known = {name: ours[name].replace("#fff", "#ffffff") if len(ours[name]) == 4 else ours[name] for name in ours}
        assert {name: known[name] for name in ["ink-1", "ink-3", *GROUNDS]} == {
            name: ruled[name] for name in ["ink-1", "ink-3", *GROUNDS]
        }


def test_contrast_is_what_wcag_says():
    assert (luminance("#000000"), luminance("#ffffff")) == (0.0, pytest.approx(1.0))
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)


@pytest.mark.parametrize(
    ("typed", "colour"),
    [("#0A6355", "#0a6355"), (" abc ", "#aabbcc"), ("0a6355", "#0a6355"), ("red", None), ("#12345", None),
     ("", None), ("#0a6355;}", None), ("＃0a6355", None), ("#０a6355", None)],
)  # fmt: skip
def test_colours_are_read_as_people_type_them(typed, colour):
    assert hex_of(typed) == colour


def test_only_a_space_that_departs_from_ours_has_a_sheet_of_its_own():
    assert (version_of("", Mood.PLAIN), version_of(PINE, Mood.PLAIN)) == ("", "")
    versions = {version_of(brand, mood) for brand in ["", "#aa0000", "#00aa00"] for mood in Mood.values} - {""}
    assert len(versions) == 11


@given(colours, moods)
def test_a_sheet_holds_colours_and_nothing_else(brand, mood):
    for sheet in [style_sheet(brand, mood), preview_sheet(brand, mood)]:
        assert sheet.count("{") == sheet.count("}")
        values = re.findall(r"--[\w-]+:([^;}]+)", sheet)
        assert values
        assert [value for value in values if not re.fullmatch("#[0-9a-f]{6}", value)] == []


def test_night_is_dark_unless_somebody_chose_light():
    sheet = style_sheet("", Mood.NIGHT)
    assert ':root[data-mood="night"]:not([data-theme="light"]){color-scheme:dark;' in sheet
    assert "prefers-color-scheme" not in sheet


def test_each_mood_with_a_manner_of_its_own_stands_in_the_style_sheet():
    named = set(re.findall(r'^  \[data-mood="(\w+)"\]', (STYLES / "moods.css").read_text(), re.MULTILINE))
    assert named == set(Mood.values) - {Mood.PLAIN}


def test_the_sheet_of_a_space_outweighs_ours():
    ours = set(re.findall(r"^  (:root[^,{ ]*)[,\s]", (STYLES / "tokens.css").read_text(), re.MULTILINE))
    ours |= set(re.findall(r"^    (:root[^,{ ]*) {", (STYLES / "tokens.css").read_text(), re.MULTILINE))
    theirs = {rule for mood in Mood.values for rule in re.findall(r"(:root[^{]*)\{", style_sheet("#aa1020", mood))}
    assert ours - {":root:lang(zh-Hant)", ":root:lang(en)"} == theirs
