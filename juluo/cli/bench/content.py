"""`juluo bench content`: what reading, finding and publishing cost in a space that has grown large."""

import random
import time

from django.db import connection
from django.test.utils import CaptureQueriesContext

from juluo.cli.bench.digests import Counter, make_readers, send_all
from juluo.cli.bench.figures import Figure, Report, middle
from juluo.cli.bench.multitude import Size, fill
from juluo.cli.bench.pages import GUEST, Visit, figures_of
from juluo.cli.bench.references import references
from juluo.cli.bench.search import questions, search_figures
from juluo.cli.bench.served import served
from juluo.cli.bench.town import Town, build_town, let_the_planner_know
from juluo.cli.searching import rebuild_space
from juluo.core.models import Member
from juluo.core.spaces import acting_in
from juluo.ip.operations.posts import PostWords, publish_post, write_post

_PUBLISHED, _READERS = 20, 2_000


def measure(_migrating: float, size: Size | None = None) -> Report:
    """Build a town, let it grow, serve it, and measure what people do there most."""
    chance, town = random.Random(7), build_town(buyers=40, products=1000, on_hand=1000)  # noqa: S311 - made-up text
    with acting_in(town.space):
        author = Member.objects.earliest("id")
        alone = _publishing("publish_alone", author)
        words = fill(author, size or Size(), chance)
    rebuild_space(town.space)
    let_the_planner_know()
    with served(settings="juluo.cli.bench.settings") as web:
        compared = references(web)
        results = [figure for visit in _visits(town) for figure in figures_of(web, visit, compared)]
    asked = questions(chance, words)
    with acting_in(town.space):
        results += [*alone, *_publishing("publish", author, beside=alone), _digests()]
    return Report(compared, [*results, *search_figures(town.space, "word", asked["word"])])


def _visits(town: Town) -> list[Visit]:
    base, member = f"/@{town.space.slug}", town.buyers[0]
    return [
        Visit("guest_post_kept", f"{base}/posts/{town.post}/", GUEST, "hello", 4, kept=True),
        Visit("member_home", f"{base}/", member, "page5", 2.5),
        Visit("member_feed", f"{base}/followed/", member, "page5", 2.5),
        Visit("member_post", f"{base}/posts/{town.post}/", member, "page5", None),
        Visit("member_comments", f"{base}/posts/{town.post}/comments/", member, "page5", None),
    ]


def _publishing(name: str, author: Member, beside: list[Figure] | None = None) -> list[Figure]:
    """The middling time and the queries of publishing a post; `beside` holds those of a space with no members."""
    times, sent = [], 0
    for number in range(_PUBLISHED):
        draft = write_post(author, PostWords(title=f"{name} {number}", text="好茶。"))
        with CaptureQueriesContext(connection) as captured:
            began = time.perf_counter()
            publish_post(draft)
            times.append(1000 * (time.perf_counter() - began))
        sent = max(sent, len(captured))
    figures = [Figure(f"{name}_time", middle(times), "ms"), Figure(f"{name}_queries", sent, "queries")]
    if not beside:
        return figures
    return [
        Figure(each.name, each.value, each.unit, other.name, each.value / other.value, target)
        for each, other, target in zip(figures, beside, (2, 1), strict=True)
    ]


def _digests() -> Figure:
    """Mails in a second of one core, rendered one by one by this process and handed to a transport that only counts."""
    make_readers(_READERS)
    counter = Counter()
    seconds = send_all(counter)
    return Figure("digests", counter.mails / seconds, "mails/s", target=200, at_least=True)
