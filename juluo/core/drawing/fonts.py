"""The typeface of drawn pictures: one of the system's own that knows Chinese, found when it is first needed.

Without one, what it cannot write is left out of the picture rather than drawn as empty boxes, and the log says so once.
"""

import logging
import os
import re
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from PIL import ImageFont

logger = logging.getLogger(__name__)

type Font = ImageFont.FreeTypeFont

_DIRECTORIES = (
    "/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts", "/System/Library/Fonts",
    "/Library/Fonts", "C:/Windows/Fonts",
)  # fmt: skip
_KNOWN = (
    "NotoSerifCJK-Bold.ttc", "NotoSerifCJKsc-Bold.otf", "NotoSerifSC-Bold.otf", "SourceHanSerifSC-Bold.otf",
    "Songti.ttc", "NotoSansCJK-Bold.ttc", "NotoSansCJKsc-Bold.otf", "NotoSansCJK-Regular.ttc", "NotoSansSC-Bold.otf",
    "NotoSansSC-Regular.otf", "SourceHanSansSC-Bold.otf", "PingFang.ttc", "Hiragino Sans GB.ttc", "STHeiti Medium.ttc",
    "wqy-zenhei.ttc", "wqy-microhei.ttc", "DroidSansFallbackFull.ttf", "uming.ttc", "msyhbd.ttc", "msyh.ttc",
    "simhei.ttf",
)  # fmt: skip
"""The first of these that is installed is taken: bold serifs first, as the name of a space is set on its pages."""
_MOST_FACES = 12
_NO_BREAK_BEFORE = "，。、；：？！…）》」』”’,.;:?!)%"
_PIECES = re.compile(
    rf"[^\W\u2e80-\uffff]+[{re.escape(_NO_BREAK_BEFORE)}]*|\s+|.[{re.escape(_NO_BREAK_BEFORE)}]*", re.DOTALL
)


@lru_cache(maxsize=64)
def font(size: int, language: str = "zh-hans") -> Font:
    """The typeface in `size` pixels, with the shapes that readers of `language` are used to."""
    path = font_file()
    if path is None:
        fallback = ImageFont.load_default(size)
        assert isinstance(fallback, ImageFont.FreeTypeFont)  # noqa: S101 - Pillow gives one whenever a size is asked for
        return fallback
    return ImageFont.truetype(path, size, index=_face(path, "TC" if language == "zh-hant" else "SC"))


@lru_cache(maxsize=1)
def font_file() -> str | None:
    """JULUO_FONT, or the first known typeface that is installed; None if there is none."""
    if chosen := settings.JULUO_FONT:
        return str(chosen)
    installed = {name: str(path) for path in map(Path, _files()) if (name := path.name) in _KNOWN}
    for name in _KNOWN:
        if name in installed:
            return installed[name]
    logger.warning(
        "No typeface that knows Chinese is installed: drawn pictures leave Chinese words out. Set JULUO_FONT."
    )
    return None


def writable(text: str, of: Font) -> str:
    """`text` without the characters that this typeface does not have."""
    return " ".join("".join(each for each in text if each.isspace() or _has(of, each)).split())


def wrapped(text: str, of: Font, width: int, most: int) -> list[str]:
    """Break `text` into at most `most` lines of `width` pixels; the last ends in "…" if more was to come."""
    lines = [""]
    for piece in _pieces(writable(text, of), of, width):
        if lines[-1] and of.getlength(lines[-1] + piece.rstrip()) > width:
            lines.append("")
        lines[-1] = (lines[-1] + piece).lstrip()
    lines = [line.rstrip() for line in lines if line.strip()]
    if len(lines) <= most:
        return lines
    return [*lines[: most - 1], _shortened(lines[most - 1], of, width)]


def _shortened(line: str, of: Font, width: int) -> str:
    while line and of.getlength(f"{line}…") > width:
        line = line[:-1]
    return f"{line.rstrip(_NO_BREAK_BEFORE)}…"


def _pieces(text: str, of: Font, width: int) -> list[str]:
    """Words and single Chinese characters; a word wider than a line falls into characters."""
    found = _PIECES.findall(text)
    return [part for each in found for part in ([each] if of.getlength(each) <= width else list(each))]


@lru_cache(maxsize=4096)
def _has(of: Font, character: str) -> bool:
    """A missing character is drawn like one that nobody has."""
    drawn, missing = of.getmask(character), of.getmask("\U0010fffe")
    return drawn.size != missing.size or bytes(drawn) != bytes(missing)


@lru_cache(maxsize=8)
def _face(path: str, region: str) -> int:
    """The face of a collection whose name ends in the region; the first if none does."""
    for index in range(_MOST_FACES):
        try:
            family, _style = ImageFont.truetype(path, 12, index=index).getname()
        except OSError:
            break
        if (family or "").endswith(region):
            return index
    return 0


def _files() -> list[str]:
    roots = (os.path.expanduser(each) for each in _DIRECTORIES)  # noqa: PTH111 - "~" of a user without a home stays
    return [os.path.join(at, name) for root in roots for at, _dirs, names in os.walk(root) for name in names]  # noqa: PTH118
