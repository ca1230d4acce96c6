from secrets import token_hex
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_POST, require_safe

from juluo.core.http import MemberRequest, get_or_404, show, staff_required
from juluo.core.indexes import Index, counted, listing, register_index
from juluo.core.pages import page_of
from juluo.core.sending import once_by_itself
from juluo.core.studio import batch_answer, picked
from juluo.ip.bulk import PUBLISH, WITHDRAW
from juluo.ip.forms.posts import PostFilterForm
from juluo.ip.models import Post
from juluo.ip.operations.posts import publish_post, unpublish_post
from juluo.ip.queries.posts import posts_titled

POSTS = register_index(
    Index(
        "ip_studio:posts", "content.write", ("q", "state"),
        (
            (gettext_lazy("All"), ""),
            (gettext_lazy("Published"), "state=published"),
            (pgettext_lazy("tab", "Scheduled"), "state=due"),
            (pgettext_lazy("tab", "Drafts"), "state=draft"),
        ),
    )
)  # fmt: skip


@require_safe
@staff_required("content.write")
def posts(request: MemberRequest) -> HttpResponse:
    found, form = _asked(request.GET)
    page = page_of(found, request.GET.get("after", ""))
    index = listing(POSTS, form.cleaned_data, request.member, sent=request.GET)
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
