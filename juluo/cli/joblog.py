"""One log of all processes: for people on a terminal, else one JSON object a line."""

import json
import os
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, TextIO


class JobLog:
    """JULUO_LOG_FORMAT (`text` or `json`) decides; without it the terminal does."""

    def __init__(self, stream: TextIO | None = None) -> None:
        self.stream = stream or sys.stdout
        chosen = os.environ.get("JULUO_LOG_FORMAT", "")
        self.as_json = chosen == "json" if chosen else not self.stream.isatty()

    def say(self, message: str, level: str = "info") -> None:
        self._write({"at": _now(), "level": level, "process": "juluo", "message": message})

    def pass_on(self, process: str, line: str) -> None:
        """What a child wrote: already a JSON object, or plain words."""
        self._write(_parsed(line) | {"process": process})

    def _write(self, entry: Mapping[str, Any]) -> None:
        text = json.dumps(entry, ensure_ascii=False) if self.as_json else _readable(entry)
        print(text, file=self.stream, flush=True)


def _parsed(line: str) -> dict[str, Any]:
    if line.startswith("{"):
        try:
            entry: dict[str, Any] = json.loads(line)
        except ValueError:
            pass
        else:
            return entry
    return {"at": _now(), "level": "info", "message": line}


def _readable(entry: Mapping[str, Any]) -> str:
    level = str(entry.get("level", "info"))
    mark = "" if level == "info" else f"{level.upper()} "
    known = {"at", "level", "process", "message", "logger", "exception"}
    extras = "".join(f" {key}={value}" for key, value in entry.items() if key not in known)
    trace = f"\n{entry['exception']}" if "exception" in entry else ""
    return f"{str(entry.get('at', ''))[11:19]} {entry['process']:<8} {mark}{entry.get('message', '')}{extras}{trace}"


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")
