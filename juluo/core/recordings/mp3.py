"""MP3 (ISO/IEC 11172-3, 13818-3): frames one after another, perhaps behind an ID3 tag."""

from dataclasses import dataclass

from juluo.core.recordings.reading import CutShortError, NoRecordingError, Readable, Recognised, piece, whole_seconds

_RATES_1 = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
_RATES_2 = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)
_HERTZ = {3: (44_100, 48_000, 32_000), 2: (22_050, 24_000, 16_000), 0: (11_025, 12_000, 8_000)}
_LAYER_3, _FREE, _BAD = 1, 0, 15
_FRAMES = 4
"""So many frames in a row are no accident."""
_LEAST = 417


@dataclass(frozen=True, slots=True)
class _Frame:
    version: int
    kbits: int
    hertz: int
    padded: bool

    @property
    def samples(self) -> int:
        return 1152 if self.version == 3 else 576  # noqa: PLR2004 - MPEG 1

    @property
    def length(self) -> int:
        return self.samples // 8 * self.kbits * 1000 // self.hertz + self.padded


def recognise_mp3(file: Readable, size: int) -> Recognised:
    """Find frames in a row; how long they last is told by the first, or follows from their rate."""
    start = _behind_tag(file)
    frame = first = _frame(piece(file, start, 4))
    at = start
    for _turn in range(_FRAMES):
        at += frame.length
        if at + _FRAMES > size:
            break
        frame = _frame(piece(file, at, 4))
    if at > size:
        raise CutShortError
    told = _told(file, start, first)
    seconds = told * first.samples / first.hertz if told else (size - start) * 8 / (first.kbits * 1000)
    return Recognised("audio/mpeg", "mp3", whole_seconds(seconds))


def _behind_tag(file: Readable) -> int:
    head = piece(file, 0, 10)
    if not head.startswith(b"ID3"):
        return 0
    a, b, c, d = (each & 0x7F for each in head[6:10])
    return 10 + (a << 21 | b << 14 | c << 7 | d)


def _frame(head: bytes) -> _Frame:
    version, layer = head[1] >> 3 & 3, head[1] >> 1 & 3
    rate, hertz = head[2] >> 4, head[2] >> 2 & 3
    in_step = head[0] == 0xFF and head[1] >> 5 == 7  # noqa: PLR2004 - eleven bits set
    if not in_step or layer != _LAYER_3 or version == 1 or rate in {_FREE, _BAD} or hertz == 3:  # noqa: PLR2004 - reserved
        raise NoRecordingError
    rates = _RATES_1 if version == 3 else _RATES_2  # noqa: PLR2004 - MPEG 1
    return _Frame(version, rates[rate], _HERTZ[version][hertz], bool(head[2] >> 1 & 1))


def _told(file: Readable, start: int, frame: _Frame) -> int:
    """How many frames there are, as encoders of a varying rate write into the first; 0 if it does not say."""
    file.seek(start)
    head = file.read(min(frame.length, _LEAST))
    at = max(head.find(b"Xing"), head.find(b"Info"))
    if at < 0 or len(head) < at + 12 or not head[at + 7] & 1:
        return 0
    return int.from_bytes(head[at + 8 : at + 12])
