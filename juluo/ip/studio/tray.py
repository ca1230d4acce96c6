"""What a writer puts into a text: pictures of the space, and blocks such as the card of a product."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from juluo.core.blocks import choices_of_blocks
from juluo.core.http import MemberRequest, refusal_shown_on, show, staff_required
from juluo.core.pages import page_of
from juluo.ip.forms.desk import BlockFilterForm, NewPictureForm
from juluo.ip.queries.preview import pictures_latest_first

_SHOWN = 12


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required("content.write")
def pictures(request: MemberRequest) -> HttpResponse:
    """Pictures of the space with the line that shows each; and a form for another, which asks what it shows."""
    form = NewPictureForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        with refusal_shown_on(form):
            form.kept(by=request.member, title=form.cleaned_data["alt"])
            if not getattr(request, "htmx", False):
                messages.success(request, _("The picture is kept."))
                return redirect("ip_studio:pictures")
            form = NewPictureForm()
    page = page_of(pictures_latest_first(), request.GET.get("after", ""), _SHOWN)
    context = {"page": page, "form": form}
    return show(request, "ip/studio/pictures.html#tray", context, status=422 if form.errors else 200)


@require_safe
@staff_required("content.write")
def blocks(request: MemberRequest) -> HttpResponse:
    form = BlockFilterForm(request.GET)
    form.is_valid()
    choices = choices_of_blocks(form.cleaned_data.get("block", ""))
    return show(request, "ip/studio/blocks.html#choices", {"form": form, "choices": choices})
