from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from juluo.core.chronicle import facts_about, told
from juluo.core.http import MemberRequest, get_or_404, refusal_shown_on, show, staff_required
from juluo.core.pages import page_of
from juluo.ip.forms.workpieces import VersionForm, WorkpieceForm
from juluo.ip.models import Version, Workpiece
from juluo.ip.operations.workpieces import (
    describe_workpiece,
    edit_version,
    hide_workpiece,
    make_workpiece,
    show_workpiece,
    write_version,
)
from juluo.ip.queries.diary import diary_of_staff, entries_to_choose
from juluo.ip.queries.trials import rounds_of
from juluo.ip.queries.workpieces import versions_of, versions_of_staff, workpieces_of_staff

_TIMELINE = 50


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required("content.write")
def workshop(request: MemberRequest) -> HttpResponse:
    """Every workpiece, and a form that begins another."""
    form = WorkpieceForm(request.POST or None)
    if form.is_valid():
        with refusal_shown_on(form):
            made = make_workpiece(**form.cleaned_data)
            return redirect("ip_studio:workpiece", workpiece_id=made.pk)
    page = page_of(workpieces_of_staff(), request.GET.get("after", ""))
    return show(request, "ip/studio/workshop.html", {"page": page, "form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required("content.write")
def workpiece(request: MemberRequest, workpiece_id: UUID) -> HttpResponse:
    """What a workpiece is, and its versions."""
    found = _workpiece(workpiece_id)
    form = WorkpieceForm(request.POST or None, initial=WorkpieceForm.of(found))
    if form.is_valid():
        with refusal_shown_on(form):
            describe_workpiece(found, **form.cleaned_data)
            messages.success(request, _("Saved."))
            return redirect("ip_studio:workpiece", workpiece_id=workpiece_id)
    context: dict[str, Any] = {"workpiece": found, "form": form, "versions": versions_of(found)}
    context |= {"diary": list(diary_of_staff(found)[:_TIMELINE]), "posts": entries_to_choose(_TIMELINE)}
    context["timeline"] = told(facts_about(found.pk)[:_TIMELINE])
    return show(request, "ip/studio/workpiece.html", context, status=422 if form.errors else 200)


@require_POST
@staff_required("content.write")
def workpiece_showing(request: MemberRequest, workpiece_id: UUID) -> HttpResponse:
    show_workpiece(_workpiece(workpiece_id))
    messages.success(request, _("Everybody can follow how it is made."))
    return redirect("ip_studio:workpiece", workpiece_id=workpiece_id)


@require_POST
@staff_required("content.write")
def workpiece_hiding(request: MemberRequest, workpiece_id: UUID) -> HttpResponse:
    hide_workpiece(_workpiece(workpiece_id))
    messages.success(request, _("Only the staff see it now."))
    return redirect("ip_studio:workpiece", workpiece_id=workpiece_id)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required("content.write")
def version_new(request: MemberRequest, workpiece_id: UUID) -> HttpResponse:
    return _edit(request, _workpiece(workpiece_id), None)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required("content.write")
def version(request: MemberRequest, version_id: UUID) -> HttpResponse:
    found = get_or_404(versions_of_staff(), id=version_id)
    return _edit(request, found.workpiece, found)


def _edit(request: MemberRequest, made: Workpiece, known: Version | None) -> HttpResponse:
    currency = (known.currency if known else "") or request.space.currency
    form = VersionForm(request.POST or None, initial=VersionForm.of(known) if known else None, currency=currency)
    if form.is_valid():
        with refusal_shown_on(form):
            words = form.words()
            saved = edit_version(known, words) if known else write_version(made, words)
            messages.success(request, _("Saved."))
            return redirect("ip_studio:version", version_id=saved.pk)
    timeline = told(facts_about(known.pk)[:_TIMELINE]) if known else []
    context: dict[str, Any] = {"workpiece": made, "version": known, "form": form, "timeline": timeline}
    context["rounds"] = rounds_of(known) if known else []
    return show(request, "ip/studio/version.html", context, status=422 if form.errors else 200)


def _workpiece(workpiece_id: UUID) -> Workpiece:
    return get_or_404(workpieces_of_staff(), id=workpiece_id)
