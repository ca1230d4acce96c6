"""What readers feel about posts and comments, keep, and report."""

from collections import defaultdict
from collections.abc import Sequence
from uuid import UUID

from django.contrib.postgres.aggregates import BoolOr
from django.db.models import BooleanField, Count, Exists, OuterRef, Q, QuerySet, Value

from juluo.core.models import Member
from juluo.ip.models import Comment, Post, Reaction, Report, SavedPost
from juluo.ip.rules.responses import Tally, tallied

type Tallies = dict[UUID | None, list[Tally]]


def tallies_of(post: Post, comments: Sequence[Comment], reader: Member | None) -> Tallies:
    """The reactions to the post (under None) and to each of the comments, counted in one query."""
    asked = Q(post=post, comment=None) | Q(comment__in=[each.pk for each in comments])
    is_mine = BoolOr(Q(member=reader)) if reader else Value(value=False, output_field=BooleanField())
    rows = Reaction.objects.filter(asked).values_list("comment_id", "kind").annotate(given=Count("pk"), mine=is_mine)
    counts: dict[UUID | None, dict[str, int]] = defaultdict(dict)
    own: dict[UUID | None, str] = {}
    for about, kind, given, mine in rows.order_by():
        counts[about][kind] = given
        if mine:
            own[about] = kind
    return {about: tallied(counts[about], own.get(about, "")) for about in [None, *(each.pk for each in comments)]}


def is_saved(post: Post, reader: Member | None) -> bool:
    return reader is not None and SavedPost.objects.filter(member=reader, post=post).exists()


def saved_by(member: Member) -> QuerySet[SavedPost]:
    """What the member keeps and everybody can still open, the latest kept first."""
    kept = SavedPost.objects.filter(member=member, post__published_at__isnull=False)
    return kept.select_related("post__author", "post__cover").order_by("-id")


def reports_latest_first(state: str = "") -> QuerySet[Report]:
    """For the studio; `state` is "open" or "closed", "" for any."""
    found = Report.objects.select_related("post", "comment", "reporter", "closed_by").order_by("-id")
    return found.filter(closed_at__isnull=state == "open") if state in {"open", "closed"} else found


def reported(comments: QuerySet[Comment]) -> QuerySet[Comment]:
    """Those of the comments that somebody reported and nobody has looked at."""
    return comments.filter(Exists(Report.objects.filter(comment=OuterRef("pk"), closed_at=None)))


def open_report(reporter: Member, post: Post, comment: Comment | None) -> Report | None:
    found: Report | None = Report.objects.filter(reporter=reporter, post=post, comment=comment, closed_at=None).first()
    return found


def open_reports_of(reporter: Member) -> int:
    return Report.objects.filter(reporter=reporter, closed_at=None).count()
