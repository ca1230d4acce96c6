"""What a file is, by its first bytes and its frame. Neither its name nor what the sender says of it is asked."""

from juluo.core.recordings.boxes import recognise_boxes
from juluo.core.recordings.mp3 import recognise_mp3
from juluo.core.recordings.reading import CutShortError, NoRecordingError, Readable, Recognised, piece, whole_seconds
from juluo.core.recordings.webm import recognise_webm

ACCEPTED = "audio/mpeg,audio/mp4,audio/ogg,audio/wav,audio/flac,video/mp4,video/webm,.mp3,.m4a,.ogg,.opus,.wav,.flac"
_LAST_PAGE = 65_536
_LEAST = 64


def recognise(file: Readable, size: int) -> Recognised:
    """Say which of the formats that browsers play this is: MP3, M4A, Ogg, WAV, FLAC, MP4 or WebM.

    Raises NoRecordingError for anything else, CutShortError for a file that ends before it says.
    """
    if size < _LEAST:
        raise NoRecordingError
    head = piece(file, 0, 12)
    if head[4:8] == b"ftyp":
        return recognise_boxes(file, size)
    if head.startswith(b"\x1aE\xdf\xa3"):
        return recognise_webm(file, size)
    if head.startswith(b"OggS"):
        return _ogg(file, size)
    if head.startswith(b"RIFF") and head.endswith(b"WAVE"):
        return _wav(file, size)
    if head.startswith(b"fLaC"):
        return _flac(file)
    if head.startswith(b"ID3") or head[0] == 0xFF:  # noqa: PLR2004 - the first byte of a frame
        return recognise_mp3(file, size)
    raise NoRecordingError


def _wav(file: Readable, size: int) -> Recognised:
    at, rate = 12, 0
    while at + 8 <= size:
        head = piece(file, at, 8)
        name, length = head[:4], int.from_bytes(head[4:], "little")
        if name == b"fmt ":
            rate = int.from_bytes(piece(file, at + 16, 4), "little")
        if name == b"data":
            if at + 8 + length > size:
                raise CutShortError
            return Recognised("audio/wav", "wav", whole_seconds(length / rate) if rate else None)
        at += 8 + length + length % 2
    raise CutShortError


def _flac(file: Readable) -> Recognised:
    """STREAMINFO comes first: 20 bits of rate and 36 bits of samples stand in it (RFC 9639)."""
    block = piece(file, 4, 38)
    if block[0] & 0x7F:
        raise NoRecordingError
    packed = int.from_bytes(block[14:22])
    rate, samples = packed >> 44, packed & (1 << 36) - 1
    return Recognised("audio/flac", "flac", whole_seconds(samples / rate) if rate else None)


def _ogg(file: Readable, size: int) -> Recognised:
    """Opus counts 48,000 a second, Vorbis says its rate; the last page says how many there were."""
    head = piece(file, 0, 58)
    at = head.find(b"OpusHead"), head.find(b"\x01vorbis")
    if max(at) < 0:
        raise NoRecordingError
    rate = 48_000 if at[0] > 0 else int.from_bytes(piece(file, at[1] + 12, 4), "little")
    begin = max(0, size - _LAST_PAGE)
    tail = piece(file, begin, size - begin)
    last = tail.rfind(b"OggS")
    page = tail[last:] if last >= 0 else b""
    if len(page) < 27 or len(page) < 27 + page[26] + sum(page[27 : 27 + page[26]]):  # noqa: PLR2004 - a page's head
        raise CutShortError
    seconds = int.from_bytes(page[6:14], "little") / rate if rate else 0
    return Recognised("audio/ogg", "ogg", whole_seconds(seconds))
