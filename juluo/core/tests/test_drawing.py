"""Pictures that the server draws: their size, their words, and that they are drawn once."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from juluo.core.drawing import fonts, keeping
from juluo.core.drawing.cards import Card, draw_card, drawn_card
from juluo.core.drawing.icons import SHAPES, draw_icon, drawn_icon
from juluo.core.drawing.looks import Look
from juluo.core.media import keep_picture
from juluo.core.memory import memory
from juluo.core.refusals import Refused
from juluo.core.tests.test_media import picture

LOOK = Look(name="山野茶事", language="zh-hans")
LONG = "霜降之后，为什么该喝一点焙火茶" * 8


@pytest.fixture(autouse=True)
def media_root(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    memory.clear()
    return tmp_path


@pytest.fixture
def no_typeface(monkeypatch):
    """A machine without a typeface that knows Chinese."""
    monkeypatch.setattr(fonts, "_files", list)
    fonts.font_file.cache_clear()
    fonts.font.cache_clear()
    yield
    fonts.font_file.cache_clear()
    fonts.font.cache_clear()


def ink_of(image, box):
    """How many colours are found in a part of a picture."""
    return len(image.crop(box).convert("RGB").getcolors(1 << 20))


@pytest.mark.parametrize("title", ["茶", LONG, "A" * 200, "Tea bowl " * 30, "🍵", "شاي", "a\u0000b", " "])
def test_any_title_makes_a_card_of_the_same_size(title):
    assert draw_card(LOOK, Card(subject="x", title=title, note=LONG)).size == (1200, 630)


def test_a_card_shows_its_title_and_the_name_of_the_space():
    card = draw_card(LOOK, Card(subject="x", title="霜降之后"))
    empty = draw_card(Look(name="", language="zh-hans"), Card(subject="x", title=""))

    words, name = (60, 60, 600, 160), (140, 500, 400, 580)
    assert (ink_of(card, words) > 2, ink_of(card, name) > 2) == (True, True)
    assert (ink_of(empty, words), ink_of(empty, name)) == (1, 1)


def test_a_card_shows_its_picture(space, lin):
    media = keep_picture(SimpleUploadedFile("a.png", picture(size=(900, 900), colour="red")), alt="", member=lin)

    with_picture = draw_card(LOOK, Card(subject="x", title="茶", picture=media))

    assert with_picture.getpixel((1000, 300))[0] > 200
    assert draw_card(LOOK, Card(subject="x", title="茶")).getpixel((1000, 300)) == (255, 255, 255)


def test_a_card_whose_picture_is_gone_shows_its_words(space, lin, media_root):
    media = keep_picture(SimpleUploadedFile("a.png", picture()), alt="", member=lin)
    for path in media_root.rglob("*.webp"):
        path.unlink()

    assert draw_card(LOOK, Card(subject="x", title="茶", picture=media)).getpixel((1000, 300)) == (255, 255, 255)


def test_lines_fit_their_width_and_the_last_says_that_more_was_to_come():
    font = fonts.font(60)
    lines = fonts.wrapped(LONG, font, 500, 3)

    assert len(lines) == 3
    assert lines[2].endswith("…")
    assert max(font.getlength(each) for each in lines) <= 500
    assert not any(line.startswith(("，", "。")) for line in lines)
    assert fonts.wrapped("Antidisestablishmentarianism" * 3, font, 300, 9)[0] != ""


@pytest.mark.usefixtures("no_typeface")
def test_without_a_typeface_chinese_words_are_left_out_and_the_log_says_so(caplog):
    card = draw_card(LOOK, Card(subject="x", title="霜降之后 Frost"))

    assert fonts.writable("霜降之后 Frost", fonts.font(60)) == "Frost"
    assert card.size == (1200, 630)
    assert "JULUO_FONT" in caplog.text


@pytest.mark.usefixtures("no_typeface")
def test_an_icon_without_a_letter_is_a_ring():
    icon = draw_icon(LOOK, "192")
    assert icon.getpixel((96, 96))[:3] == (10, 99, 85)
    assert ink_of(icon, (20, 20, 172, 172)) > 2


@pytest.mark.parametrize(("shape", "side"), SHAPES.items())
def test_an_icon_has_its_size_and_the_colour_of_the_space(shape, side):
    icon = draw_icon(LOOK, shape).convert("RGBA")
    edge = icon.getpixel((0, 0))

    assert icon.size == (side, side)
    assert edge[3] == (255 if shape in {"180", "maskable"} else 0)
    assert icon.getpixel((side // 2, side // 16))[:3] == (10, 99, 85)


def test_the_letter_of_a_maskable_icon_stays_in_the_part_that_every_phone_shows():
    icon = draw_icon(LOOK, "maskable").convert("RGB")
    for x, y in [(0, 0), (51, 51), (460, 51), (51, 460), (256, 60), (256, 450)]:
        assert icon.getpixel((x, y)) == (10, 99, 85)


def test_a_drawing_is_kept_until_it_would_look_different(space, media_root, monkeypatch):
    drawn = []
    monkeypatch.setattr("juluo.core.drawing.cards.draw_card", lambda *each: drawn.append(each) or draw_card(*each))
    first = drawn_card(space, Card(subject="posts/1", title="茶"))

    assert drawn_card(space, Card(subject="posts/1", title="茶")) == first
    assert len(drawn) == 1
    drawn_card(space, Card(subject="posts/1", title="好茶"))
    assert len(drawn) == 2
    assert len(list(media_root.rglob("drawn/**/*.png"))) == 1


def test_a_card_of_a_photograph_is_light_enough_to_send(space, lin):
    noise = Image.effect_noise((1600, 900), 80).convert("RGB")
    media = keep_picture(SimpleUploadedFile("a.png", _png(noise)), alt="", member=lin)

    assert len(drawn_card(space, Card(subject="x", title="茶", picture=media))) < 600_000


def test_too_many_new_drawings_in_a_minute_are_refused_and_kept_ones_still_sent(space, monkeypatch):
    monkeypatch.setattr(keeping, "DRAWN_A_MINUTE", 2)
    kept = drawn_icon(space, "32")
    drawn_icon(space, "180")

    with pytest.raises(Refused) as refused:
        drawn_icon(space, "192")

    assert (refused.value.code, refused.value.status) == ("too_fast", 429)
    assert drawn_icon(space, "32") == kept


def test_the_logo_takes_the_place_of_the_letter(space, lin):
    media = keep_picture(SimpleUploadedFile("a.png", picture(size=(300, 300), colour="red")), alt="", member=lin)
    look = Look(name="山野", language="zh-hans", logo_id=media.pk)

    icon = draw_icon(look, "192").convert("RGB")

    assert icon.getpixel((96, 96))[0] > 240
    assert icon.getpixel((96, 96))[1] < 20


def _png(image):
    content = BytesIO()
    image.save(content, "PNG")
    return content.getvalue()
