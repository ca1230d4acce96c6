"""Which bytes of a file somebody asks for (RFC 9110, section 14). What is not understood is answered with all of it."""

import re
from dataclasses import dataclass

_SPEC = re.compile(r"bytes=[ \t]*([0-9]{0,18})-([0-9]{0,18})[ \t]*", re.ASCII | re.IGNORECASE)
PIECE = 4 * 1024 * 1024
"""An open end gets so much at once: a film that is watched slowly must not hold a thread for as long as it lasts."""


class UnsatisfiableError(ValueError):
    """The range lies behind the end of the file."""


@dataclass(frozen=True, slots=True)
class Span:
    """Bytes `first` to `last`, both of them among."""

    first: int
    last: int

    @property
    def length(self) -> int:
        return self.last - self.first + 1


def span_asked(header: str, size: int) -> Span | None:
    """The one range that a Range header asks for; None for none, for several, and for what is no range.

    Raises UnsatisfiableError where nothing of the file lies in it.
    """
    matched = _SPEC.fullmatch(header)
    if matched is None or matched[1] == matched[2] == "":
        return None
    if not matched[1]:
        return _last(int(matched[2]), size)
    first = int(matched[1])
    if matched[2] and int(matched[2]) < first:
        return None
    if first >= size:
        raise UnsatisfiableError
    last = int(matched[2]) if matched[2] else first + PIECE - 1
    return Span(first, min(last, size - 1))


def _last(wanted: int, size: int) -> Span:
    if not wanted or not size:
        raise UnsatisfiableError
    return Span(max(0, size - wanted), size - 1)
