"""HTML that other shops export, as Markdown: words, headings, lists, emphasis and links, and nothing that acts."""

import re
from html.parser import HTMLParser

_BLOCKS = {"p", "div", "section", "article", "ul", "ol", "table", "tr", "blockquote"}
_HEADINGS = {"h1": "## ", "h2": "## ", "h3": "### ", "h4": "### ", "h5": "### ", "h6": "### "}
_MARKS = {"b": "**", "strong": "**", "i": "*", "em": "*"}
_SILENT = {"script", "style", "template", "noscript", "iframe", "object"}
_SAFE = ("http://", "https://", "mailto:")
_SPECIAL = re.compile(r"([\\`*_\[\]<>#])")


def markdown_of(html: str) -> str:
    """Return the text of `html` as Markdown; a text without tags stays what it is, made safe."""
    parser = _Reader()
    parser.feed(html)
    parser.close()
    lines = [" ".join(line.split()) for line in "".join(parser.parts).split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._silent = 0
        self._links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self._silent += 1
        elif tag in _BLOCKS | _HEADINGS.keys():
            self._say(f"\n\n{_HEADINGS.get(tag, '')}")
        elif tag in {"li", "br"}:
            self._say("\n- " if tag == "li" else "\n\n")
        elif tag in _MARKS:
            self._say(_MARKS[tag])
        elif tag == "a":
            self._open_link(dict(attrs).get("href") or "")

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self._silent = max(0, self._silent - 1)
        elif tag in _BLOCKS | _HEADINGS.keys():
            self._say("\n\n")
        elif tag in _MARKS:
            self._say(_MARKS[tag])
        elif tag == "a" and self._links:
            href = self._links.pop()
            self._say(f"]({href})" if href else "")

    def handle_data(self, data: str) -> None:
        self._say(_SPECIAL.sub(r"\\\1", data.replace("\n", " ")))

    def _open_link(self, href: str) -> None:
        safe = href.strip() if href.strip().lower().startswith(_SAFE) and not set(href.strip()) & set(" ()<>\\") else ""
        self._links.append(safe)
        self._say("[" if safe else "")

    def _say(self, text: str) -> None:
        if not self._silent:
            self.parts.append(text)
