"""Topics: of a circle and of the whole space, one of them with its replies, and beginning one."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from juluo.community.forms.topics import ReplyForm, TagsForm, TopicForm, TopicTextForm
from juluo.community.models import Circle, TopicVisit
from juluo.community.operations.topic_marks import follow_topic, note_reading, unfollow_topic
from juluo.community.operations.topics import announce, edit_topic, tag_topic, take_topic_back, write_topic
from juluo.community.queries.topics import (
    Met,
    latest_replies,
    pictures_in,
    replies_by,
    replies_from,
    standing_in,
    topic_met,
    topics_by,
    topics_followed,
    topics_in,
    topics_pinned,
    unread_among,
)
from juluo.community.rules.circles import Deed, Standing
from juluo.community.rules.topic_tokens import read_topic_end
from juluo.community.rules.topics import can_accept, can_edit
from juluo.community.views.circles import met_circle
from juluo.core import clock
from juluo.core.footprints import leave
from juluo.core.http import (
    MemberRequest,
    SpaceRequest,
    first_or_404,
    get_or_404,
    member_required,
    refusal_shown_on,
    show,
)
from juluo.core.pages import page_of

_TOPICS, _PICTURES = 30, 40


@require_safe
@member_required
def topics(request: MemberRequest) -> HttpResponse:
    """What is talked about in the whole space."""
    return _listed(request, None, standing_in(request.member, None))


@require_safe
@member_required
def circle_topics(request: MemberRequest, circle_id: UUID) -> HttpResponse:
    """What is talked about in a circle."""
    return _listed(request, *met_circle(request, circle_id))


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def topic_new(request: MemberRequest) -> HttpResponse:
    return _begin(request, None, standing_in(request.member, None))


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def circle_topic_new(request: MemberRequest, circle_id: UUID) -> HttpResponse:
    return _begin(request, *met_circle(request, circle_id))


@require_safe
@member_required
def topic(request: MemberRequest, topic_id: UUID) -> HttpResponse:
    """A topic with a page of its replies; `since` begins at a reply, `latest` shows the last ones."""
    met = met_topic(request, topic_id)
    leave(request, "view", f"topic:{topic_id}")
    return show(request, "community/topic.html", about_topic(request, met) | {"form": ReplyForm()})


@require_safe
@member_required
def topic_unread(request: MemberRequest, topic_id: UUID) -> HttpResponse:
    """To where the member stopped reading."""
    met = met_topic(request, topic_id)
    where, seen = reverse("community:topic", args=[topic_id]), met.visit.seen if met.visit else None
    return redirect(f"{where}?since={seen}#reply-{seen}" if seen else where)


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def topic_text(request: MemberRequest, topic_id: UUID) -> HttpResponse:
    """A topic of one's own: to change for some minutes, or to take back."""
    own = get_or_404(topics_by(request.member), id=topic_id)
    form = TopicTextForm(request.POST or None, initial={"title": own.title, "text": own.text})
    if form.is_valid():
        with refusal_shown_on(form):
            edit_topic(own, **form.cleaned_data)
            messages.success(request, _("Saved."))
            return redirect("community:topic", topic_id=own.pk)
    context = {"topic": own, "form": form, "changes": can_edit(own, clock.now())}
    return show(request, "community/topic_text.html", context, status=422 if form.errors else 200)


@require_POST
@member_required
def topic_removal(request: MemberRequest, topic_id: UUID) -> HttpResponse:
    own = take_topic_back(get_or_404(topics_by(request.member), id=topic_id))
    messages.success(request, _("Your topic is gone."))
    return redirect(address_of_place(own.circle))


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def topic_tags(request: MemberRequest, topic_id: UUID) -> HttpResponse:
    found = met_topic(request, topic_id).topic
    form = TagsForm(request.POST or None, initial={"tags": "，".join(found.tags)})
    if form.is_valid():
        with refusal_shown_on(form):
            tag_topic(found, form.cleaned_data["tags"], by=request.member)
            return redirect("community:topic", topic_id=found.pk)
    return show(request, "community/topic_tags.html", {"topic": found, "form": form}, 422 if form.errors else 200)


@require_POST
@member_required
def topic_following(request: MemberRequest, topic_id: UUID) -> HttpResponse:
    follow_topic(request.member, met_topic(request, topic_id).topic)
    messages.success(request, _("You hear of new replies."))
    return redirect("community:topic", topic_id=topic_id)


