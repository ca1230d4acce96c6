"""A post as somebody else would meet it, before it is published: for staff, who may read all of it."""

from dataclasses import dataclass

from django.db.models import QuerySet, TextChoices
from django.utils.safestring import SafeString
from django.utils.translation import pgettext_lazy

from juluo.core.blocks import draw_blocks
from juluo.core.models import Media, Member, Space
from juluo.core.words import Rung
from juluo.ip.models import Post
from juluo.ip.queries.reading import Met, Step, met_by
from juluo.ip.rules.markdown import told


class Eyes(TextChoices):
    """Through whose eyes staff look."""

    GUEST = "guest", pgettext_lazy("eyes", "A guest")
    MEMBER = "member", pgettext_lazy("eyes", "A member")
    FAN = "fan", pgettext_lazy("eyes", "A fan")
    ANGEL = "angel", pgettext_lazy("eyes", "An angel")
    BUYER = "buyer", pgettext_lazy("eyes", "A buyer")


_RUNGS = {Eyes.MEMBER: Rung.PROSPECT, Eyes.FAN: Rung.FAN, Eyes.ANGEL: Rung.ANGEL, Eyes.BUYER: Rung.PROSPECT}


@dataclass(frozen=True, slots=True)
class Seen:
    """The text as safe HTML, and what stands before the rest; `step` is None if it is the whole."""

    body: SafeString
    step: Step | None


def seen_through(eyes: Eyes, post: Post, space: Space) -> Seen:
    """What such a reader would read of the post, saved or not, at their prices. They are nobody: no row is theirs."""
    reader = Member(space_id=space.pk, rung=_RUNGS[eyes]) if eyes in _RUNGS else None
    met = Met(post.text, None) if eyes == Eyes.BUYER else met_by(post, reader)
    return Seen(told(met.text, draw_blocks(met.text, reader, space)), met.step)


def pictures_latest_first() -> QuerySet[Media]:
    """Every picture of the space."""
    return Media.objects.order_by("-id")
