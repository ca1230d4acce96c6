"""The card that a link to a page unfolds into in a chat: 1200 × 630, words left, picture right."""

from dataclasses import astuple, dataclass

from PIL import Image, ImageDraw

from juluo.core.drawing.canvas import mark, paper, picture_in, write_lines
from juluo.core.drawing.fonts import font, wrapped, writable
from juluo.core.drawing.keeping import kept_drawing, mark_of
from juluo.core.drawing.looks import Look, look_of
from juluo.core.models import Media, Space

WIDTH, HEIGHT = 1200, 630
_DESIGN = 2
"""Raise it when cards are drawn differently: those that are kept are then drawn anew."""
_MARGIN, _PICTURE = 64, 520


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What a card shows. `subject` names the page, like "mall/tea"."""

    subject: str
    title: str
    note: str = ""
    picture: Media | None = None

    def mark(self, space: Space) -> str:
        """The same for cards that look the same."""
        shown = self.picture.mark if self.picture else ""
        return mark_of(_DESIGN, self.title, self.note, shown, astuple(look_of(space)))


def drawn_card(space: Space, card: Card) -> bytes:
    """The card as PNG, kept until it would look different."""
    return kept_drawing(f"cards/{card.subject}", card.mark(space), lambda: draw_card(look_of(space), card))


def draw_card(look: Look, card: Card) -> Image.Image:
    """Draw the card: title and note, the space's sign and name below, the picture on the right if there is one."""
    whole = paper((WIDTH, HEIGHT), look.paper)
    picture = picture_in(card.picture, (_PICTURE, HEIGHT), look.paper)
    if picture:
        whole.paste(picture, (WIDTH - _PICTURE, 0))
    else:
        ImageDraw.Draw(whole).rectangle((0, 0, WIDTH, 16), fill=look.brand)
    width = WIDTH - 2 * _MARGIN - (_PICTURE if picture else 0)
    _write_words(whole, look, card, width)
    _write_name(whole, look, width)
    return whole


def _write_words(whole: Image.Image, look: Look, card: Card, width: int) -> None:
    large, small = font(60, look.language), font(30, look.language)
    lines = wrapped(card.title, large, width, 4)
    below = write_lines(whole, (_MARGIN, 72), lines, large, look.ink)
    room = max(0, min(3, 5 - len(lines)))
    if room:
        write_lines(whole, (_MARGIN, below + 16), wrapped(card.note, small, width, room), small, look.quiet)


def _write_name(whole: Image.Image, look: Look, width: int) -> None:
    sign, small = mark(look, 64), font(32, look.language)
    whole.paste(sign, (_MARGIN, HEIGHT - 64 - 56), mask=sign)
    name = wrapped(writable(look.name, small), small, width - 88, 1)
    write_lines(whole, (_MARGIN + 84, HEIGHT - 64 - 56 + 10), name, small, look.quiet)
