"""Partials that no page includes and CSS classes that nothing wears: either is used, or it goes."""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

SOURCE, STYLES = Path("juluo"), Path("juluo/core/static/css")
PARTIAL = re.compile(r"{%\s*partialdef\s+(\w+)(\s+inline)?")
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
CLASS = re.compile(r"\.([a-z][\w-]*)")
MADE = re.compile(r"([a-z][\w-]*-)(?={{|{%|{\w|\$\{)")
"""The beginning of a class whose end a template or a program fills in: `badge-{{ tone }}`, f"focus-x-{x}"."""
FOREIGN = ("htmx-", "errorlist")
"""Put on elements by what we do not write."""


def unused_partials() -> Iterator[str]:
    """`file.html#name` of each partial that is neither shown where it stands nor named anywhere."""
    templates = {path: path.read_text(encoding="utf-8") for path in SOURCE.rglob("*.html")}
    everything = "\n".join([*templates.values(), *_texts("*.py")])
    for path, text in sorted(templates.items()):
        name = path.as_posix().partition("/templates/")[2]
        for called, inline in PARTIAL.findall(text):
            here = re.search(rf"{{%\s*partial\s+{called}\s*%}}", text)
            if not inline and not here and not re.search(rf"{re.escape(name)}#{called}\b", everything):
                yield f"{name}#{called}"


def unused_classes() -> Iterator[str]:
    """Each class of our style sheets that no template, program or element writes."""
    written = "\n".join([*_texts("*.html"), *_texts("*.py"), *_texts("*.js")])
    words, made = set(re.findall(r"[a-z][\w-]*", written)), tuple({*MADE.findall(written), *FOREIGN})
    styles = "\n".join(COMMENT.sub("", path.read_text(encoding="utf-8")) for path in STYLES.rglob("*.css"))
    selectors = re.sub(r"{[^{}]*}", " ", styles)
    for name in sorted(set(CLASS.findall(selectors))):
        if name not in words and not name.startswith(made):
            yield f".{name}"


def _texts(pattern: str) -> list[str]:
    paths = (path for path in sorted(SOURCE.rglob(pattern)) if not {"tests", "migrations"} & set(path.parts))
    return [path.read_text(encoding="utf-8") for path in paths]


def main() -> int:
    found = [*unused_partials(), *unused_classes()]
    for each in found:
        print(f"{each} is used nowhere: use it or take it out.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
