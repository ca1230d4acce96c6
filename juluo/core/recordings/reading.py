"""What the readers of formats share: a file they read little of, and the two ways in which it is none."""

from dataclasses import dataclass
from typing import Protocol


class Readable(Protocol):
    """A file on disk or in memory that can be read anywhere."""

    def read(self, most: int = -1, /) -> bytes: ...

    def seek(self, to: int, whence: int = 0, /) -> int: ...


class NoRecordingError(ValueError):
    """The file is no sound or film that browsers play."""


class CutShortError(ValueError):
    """The file says that it is longer than it is."""


@dataclass(frozen=True, slots=True)
class Recognised:
    """What a file is, by its content; `seconds` is None where the file does not say."""

    content_type: str
    ending: str
    seconds: int | None

    @property
    def is_film(self) -> bool:
        return self.content_type.startswith("video/")


def piece(file: Readable, at: int, length: int) -> bytes:
    """Read `length` bytes from `at`; a file that ends before is cut short."""
    file.seek(at)
    read = file.read(length)
    if len(read) < length:
        raise CutShortError
    return read


def whole_seconds(seconds: float) -> int | None:
    """Round up to a second; None for what no recording lasts."""
    return int(seconds + 0.999) if 0 < seconds < 360_000 else None  # noqa: PLR2004 - a hundred hours
