"""Circles in the studio: all of them, opening one, appointing leads, and the rule by which members found some."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from juluo.community.forms.circles import CircleFilterForm, CircleOpeningForm, CircleRuleForm, LeadForm
from juluo.community.models import Circle
from juluo.community.operations.circle_members import appoint_lead
from juluo.community.operations.circles import archive_circle, open_circle, reopen_circle, set_circle_rule
from juluo.community.queries.circles import circles_of_staff, founding_rule, leads_of
from juluo.core.chronicle import facts_about, told
from juluo.core.http import MemberRequest, get_or_404, refusal_shown_on, show, staff_required
from juluo.core.indexes import Index, counted, listing, register_index
from juluo.core.pages import page_of
from juluo.core.undo import offer_undo

_TIMELINE = 50
CIRCLES = register_index(
    Index(
        "community_studio:circles", "talk.moderate", ("q", "kind", "state"),
        (
            (gettext_lazy("All"), ""),
            (pgettext_lazy("circles", "Open"), "state=open"),
            (pgettext_lazy("circles", "Proposed"), "state=proposed"),
            (pgettext_lazy("circles", "Archived"), "state=archived"),
        ),
    )
)  # fmt: skip


@require_safe
@staff_required("talk.moderate")
def circles(request: MemberRequest) -> HttpResponse:
    form = CircleFilterForm(request.GET)
    form.is_valid()
    asked = form.cleaned_data
    found = circles_of_staff(asked.get("state", ""), asked.get("kind", ""), asked.get("q", ""))
    page = page_of(found, request.GET.get("after", ""))
    index = listing(CIRCLES, asked, request.member, sent=request.GET)
    context = {"page": page, "index": index, "form": form, "total": counted(found)}
    return show(request, "community/studio/circles.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required("talk.moderate")
def circle_new(request: MemberRequest) -> HttpResponse:
    form = CircleOpeningForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        with refusal_shown_on(form):
            made = open_circle(form.cleaned_data["lead"], form.words(by=request.member))
            messages.success(request, _("The circle is open."))
            return redirect("community_studio:circle", circle_id=made.pk)
    return show(request, "community/studio/circle_new.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required("talk.moderate")
def circle(request: MemberRequest, circle_id: UUID) -> HttpResponse:
    """One circle, who looks after it, and what happened; another lead is appointed here."""
    found, form = _known(circle_id), LeadForm(request.POST or None)
    if form.is_valid():
        with refusal_shown_on(form):
            appoint_lead(found, form.cleaned_data["lead"], by=request.member)
            messages.success(request, _("They lead the circle now."))
            return redirect("community_studio:circle", circle_id=found.pk)
    timeline = told(facts_about(found.pk)[:_TIMELINE])
    context = {"circle": found, "leads": leads_of(found), "form": form, "timeline": timeline}
    return show(request, "community/studio/circle.html", context, status=422 if form.errors else 200)


@require_POST
@staff_required("talk.moderate")
def circle_archiving(request: MemberRequest, circle_id: UUID) -> HttpResponse:
    archive_circle(_known(circle_id), by=request.member)
    back = reverse("community_studio:circle_reopening", args=[circle_id])
    offer_undo(request, _("The circle is in the archive. It can be read, no more."), back)
    return redirect("community_studio:circle", circle_id=circle_id)


@require_POST
@staff_required("talk.moderate")
def circle_reopening(request: MemberRequest, circle_id: UUID) -> HttpResponse:
    reopen_circle(_known(circle_id), by=request.member)
    messages.success(request, _("The circle is open again."))
    return redirect("community_studio:circle", circle_id=circle_id)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required("settings.write")
def circle_rule(request: MemberRequest) -> HttpResponse:
    """Who founds circles here, and how many others must want one."""
    form = CircleRuleForm(request.POST or None, initial=CircleRuleForm.of(founding_rule()))
    if form.is_valid():
        with refusal_shown_on(form):
            set_circle_rule(**form.cleaned_data)
            messages.success(request, _("Saved."))
            return redirect("community_studio:circle_rule")
    return show(request, "community/studio/circle_rule.html", {"form": form}, status=422 if form.errors else 200)


def _known(circle_id: UUID) -> Circle:
    return get_or_404(circles_of_staff(), id=circle_id)
