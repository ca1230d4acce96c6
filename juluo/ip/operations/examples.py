"""What a new space may begin with, as drafts that say of themselves that they are examples."""

from django.db import transaction
from django.utils.translation import gettext as _

from juluo.core.examples import example_title, laid_out_alone
from juluo.core.models import Member
from juluo.ip.models import Post
from juluo.ip.operations.posts import PostWords, discard_post, write_post
from juluo.ip.queries.posts import example_posts


@transaction.atomic
def write_example_posts(author: Member) -> list[Post]:
    """Write a welcome and a first look behind the scenes, as drafts. While there are such drafts, nothing changes."""
    with laid_out_alone():
        known = list(example_posts())
        return known or [write_post(author, words) for words in _first_words()]


@transaction.atomic
def discard_example_posts() -> int:
    """Throw away the drafts still titled as examples; what was published or renamed stays. Return how many went."""
    going = list(example_posts())
    for post in going:
        discard_post(post)
    return len(going)


def _first_words() -> list[PostWords]:
    welcome = _(
        "Good that you are here.\n\n"
        "Write in three sentences who you are, what you make, and why you began.\n\n"
        "Then ask a question that everybody can answer: where did you first meet what we love?"
    )
    making = _(
        "Show one thing that you are working on: a picture, what went wrong, what you tried next.\n\n"
        "People trust what they saw coming into being. End with what you would like to hear from them."
    )
    return [
        PostWords(title=example_title(_("Welcome")), text=welcome),
        PostWords(title=example_title(_("What I am working on")), text=making),
    ]
