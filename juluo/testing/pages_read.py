"""A page as the browser would know it: its elements with their attributes, and the words within each that has an id."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

_EMPTY = {"input", "img", "br", "hr", "meta", "link", "source", "wbr"}


@dataclass
class Element:
    tag: str
    attrs: dict[str, str]
    text: str = ""
    inside: list["Element"] = field(default_factory=list)
    """What it stands in, the innermost last."""

    @property
    def classes(self) -> set[str]:
        return set(self.attrs.get("class", "").split())


class PageRead(HTMLParser):
    """Reads a page into `elements`, in order."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[Element] = []
        self._open: list[Element] = []
        self.feed(page)

    def with_id(self, name: str) -> list[Element]:
        return [each for each in self.elements if each.attrs.get("id") == name]

    def within(self, outer: Element) -> list[Element]:
        return [each for each in self.elements if any(one is outer for one in each.inside)]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        met = Element(tag, {name: value or "" for name, value in attrs}, inside=list(self._open))
        self.elements.append(met)
        if tag not in _EMPTY:
            self._open.append(met)

    def handle_endtag(self, tag: str) -> None:
        while any(each.tag == tag for each in self._open):
            if self._open.pop().tag == tag:
                return

    def handle_data(self, data: str) -> None:
        for each in self._open:
            each.text += data
