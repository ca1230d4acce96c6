"""MP4 and M4A (ISO/IEC 14496-12): boxes in boxes. Browsers play them when `moov` tells what `mdat` holds."""

from collections.abc import Iterator

from juluo.core.recordings.reading import (
    CutShortError,
    NoRecordingError,
    Readable,
    Recognised,
    piece,
    whole_seconds,
)

type Box = tuple[bytes, int, int]

_MOST_BOXES = 5_000
_HEAD, _LONG_HEAD = 8, 16
_QUICKTIME = b"qt  "


def recognise_boxes(file: Readable, size: int) -> Recognised:
    """Tell film from sound by the tracks; refused without a table of contents (`moov`) or with less than it says."""
    if piece(file, 8, 4) == _QUICKTIME:
        raise NoRecordingError
    outer = list(_boxes(file, 0, size))
    names = {name for name, _start, _end in outer}
    if not names & {b"moov", b"mdat", b"moof"}:
        raise NoRecordingError
    if b"moov" not in names or not names & {b"mdat", b"moof"}:
        raise CutShortError
    _name, start, end = next(box for box in outer if box[0] == b"moov")
    tracks = set(_tracks(file, start, end))
    if b"vide" in tracks:
        return Recognised("video/mp4", "mp4", _seconds(file, start, end))
    if b"soun" in tracks:
        return Recognised("audio/mp4", "m4a", _seconds(file, start, end))
    raise NoRecordingError


def _boxes(file: Readable, at: int, end: int) -> Iterator[Box]:
    """Name, start and end of what each box between `at` and `end` holds."""
    for _turn in range(_MOST_BOXES):
        if at == end:
            return
        head = piece(file, at, _HEAD)
        length, name, skipped = int.from_bytes(head[:4]), head[4:], _HEAD
        if length == 1:
            length, skipped = int.from_bytes(piece(file, at + _HEAD, 8)), _LONG_HEAD
        length = length or end - at
        if length < skipped:
            raise NoRecordingError
        if at + length > end:
            raise CutShortError
        yield name, at + skipped, at + length
        at += length
    raise NoRecordingError


def _tracks(file: Readable, start: int, end: int) -> Iterator[bytes]:
    """What each track is handled as: `vide`, `soun` and others."""
    for track in _named(file, start, end, b"trak"):
        for media in _named(file, *track, b"mdia"):
            for at, _end in _named(file, *media, b"hdlr"):
                yield piece(file, at + 8, 4)


def _seconds(file: Readable, start: int, end: int) -> int | None:
    for at, _end in _named(file, start, end, b"mvhd"):
        long = piece(file, at, 1) == b"\x01"
        scale_at, width = (20, 8) if long else (12, 4)
        scale = int.from_bytes(piece(file, at + scale_at, 4))
        length = int.from_bytes(piece(file, at + scale_at + 4, width))
        return whole_seconds(length / scale) if scale else None
    return None


def _named(file: Readable, start: int, end: int, wanted: bytes) -> Iterator[tuple[int, int]]:
    return ((inner, until) for name, inner, until in _boxes(file, start, end) if name == wanted)
