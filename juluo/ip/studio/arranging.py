"""The studio arranges a course line by line: chapters and lessons, with buttons that a thumb can press."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from juluo.core.http import MemberRequest, get_or_404, refusal_shown_on, show, staff_required
from juluo.ip.models import Chapter, Post, Series
from juluo.ip.operations.courses import lay_out
from juluo.ip.queries.courses import outline_now
from juluo.ip.queries.series import choosable_parts
from juluo.ip.rules import course as rules
from juluo.ip.rules.course import CHAPTER_TITLE_LENGTH, Outline, Section


class ChapterForm(forms.Form):
    """Its ids are its own: the form that names the course stands on the same page."""

    title = forms.CharField(label=gettext_lazy("Title of the chapter"), max_length=CHAPTER_TITLE_LENGTH)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.auto_id = "id_chapter_%s"


class LessonForm(forms.Form):
    lesson = forms.ChoiceField(label=gettext_lazy("A post that becomes a lesson"))

    def __init__(self, posts: Sequence[Post], *args: Any) -> None:
        super().__init__(*args)
        field: Any = self.fields["lesson"]
        field.choices = [(str(post.pk), post.title) for post in posts if post.series_id is None]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the outline: the title of a chapter, or a lesson below it."""

    chapter: Section | None
    lesson: Post | None = None


def arranging(series: Series, chapter: forms.Form | None = None, lesson: forms.Form | None = None) -> dict[str, Any]:
    """What the page of a course shows: its lines, and a form each for another chapter and another lesson."""
    posts = choosable_parts(series)
    known = {post.pk: post for post in posts}
    lines: list[Line] = []
    for section in outline_now(series):
        lines += [Line(section)] if section.chapter_id else []
        lines += [Line(None, known[post_id]) for post_id in section.post_ids]
    return {"lines": lines, "chapter_form": chapter or ChapterForm(), "lesson_form": lesson or LessonForm(posts)}


@require_POST
@staff_required("content.write")
def chapters(request: MemberRequest, series_id: UUID) -> HttpResponse:
    """Another chapter, behind the others."""
    found, form = _known(series_id), ChapterForm(request.POST)
    if form.is_valid():
        with refusal_shown_on(form):
            return _laid_out(found, lambda now: rules.with_chapter(now, form.cleaned_data["title"]))
    return _again(request, found, arranging(found, chapter=form))


@require_POST
@staff_required("content.write")
def lessons(request: MemberRequest, series_id: UUID) -> HttpResponse:
    """Another lesson, the last of the last chapter."""
    found = _known(series_id)
    form = LessonForm(choosable_parts(found), request.POST)
    if form.is_valid():
        with refusal_shown_on(form):
            return _laid_out(found, lambda now: rules.with_lesson(now, UUID(form.cleaned_data["lesson"])))
    return _again(request, found, arranging(found, lesson=form))


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required("content.write")
def chapter(request: MemberRequest, series_id: UUID, chapter_id: UUID) -> HttpResponse:
    """What a chapter is called."""
    known = get_or_404(Chapter.objects.select_related("series"), id=chapter_id, series=series_id)
    form = ChapterForm(request.POST or None, initial={"title": known.title})
    if form.is_valid():
        with refusal_shown_on(form):
            return _laid_out(known.series, lambda now: rules.renamed(now, known.pk, form.cleaned_data["title"]))
    status = 422 if form.errors else 200
    return show(request, "ip/studio/chapter.html", {"chapter": known, "form": form}, status=status)


@require_POST
@staff_required("content.write")
def chapter_move(request: MemberRequest, series_id: UUID, chapter_id: UUID) -> HttpResponse:
    """Move a chapter with its lessons past the one before or behind it."""
    return _laid_out(_known(series_id), lambda now: rules.chapter_moved(now, chapter_id, _by(request)))


@require_POST
@staff_required("content.write")
def chapter_removal(request: MemberRequest, series_id: UUID, chapter_id: UUID) -> HttpResponse:
    """Take the title out; its lessons fall to the chapter before."""
    del request
    return _laid_out(_known(series_id), lambda now: rules.without_chapter(now, chapter_id))


@require_POST
@staff_required("content.write")
def lesson_move(request: MemberRequest, series_id: UUID, post_id: UUID) -> HttpResponse:
    """Move a lesson by one line."""
    return _laid_out(_known(series_id), lambda now: rules.lesson_moved(now, post_id, _by(request)))


@require_POST
@staff_required("content.write")
def lesson_removal(request: MemberRequest, series_id: UUID, post_id: UUID) -> HttpResponse:
    """Let the post be a lesson of the course no more."""
    messages.success(request, _("Saved."))
    return _laid_out(_known(series_id), lambda now: rules.without_lesson(now, post_id))


def _known(series_id: UUID) -> Series:
    return get_or_404(Series.objects.filter(kind=Series.Kind.COURSE), id=series_id)


def _by(request: MemberRequest) -> int:
    return -1 if "earlier" in request.POST else 1


def _laid_out(series: Series, change: Callable[[Outline], Outline]) -> HttpResponse:
    lay_out(series, change(outline_now(series)))
    return redirect("ip_studio:series", series_id=series.pk)


def _again(request: MemberRequest, series: Series, lines: dict[str, Any]) -> HttpResponse:
    return show(request, "ip/studio/course_again.html", {"series": series, **lines}, status=422)
