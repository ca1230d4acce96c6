from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from juluo.community.forms.look import LookForm
from juluo.community.operations.look import dress_space
from juluo.community.operations.space import rename_space
from juluo.core.colours import hex_of
from juluo.core.http import MemberRequest, refusal_shown_on, show, staff_required
from juluo.core.media import keep_picture
from juluo.core.models import Media
from juluo.core.theming import preview_sheet, reading_of
from juluo.core.words import Mood


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required("settings.write")
def look(request: MemberRequest) -> HttpResponse:
    form = LookForm(request.POST or None, request.FILES or None, initial=LookForm.of(request.space, request.GET))
    if form.is_valid():
        with refusal_shown_on(form), transaction.atomic():
            dress_space(brand=form.cleaned_data["brand"], mood=form.cleaned_data["mood"], logo=_logo(request, form))
            rename_space(form.cleaned_data["name"])
            messages.success(request, _("Saved. Every page of the space wears it now."))
            return redirect("community_studio:look")
    values = request.POST or LookForm.of(request.space, request.GET)
    context = {"form": form, **_previewed(values)}
    return show(request, "community/studio/look.html", context, status=422 if form.errors else 200)


@require_safe
@staff_required("settings.write")
def look_preview(request: MemberRequest) -> HttpResponse:
    """The two phones alone, for what is typed in the form right now."""
    context = _previewed(LookForm.of(request.space, request.GET))
    return show(request, "community/studio/look_preview.html", context)


@require_safe
@staff_required("settings.write")
def look_sheet(request: MemberRequest) -> HttpResponse:
    """The colours of those phones."""
    shown = _previewed(LookForm.of(request.space, request.GET))
    return HttpResponse(preview_sheet(shown["brand"], shown["mood"]), content_type="text/css")


def _logo(request: MemberRequest, form: LookForm) -> Media | None:
    if upload := form.cleaned_data["logo"]:
        return keep_picture(upload, alt=form.cleaned_data["name"], member=request.member, field="logo")
    if form.cleaned_data["without_logo"] or request.space.logo_id is None:
        return None
    kept: Media | None = Media.objects.filter(pk=request.space.logo_id).first()
    return kept


def _previewed(values: Any) -> dict[str, Any]:
    """What the preview shows: what is no colour or no mood is shown as ours."""
    brand, mood = hex_of(values.get("brand", "")) or "", values.get("mood", "")
    name = str(values.get("name", ""))[:80]
    return {
        "name": name, "brand": brand, "mood": mood if mood in Mood.values else Mood.PLAIN, "reading": reading_of(brand),
    }  # fmt: skip
