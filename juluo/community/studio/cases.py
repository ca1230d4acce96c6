"""The queue of moderation: what waits, what stands around it, and what is decided."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_POST, require_safe

from juluo.community.forms.moderation import CaseFilterForm, DecisionForm
from juluo.community.models import Case
from juluo.community.operations.cases import decide_case, open_case, take_case
from juluo.community.operations.sanctions import hide_by_staff, show_by_staff
from juluo.community.queries.cases import around, cases_matching, sanctions_in, things_of
from juluo.core.chronicle import facts_about, told
from juluo.core.http import MemberRequest, first_or_404, get_or_404, refusal_shown_on, show, staff_required
from juluo.core.indexes import Index, counted, listing, register_index
from juluo.core.pages import page_of
from juluo.core.refusals import Refused
from juluo.core.said.forms import HidingForm
from juluo.core.said.kinds import find_kind, tell

_TIMELINE = 50
CASES = register_index(
    Index(
        "community_studio:cases", "talk.moderate", ("state",),
        (
            (pgettext_lazy("cases", "Waiting"), "state=waiting"),
            (pgettext_lazy("cases", "Taken by me"), "state=mine"),
            (pgettext_lazy("cases", "Held"), "state=held"),
            (pgettext_lazy("cases", "Appealed"), "state=appealed"),
            (pgettext_lazy("cases", "Decided"), "state=decided"),
            (pgettext_lazy("cases", "All"), ""),
        ),
    )
)  # fmt: skip


@require_safe
@staff_required("talk.moderate")
def cases(request: MemberRequest) -> HttpResponse:
    form = CaseFilterForm(request.GET)
    form.is_valid()
    found = cases_matching(form.cleaned_data.get("state", ""), request.member)
    page = page_of(found, request.GET.get("after", ""))
    things = things_of(page.rows)
    rows = [(each, things.get(each.about)) for each in page.rows]
    index = listing(CASES, form.cleaned_data, request.member, sent=request.GET)
    context = {"page": page, "rows": rows, "index": index, "total": counted(found)}
    return show(request, "community/studio/cases.html", context)


@require_safe
@staff_required("talk.moderate")
def case(request: MemberRequest, case_id: UUID) -> HttpResponse:
    return _page(request, _case(request, case_id), None)


@require_POST
@staff_required("talk.moderate")
def case_taking(request: MemberRequest, case_id: UUID) -> HttpResponse:
    found = _case(request, case_id)
    try:
        take_case(found, by=request.member)
        messages.success(request, _("You have taken the case."))
    except Refused as refusal:
        messages.error(request, refusal.message)
    return redirect("community_studio:case", case_id=found.pk)


@require_POST
@staff_required("talk.moderate")
def case_decision(request: MemberRequest, case_id: UUID) -> HttpResponse:
    found = _case(request, case_id)
    form = DecisionForm(request.POST, about=found.author)
    if form.is_valid():
        with refusal_shown_on(form):
            decide_case(found, form.decision(), by=request.member)
            messages.success(request, _("The case is decided."))
            return redirect("community_studio:case", case_id=found.pk)
    return _page(request, found, form)


@require_POST
@staff_required("talk.moderate")
def said_case(request: MemberRequest, said: str, thing_id: UUID) -> HttpResponse:
    """Open the case about a thing said, or go to the one that is open."""
    del request
    opened = open_case(tell(_row(said, thing_id)).about, cause=Case.Cause.STAFF)
    return redirect("community_studio:case", case_id=first_or_404([opened] if opened else []).pk)


@require_POST
@staff_required("talk.moderate")
def said_hiding(request: MemberRequest, said: str, thing_id: UUID) -> HttpResponse:
    row, form = _row(said, thing_id), HidingForm(request.POST)
    if form.is_valid():
        with refusal_shown_on(form):
            hide_by_staff(row, by=request.member, **form.cleaned_data)
            messages.success(request, _("It is hidden, and its author is told why."))
            return _back_to(row)
    return show(request, "community/studio/said.html", {"said": tell(row), "hiding_form": form}, status=422)


@require_POST
@staff_required("talk.moderate")
def said_showing(request: MemberRequest, said: str, thing_id: UUID) -> HttpResponse:
    row = _row(said, thing_id)
    show_by_staff(row, by=request.member)
    messages.success(request, _("It is shown again to everybody whom it is for."))
    return _back_to(row)


def _back_to(row: Any) -> HttpResponse:
    """The page of the staff about it; what has none is met in the queue."""
    return redirect(tell(row).staff_url or "community_studio:cases")


def _case(request: MemberRequest, case_id: UUID) -> Case:
    return get_or_404(cases_matching("", request.member), id=case_id)


def _row(said: str, thing_id: UUID) -> Any:
    kind = find_kind(said)
    row = kind.row_for_staff(thing_id) if kind else None
    return first_or_404([row] if row else [])


def _page(request: MemberRequest, found: Case, form: DecisionForm | None) -> HttpResponse:
    """A case; the form that was refused, if one was, stands on it with its errors."""
    context = {
        "case": found,
        "around": around(found),
        "decided": list(sanctions_in(found)),
        "timeline": told(facts_about(found.pk)[:_TIMELINE]),
        "form": form or DecisionForm(about=found.author),
        "reads_members": "members.read" in request.permissions,
    }
    return show(request, "community/studio/case.html", context, status=422 if form else 200)
