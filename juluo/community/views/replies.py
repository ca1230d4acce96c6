"""Replying in a topic, quoting, changing and taking back; accepting an answer; and tending a topic."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from juluo.community.forms.topics import MoveForm, ReplyForm, ReplyQuoteForm, ReplyTextForm
from juluo.community.models import Reply, Topic
from juluo.community.operations.replies import (
    accept_answer,
    edit_reply,
    take_reply_back,
    unaccept_answer,
    write_reply,
)
from juluo.community.operations.topic_care import close_topic, move_topic, pin_topic, reopen_topic, unpin_topic
from juluo.community.queries.circles import places_tended_by
from juluo.community.queries.topics import Met, replies_by, replies_known
from juluo.community.rules.circles import Deed, check_deed
from juluo.community.rules.topics import Passage, can_edit, passages_of
from juluo.community.views.topics import about_topic, met_topic
from juluo.core import clock
from juluo.core.http import MemberRequest, first_or_404, get_or_404, member_required, refusal_shown_on, show


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def reply_new(request: MemberRequest, topic_id: UUID) -> HttpResponse:
    return _say(request, met_topic(request, topic_id), None)


@require_safe
@member_required
def reply(request: MemberRequest, reply_id: UUID) -> HttpResponse:
    """To where the reply stands in its topic."""
    found, _met = _met_reply(request, reply_id)
    return redirect(address_of_reply(found))


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def reply_answer(request: MemberRequest, reply_id: UUID) -> HttpResponse:
    found, met = _met_reply(request, reply_id)
    return _say(request, met, found)


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def reply_quote(request: MemberRequest, reply_id: UUID) -> HttpResponse:
    found, met = _met_reply(request, reply_id)
    return _quote(request, met, found)


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def topic_quote(request: MemberRequest, topic_id: UUID) -> HttpResponse:
    return _quote(request, met_topic(request, topic_id), None)


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def reply_text(request: MemberRequest, reply_id: UUID) -> HttpResponse:
    """A reply of one's own: to change for some minutes, to take back, or to see why it is hidden."""
    own = get_or_404(replies_by(request.member), id=reply_id)
    form = ReplyTextForm(request.POST or None, initial={"text": own.text})
    if form.is_valid():
        with refusal_shown_on(form):
            edit_reply(own, form.cleaned_data["text"])
            messages.success(request, _("Saved."))
            return redirect(address_of_reply(own))
    context = {"reply": own, "form": form, "changes": can_edit(own, clock.now())}
    return show(request, "community/reply_text.html", context, status=422 if form.errors else 200)


@require_POST
@member_required
def reply_removal(request: MemberRequest, reply_id: UUID) -> HttpResponse:
    own = take_reply_back(get_or_404(replies_by(request.member), id=reply_id))
    messages.success(request, _("Your reply is gone."))
    return redirect("community:topic", topic_id=own.topic_id)


@require_POST
@member_required
def reply_accepting(request: MemberRequest, reply_id: UUID) -> HttpResponse:
    found, _met = _met_reply(request, reply_id)
    accept_answer(found, by=request.member)
    return redirect("community:topic", topic_id=found.topic_id)


@require_POST
@member_required
def reply_unaccepting(request: MemberRequest, reply_id: UUID) -> HttpResponse:
    found, _met = _met_reply(request, reply_id)
    unaccept_answer(found, by=request.member)
    return redirect("community:topic", topic_id=found.topic_id)


@require_POST
@member_required
def topic_pin(request: MemberRequest, topic_id: UUID) -> HttpResponse:
    return _tend(request, topic_id, pin_topic)


@require_POST
@member_required
def topic_unpinning(request: MemberRequest, topic_id: UUID) -> HttpResponse:
    return _tend(request, topic_id, unpin_topic)


@require_POST
@member_required
def topic_closing(request: MemberRequest, topic_id: UUID) -> HttpResponse:
    return _tend(request, topic_id, close_topic)


@require_POST
@member_required
def topic_reopening(request: MemberRequest, topic_id: UUID) -> HttpResponse:
    return _tend(request, topic_id, reopen_topic)


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def topic_move(request: MemberRequest, topic_id: UUID) -> HttpResponse:
    """Put a topic where it belongs, by who tends both places."""
    met = met_topic(request, topic_id)
    check_deed(met.standing, Deed.TEND)
    places = places_tended_by(request.member, moderates=met.standing.moderates)
    form = MoveForm(request.POST or None, places=places, everywhere=met.standing.moderates,
                    initial={"circle": met.topic.circle_id})  # fmt: skip
    if form.is_valid():
        with refusal_shown_on(form):
            moved = move_topic(met.topic, form.place(), by=request.member)
            messages.success(request, _("The topic is there now."))
            return redirect("community:topic", topic_id=moved.pk)
    return show(request, "community/topic_move.html", {"topic": met.topic, "form": form}, 422 if form.errors else 200)


def address_of_reply(said: Reply) -> str:
    """Where a reply can be read: in its topic, from it on."""
    return f"{reverse('community:topic', args=[said.topic_id])}?since={said.pk}#reply-{said.pk}"


def _met_reply(request: MemberRequest, reply_id: UUID) -> tuple[Reply, Met]:
    """A reply that still stands, in a topic that the member reads."""
    found = get_or_404(replies_known(), id=reply_id)
    return first_or_404([found] if found.is_said else []), met_topic(request, found.topic_id)


def _tend(request: MemberRequest, topic_id: UUID, verb: Callable[..., Topic]) -> HttpResponse:
    verb(met_topic(request, topic_id).topic, by=request.member)
    return redirect("community:topic", topic_id=topic_id)


def _say(request: MemberRequest, met: Met, answered: Reply | None) -> HttpResponse:
    form = ReplyForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        with refusal_shown_on(form):
            said = write_reply(request.member, met.topic, form.words(by=request.member, answers=answered))
            return redirect(address_of_reply(said))
    if answered:
        context: dict[str, Any] = {"topic": met.topic, "answered": answered, "form": form}
        return show(request, "community/reply_new.html", context, status=422 if form.errors else 200)
    return show(request, "community/topic.html", about_topic(request, met) | {"form": form},
                status=422 if form.errors else 200)  # fmt: skip


def _quote(request: MemberRequest, met: Met, quoted: Reply | None) -> HttpResponse:
    passages = passages_of(quoted or met.topic)
    form = ReplyQuoteForm(request.POST or None, request.FILES or None, initial={"quote": "\n".join(passages[:1])})
    if form.is_valid():
        with refusal_shown_on(form):
            passage = Passage(form.cleaned_data["quote"], quoted)
            said = write_reply(request.member, met.topic,
                               form.words(by=request.member, answers=quoted, passage=passage))  # fmt: skip
            return redirect(address_of_reply(said))
    context = {"topic": met.topic, "answered": quoted, "form": form}
    return show(request, "community/reply_new.html", context, status=422 if form.errors else 200)
