"""Quotes: a passage of what stands under one post, so that whoever reads the quote may read what it is from."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from juluo.core.refusals import Refused
from juluo.ip.models import QUOTE_LENGTH, Comment, Post
from juluo.ip.rules.comments import check_is_said
from juluo.ip.rules.markdown import paragraphs_in


@dataclass(frozen=True, slots=True)
class Quote:
    """A `passage` of the `comment`, or, without one, of the post itself."""

    passage: str
    comment: Comment | None = None


def passages_of(post: Post) -> list[str]:
    """What can be quoted of a post: its paragraphs without marks, each as long as a quote may be."""
    return [each[:QUOTE_LENGTH].rstrip() for each in paragraphs_in(post.text)]


def check_quote(quote: Quote, post: Post) -> str:
    """The passage on one line. Refused unless these very words stand in the post, or in a comment under it.

    A quote from elsewhere could tell what its readers may not read; under one post everybody reads the same.
    """
    passage = _squeezed(quote.passage)
    if quote.comment:
        check_is_said(quote.comment)
    there = quote.comment.post_id == post.pk if quote.comment else True
    said = quote.comment.text if quote.comment else " ".join(paragraphs_in(post.text))
    if not there or not passage or len(passage) > QUOTE_LENGTH or passage not in _squeezed(said):
        message = _("These words do not stand there. Quote them as they were said, at most %(most)d characters.")
        raise Refused(message % {"most": QUOTE_LENGTH}, code="not_said", field="quote", status=422)
    return passage


def _squeezed(words: str) -> str:
    return " ".join(words.split())
