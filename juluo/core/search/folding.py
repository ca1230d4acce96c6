"""Letters that people take for the same become the same: traditional and simplified, wide and narrow, large and small.

Every character is folded by itself, whatever stands beside it, so that a part of a text folds to a part of its folding:
that alone lets a word be found wherever it stands. Converting whole phrases, as one does for readers, would not.
"""

import unicodedata
from functools import cache

import opencc

_FIRST_HAN = 0x2E80


class _Folded(dict[int, str]):
    """Foldings by code point, worked out when a character is first met."""

    def __missing__(self, code: int) -> str:
        folded = unicodedata.normalize("NFKC", chr(code)).lower()
        if code >= _FIRST_HAN:
            folded = _simplified().convert(folded)
        self[code] = folded
        return folded


_folded = _Folded()


def fold(text: str) -> str:
    """The text in the one form in which everything is compared."""
    return _composed(text).translate(_folded)


def fold_with_places(text: str) -> tuple[str, str, list[int]]:
    """The text as it is shown, its folding, and for each character of the folding where it stands in the text."""
    shown = _composed(text)
    folded = shown.translate(_folded)
    if len(folded) == len(shown):  # nearly always; a ligature or a sign for a unit folds to several letters
        return shown, folded, list(range(len(shown) + 1))
    places = [at for at, character in enumerate(shown) for _each in _folded[ord(character)]]
    return shown, folded, [*places, len(shown)]


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)


@cache
def _simplified() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")
