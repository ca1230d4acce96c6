"""What waits for a person before others read it. Each verb that lets somebody say something calls `screen`."""

from collections.abc import Callable
from typing import Any

from juluo.core import clock
from juluo.core.facts import record
from juluo.core.models import HELD, Member
from juluo.core.said.facts import WordsHeld
from juluo.core.said.kinds import about

type Screen = Callable[[Member, str, str], str]

_screens: list[Screen] = []


def register_screen(screen: Screen) -> None:
    """Let `screen(author, about, words)` say why the words wait, "" for not at all; filled once, at start-up."""
    _screens[:] = [screen]


def screen(row: Any, author: Member, words: str) -> None:
    """Hold the saved `row` if the space's rules say so: its author reads on, others do when a person let it go.

    Call it in the verb, after the row is saved and before its fact is recorded.
    """
    why = next(filter(None, (each(author, about(row), words) for each in _screens)), "")
    if why and row.hidden_at is None:
        row.hidden_at, row.hidden_because = clock.now(), HELD
        row.save(update_fields=["hidden_at", "hidden_because"])
        record(WordsHeld(thing_id=row.pk, about=about(row), cause=why))
