"""Icons of a space: for browsers' tabs, for phones' home screens."""

from dataclasses import astuple

from PIL import Image

from juluo.core.drawing.canvas import mark, paper
from juluo.core.drawing.keeping import kept_drawing, mark_of
from juluo.core.drawing.looks import Look, look_of
from juluo.core.models import Space

SHAPES = {"32": 32, "180": 180, "192": 192, "512": 512, "maskable": 512}
"""Names of icons and their sides in pixels. Phones cut "maskable" and "180" to their own shape."""
_DESIGN = 1


def icon_mark(space: Space, shape: str = "") -> str:
    return mark_of(_DESIGN, shape, astuple(look_of(space)))


def drawn_icon(space: Space, shape: str) -> bytes:
    """The icon as PNG, kept until the space looks different."""
    return kept_drawing(f"icons/{shape}", icon_mark(space, shape), lambda: draw_icon(look_of(space), shape))


def draw_icon(look: Look, shape: str) -> Image.Image:
    """Draw the sign of the space; full to the edge, its letter within the safe middle, where phones cut the shape."""
    size = SHAPES[shape]
    if shape not in {"180", "maskable"}:
        return mark(look, size)
    whole = paper((size, size), look.paper if look.logo_id else look.brand)
    sign = mark(look, size, radius=0, fill=0.44)
    whole.paste(sign, mask=sign)
    return whole
