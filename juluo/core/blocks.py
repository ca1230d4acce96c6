"""The block registry: a lower pillar shows what an upper one draws (a product card inside a post).

A block stands in text as `::kind[reference]` on a line of its own. The upper pillar registers, at start-up, one
function a kind that draws many references at once, so a page costs one query a kind.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.urls import get_script_prefix
from django.utils.translation import get_language

from juluo.core.memory import memory
from juluo.core.models import Member, Space

type Draw = Callable[[Sequence[str], Member | None], dict[str, str]]
type Block = tuple[str, str]
type Choose = Callable[[str], list["Choice"]]

BLOCK = re.compile(r"^::([a-z_]+)\[([\w-]{1,80})\]\s*$", re.MULTILINE)
_KEPT_SECONDS = 300
_kinds: dict[str, Draw] = {}
_choosers: dict[str, Choose] = {}


@dataclass(frozen=True, slots=True)
class Choice:
    """A block that may be put into a text: the line that does it, and what people call what it shows."""

    kind: str
    reference: str
    title: str

    @property
    def line(self) -> str:
        return f"::{self.kind}[{self.reference}]"


def register_block(kind: str, draw: Draw, choose: Choose | None = None) -> None:
    """Let `draw(references, viewer)` return safe HTML for each reference it knows; unknown ones are left out.

    A block looks the same to all viewers of one rung until something is published: it is kept so long. `choose(words)`
    names the few that a writer who looks for these words ("" for any) may mean.
    """
    _kinds[kind] = draw
    if choose:
        _choosers[kind] = choose


def block_kinds() -> list[str]:
    return sorted(_kinds)


def choices_of_blocks(words: str) -> list[Choice]:
    """What a writer may put into a text, by words in its name, kind by kind; only what a line of text can name."""
    found = (choice for kind in sorted(_choosers) for choice in _choosers[kind](words))
    return [each for each in found if BLOCK.fullmatch(each.line)]


def draw_blocks(text: str, viewer: Member | None, space: Space) -> dict[Block, str]:
    """Draw every block that stands in `text`, by (kind, reference); a block nobody can draw becomes nothing."""
    wanted = {block for block in BLOCK.findall(text) if block[0] in _kinds}
    keys = {_key(block, viewer, space): block for block in wanted}
    kept = memory.get_many(keys)
    drawn = _draw([block for key, block in keys.items() if key not in kept], viewer)
    memory.set_many({key: drawn.get(block, "") for key, block in keys.items() if key not in kept}, _KEPT_SECONDS)
    return drawn | {keys[key]: html for key, html in kept.items()}


def _draw(blocks: Sequence[Block], viewer: Member | None) -> dict[Block, str]:
    """Draw blocks anew, those of one kind together."""
    by_kind: dict[str, list[str]] = defaultdict(list)
    for kind, reference in blocks:
        by_kind[kind].append(reference)
    return {
        (kind, reference): html
        for kind, references in by_kind.items()
        for reference, html in _kinds[kind](references, viewer).items()
    }


def _key(block: Block, viewer: Member | None, space: Space) -> str:
    """Links in a block begin with the prefix that the space has at this address."""
    rung = viewer.rung if viewer else ""
    seen_by = f"{get_script_prefix()}:{get_language()}:{rung}"
    return f"block:{space.id}:{space.pages_version}:{seen_by}:{block[0]}:{block[1]}"
