"""WebM (EBML, RFC 8794): elements in elements. Only what stands before the first cluster is read."""

import struct
from collections.abc import Iterator

from juluo.core.recordings.reading import CutShortError, NoRecordingError, Readable, Recognised, piece, whole_seconds

type Element = tuple[int, int, int]

_DOCTYPE, _SEGMENT, _INFO, _TRACKS, _CLUSTER = 0x4282, 0x18538067, 0x1549A966, 0x1654AE6B, 0x1F43B675
_SCALE, _DURATION, _TRACK, _TRACK_TYPE = 0x2AD7B1, 0x4489, 0xAE, 0x83
_FILM, _SOUND = 1, 2
_MOST_ELEMENTS = 2_000
_LONGEST = 8


def recognise_webm(file: Readable, size: int) -> Recognised:
    """Tell film from sound by the tracks. Matroska that is no WebM is refused, for browsers do not play it."""
    outer = list(_elements(file, 0, size, until=_SEGMENT))
    _name, start, end = outer[0]
    doctype = [piece(file, at, to - at) for name, at, to in _elements(file, start, end) if name == _DOCTYPE]
    if doctype[:1] != [b"webm"] or outer[-1][0] != _SEGMENT:
        raise NoRecordingError
    _name, start, end = outer[-1]
    inside = {name: (at, to) for name, at, to in _elements(file, start, end, until=_CLUSTER)}
    if _CLUSTER not in inside or _TRACKS not in inside:
        raise CutShortError
    kinds = set(_kinds(file, *inside[_TRACKS]))
    seconds = _seconds(file, *inside[_INFO]) if _INFO in inside else None
    if _FILM in kinds:
        return Recognised("video/webm", "webm", seconds)
    if _SOUND in kinds:
        return Recognised("audio/webm", "weba", seconds)
    raise NoRecordingError


def _elements(file: Readable, at: int, end: int, until: int | None = None) -> Iterator[Element]:
    """Name, start and end of each element between `at` and `end`, up to the first that is called `until`."""
    for _turn in range(_MOST_ELEMENTS):
        if at >= end:
            return
        name, at = _number(file, at, keep_mark=True)
        length, at = _number(file, at)
        to = end if length is None else at + length
        if to > end and name != _CLUSTER:
            raise CutShortError
        yield name or 0, at, to
        if name == until:
            return
        at = to
    raise NoRecordingError


def _number(file: Readable, at: int, *, keep_mark: bool = False) -> tuple[int | None, int]:
    """Read a number of variable length; None is "not known", which a live recording says of its length."""
    first = piece(file, at, 1)[0]
    width = _LONGEST + 1 - first.bit_length()
    if width > _LONGEST:
        raise NoRecordingError
    value = int.from_bytes(piece(file, at, width))
    if keep_mark:
        return value, at + width
    mark = 1 << (7 * width)
    return (None if value == 2 * mark - 1 else value - mark), at + width


def _kinds(file: Readable, start: int, end: int) -> Iterator[int]:
    for name, at, to in _elements(file, start, end):
        if name == _TRACK:
            yield from (piece(file, inner, 1)[0] for kind, inner, _to in _elements(file, at, to) if kind == _TRACK_TYPE)


def _seconds(file: Readable, start: int, end: int) -> int | None:
    scale, length = 1_000_000, 0.0
    for name, at, to in _elements(file, start, end):
        if name == _SCALE:
            scale = int.from_bytes(piece(file, at, to - at))
        if name == _DURATION and to - at in {4, 8}:
            (length,) = struct.unpack(">f" if to - at == 4 else ">d", piece(file, at, to - at))  # noqa: PLR2004 - a float's width
    return whole_seconds(length * scale / 1e9)
