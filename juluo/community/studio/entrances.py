from io import BytesIO

import segno
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from juluo.community.forms.entrances import EntranceFilterForm, EntranceForm
from juluo.community.models import Entrance
from juluo.community.operations.entrances import close_entrance, make_entrance, reopen_entrance
from juluo.community.queries.entrances import entrances_matching, entrances_with_counts, open_to_everybody
from juluo.community.queries.signs import sign_at
from juluo.core.chronicle import facts_about, told
from juluo.core.http import MemberRequest, get_or_404, refusal_shown_on, show, staff_required
from juluo.core.indexes import Index, counted, listing, register_index
from juluo.core.measures import page_about
from juluo.core.undo import offer_undo

_MOST, _TIMELINE = 200, 50
ENTRANCES = register_index(
    Index(
        "community_studio:entrances", "members.write", ("q", "state"),
        (
            (gettext_lazy("All"), ""),
            (pgettext_lazy("entrances", "Open"), "state=open"),
            (pgettext_lazy("entrances", "Closed"), "state=closed"),
        ),
    )
)  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required("members.write")
def entrances(request: MemberRequest) -> HttpResponse:
    form, asked = EntranceForm(request.POST or None), EntranceFilterForm(request.GET)
    asked.is_valid()
    if form.is_valid():
        with refusal_shown_on(form):
            made = make_entrance(form.cleaned_data["name"], kind=form.cleaned_data["kind"])
            return redirect("community_studio:entrance", code=made.code)
    found = entrances_matching(asked.cleaned_data.get("q", ""), asked.cleaned_data.get("state", ""))
    index = listing(ENTRANCES, asked.cleaned_data, request.member, sent=request.GET)
    context = {"entrances": found[:_MOST], "form": form, "asked": asked, "index": index, "total": counted(found)}
    return show(request, "community/studio/entrances.html", context, status=422 if form.errors else 200)


@require_safe
@staff_required("members.write")
def entrance(request: MemberRequest, code: str) -> HttpResponse:
    door = get_or_404(entrances_with_counts(), code=code)
    timeline = told(facts_about(door.pk)[:_TIMELINE])
    figures = page_about("entrance", code) if "insight.read" in request.permissions else ""
    sign = sign_at(door)
    context = {
        "entrance": door, "address": _address(request, door), "timeline": timeline, "figures": figures,
        "taken": (door.capacity or 0) - (sign.left or 0), "waiting": sign.waiting,
        "open_besides": door.policy != Entrance.Policy.OPEN and open_to_everybody(),
    }  # fmt: skip
    return show(request, "community/studio/entrance.html", context)


@require_safe
@staff_required("members.write")
def entrance_code(request: MemberRequest, code: str) -> HttpResponse:
    """The entrance's address as a QR code, to print."""
    door = get_or_404(Entrance.objects.all(), code=code)
    drawing = BytesIO()
    segno.make(_address(request, door), error="m").save(drawing, kind="svg", scale=8, xmldecl=True)
    return HttpResponse(drawing.getvalue(), content_type="image/svg+xml")


@require_POST
@staff_required("members.write")
def entrance_closing(request: MemberRequest, code: str) -> HttpResponse:
    close_entrance(get_or_404(Entrance.objects.all(), code=code))
    back = reverse("community_studio:entrance_opening", args=[code])
    offer_undo(request, _("The entrance is closed. Its code lets nobody in now."), back)
    return redirect("community_studio:entrance", code=code)


@require_POST
@staff_required("members.write")
def entrance_opening(request: MemberRequest, code: str) -> HttpResponse:
    reopen_entrance(get_or_404(Entrance.objects.all(), code=code))
    messages.success(request, _("The entrance is open again."))
    return redirect("community_studio:entrance", code=code)


def _address(request: MemberRequest, door: Entrance) -> str:
    return request.build_absolute_uri(reverse("community:entrance", args=[door.code]))
