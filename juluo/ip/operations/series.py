from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from juluo.core import clock
from juluo.core.facts import record
from juluo.core.models import Member
from juluo.core.publishing import renew_pages
from juluo.core.refusals import Refused
from juluo.core.texts import clean_line, clean_text
from juluo.ip.facts import PartsOrdered, SeriesChanged, SeriesMade
from juluo.ip.models import PartRead, Post, Series
from juluo.ip.operations.courses import dissolve_chapters, note_finished
from juluo.ip.queries.reading import may_read_on
from juluo.ip.rules.series import check_kind, check_parts, in_chapters

SERIES_TITLE_LENGTH, SUMMARY_LENGTH = 120, 300


@transaction.atomic
def make_series(title: str, *, summary: str = "", kind: str | None = None) -> Series:
    """Begin a column, or a course if `kind` says so. Nobody but staff sees it before one of its parts is published."""
    series = Series(**_cleaned(title, summary), kind=check_kind(kind or Series.Kind.COLUMN), made_at=clock.now())
    series.save(force_insert=True)
    record(SeriesMade(series_id=series.pk))
    return series


@transaction.atomic
def name_series(series: Series, title: str, *, summary: str, kind: str | None = None) -> Series:
    """Say what the series is called and about, and what it is; a `kind` of None leaves that as it is.

    A course that becomes a column loses its chapters; its lessons stay. The same words again change nothing.
    """
    said = _cleaned(title, summary)
    series = Series.objects.select_for_update().get(pk=series.pk)
    said["kind"] = check_kind(kind or series.kind)
    changed = tuple(name for name, value in said.items() if getattr(series, name) != value)
    if not changed:
        return series
    for name in changed:
        setattr(series, name, said[name])
    series.save(update_fields=changed)
    if series.kind == Series.Kind.COLUMN:
        dissolve_chapters(series)
    renew_pages()
    record(SeriesChanged(series_id=series.pk, changed=changed))
    return series


@transaction.atomic
def order_parts(series: Series, post_ids: Sequence[UUID]) -> Series:
    """Let the series consist of these posts, in this order; others leave it. The same order again changes nothing.

    The lessons of a course stay in their chapters: those without one come first.
    Refused: `too_many`, `unknown_post`, `part_of_another`.
    """
    series = Series.objects.select_for_update().get(pk=series.pk)
    wanted = list(dict.fromkeys(post_ids))
    found = {post.pk: post for post in Post.objects.select_for_update().filter(pk__in=wanted).order_by("pk")}
    check_parts(series, wanted, found.values())
    wanted = in_chapters(wanted, found, dict(series.chapters.values_list("pk", "place")))
    before = series.posts.order_by("part", "id").values_list("pk", flat=True)
    if list(before) == wanted:
        return series
    series.posts.exclude(pk__in=wanted).update(series=None, part=None, chapter=None)
    for number, post_id in enumerate(wanted, 1):
        found[post_id].series, found[post_id].part = series, number
    Post.objects.bulk_update(found.values(), ["series", "part"])
    renew_pages()
    record(PartsOrdered(series_id=series.pk, post_ids=tuple(str(each) for each in wanted)))
    return series


@transaction.atomic
def note_reading(post: Post, reader: Member) -> PartRead:
    """Remember that the reader read this part to its end; once is for ever. Refused: `no_part`, `walled`.

    Who has read the last lesson of a course that they had not read has finished it.
    """
    if post.series is None:
        raise Refused(_("This post is not part of a series."), code="no_part")
    if not may_read_on(post, reader):
        raise Refused(_("You have not read the end of this yet."), code="walled")
    is_course = post.series.kind == Series.Kind.COURSE
    if is_course:  # two last lessons at once: the second counts what the first has read
        Member.objects.select_for_update(no_key=True).get(pk=reader.pk)
    PartRead.objects.bulk_create([PartRead(member=reader, post=post, read_at=clock.now())], ignore_conflicts=True)
    noted: PartRead = PartRead.objects.get(member=reader, post=post)
    if is_course:
        note_finished(post.series, reader)
    return noted


def _cleaned(title: str, summary: str) -> dict[str, str]:
    return {
        "title": clean_line(title, field="title", most=SERIES_TITLE_LENGTH),
        "summary": clean_text(summary, field="summary", most=SUMMARY_LENGTH, least=0),
    }
