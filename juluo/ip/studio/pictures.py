from uuid import UUID

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from juluo.core.http import MemberRequest, get_or_404, refusal_shown_on, show, staff_required
from juluo.ip.models import Post, PostPicture
from juluo.ip.operations.pictures import (
    add_pictures,
    describe_post_picture,
    free_pictures,
    order_pictures,
    remove_picture,
)
from juluo.ip.queries.showing import pictures_of
from juluo.ip.rules.pictures import moved
from juluo.ip.studio.showing import FreePicturesForm, PicturesForm, PictureWordsForm, showing_page


@require_POST
@staff_required("content.write")
def post_pictures(request: MemberRequest, post_id: UUID) -> HttpResponse:
    """Put more pictures into the story."""
    found, form = _known(post_id), PicturesForm(request.POST, request.FILES)
    if form.is_valid():
        with refusal_shown_on(form):
            add_pictures(found, form.cleaned_data["pictures"], by=request.member)
            return _back(request, found)
    return showing_page(request, found, form)


@require_POST
@staff_required("content.write")
def free(request: MemberRequest, post_id: UUID) -> HttpResponse:
    """Say how many pictures everyone sees."""
    found, form = _known(post_id), FreePicturesForm(request.POST)
    if form.is_valid():
        with refusal_shown_on(form):
            free_pictures(found, form.cleaned_data["count"])
            return _back(request, found)
    return showing_page(request, found, form)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required("content.write")
def post_picture(request: MemberRequest, post_id: UUID, picture_id: UUID) -> HttpResponse:
    """What is said of one picture."""
    picture = _picture(post_id, picture_id)
    form: BaseForm = PictureWordsForm(
        request.POST or None, initial={"caption": picture.caption, "alt": picture.media.alt}
    )
    if form.is_valid():
        with refusal_shown_on(form):
            describe_post_picture(picture, caption=form.cleaned_data["caption"], alt=form.cleaned_data["alt"])
            return _back(request, picture.post)
    status = 422 if form.errors else 200
    return show(request, "ip/studio/picture.html", {"picture": picture, "form": form}, status=status)


@require_POST
@staff_required("content.write")
def move(request: MemberRequest, post_id: UUID, picture_id: UUID) -> HttpResponse:
    """Move a picture by one place, earlier or later as the button says."""
    picture = _picture(post_id, picture_id)
    order = [each.pk for each in pictures_of(picture.post)]
    order_pictures(picture.post, moved(order, picture.pk, -1 if "earlier" in request.POST else 1))
    return _back(request, picture.post)


@require_POST
@staff_required("content.write")
def removal(request: MemberRequest, post_id: UUID, picture_id: UUID) -> HttpResponse:
    picture = _picture(post_id, picture_id)
    remove_picture(picture)
    return _back(request, picture.post)


def _known(post_id: UUID) -> Post:
    return get_or_404(Post.objects.select_related("recording", "cover"), id=post_id)


def _picture(post_id: UUID, picture_id: UUID) -> PostPicture:
    return get_or_404(PostPicture.objects.select_related("post", "media"), id=picture_id, post=post_id)


def _back(request: MemberRequest, post: Post) -> HttpResponse:
    messages.success(request, _("Saved."))
    return redirect("ip_studio:post_playing", post_id=post.pk)
