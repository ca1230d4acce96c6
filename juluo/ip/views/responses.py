from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from juluo.core.http import MemberRequest, get_or_404, member_required, show
from juluo.core.pages import page_of
from juluo.ip.models import Comment, Post
from juluo.ip.operations.responses import react, save_post, take_reaction_back, unsave_post
from juluo.ip.queries.posts import readable_posts
from juluo.ip.queries.responses import saved_by
from juluo.ip.readable import readable_comment, readable_post
from juluo.ip.views.comments import url_of_comment

_SHOWN = 20


@require_POST
@member_required
def post_reaction(request: MemberRequest, post_id: UUID) -> HttpResponse:
    return _react(request, readable_post(post_id, request.member), None)


@require_POST
@member_required
def comment_reaction(request: MemberRequest, comment_id: UUID) -> HttpResponse:
    about = readable_comment(comment_id, request.member)
    return _react(request, about.post, about)


@require_POST
@member_required
def post_saving(request: MemberRequest, post_id: UUID) -> HttpResponse:
    post = get_or_404(readable_posts(), id=post_id)
    save_post(request.member, post)
    messages.success(request, _("It is among your saved posts."))
    return redirect("ip:post", post_id=post.pk)


@require_POST
@member_required
def post_unsaving(request: MemberRequest, post_id: UUID) -> HttpResponse:
    post = get_or_404(readable_posts(), id=post_id)
    unsave_post(request.member, post)
    messages.success(request, _("It is no longer among your saved posts."))
    return redirect("ip:post", post_id=post.pk)


@require_safe
@member_required
def saved(request: MemberRequest) -> HttpResponse:
    """What one keeps to read again."""
    page = page_of(saved_by(request.member), request.GET.get("after", ""), size=_SHOWN)
    return show(request, "ip/saved.html", {"page": page})


def _react(request: MemberRequest, post: Post, about: Comment | None) -> HttpResponse:
    """The button of what one feels already sends no kind: it takes the reaction back."""
    if kind := request.POST.get("kind", ""):
        react(request.member, post, kind, comment=about)
    else:
        take_reaction_back(request.member, post, comment=about)
    return redirect(url_of_comment(about) if about else f"{reverse('ip:post', args=[post.pk])}#reactions")
