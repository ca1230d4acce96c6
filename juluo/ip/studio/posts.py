from secrets import token_hex
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from juluo.core.blocks import draw_blocks
from juluo.core.chronicle import facts_about
from juluo.core.chronicle import told as facts_told
from juluo.core.http import MemberRequest, get_or_404, refusal_shown_on, show, staff_required
from juluo.core.indexes import Index, counted, listing, register_index
from juluo.core.measures import spread_card
from juluo.core.models import Media
from juluo.core.pages import page_of
from juluo.core.sending import once_by_itself
from juluo.core.studio import batch_answer, picked
from juluo.ip.bulk import PUBLISH, WITHDRAW
from juluo.ip.forms import PostFilterForm, PostForm
from juluo.ip.models import Post
from juluo.ip.operations.posts import edit_post, publish_post, unpublish_post, write_post
from juluo.ip.queries.posts import posts_latest_first, posts_titled
from juluo.ip.rules.audience import is_walled, right_to_post
from juluo.ip.rules.gifts import right_to_gift
from juluo.ip.rules.markdown import told
from juluo.ip.selling import selling_page

_TIMELINE = 50
POSTS = register_index(
    Index(
        "ip_studio:posts", "content.write", ("q", "state"),
        (
            (gettext_lazy("All"), ""),
            (gettext_lazy("Published"), "state=published"),
            (pgettext_lazy("tab", "Drafts"), "state=draft"),
        ),
    )
)  # fmt: skip


@require_safe
@staff_required("content.write")
def posts(request: MemberRequest) -> HttpResponse:
    found, form = _asked(request.GET)
    page = page_of(found, request.GET.get("after", ""))
    index = listing(POSTS, form.cleaned_data, request.member)
    context = {"page": page, "index": index, "form": form, "total": counted(found), "key": token_hex(8)}
    return show(request, "ip/studio/posts.html", context)


@require_POST
@staff_required("content.write")
@once_by_itself
def bulk_publications(request: MemberRequest) -> HttpResponse:
    return batch_answer(request, PUBLISH, picked(request, lambda given: _asked(given)[0]))


@require_POST
@staff_required("content.write")
@once_by_itself
def bulk_withdrawals(request: MemberRequest) -> HttpResponse:
    return batch_answer(request, WITHDRAW, picked(request, lambda given: _asked(given)[0]))


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required("content.write")
def post_new(request: MemberRequest) -> HttpResponse:
    return _edit(request, None)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required("content.write")
def post(request: MemberRequest, post_id: UUID) -> HttpResponse:
    return _edit(request, get_or_404(posts_latest_first().select_related("cover"), id=post_id))


@require_POST
@staff_required("content.write")
def post_publication(request: MemberRequest, post_id: UUID) -> HttpResponse:
    publish_post(get_or_404(Post.objects.all(), id=post_id))
    messages.success(request, _("The post is published."))
    return redirect("ip_studio:post", post_id=post_id)


@require_POST
@staff_required("content.write")
def post_withdrawal(request: MemberRequest, post_id: UUID) -> HttpResponse:
    unpublish_post(get_or_404(Post.objects.all(), id=post_id))
    messages.success(request, _("The post is a draft again."))
    return redirect("ip_studio:post", post_id=post_id)


def _asked(given: QueryDict) -> tuple[QuerySet[Post], PostFilterForm]:
    form = PostFilterForm(given)
    form.is_valid()
    return posts_titled(form.cleaned_data.get("q", ""), form.cleaned_data.get("state", "")), form


def _edit(request: MemberRequest, known: Post | None) -> HttpResponse:
    form = PostForm(
        request.POST or None, request.FILES or None, initial=PostForm.of(known), known=known.cover if known else None
    )
    preview = ""
    if form.is_valid():
        if "preview" in request.POST:
            words = form.words()
            preview = told(words.text, draw_blocks(words.text, request.member, request.space))
        else:
            with refusal_shown_on(form):
                saved = _save(request, form, known)
                messages.success(request, _("Saved."))
                return redirect("ip_studio:post", post_id=saved.pk)
    context = {"form": form, "post": known, "preview": preview} | (_about(request, known) if known else {})
    return show(request, "ip/studio/post.html", context, status=422 if form.errors else 200)


def _about(request: MemberRequest, known: Post) -> dict[str, Any]:
    """What stands beside a post that is there: what happened to it, how far it travels, where it is sold."""
    sells = is_walled(known) and "products.write" in request.permissions
    return {
        "timeline": facts_told(facts_about(known.pk)[:_TIMELINE]),
        "spread": spread_card(f"post:{known.pk}", request.permissions),
        "selling": selling_page(right_to_post(known.pk)) if sells else "",
        "selling_gifts": selling_page(right_to_gift(right_to_post(known.pk))) if sells else "",
    }


def _save(request: MemberRequest, form: PostForm, known: Post | None) -> Post:
    cover = _cover(request, form)
    return (
        edit_post(known, form.words(), cover=cover) if known else write_post(request.member, form.words(), cover=cover)
    )


def _cover(request: MemberRequest, form: PostForm) -> Media | None:
    """The picture just chosen, or the one it had unless it is to go."""
    if form.cleaned_data["no_cover"] and not request.FILES:
        return None
    return form.kept(by=request.member, title=form.cleaned_data["title"])
