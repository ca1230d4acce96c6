"""Plain text that people write, told as HTML that cannot harm: line breaks and links to the web, nothing else."""

import re
from collections.abc import Iterator
from functools import lru_cache
from html import escape

import nh3
from django.utils.safestring import SafeString, mark_safe

_LINK = re.compile(r"https?://[A-Za-z0-9][!#-;=?-~]*")
"""ASCII but quotes and angle brackets: an address ends where Chinese begins."""
_NOT_AT_THE_END = ".,:;!?'*_~)]}"
_LONGEST_SHOWN = 60


@lru_cache(maxsize=2048)
def told_plainly(text: str) -> SafeString:
    """Tell plain text: paragraphs, line breaks, and web addresses as links that pass on no rank."""
    paragraphs = re.split(r"\n\s*\n", text.strip())
    html = "".join(f"<p>{'<br>'.join(map(_line, each.split('\n')))}</p>" for each in paragraphs)
    safe = nh3.clean(
        html, tags={"p", "br", "a"}, attributes={"a": {"href"}}, url_schemes={"http", "https"},
        link_rel="nofollow ugc noopener",
    )  # fmt: skip
    return mark_safe(safe)  # noqa: S308 - escaped piece by piece, then sanitised


def _line(line: str) -> str:
    return "".join(_pieces(line))


def _pieces(line: str) -> Iterator[str]:
    at = 0
    for found in _LINK.finditer(line):
        address = found[0].rstrip(_NOT_AT_THE_END)
        yield escape(line[at : found.start()])
        yield f'<a href="{escape(address)}">{escape(_shown(address))}</a>'
        at = found.start() + len(address)
    yield escape(line[at:])


def _shown(address: str) -> str:
    return address if len(address) <= _LONGEST_SHOWN else f"{address[: _LONGEST_SHOWN - 1]}…"
