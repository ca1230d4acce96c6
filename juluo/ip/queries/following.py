"""Who follows what."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse

from juluo.core.models import Member, Reading
from juluo.ip.models import Follow, Pace, Post, Series
from juluo.ip.news import NEW_POST
from juluo.ip.rules.following import Subject
from juluo.reach.news import Channel, kind_of
from juluo.reach.queries.preferences import wishes_of
from juluo.reach.rules.wishes import is_wanted

_IP = Q(series=None, author=None)


@dataclass(frozen=True, slots=True)
class Followable:
    """Something that can be followed, and the reader's following of it; None if they do not (a guest never does)."""

    subject: Subject
    follow: Follow | None

    @property
    def url(self) -> str:
        """Where it is followed, with one press or after joining."""
        return url_of_subject(self.subject)

    @property
    def removal_url(self) -> str:
        return f"{self.url}removal/"


def url_of_subject(subject: Subject) -> str:
    if subject.series:
        return reverse("ip:follow_series", args=[subject.series.pk])
    return reverse("ip:follow_author", args=[subject.author.pk]) if subject.author else reverse("ip:follow_ip")


def follow_of(member: Member, subject: Subject) -> Follow | None:
    found: Follow | None = Follow.objects.filter(
        member=member, series=subject.series, author=subject.author
    ).select_related("series", "author").first()  # fmt: skip
    return found


def follows_of(member: Member) -> QuerySet[Follow]:
    """What the member follows, the latest first."""
    return Follow.objects.filter(member=member).select_related("series", "author").order_by("-id")


def followables(reader: Member | None, subjects: Sequence[Subject]) -> list[Followable]:
    """Each subject and whether the reader follows it, in one query; of themselves nobody is a follower."""
    wanted = [each for each in subjects if each.author is None or reader is None or each.author.pk != reader.pk]
    known = _known(reader, wanted) if reader else {}
    return [Followable(each, known.get(each.key)) for each in wanted]


def followables_of(post: Post, reader: Member | None) -> list[Followable]:
    """What a reader of the post can follow: the IP, its series, its author."""
    series = [Subject(series=post.series)] if post.series else []
    return followables(reader, [Subject(), *series, Subject(author=post.author)])


def hears_by_mail(member: Member) -> bool:
    """Whether mails of what they follow reach the member: they may have ended all of them."""
    return is_wanted(kind_of(NEW_POST), Channel.MAIL, wishes_of([member.pk]).get(member.pk, {}))


def series_for(member: Member) -> QuerySet[Series]:
    """Series with a published part, and those the member follows already, which may have none any more."""
    shown = Post.objects.published().filter(series=OuterRef("pk"))
    return Series.objects.filter(Exists(shown) | Exists(Follow.objects.filter(member=member, series=OuterRef("pk"))))


def authors_for(member: Member) -> QuerySet[Member]:
    """Members who have published something, and those the member follows already."""
    shown = Post.objects.published().filter(author=OuterRef("pk"))
    return Member.objects.filter(Exists(shown) | Exists(Follow.objects.filter(member=member, author=OuterRef("pk"))))


def followers_at_once(post: Post, after: UUID | None, most: int) -> list[UUID]:
    """The next members who want to hear of the post at once, by their ids; `after` is the last of those before."""
    found = Follow.objects.filter(pace=Pace.AT_ONCE).filter(_following(post)).exclude(member=post.author_id)
    found = found.filter(member__left_at=None, member__banned_at=None)
    if after:
        found = found.filter(member_id__gt=after)
    return list(found.order_by("member_id").values_list("member_id", flat=True).distinct()[:most])


def _following(post: Post) -> Q:
    any_of = _IP | Q(author=post.author_id)
    return any_of | Q(series=post.series_id) if post.series_id else any_of


def _known(reader: Member, wanted: Sequence[Subject]) -> dict[str, Follow]:
    """An id that no series and no author has stands for what is not asked for."""
    series = next((each.series.pk for each in wanted if each.series), reader.pk)
    author = next((each.author.pk for each in wanted if each.author), reader.pk)
    found = _follows_among(reader.pk, series, author)
    return {_key(each): each for each in found}


def _key(follow: Follow) -> str:
    if follow.series_id:
        return f"series:{follow.series_id}"
    return f"author:{follow.author_id}" if follow.author_id else "ip"


def _among(member_id: UUID, series_id: UUID, author_id: UUID) -> QuerySet[Follow]:
    return Follow.objects.filter(member=member_id).filter(_IP | Q(series=series_id) | Q(author=author_id))


_follows_among = Reading(_among)
