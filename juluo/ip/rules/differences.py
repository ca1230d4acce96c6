"""What changed between two texts, for people: by lines first, then by words; Chinese has none, so by characters."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby
from typing import Literal

type Kind = Literal["same", "gone", "new", "skipped"]

_MOST = 4_000
"""Finely compared are at most so many lines, and so many words of a changed passage: more is told as a whole."""
_AROUND = 2
_CJK = "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_WORDS = re.compile(
    rf"\n|[^\S\n]+|[^\W{_CJK}]+|.(?:[\u0300-\u036f\ufe00-\ufe0f\U0001f3fb-\U0001f3ff]|\u200d.)*", re.DOTALL
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text that stayed, went or came. Of a "skipped" one only the number of its `lines` is told."""

    kind: Kind
    text: str
    lines: int = 0


def differences(before: str, after: str) -> list[Piece]:
    """All of both texts, as what stayed, went and came; what went stands before what came in its place."""
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    pieces: list[Piece] = []
    for kind, a, b in _compared(old, new):
        pieces += [Piece("same", "".join(a))] if kind == "equal" else _by_words("".join(a), "".join(b))
    return _joined(pieces)


def shortened(pieces: Sequence[Piece]) -> list[Piece]:
    """The same with what stayed cut to the two lines around each change."""
    return [short for at, piece in enumerate(pieces) for short in _cut(piece, at > 0, at < len(pieces) - 1)]


def _by_words(before: str, after: str) -> list[Piece]:
    compared = list(_compared(_WORDS.findall(before), _WORDS.findall(after)))
    pieces: list[Piece] = []
    for at, (kind, a, b) in enumerate(compared):
        # A single word that stayed between two changes reads worse than one longer change.
        alone = 0 < at < len(compared) - 1 and len(a) == 1 and a[0] != "\n"
        if kind == "equal" and not alone:
            pieces.append(Piece("same", "".join(a)))
        else:
            pieces += [Piece("gone", "".join(a)), Piece("new", "".join(b))]
    return pieces


def _compared(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str, Sequence[str], Sequence[str]]]:
    if max(len(old), len(new)) > _MOST:
        yield ("equal" if old == new else "replace"), old, new
        return
    for kind, a1, a2, b1, b2 in SequenceMatcher(None, old, new).get_opcodes():
        yield kind, old[a1:a2], new[b1:b2]


def _joined(pieces: Sequence[Piece]) -> list[Piece]:
    """Neighbours of a kind become one; between two stretches that stayed, all that went stands before all that came."""
    joined: list[Piece] = []
    for stayed, group in groupby((each for each in pieces if each.text), lambda each: each.kind == "same"):
        run = list(group)
        kinds: tuple[Kind, ...] = ("same",) if stayed else ("gone", "new")
        texts = [(kind, "".join(each.text for each in run if each.kind == kind)) for kind in kinds]
        joined += [Piece(kind, text) for kind, text in texts if text]
    return joined


def _cut(piece: Piece, follows: bool, leads: bool) -> Iterator[Piece]:  # noqa: FBT001 - where it stands
    lines = piece.text.splitlines(keepends=True)
    head, tail = _AROUND if follows else 0, _AROUND if leads else 0
    if piece.kind != "same" or len(lines) <= head + tail + 1:
        yield piece
        return
    middle = lines[head : len(lines) - tail]
    yield from (Piece("same", "".join(lines[:head])),) if head else ()
    yield Piece("skipped", "", len(middle))
    yield from (Piece("same", "".join(lines[len(lines) - tail :])),) if tail else ()