@require_POST
@member_required
def topic_unfollowing(request: MemberRequest, topic_id: UUID) -> HttpResponse:
    unfollow_topic(request.member, met_topic(request, topic_id).topic)
    messages.success(request, _("You hear no more of this topic."))
    return redirect("community:topic", topic_id=topic_id)


@require_http_methods(["GET", "HEAD", "POST"])
def topic_end(request: SpaceRequest, token: str) -> HttpResponse:
    """The way out in a mail: no sign-in, and no word of the topic. A GET only asks, for programs look at links."""
    meant = first_or_404([each for each in [read_topic_end(token)] if each])
    following = TopicVisit.objects.filter(member=meant[0], topic=meant[1], followed_at__isnull=False)
    known = following.select_related("member", "topic").first()
    if request.method == "POST" and known:
        unfollow_topic(known.member, known.topic)
    return show(request, "community/topic_end.html", {"done": request.method == "POST" or known is None})


@require_safe
@member_required
def topics_of_mine(request: MemberRequest) -> HttpResponse:
    """What the member follows."""
    page = page_of(topics_followed(request.member), request.GET.get("after", ""), size=_TOPICS)
    unread = unread_among(request.member, [visit.topic for visit in page.rows])
    return show(request, "community/topics_followed.html", {"page": page, "unread": unread})


@require_safe
@member_required
def talk_mine(request: MemberRequest) -> HttpResponse:
    """What the member said lately, also what nobody else can see any more."""
    page = page_of(replies_by(request.member), request.GET.get("after", ""), size=_TOPICS)
    return show(request, "community/talk_mine.html", {"page": page, "topics": topics_by(request.member)[:_TOPICS]})


@require_safe
@member_required
def circle_files(request: MemberRequest, circle_id: UUID) -> HttpResponse:
    """The pictures that were put into the talk of a circle."""
    found, _standing = met_circle(request, circle_id)
    page = page_of(pictures_in(found), request.GET.get("after", ""), size=_PICTURES)
    return show(request, "community/circle_files.html", {"circle": found, "page": page})


def met_topic(request: MemberRequest, topic_id: UUID) -> Met:
    """A topic that the member reads; any other answers 404."""
    met = topic_met(topic_id, request.member)
    return first_or_404([met] if met else [])


def about_topic(request: MemberRequest, met: Met) -> dict[str, Any]:
    """What `community/topic.html` shows; who sees the last reply of a page has read up to there."""
    since, after = _reply_named(request.GET.get("since", "")), request.GET.get("after", "")
    latest = "latest" in request.GET
    page = latest_replies(met.topic, after) if latest else replies_from(met.topic, since, after)
    seen = page.rows[-1].pk if page.rows else None
    if request.method != "POST":
        note_reading(met.topic, request.member, seen=seen, before=met.visit)
    return {
        "topic": met.topic, "circle": met.topic.circle, "standing": met.standing, "follows": met.follows, "page": page,
        "latest": latest, "since": since, "accepts": can_accept(request.member, met.topic, met.standing),
        "tends": Deed.TEND in met.standing.deeds, "now": clock.now(),
    }  # fmt: skip


def address_of_place(circle: Circle | None) -> str:
    """Where the topics of a circle, or of the whole space, are listed."""
    return reverse("community:circle_topics", args=[circle.pk]) if circle else reverse("community:topics")


def _reply_named(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _listed(request: MemberRequest, circle: Circle | None, standing: Standing) -> HttpResponse:
    after = request.GET.get("after", "")
    page = page_of(topics_in(circle), after, size=_TOPICS)
    pinned = [] if after else topics_pinned(circle)
    unread = unread_among(request.member, [*pinned, *page.rows])
    context: dict[str, Any] = {"circle": circle, "standing": standing, "page": page, "pinned": pinned}
    context["writes"] = circle is None or (circle.is_standing and (standing.belongs or standing.moderates))
    return show(request, "community/topics.html", context | {"unread": unread})


def _begin(request: MemberRequest, circle: Circle | None, standing: Standing) -> HttpResponse:
    form = TopicForm(request.POST or None, request.FILES or None, announces=Deed.ANNOUNCE in standing.deeds)
    if form.is_valid():
        with refusal_shown_on(form):
            begin = announce if form.cleaned_data.get("announcement") else write_topic
            made = begin(request.member, circle, form.words(by=request.member))
            return redirect("community:topic", topic_id=made.pk)
    context = {"circle": circle, "form": form, "draft": circle.pk.hex if circle else "space"}
    return show(request, "community/topic_new.html", context, status=422 if form.errors else 200)
