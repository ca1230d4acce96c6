"""`juluo bench search`: how long words take to find their documents, as the runtime login asks."""

import random
import time
from datetime import timedelta
from itertools import accumulate, batched

from juluo.cli.bench.figures import Figure, Report, middle, percentile
from juluo.cli.bench.town import let_the_planner_know
from juluo.cli.searching import rebuild_space
from juluo.community.operations.founding import found_space
from juluo.core import clock
from juluo.core.models import Member, Space, User
from juluo.core.search.finding import hits_of
from juluo.core.search.registry import EVERYONE
from juluo.core.search.terms import question_of
from juluo.core.spaces import acting_in
from juluo.ip.models import Post

_WORDS, _TEXT_WORDS, _TITLE_WORDS, _ASKED = 20_000, 150, 4, 400
_FIRST, _LETTERS = 0x4E00, 3_000
_TARGET_MS = 100


def measure(_migrating: float, *, documents: int = 100_000) -> Report:
    """Fill a space with made-up posts, index them, and ask for words from the most frequent to the rarest."""
    chance = random.Random(7)  # noqa: S311 - made-up text
    words = vocabulary(chance)
    space = found_space(slug="bench", name="Bench", owner=User.objects.create_user("owner@bench.test"))
    with acting_in(space):
        write_posts(Member.objects.get(), words, documents, chance)
    began = time.perf_counter()
    rebuild_space(space)
    speed = documents / (time.perf_counter() - began)
    let_the_planner_know()
    asked = questions(chance, words)
    found = [figure for name, words_asked in asked.items() for figure in search_figures(space, name, words_asked)]
    return Report({}, [Figure("index", speed, "documents/s"), *found])


def search_figures(space: Space, name: str, asked: list[str]) -> list[Figure]:
    """How long it takes to find these words, in the middle and at worst."""
    times = _times_of(space, asked)
    return [
        Figure(f"{name}_p50", middle(times), "ms"),
        Figure(f"{name}_p95", percentile(times, 0.95), "ms", target=_TARGET_MS),
    ]


def vocabulary(chance: random.Random) -> list[str]:
    """Words of two characters, the most frequent first."""
    return ["".join(chr(_FIRST + chance.randrange(_LETTERS)) for _each in range(2)) for _word in range(_WORDS)]


def _weights(words: list[str]) -> list[float]:
    """How often each word is written, summed up: the one of rank n by 1/n."""
    return list(accumulate(1 / rank for rank in range(1, len(words) + 1)))


def write_posts(author: Member, words: list[str], documents: int, chance: random.Random) -> None:
    """Posts of 300 characters; the word of rank n stands in them as often as in natural text, by 1/n."""
    by_rank, now = _weights(words), clock.now()
    for batch in batched(range(documents), 2_000):
        Post.objects.bulk_create(
            Post(
                title="".join(chance.choices(words, cum_weights=by_rank, k=_TITLE_WORDS)),
                text="".join(chance.choices(words, cum_weights=by_rank, k=_TEXT_WORDS)),
                author=author, written_at=now, updated_at=now,
                published_at=now - timedelta(minutes=documents - each),
            )
            for each in batch
        )  # fmt: skip


def questions(chance: random.Random, words: list[str]) -> dict[str, list[str]]:
    """What is asked: words as often as they are written, the ten most frequent, four characters, one character."""
    by_rank = _weights(words)
    usual = chance.choices(words, cum_weights=by_rank, k=_ASKED)
    return {
        "word": usual,
        "word_frequent": words[:10] * 5,
        "word_rare": words[-_ASKED:],
        "two_words": [" ".join(pair) for pair in zip(usual, reversed(usual), strict=True)],
        "four_characters": ["".join(chance.choices(words, cum_weights=by_rank, k=2)) for _each in range(_ASKED)],
        "one_character": [word[0] for word in usual],
    }


def _times_of(space: Space, asked: list[str]) -> list[float]:
    """Milliseconds that each question took, the connection and the plan ready."""
    times = []
    with acting_in(space):
        for words in [*asked[:5], *asked]:
            began = time.perf_counter()
            hits_of(question_of(words), kinds=["post", "product"], audiences=[EVERYONE])
            times.append(1000 * (time.perf_counter() - began))
    return times[5:]
