"""A drawn picture is kept beside the uploaded ones, by what it shows: drawn once, sent often."""

import hashlib
from collections.abc import Callable
from contextlib import suppress
from io import BytesIO

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils.translation import gettext as _
from PIL import Image

from juluo.core.memory import memory
from juluo.core.refusals import Refused
from juluo.core.spaces import acting_space_id

_WITH_CLEAR, _MIXED = Image.Quantize.FASTOCTREE, Image.Dither.FLOYDSTEINBERG
DRAWN_A_MINUTE = 60
"""How many new pictures a process draws for one space in a minute; those that are kept cost nothing."""


def mark_of(*shown: object) -> str:
    """Name what a picture shows: the same things give the same mark."""
    return hashlib.sha256("\x1f".join(map(str, shown)).encode()).hexdigest()[:16]


def kept_drawing(subject: str, mark: str, draw: Callable[[], Image.Image]) -> bytes:
    """Return the PNG of `subject`, drawn if what it shows has changed; refused (429) when too much is to be drawn."""
    place = f"{acting_space_id()}/drawn/{subject}"
    name = f"{place}/{mark}.png"
    with suppress(FileNotFoundError), default_storage.open(name) as file:
        content: bytes = file.read()
        return content
    _check_pace()
    content = encoded(draw())
    _forget_others(place)
    default_storage.save(name, ContentFile(content))
    return content


def encoded(picture: Image.Image) -> bytes:
    """A PNG of at most 256 colours, mixed so that no bands show: a third of the weight, and nobody sees it."""
    colours = picture.quantize(256, method=Image.Quantize.MEDIANCUT if picture.mode == "RGB" else _WITH_CLEAR)
    few = picture.quantize(palette=colours, dither=_MIXED) if picture.mode == "RGB" else colours
    content = BytesIO()
    few.save(content, "PNG", optimize=True)
    return content.getvalue()


def _check_pace() -> None:
    key = f"drawing:{acting_space_id()}"
    memory.add(key, 0, 60)
    with suppress(ValueError):  # it expired a moment ago
        if memory.incr(key) > DRAWN_A_MINUTE:
            raise Refused(_("Too many pictures are being drawn. Try again in a minute."), code="too_fast", status=429)


def _forget_others(place: str) -> None:
    """What the subject looked like before is asked for by nobody any more."""
    with suppress(FileNotFoundError):
        for name in default_storage.listdir(place)[1]:
            default_storage.delete(f"{place}/{name}")
