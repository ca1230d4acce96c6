"""What the index holds of a text, and what it is asked for a question.

Writing without spaces (Chinese, Japanese, Korean) becomes overlapping pairs of characters, everything else whole words.
What stands in titles and tags is held a second time behind a `^`, there with single characters and first letters, too.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from juluo.core.search.folding import fold

MOST_PARTS = 12
LONGEST_QUESTION = 60
LONGEST_WORD = 40
LONGEST_TEXT = 60_000

UNSPACED = (
    "\u3005-\u3007\u3040-\u309f\u30a0-\u30ff\u3100-\u312f\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uac00-\ud7af\uf900-\ufaff\U00020000-\U000323af"
)
"""Ranges of characters, as they stand in a class of a regular expression."""

_RUN = re.compile(rf"(?P<unspaced>[{UNSPACED}]+)|(?P<word>(?:(?![{UNSPACED}])[^\W_])+)")


@dataclass(frozen=True, slots=True)
class Part:
    """A run of characters of one kind; the last word of a question is only the beginning of a word."""

    text: str
    unspaced: bool
    is_beginning: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """What is looked for: as the index is asked `anywhere` and in titles and tags alone (`titled`).

    `phrases` are runs of three characters and more, of which the index knows the pairs but not that they adjoin.
    """

    parts: Sequence[Part]
    needle: str
    anywhere: str
    titled: str
    phrases: Sequence[str]


def parts_of(folded: str) -> Iterator[Part]:
    """The runs of a folded text, in order."""
    for run in _RUN.finditer(folded):
        unspaced = run["unspaced"] is not None
        yield Part(run[0] if unspaced else run[0][:LONGEST_WORD], unspaced)


def terms_of(*, titled: Sequence[str], text: str) -> list[str]:
    """What the index holds of a document whose folded titles and tags, and folded text, these are."""
    marked = [part for each in titled for part in parts_of(each)]
    terms = {term for part in (*marked, *parts_of(text)) for term in _whole(part)}
    terms |= {f"^{term}" for part in marked for term in _whole(part)}
    terms |= {f"^{single}" for part in marked for single in (part.text if part.unspaced else part.text[0])}
    return sorted(terms)


def question_of(words: str) -> Question | None:
    """What is asked of the index for words that somebody typed; None if there is nothing to look for in them."""
    folded = fold(words.replace("\0", "")[:LONGEST_QUESTION])
    parts = [*parts_of(folded)][:MOST_PARTS]
    if not parts:
        return None
    if not parts[-1].unspaced:
        parts[-1] = Part(parts[-1].text, unspaced=False, is_beginning=True)
    return Question(
        parts=parts,
        needle=" ".join(folded.split()),
        anywhere=" & ".join(term for part in parts for term in _asked(part, "")),
        titled=" & ".join(term for part in parts for term in _asked(part, "^")),
        phrases=[part.text for part in parts if part.unspaced and len(part.text) > 2],  # noqa: PLR2004 - pairs are exact
    )


def _whole(part: Part) -> Iterator[str]:
    """Pairs of what is written without spaces; a word as it is."""
    if not part.unspaced:
        yield part.text
        return
    for at in range(len(part.text) - 1):
        yield part.text[at : at + 2]


def _asked(part: Part, mark: str) -> Iterator[str]:
    """Terms in the words of a tsquery. One character alone is looked for in titles and tags only."""
    if len(part.text) == 1 and (part.unspaced or part.is_beginning):
        yield f"'^{part.text}'"
        return
    for term in _whole(part):
        yield f"'{mark}{term}'{':*' if part.is_beginning else ''}"
