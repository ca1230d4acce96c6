"""A progress bar for people: only on a terminal, drawn five times a second at most."""

import sys
import time
from typing import Self

_WIDTH = 30
_EVERY = 0.2


class Progress:
    def __init__(self, total: int, what: str) -> None:
        self.total, self.what, self.done, self._began = max(total, 1), what, 0, time.monotonic()
        self._shown_at = 0.0
        self._shown = sys.stderr.isatty()

    def step(self, many: int = 1) -> None:
        self.done += many
        if self._shown and time.monotonic() - self._shown_at > _EVERY:
            self._draw()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_trouble: object) -> None:
        if self._shown:
            self._draw()
            print(file=sys.stderr)

    def _draw(self) -> None:
        self._shown_at = time.monotonic()
        part = min(self.done / self.total, 1)
        bar = "█" * round(part * _WIDTH)
        rate = self.done / max(self._shown_at - self._began, 0.001)
        text = f"\r{self.what} {bar:<{_WIDTH}} {part:4.0%}  {self.done:,} of {self.total:,}  {rate:,.0f}/s "
        print(text, end="", file=sys.stderr, flush=True)
