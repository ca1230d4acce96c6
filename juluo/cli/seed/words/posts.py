"""What 山野茶事 has written: one Markdown file a post.

Its first line says how many days ago, with which cover, and who reads it to its end if that is not everyone.
"""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Piece:
    days_ago: int
    cover: str
    title: str
    text: str
    audience: str


def _piece(path: Path) -> Piece:
    when, title, text = path.read_text(encoding="utf-8").split("\n", 2)
    days_ago, cover, *audience = when.split()
    return Piece(int(days_ago), cover, title.removeprefix("# "), text.strip(), *audience or ["everyone"])


PIECES = tuple(_piece(path) for path in sorted((Path(__file__).parent / "posts").glob("*.md")))
