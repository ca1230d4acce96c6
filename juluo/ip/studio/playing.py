from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from juluo.core.http import MemberRequest, framing, get_or_404, refusal_shown_on, staff_required
from juluo.core.recordings.views import send_recording
from juluo.core.uploads import takes_recording
from juluo.ip.models import Post
from juluo.ip.operations.playing import put_embed, put_recording, take_player_off
from juluo.ip.rules.embeds import embed_of
from juluo.ip.studio.showing import EmbedForm, RecordingForm, showing_page


@require_safe
@staff_required("content.write")
def post_playing(request: MemberRequest, post_id: UUID) -> HttpResponse:
    """What stands at the top of a post: sound, film or pictures."""
    found = _known(post_id)
    embed = embed_of(found.embed)
    return framing(showing_page(request, found), *([embed.host.frame_host] if embed else []))


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required("content.write")
@takes_recording
def post_recording(request: MemberRequest, post_id: UUID) -> HttpResponse:
    """The recording as staff hear it before it is published; POST puts another one there."""
    found = _known(post_id)
    if request.method != "POST":
        if found.recording is None:
            raise Http404
        return send_recording(request, found.recording, called=found.title, free=False)
    form = RecordingForm(request.POST, request.FILES)
    if form.is_valid():
        with refusal_shown_on(form):
            put_recording(found, form.cleaned_data["recording"], by=request.member)
            return _back(request, found)
    return showing_page(request, found, form)


@require_POST
@staff_required("content.write")
def post_embed(request: MemberRequest, post_id: UUID) -> HttpResponse:
    found, form = _known(post_id), EmbedForm(request.POST)
    if form.is_valid():
        with refusal_shown_on(form):
            put_embed(found, form.cleaned_data["link"])
            return _back(request, found)
    return showing_page(request, found, form)


@require_POST
@staff_required("content.write")
def player_removal(request: MemberRequest, post_id: UUID) -> HttpResponse:
    found = _known(post_id)
    take_player_off(found)
    return _back(request, found)


def _known(post_id: UUID) -> Post:
    return get_or_404(Post.objects.select_related("recording", "cover"), id=post_id)


def _back(request: MemberRequest, post: Post) -> HttpResponse:
    messages.success(request, _("Saved."))
    return redirect("ip_studio:post_playing", post_id=post.pk)
