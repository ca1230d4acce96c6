"""`juluo bench content`: what reading, finding and publishing cost in a space that has grown large."""

import random
import time
from collections.abc import Callable

from django.db import connection
from django.test.utils import CaptureQueriesContext

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
from juluo.ip.models import Post
from juluo.ip.operations.posts import PostWords, publish_post, write_post

_PUBLISHED = 20


def measure(_migrating: float, size: Size | None = None) -> Report:
    """Build a town, let it grow, serve it, and measure what people do there most."""
    chance, town = random.Random(7), build_town(buyers=40, products=20, on_hand=100)  # noqa: S311 - made-up text
    with acting_in(town.space):
        author, before = Member.objects.earliest("id"), publishing(town)
        words = fill(author, size or Size(), chance)
    rebuild_space(town.space)
    let_the_planner_know()
    with served(settings="juluo.cli.bench.settings") as web:
        compared = references(web)
        results = [figure for visit in _visits(town) for figure in figures_of(web, visit, compared)]
    after = publishing(town)
    ...
