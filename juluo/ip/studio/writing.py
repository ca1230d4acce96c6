"""The desk where a post is written: its words, its cover, and what somebody else saved meanwhile."""

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from juluo.core.chronicle import facts_about
from juluo.core.chronicle import told as facts_told
from juluo.core.http import MemberRequest, get_or_404, refusal_shown_on, show, staff_required
from juluo.core.measures import spread_card
from juluo.core.models import Media
from juluo.core.ways import way_card
from juluo.ip.forms.desk import EyesForm
from juluo.ip.forms.posts import PostForm
from juluo.ip.models import Audience, Post, Revision, WorkingCopy
from juluo.ip.operations.posts import edit_post, write_post
from juluo.ip.queries.copies import copies_called, copies_offered
from juluo.ip.queries.posts import posts_latest_first
from juluo.ip.queries.preview import seen_through
from juluo.ip.queries.revisions import Comparison, compared, latest_revision
from juluo.ip.rules.audience import is_walled, right_to_post
from juluo.ip.rules.gifts import right_to_gift
from juluo.ip.selling import selling_page

_TIMELINE = 50


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required("content.write")
def post_new(request: MemberRequest) -> HttpResponse:
    return _edit(request, None)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required("content.write")
def post(request: MemberRequest, post_id: UUID) -> HttpResponse:
    return _edit(request, get_or_404(posts_latest_first().select_related("cover"), id=post_id))


def _edit(request: MemberRequest, known: Post | None) -> HttpResponse:
    latest = latest_revision(known) if known else None
    copy = _gone_on_with(request, known)
    form = PostForm(request.POST or None, request.FILES or None, initial=PostForm.of(known, latest, copy),
                    known=known.cover if known else None)  # fmt: skip
    context = _about(request, known) | {"as_is": copy is not None}
    if request.method != "POST":
        context["copies"] = [each for each in copies_offered(request.member, known) if each != copy]
    if form.is_valid():
        if "preview" in request.POST:
            context |= _seen(request, form)
        else:
            with refusal_shown_on(form):
                saved = _save(request, form, known)
                messages.success(request, _("Saved."))
                return redirect("ip_studio:post", post_id=saved.pk)
    if form.errors and latest:
        context["conflict"] = _conflict(form, latest)
    return show(request, "ip/studio/post.html", context | {"form": form}, status=422 if form.errors else 200)


def _gone_on_with(request: MemberRequest, known: Post | None) -> WorkingCopy | None:
    """The copy that its writer chose to go on with here."""
    key = request.GET.get("copy", "")
    return copies_called(request.member, key).filter(post=known).first()


def _seen(request: MemberRequest, form: PostForm) -> dict[str, Any]:
    """What the form says, not saved, through the eyes that were chosen."""
    words, eyes = form.words(), EyesForm(request.POST)
    post = Post(pk=uuid4(), author=request.member, text=words.text, audience=words.audience or Audience.EVERYONE)
    return {
        "as_is": True,
        "title": words.title,
        "seen": seen_through(eyes.eyes(), post, request.space),
        "eyes_form": eyes,
    }


def _about(request: MemberRequest, known: Post | None) -> dict[str, Any]:
    """What the page says of the post itself."""
    timeline = facts_told(facts_about(known.pk)[:_TIMELINE]) if known else []
    sells = known and is_walled(known) and "products.write" in request.permissions
    right = right_to_post(known.pk) if known and sells else ""
    return {
        "post": known, "timeline": timeline, "eyes_form": EyesForm(),
        "way": way_card(f"post:{known.pk}") if known else None,
        "spread": spread_card(f"post:{known.pk}", request.permissions) if known else None,
        "selling": selling_page(right) if right else "",
        "selling_gifts": selling_page(right_to_gift(right)) if right else "",
    }  # fmt: skip


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


def _conflict(form: PostForm, latest: Revision) -> Comparison | None:
    """What somebody saved meanwhile, against what the form says; sent again, the form stands above it."""
    said = form.cleaned_data
    if not (said.get("title") and said.get("text")) or (said.get("since") or latest.number) >= latest.number:
        return None
    form.begin_from(latest)
    mine = Revision(title=said["title"], text=said["text"], audience=said.get("audience") or latest.audience)
    return compared(latest, mine)
