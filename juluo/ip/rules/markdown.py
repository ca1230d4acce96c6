"""Markdown that people write, told as HTML that cannot harm: no raw HTML, pictures only of our own, links marked.

A block (`::product[slug]`) on a line of its own, outside of quotes, lists and code, stays where it stands. The wall
(`::wall` on a line of its own, wherever it is) says where the free part of a text ends; it is never seen.
"""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.token import Token

from juluo.core.blocks import BLOCK

type Block = tuple[str, str]

_WALL = re.compile(r"^[ \t]*::wall[ \t\r]*$", re.MULTILINE)
_OURS = re.compile(r"((?:/@[a-z0-9-]{1,40})?/media/[0-9a-f-]{36}/(?:full|small))(?:#(\d{1,5})x(\d{1,5}))?")
_MARKS = re.compile(r"([\\\[\]`*_<>&!~|])")
_LINKS = {"http", "https", "mailto"}
_ALLOWED: dict[str, set[str]] = {
    "a": {"href", "title"}, "img": {"src", "alt", "loading", "width", "height"}, "ol": {"start"}, "th": {"align"},
    "td": {"align"},
}  # fmt: skip
_TAGS = {
    "p", "br", "hr", "h2", "h3", "h4", "h5", "h6", "strong", "em", "s", "code", "pre", "blockquote", "ul", "li",
    "table", "thead", "tbody", "tr", *_ALLOWED,
}  # fmt: skip


def told(text: str, drawn: Mapping[Block, str] | None = None) -> SafeString:
    """Tell Markdown as safe HTML. `drawn` holds safe HTML for blocks by (kind, reference); the others vanish."""
    pieces = (each if isinstance(each, str) else (drawn or {}).get(each, "") for each in _pieces(text))
    return mark_safe("".join(pieces))  # noqa: S308 - sanitised below, piece by piece


def picture_line(url: str, alt: str, width: int, height: int) -> str:
    """The Markdown that shows a picture of ours. It tells the size, so that nothing moves when the picture arrives."""
    words = _MARKS.sub(r"\\\1", " ".join(alt.split()))
    return f"![{words}]({url}#{width}x{height})"


def before_wall(text: str) -> str | None:
    """What stands before the first wall, as Markdown; None without a wall."""
    found = _WALL.search(text)
    return text[: found.start()].rstrip() if found else None


@lru_cache(maxsize=512)
def excerpt(text: str, most: int = 90) -> str:
    """The first words of Markdown without its marks, up to `most` characters: for a card or a preview."""
    plain = words_in(text)
    return plain if len(plain) <= most else f"{plain[: most - 1].rstrip()}…"


def words_in(text: str) -> str:
    """All words of Markdown without its marks and blocks, on one line."""
    return " ".join(paragraphs_in(text))


def paragraphs_in(text: str) -> list[str]:
    """The words of Markdown without its marks and blocks, each paragraph, heading or cell on one line."""
    said = (" ".join(_words(each).split()) for each in _parsed(text) if each.type == "inline")
    return [each for each in said if each]


@lru_cache(maxsize=256)
def _pieces(text: str) -> tuple[str | Block, ...]:
    """Safe HTML and blocks, in the order in which they stand."""
    pieces: list[str | Block] = []
    waiting: list[Token] = []
    for token in _parsed(text):
        if token.type == "block":
            pieces += [_safe(waiting), (token.info, token.content)]
            waiting = []
        else:
            waiting.append(_lowered(token))
    return (*pieces, _safe(waiting))


def _parsed(text: str) -> list[Token]:
    return _markdown.parse(_WALL.sub("", text))


def _safe(tokens: Sequence[Token]) -> str:
    html = _markdown.renderer.render(tokens, _markdown.options, {})
    return nh3.clean(
        html, tags=_TAGS, attributes=_ALLOWED, url_schemes=_LINKS, link_rel="nofollow ugc noopener", strip_comments=True
    )


def _lowered(token: Token) -> Token:
    """The page's title is its h1: a text begins at h2."""
    if token.tag == "h1":
        token.tag = "h2"
    return token


def _words(token: Token) -> str:
    return "".join(" " if each.type.endswith("break") else each.content for each in token.children or ())


def _block(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's signature
    """Find `::kind[reference]` on a line of its own, at the root of the text."""
    del end
    line = state.src[state.bMarks[start] : state.eMarks[start]]
    matched = None if state.level else BLOCK.fullmatch(line)
    if matched is None:
        return False
    if not silent:
        token = state.push("block", "", 0)
        token.info, token.content = matched[1], matched[2]
        state.line = start + 1
    return True


def _picture(renderer: Any, tokens: Sequence[Token], at: int, options: Any, env: Any) -> str:
    """Show pictures of our own media; of any other only what it is said to be."""
    token = tokens[at]
    source, words = (
        str(token.attrs.get("src", "")),
        nh3.clean_text(renderer.renderInlineAsText(token.children or [], options, env)),
    )
    ours = _OURS.fullmatch(source)
    if ours is None:
        return words
    size = f' width="{ours[2]}" height="{ours[3]}"' if ours[2] else ""
    return f'<img src="{ours[1]}" alt="{words}" loading="lazy"{size}>'


def _reader() -> MarkdownIt:
    reader = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
    reader.block.ruler.before("paragraph", "block", _block, {"alt": ["paragraph"]})
    reader.add_render_rule("image", _picture)
    return reader


_markdown = _reader()
