"""The block registry: a lower pillar shows what an upper one draws (a product card inside a post).

A block stands in text as `::kind[reference]` on a line of its own. The upper pillar registers, at start-up, one
function a kind that draws many references at once, so a page costs one query a kind.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Sequence

from juluo.core.models import Member

type Draw = Callable[[Sequence[str], Member | None], dict[str, str]]

BLOCK = re.compile(r"^::([a-z_]+)\[([\w-]{1,80})\]\s*$", re.MULTILINE)
_kinds: dict[str, Draw] = {}


def register_block(kind: str, draw: Draw) -> None:
    """Let `draw(references, viewer)` return safe HTML for each reference it knows; unknown ones are left out."""
    _kinds[kind] = draw


def block_kinds() -> list[str]:
    return sorted(_kinds)


def draw_blocks(text: str, viewer: Member | None) -> dict[tuple[str, str], str]:
    """Draw every block that stands in `text`, by (kind, reference); a block nobody can draw becomes nothing."""
    wanted: dict[str, list[str]] = defaultdict(list)
    for kind, reference in BLOCK.findall(text):
        wanted[kind].append(reference)
    drawn = {}
    for kind, references in wanted.items():
        draw = _kinds.get(kind)
        for reference, html in (draw(references, viewer) if draw else {}).items():
            drawn[kind, reference] = html
    return drawn
