from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Finding:
    """One thing looked at. `told` says what is so and, unless it is fine, what to do."""

    subject: str
    level: Literal["fine", "warning", "error"]
    told: str


def fine(subject: str, told: str) -> Finding:
    return Finding(subject, "fine", told)


def warning(subject: str, told: str) -> Finding:
    return Finding(subject, "warning", told)


def error(subject: str, told: str) -> Finding:
    return Finding(subject, "error", told)
