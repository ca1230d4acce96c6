"""Whom a text calls by `@name`. Chinese is written without spaces, so a name may end anywhere: all ends are tried."""

import re
from collections.abc import Iterator, Mapping, Sequence

MOST = 5
"""So many are told by one comment; calling a crowd is not talking to somebody."""
_CALLED = re.compile(r"(?<![A-Za-z0-9_.+-])@(?=(\S[^\n@]{0,23}))")


def callings(text: str) -> list[tuple[str, ...]]:
    """For each `@` what may be the name, the longest first, folded as names are. At most `MOST`."""
    return [tuple(_endings(found[1])) for found in _CALLED.finditer(text)][:MOST]


def called[Who](callings: Sequence[Sequence[str]], known: Mapping[str, Sequence[Who]]) -> list[Who]:
    """Who is called, by folded name in `known`. A name that several bear calls nobody."""
    longest = (next((known[name] for name in names if name in known), ()) for names in callings)
    return list(dict.fromkeys(bearers[0] for bearers in longest if len(bearers) == 1))


def _endings(after: str) -> Iterator[str]:
    folded = after.lower()
    for end in range(len(folded), 0, -1):
        name = folded[:end]
        if name == name.rstrip():
            yield name
