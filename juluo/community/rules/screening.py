"""Finding listed words in what people say, however they are spelt. Pure; compiled once for each version of the lists.

Compared are foldings: simplified, narrow, lower case, without accents, with letters that look like Latin ones as those
letters, and without anything between the characters that is no letter and no figure (spaces, dots, signs that nobody
sees). So a word with stars, zero-width signs or wide letters in it is what it looks like. A word in Latin letters
alone (Pinyin, as somebody lists it) is found across spaces and tone marks too, but only from the beginning of a word
to an end of one: no list finds `ass` in `as soon as`, nor in `pass`.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b
from typing import Any

from juluo.core.search.folding import fold

_ALIKE = str.maketrans(
    "аеорсухіјѕԁһѵԝкмтвнαορντικυχεβ",
    "aeopcyxijsdhvwkmtbhaopvtikyxeb",
)
"""Letters of other alphabets that look like Latin ones, folded."""
_LINK = re.compile(r"https?://|www\.|[a-z0-9-]+\.(?:com|cn|net|org|top|xyz|cc|vip|shop|me|io)\b", re.IGNORECASE)
_END = ""
_LONG = 12
"""Shorter words are said again and again by honest people: thank you, good morning."""

type Trie = dict[str, Any]


class Words:
    """Lists, compiled."""

    def __init__(self, words: Iterable[str]) -> None:
        self._trie: Trie = {}
        self.count = 0
        for word in words:
            plain = "".join(character for character, _begins, _ends in _spelt(word))
            if plain:
                self._add(plain, word.strip())

    def found_in(self, text: str) -> str:
        """The first listed word that stands in the text, as it is listed; "" if none does."""
        spelt = list(_spelt(text))
        return next((word for at in range(len(spelt)) if (word := self._at(spelt, at))), "")

    def _add(self, plain: str, listed: str) -> None:
        place = self._trie
        for character in plain:
            place = place.setdefault(character, {})
        self.count += _END not in place
        place.setdefault(_END, (listed, plain.isascii()))

    def _at(self, spelt: Sequence[tuple[str, bool, bool]], at: int) -> str:
        place: Trie | None = self._trie
        begins = spelt[at][1]
        for character, _begins, ends in spelt[at:]:
            place = place.get(character) if place else None
            if place is None:
                return ""
            if _END in place:
                listed, is_latin = place[_END]
                if not is_latin or (begins and ends):
                    return str(listed)
        return ""


def words_of(text: str) -> list[str]:
    """The words of a list, one a line; a line that begins with # says something about them."""
    lines = (line.strip() for line in text.splitlines())
    return list(dict.fromkeys(line for line in lines if line and not line.startswith("#")))


def has_link(text: str) -> bool:
    return _LINK.search(fold(text)) is not None


def is_long(text: str) -> bool:
    """Whether saying it twice means something."""
    return len(plain(text)) >= _LONG


def plain(text: str) -> str:
    """Nothing but the letters and figures, folded."""
    return "".join(character for character, _begins, _ends in _spelt(text))


def digest_of(text: str) -> str:
    """The same for the same words, however they are spaced and signed."""
    return blake2b(plain(text).encode(), digest_size=16).hexdigest()


def _spelt(text: str) -> Iterator[tuple[str, bool, bool]]:
    """Each letter and figure, folded, and whether a Latin word begins or ends there."""
    folded = _bare(fold(text).translate(_ALIKE))
    last = len(folded) - 1
    for at, character in enumerate(folded):
        if character.isalnum():
            begins = at == 0 or not _is_latin(folded[at - 1])
            ends = at == last or not _is_latin(folded[at + 1])
            yield character, begins, ends


def _bare(text: str) -> str:
    """Without accents and tone marks, and without signs that cannot be seen."""
    if text.isascii():
        return text
    apart = unicodedata.normalize("NFD", text)
    return "".join(each for each in apart if unicodedata.category(each) not in {"Mn", "Cf"})


def _is_latin(character: str) -> bool:
    return character.isascii() and character.isalnum()
