"""What is being written, kept on the server while it is written; its writer alone sees it and goes on with it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from juluo.core.http import MemberRequest, get_or_404, refusal_shown_on, show, staff_required
from juluo.ip.forms.desk import CopyForm
from juluo.ip.models import Post, WorkingCopy
from juluo.ip.operations.copies import discard_copy, keep_copy
from juluo.ip.queries.copies import compared_copy, copies_called, saved_after
from juluo.ip.queries.posts import posts_latest_first


@require_POST
@staff_required("content.write")
def new_copy(request: MemberRequest) -> HttpResponse:
    """Keep what is written at the desk of a new post."""
    return _keep(request, None)


@require_POST
@staff_required("content.write")
def post_copy(request: MemberRequest, post_id: UUID) -> HttpResponse:
    """Keep what is written at the desk of a post, which stays as it is."""
    return _keep(request, get_or_404(posts_latest_first(), id=post_id))


@require_safe
@staff_required("content.write")
def copy(request: MemberRequest, key: str) -> HttpResponse:
    """What was written against what stands, or against what was written on another device."""
    found, beside = _own(request, key), request.GET.get("with")
    other = _own(request, beside) if beside else None
    return show(
        request, "ip/studio/copy.html", {"copy": found, "other": other, "comparison": compared_copy(found, other)}
    )


@require_POST
@staff_required("content.write")
def copy_removal(request: MemberRequest, key: str) -> HttpResponse:
    found = _own(request, key)
    discard_copy(found)
    messages.success(request, _("What you had not saved is thrown away."))
    return redirect("ip_studio:post", post_id=found.post_id) if found.post_id else redirect("ip_studio:post_new")


def _keep(request: MemberRequest, post: Post | None) -> HttpResponse:
    form, context = CopyForm(request.POST), dict[str, Any]()
    if form.is_valid():
        with refusal_shown_on(form):
            kept = keep_copy(form.desk(request.member, post, request.headers.get("User-Agent", "")), form.words())
            context = {"kept": kept, "meanwhile": saved_after(post, form.cleaned_data["since"])}
            form = CopyForm.of(kept.copy) if kept.copy else form
    return show(
        request, "ip/studio/copies.html#kept", context | {"form": form, "post": post}, 422 if form.errors else 200
    )


def _own(request: MemberRequest, key: str) -> WorkingCopy:
    return get_or_404(copies_called(request.member, key))
