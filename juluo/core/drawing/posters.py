"""A poster to send into a chat or to print: 900 × 1440, the picture above, a QR code below."""

from dataclasses import astuple, dataclass
from io import BytesIO

import segno
from PIL import Image, ImageDraw

from juluo.core.drawing.canvas import mark, paper, picture_in, write_lines
from juluo.core.drawing.fonts import font, wrapped
from juluo.core.drawing.keeping import kept_drawing, mark_of
from juluo.core.drawing.looks import Look, look_of
from juluo.core.models import Media, Space

WIDTH, HEIGHT = 900, 1440
_DESIGN = 2
_MARGIN, _CODE = 56, 232


@dataclass(frozen=True, slots=True, kw_only=True)
class Poster:
    """What a poster says. `address` stands in its QR code."""

    subject: str
    title: str
    picture: Media | None
    sharer: str
    hint: str
    address: str

    def mark(self, space: Space) -> str:
        shown = self.picture.mark if self.picture else ""
        said = (self.title, shown, self.sharer, self.hint, self.address)
        return mark_of(_DESIGN, *said, astuple(look_of(space)))


def drawn_poster(space: Space, poster: Poster) -> bytes:
    """The poster as PNG, kept until it would look different."""
    return kept_drawing(f"posters/{poster.subject}", poster.mark(space), lambda: draw_poster(look_of(space), poster))


def draw_poster(look: Look, poster: Poster) -> Image.Image:
    """Draw the poster; without a picture the colour of the space takes its place, with the title on it."""
    whole = paper((WIDTH, HEIGHT), look.paper)
    picture = picture_in(poster.picture, (WIDTH, WIDTH), look.paper)
    large = font(56, look.language)
    lines = wrapped(poster.title, large, WIDTH - 2 * _MARGIN, 3 if picture else 6)
    if picture:
        whole.paste(picture, (0, 0))
        write_lines(whole, (_MARGIN, WIDTH + 36), lines, large, look.ink)
    else:
        ImageDraw.Draw(whole).rectangle((0, 0, WIDTH, WIDTH), fill=look.brand)
        write_lines(whole, (_MARGIN, 120), lines, large, look.on_brand)
    _write_foot(whole, look, poster)
    return whole


def _write_foot(whole: Image.Image, look: Look, poster: Poster) -> None:
    top = HEIGHT - _MARGIN - _CODE
    whole.paste(_code(poster.address), (WIDTH - _MARGIN - _CODE, top))
    sign, middle, small = mark(look, 64), font(34, look.language), font(26, look.language)
    whole.paste(sign, (_MARGIN, top), mask=sign)
    width = WIDTH - 3 * _MARGIN - _CODE
    write_lines(whole, (_MARGIN + 84, top + 10), wrapped(look.name, middle, width - 84, 1), middle, look.ink)
    below = write_lines(whole, (_MARGIN, top + 96), wrapped(poster.sharer, small, width, 2), small, look.ink)
    write_lines(whole, (_MARGIN, below + 8), wrapped(poster.hint, small, width, 2), small, look.quiet)


def _code(address: str) -> Image.Image:
    content = BytesIO()
    segno.make(address, error="m", micro=False).save(content, kind="png", scale=8, border=2)
    return Image.open(content).convert("RGB").resize((_CODE, _CODE), Image.Resampling.NEAREST)
