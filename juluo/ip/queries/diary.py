"""The diary of a workpiece: its published posts for everybody, all of them for staff."""

from django.db.models import QuerySet

from juluo.ip.models import DiaryEntry, Post, Workpiece
from juluo.ip.queries.posts import feed, posts_latest_first


def diary_of(workpiece: Workpiece) -> QuerySet[Post]:
    """What everybody sees of it, the latest first; how much of each one reads, its audience says."""
    return feed().filter(diaries__workpiece=workpiece)


def diary_of_staff(workpiece: Workpiece) -> QuerySet[Post]:
    return posts_latest_first().filter(diaries__workpiece=workpiece)


def entries_to_choose(most: int) -> list[Post]:
    """Those of the latest posts that stand in no diary."""
    latest = list(posts_latest_first()[:most])
    told = set(DiaryEntry.objects.filter(post__in=[each.pk for each in latest]).values_list("post_id", flat=True))
    return [each for each in latest if each.pk not in told]
