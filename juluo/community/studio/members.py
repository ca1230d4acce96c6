from collections.abc import Callable
from secrets import token_hex
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from juluo.community.bulk import SET_RUNG
from juluo.community.forms.members import MemberFilterForm, ReasonForm, RungForm
from juluo.community.operations.members import set_rung
from juluo.community.operations.sanctions import ban_by_staff, end_ban
from juluo.community.queries.doors import has_accepted_current
from juluo.community.queries.people import members_matching, source_of
from juluo.community.queries.sanctions import sanctions_of
from juluo.core import days
from juluo.core.chronicle import facts_about, told
from juluo.core.http import MemberRequest, get_or_404, refusal_shown_on, show, staff_required
from juluo.core.indexes import Index, counted, listing, register_index
from juluo.core.models import Member
from juluo.core.pages import page_of
from juluo.core.sending import once_by_itself
from juluo.core.studio import batch_answer, picked
from juluo.core.ways import traces_of
from juluo.core.words import Rung

_TIMELINE = 50
_BAN_ID = "id_ban_%s"
"""Two forms of the page ask for a reason; their fields are told apart."""
MEMBERS = register_index(
    Index(
        "community_studio:members", "members.read", ("q", "rung", "since"),
        ((gettext_lazy("All"), ""), *((each.label, f"rung={each.value}") for each in Rung)),
    )
)  # fmt: skip


@require_safe
@staff_required("members.read")
def members(request: MemberRequest) -> HttpResponse:
    found, form = _asked(request.GET)
    page = page_of(found, request.GET.get("after", ""))
    index = listing(MEMBERS, form.cleaned_data, request.member, sent=request.GET)
    context = {"page": page, "index": index, "form": form, "total": counted(found), "key": token_hex(8)}
    return show(request, "community/studio/members.html", context)


@require_POST
@staff_required("members.write")
@once_by_itself
def bulk_rungs(request: MemberRequest) -> HttpResponse:
    """Ask for the rung and the reason, then set it for everybody picked."""
    people = picked(request, lambda given: _asked(given)[0])
    form = RungForm(request.POST if "rung" in request.POST else None)
    if form.is_valid():
        return batch_answer(request, SET_RUNG, people, form.cleaned_data)
    context = {"form": form, "people": people, "count": len(people), "asked": request.POST}
    return show(request, "community/studio/rungs.html", context, status=422 if form.errors else 200)


@require_safe
@staff_required("members.read")
def member(request: MemberRequest, member_id: UUID) -> HttpResponse:
    person = _person(member_id)
    return _page(request, person, {"rung_form": RungForm(initial={"rung": person.rung})})


@require_POST
@staff_required("members.write")
def member_rung(request: MemberRequest, member_id: UUID) -> HttpResponse:
    person, form = _person(member_id), RungForm(request.POST)
    if form.is_valid():
        with refusal_shown_on(form):
            set_rung(person, form.cleaned_data["rung"], reason=form.cleaned_data["reason"])
            messages.success(request, _("The rung is set."))
            return redirect("community_studio:member", member_id=person.pk)
    return _page(request, person, {"rung_form": form})


@require_POST
@staff_required("members.write")
def member_ban(request: MemberRequest, member_id: UUID) -> HttpResponse:
    return _with_reason(request, member_id, _ban, _("The member is banned."))


@require_POST
@staff_required("members.write")
def member_return(request: MemberRequest, member_id: UUID) -> HttpResponse:
    return _with_reason(request, member_id, _let_back, _("The ban is lifted."))


def _ban(person: Member, by: Member, reason: str) -> None:
    ban_by_staff(person, by=by, reason=reason)


def _let_back(person: Member, by: Member, reason: str) -> None:
    end_ban(person, by=by, reason=reason)


def _with_reason(
    request: MemberRequest, member_id: UUID, verb: Callable[[Member, Member, str], None], done: str
) -> HttpResponse:
    person, form = _person(member_id), ReasonForm(request.POST, auto_id=_BAN_ID)
    if form.is_valid():
        with refusal_shown_on(form):
            verb(person, request.member, form.cleaned_data["reason"])
            messages.success(request, done)
            return redirect("community_studio:member", member_id=person.pk)
    return _page(request, person, {"ban_form": form})


def _asked(given: QueryDict) -> tuple[QuerySet[Member], MemberFilterForm]:
    """The members that these filters show; what is no filter is left out."""
    form = MemberFilterForm(given)
    form.is_valid()
    asked = form.cleaned_data
    since = days.read(asked.get("since", ""))
    return members_matching(asked.get("q", ""), asked.get("rung", ""), days.began(since) if since else None), form


def _person(member_id: UUID) -> Member:
    return get_or_404(Member.objects.select_related("user"), id=member_id)


def _page(request: MemberRequest, person: Member, forms: dict[str, Any]) -> HttpResponse:
    """A member's page; the form that was refused, if one was, stands on it with its error."""
    context = {
        "person": person,
        "source": source_of(person),
        "traces": traces_of(person, request.permissions),
        "accepted": has_accepted_current(person),
        "timeline": told(facts_about(person.pk)[:_TIMELINE]),
        "rung_form": RungForm(initial={"rung": person.rung}),
        "ban_form": ReasonForm(auto_id=_BAN_ID),
        "sanctions": list(sanctions_of(person)[:_TIMELINE]),
    }
    refused = any(form.errors for form in forms.values())
    return show(request, "community/studio/member.html", {**context, **forms}, status=422 if refused else 200)
