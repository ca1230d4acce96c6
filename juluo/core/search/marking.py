"""Showing where in a text the words stand that somebody looked for."""

import re
from collections.abc import Iterator

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from juluo.core.search.folding import fold_with_places
from juluo.core.search.terms import UNSPACED, Part, Question

_BEFORE = 24
"""Characters of a snippet that stand before what was looked for."""
_BEGINS = rf"(?:(?<![^\W_])|(?<=[{UNSPACED}]))"
_ENDS = rf"(?:(?![^\W_])|(?=[{UNSPACED}]))"


def marked(text: str, question: Question | None) -> SafeString:
    """The text as safe HTML, what was looked for in `<mark>`."""
    shown, spans = _found_in(text, question)
    return _told(shown, spans, 0, len(shown))


def snippet(text: str, question: Question | None, most: int = 90) -> SafeString:
    """About `most` characters of the text around the first thing looked for, else its beginning, as safe HTML."""
    shown, spans = _found_in(text, question)
    begin, end = _window(shown, spans, most)
    before, after = _dots(shown, begin, end)
    return mark_safe(f"{before}{_told(shown, spans, begin, end)}{after}")  # noqa: S308 - `_told` escapes all of it


def plain_snippet(text: str, question: Question | None, most: int = 90) -> str:
    """The same characters as `snippet`, as plain text."""
    shown, spans = _found_in(text, question)
    begin, end = _window(shown, spans, most)
    before, after = _dots(shown, begin, end)
    return f"{before}{shown[begin:end]}{after}"


def _window(shown: str, spans: list[tuple[int, int]], most: int) -> tuple[int, int]:
    first = spans[0][0] if spans else 0
    begin = first - _BEFORE if first + _BEFORE > most else 0
    return begin, min(begin + most, len(shown))


def _dots(shown: str, begin: int, end: int) -> tuple[str, str]:
    return "…" if begin else "", "…" if end < len(shown) else ""


def _found_in(text: str, question: Question | None) -> tuple[str, list[tuple[int, int]]]:
    """The text in the form that the places speak of, and where in it the parts of the question stand."""
    shown, folded, places = fold_with_places(text)
    if question is None:
        return shown, []
    matches = _pattern(question).finditer(folded)
    return shown, [(places[each.start()], places[each.end() - 1] + 1) for each in matches]


def _told(shown: str, spans: list[tuple[int, int]], begin: int, end: int) -> SafeString:
    return mark_safe("".join(_pieces(shown, spans, begin, end)))  # noqa: S308 - escaped piece by piece


def _pieces(shown: str, spans: list[tuple[int, int]], begin: int, end: int) -> Iterator[str]:
    at = begin
    for first, last in spans:
        if last > at and first < end:
            first, last = max(first, at), min(last, end)  # noqa: PLW2901 - clipped to what is told
            yield f"{escape(shown[at:first])}<mark>{escape(shown[first:last])}</mark>"
            at = last
    yield escape(shown[at:end])


def _pattern(question: Question) -> re.Pattern[str]:
    parts = sorted(question.parts, key=lambda part: -len(part.text))
    return re.compile("|".join(map(_wanted, parts)))


def _wanted(part: Part) -> str:
    if part.unspaced:
        return re.escape(part.text)
    return f"{_BEGINS}{re.escape(part.text)}{'' if part.is_beginning else _ENDS}"
