"""Opening a table somebody sends: plain or gzip, UTF-8 (with or without mark), UTF-16 or GB18030, read row by row."""

import codecs
import csv
import gzip
import io
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from juluo.cli.trouble import Trouble

LONGEST_FIELD = 1024 * 1024
_CHUNK = 1024 * 1024
_GZIP = b"\x1f\x8b"
_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
_BROKEN = (OSError, EOFError, zlib.error)


class BadFile(Trouble):
    """The file cannot be read as the table it should be; nothing was written. The command ends with status 2."""


@dataclass(frozen=True)
class Row:
    """One row and the number of the line it ends on, as an editor counts them; `extra` are fields past the header."""

    number: int
    fields: dict[str, str]
    extra: tuple[str, ...] = ()


@dataclass(frozen=True)
class Table:
    """A file whose header has been read and found to have the columns that are needed."""

    path: Path
    encoding: str
    columns: tuple[str, ...]

    def rows(self) -> Iterator[Row]:
        """Read from the beginning, one row in memory at a time. Rows without any text are no rows."""
        with _text_of(self.path, self.encoding) as text:
            reader = csv.reader(text)
            next(reader)
            for fields in _guarded(reader, self.path):
                if any(fields):
                    yield _row(reader.line_num, self.columns, fields)


def open_table(path: Path, needed: Sequence[str], encoding: str = "") -> Table:
    """Find out how the file is written and whether it has the columns `needed`; raise BadFile if not."""
    if not path.is_file():
        raise BadFile(f"There is no file {path}.")
    encoding = _known(encoding) if encoding else encoding_of(path)
    with _text_of(path, encoding) as text:
        header = next(_guarded(csv.reader(text), path), [])
    columns = tuple(name.strip() for name in header)
    if missing := [name for name in needed if name not in columns]:
        raise BadFile(f"{path.name} lacks the column{'s' * (len(missing) > 1)} {', '.join(missing)}.")
    return Table(path, encoding, columns)


def encoding_of(path: Path) -> str:
    """Sniff the encoding from the mark at the beginning, else by reading the file whole: UTF-8 or GB18030."""
    with _bytes_of(path) as file:
        head = file.read(_CHUNK)
    if not head.strip():
        raise BadFile(f"{path.name} is empty.")
    if marked := next((name for mark, name in _MARKS.items() if head.startswith(mark)), ""):
        return marked
    if b"\0" in head:
        raise BadFile(f"{path.name} is not a text file. Save the table as CSV in UTF-8.")
    for name in ("utf-8", "gb18030"):
        if _decodes(path, name):
            return name
    raise BadFile(f"{path.name} is neither UTF-8 nor GB18030. Save it as UTF-8, or say --encoding NAME.")


def _known(encoding: str) -> str:
    try:
        return codecs.lookup(encoding).name
    except LookupError:
        raise BadFile(f"There is no encoding named {encoding!r}; try utf-8, gb18030 or cp1252.") from None


def _decodes(path: Path, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        with _bytes_of(path) as file:
            while chunk := file.read(_CHUNK):
                decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _row(number: int, columns: Sequence[str], fields: list[str]) -> Row:
    padded = fields + [""] * (len(columns) - len(fields))
    return Row(number, dict(zip(columns, padded, strict=False)), tuple(fields[len(columns) :]))


def _guarded(reader: Iterator[list[str]], path: Path) -> Iterator[list[str]]:
    """Turn whatever can be wrong with a file into one sentence."""
    csv.field_size_limit(LONGEST_FIELD)
    try:
        for fields in reader:
            if "\0" in "".join(fields):
                raise BadFile(f"{path.name} has a NUL character in it: it is damaged, or not a text file.")
            yield fields
    except csv.Error as error:
        if "limit" in str(error):
            sentence = f"{path.name} has a field longer than a million characters; is a quotation mark missing?"
        else:
            sentence = f"{path.name} is not a CSV table ({error})."
        raise BadFile(sentence) from None
    except UnicodeError:
        raise BadFile(f"{path.name} is not written in the encoding it seemed to be; say --encoding NAME.") from None


@contextmanager
def _text_of(path: Path, encoding: str) -> Iterator[io.TextIOBase]:
    with _bytes_of(path) as file, io.TextIOWrapper(file, encoding=encoding, newline="") as text:
        yield text


@contextmanager
def _bytes_of(path: Path) -> Iterator[BinaryIO]:
    """The file's bytes, unpacked if they are gzip."""
    try:
        with path.open("rb") as raw:
            packed = raw.read(len(_GZIP)) == _GZIP
            raw.seek(0)
            with gzip.open(raw) if packed else raw as file:
                yield file  # type: ignore[misc] # gzip's file reads bytes like any other
    except _BROKEN as error:
        reason = getattr(error, "strerror", None) or "it is damaged or cut off"
        raise BadFile(f"{path.name} cannot be read: {reason}.") from None
