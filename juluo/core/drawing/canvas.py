"""What cards, posters and icons are drawn of: paper, words, pictures."""

import logging
from collections.abc import Sequence

from django.core.files.storage import default_storage
from PIL import Image, ImageDraw, ImageOps

from juluo.core.drawing.fonts import Font, font, writable
from juluo.core.drawing.looks import Look
from juluo.core.media import name_of
from juluo.core.models import Media

logger = logging.getLogger(__name__)

_SHARPER = 4


def paper(size: tuple[int, int], colour: str) -> Image.Image:
    return Image.new("RGB", size, colour)


def picture_in(media: Media | None, size: tuple[int, int], ground: str) -> Image.Image | None:
    """The picture cut to `size` around its focus; None if there is none or its file is gone."""
    if media is None:
        return None
    try:
        with default_storage.open(name_of(str(media.file.name), "full")) as file, Image.open(file) as opened:
            around = (media.focus_x / 100, media.focus_y / 100)
            fitted = ImageOps.fit(opened.convert("RGBA"), size, Image.Resampling.LANCZOS, centering=around)
    except OSError:
        logger.warning("picture missing", extra={"media": str(media.pk)})
        return None
    whole = paper(size, ground)
    whole.paste(fitted, mask=fitted)
    return whole


def write_lines(on: Image.Image, at: tuple[int, int], lines: Sequence[str], font_: Font, colour: str) -> int:
    """Write lines below each other from the top left corner `at`; returns where the next one would begin."""
    draw, (x, y) = ImageDraw.Draw(on), at
    step = int(font_.size * 1.36)
    for line in lines:
        draw.text((x, y), line, font=font_, fill=colour)
        y += step
    return y


def initial_of(look: Look) -> str:
    """The first letter of the space's name that can be drawn; "" if none can."""
    return next((each.upper() for each in writable(look.name, font(48, look.language)) if each.isalnum()), "")


def mark(look: Look, size: int, *, radius: float = 0.22, fill: float = 0.58) -> Image.Image:
    """The sign of a space, square: its logo, its initial on its colour, or a ring where no letter can be drawn.

    `radius` of the corners and height `fill` of the letter are parts of the size.
    """
    big = size * _SHARPER
    whole = Image.new("RGBA", (big, big), (0, 0, 0, 0))
    logo = _logo(look)
    ImageDraw.Draw(whole).rounded_rectangle(
        (0, 0, big - 1, big - 1), radius=int(big * radius), fill=look.paper if logo else look.brand
    )
    if logo:
        _place_logo(whole, logo, fill)
    else:
        _place_initial(whole, look, fill)
    return whole.resize((size, size), Image.Resampling.LANCZOS)


def _logo(look: Look) -> Image.Image | None:
    media = Media.objects.filter(pk=look.logo_id).first() if look.logo_id else None
    if media is None:
        return None
    try:
        with default_storage.open(name_of(str(media.file.name), "full")) as file, Image.open(file) as opened:
            return opened.convert("RGBA")
    except OSError:
        logger.warning("logo missing", extra={"media": str(media.pk)})
        return None


def _place_logo(whole: Image.Image, logo: Image.Image, fill: float) -> None:
    """All of the logo, in the middle, a little larger than a letter would be."""
    side = int(whole.width * min(1.0, fill * 1.4))
    fitted = ImageOps.contain(logo, (side, side), Image.Resampling.LANCZOS)
    whole.alpha_composite(fitted, ((whole.width - fitted.width) // 2, (whole.height - fitted.height) // 2))


def _place_initial(whole: Image.Image, look: Look, fill: float) -> None:
    draw, big = ImageDraw.Draw(whole), whole.width
    if letter := initial_of(look):
        written = font(int(big * fill), look.language)
        left, top, right, bottom = written.getbbox(letter)
        draw.text(((big - right - left) / 2, (big - bottom - top) / 2), letter, font=written, fill=look.on_brand)
        return
    ring = int(big * (1 - fill) / 2)
    draw.ellipse((ring, ring, big - ring, big - ring), outline=look.on_brand, width=max(2, big // 12))
