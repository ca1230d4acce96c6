"""The order “what matters”: how much readers did with a post, and how long ago it came.

The page that explains it to members (`front/what_matters.html`) is filled with these very figures.
"""

from dataclasses import dataclass
from datetime import timedelta

REACTION, THREAD, QUOTE = 1, 2, 3
HALF_LIFE = timedelta(days=3)
WINDOW, MOST = timedelta(days=30), 200
"""What is older, or lies behind so many newer ones, is found in the order of time."""


@dataclass(frozen=True, slots=True)
class Echo:
    """What others did with a post: how many felt something, began to talk, and quoted. Each person counts once a way.

    Its author does not count.
    """

    reactions: int = 0
    threads: int = 0
    quotes: int = 0


def weight(echo: Echo, age: timedelta) -> float:
    """(1 + reactions + 2 × threads + 3 × quotes) × 2^(−age / 3 days); the heavier stands higher.

    The 1 lets a post that nobody has met yet be met. Saying something costs more than a press, and passing words on
    most of all, so they count so.
    """
    said = 1 + REACTION * echo.reactions + THREAD * echo.threads + QUOTE * echo.quotes
    return float(said * 2 ** (-age / HALF_LIFE))
