"""What became of every line, and the report of those that were not imported: nothing is lost silently."""

import csv
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from juluo.cli.importing.files import BadFile, Row

type Write = Callable[[list[object]], object]

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Unused:
    """Why a row was not imported: a code for machines, a sentence for people."""

    code: str
    sentence: str


@dataclass
class Counts:
    """Lines by what became of them (`lines`), and objects by what was done to them (`orders`, `products`, …)."""

    lines: Counter[str] = field(default_factory=Counter)
    minor: Counter[str] = field(default_factory=Counter)
    objects: dict[str, Counter[str]] = field(default_factory=dict)

    def line(self, became: str, minor: int = 0) -> None:
        self.lines[became] += 1
        self.minor[became] += minor

    def objects_of(self, kind: str, done: str, many: int = 1) -> None:
        self.objects.setdefault(kind, Counter())[done] += many

    def as_json(self) -> dict[str, Any]:
        """Counts by kind; every kind says created, updated and skipped even when they are zero."""
        return {
            "lines": {"read": sum(self.lines.values()), **dict(sorted(self.lines.items()))},
            "minor": {name: minor for name, minor in sorted(self.minor.items()) if minor},
            **{kind: {"created": 0, "updated": 0, "skipped": 0} | done for kind, done in self.objects.items()},
        }


class Report:
    """A CSV of the rows that were not imported: row number, code, sentence, and the row as it came."""

    def __init__(self, columns: Sequence[str], write: Write | None = None) -> None:
        self.columns, self._write, self.rows = columns, write, 0
        if write:
            write(["row", "code", "reason", *columns])

    def add(self, row: Row, unused: Unused) -> None:
        self.rows += 1
        if self._write:
            values = [*(row.fields[name] for name in self.columns), *row.extra]
            self._write([row.number, unused.code, unused.sentence, *map(harmless, values)])


@contextmanager
def report_in(path: Path | None, columns: Sequence[str]) -> Iterator[Report]:
    """A report written to `path` while the block runs; with None the rows are only counted."""
    if path is None:
        yield Report(columns)
        return
    try:
        file = path.open("w", encoding="utf-8", newline="")
    except OSError as error:
        raise BadFile(f"The report cannot be written to {path} ({error.strerror}); say --report PATH.") from None
    with file:
        yield Report(columns, csv.writer(file).writerow)


def harmless(value: str) -> str:
    """Keep a spreadsheet from taking a text for a formula; numbers stay numbers."""
    if not value.startswith(_FORMULA) or _is_number(value):
        return value
    return f"'{value}"


def _is_number(value: str) -> bool:
    try:
        float(value)
    except ValueError:
        return False
    return True
