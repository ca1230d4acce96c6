"""Belonging to a circle: joining, asking, leaving; and who looks after it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from juluo.community.forms.circles import AskForm, CompanyForm, RemovalForm, RoleForm
from juluo.community.operations.circle_members import (
    admit_asker,
    ask_into_circle,
    decline_asker,
    give_role,
    join_circle,
    leave_circle,
    remove_from_circle,
)
from juluo.community.operations.companies import say_company
from juluo.community.queries.circles import (
    circles_known,
    companies_of,
    members_of_circle,
    open_asks,
)
from juluo.community.rules.circles import Deed, check_deed
from juluo.community.views.circles import about_circle, met_circle
from juluo.core.http import MemberRequest, get_or_404, member_required, refusal_shown_on, show
from juluo.core.pages import page_of
from juluo.core.refusals import Refused

_PEOPLE = 50


@require_POST
@member_required
def circle_joining(request: MemberRequest, circle_id: UUID) -> HttpResponse:
    found = get_or_404(circles_known(request.member), id=circle_id)
    stay = join_circle(request.member, found)
    opened = get_or_404(circles_known(request.member), id=circle_id).is_standing
    messages.success(request, _("You belong to this circle.") if opened else _("You would join. It is noted."))
    return redirect("community:circle", circle_id=stay.circle_id)


@require_POST
@member_required
def circle_leaving(request: MemberRequest, circle_id: UUID) -> HttpResponse:
    leave_circle(request.member, get_or_404(circles_known(request.member), id=circle_id))
    messages.success(request, _("You have left the circle."))
    return redirect("community:circles")


@require_POST
@member_required
def circle_asking(request: MemberRequest, circle_id: UUID) -> HttpResponse:
    """Ask to be let into a private circle."""
    found, form = get_or_404(circles_known(request.member), id=circle_id), AskForm(request.POST)
    if form.is_valid():
        with refusal_shown_on(form):
            ask_into_circle(request.member, found, form.cleaned_data["words"])
            messages.success(request, _("Those who look after it are told. They answer you."))
            return redirect("community:circle", circle_id=found.pk)
    return show(request, "community/circle.html", about_circle(found, request.member) | {"ask": form}, status=422)


@require_safe
@member_required
def circle_members(request: MemberRequest, circle_id: UUID) -> HttpResponse:
    """Who belongs to the circle, for those who read what is inside."""
    found, standing = met_circle(request, circle_id)
    page = page_of(members_of_circle(found), request.GET.get("after", ""), size=_PEOPLE)
    context: dict[str, Any] = {"circle": found, "standing": standing, "page": page, "companies": companies_of(found)}
    return show(request, "community/circle_members.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def circle_member(request: MemberRequest, circle_id: UUID, circle_member_id: UUID) -> HttpResponse:
    """Giving somebody another role, by whoever looks after the circle."""
    found, standing = met_circle(request, circle_id)
    check_deed(standing, Deed.APPOINT)
    stay = get_or_404(members_of_circle(found), id=circle_member_id)
    form = RoleForm(request.POST or None, initial={"role": stay.role})
    if form.is_valid():
        with refusal_shown_on(form):
            give_role(stay, form.cleaned_data["role"], by=request.member)
            messages.success(request, _("Saved."))
            return redirect("community:circle_members", circle_id=found.pk)
    context = {"circle": found, "stay": stay, "form": form, "removal": RemovalForm()}
    return show(request, "community/circle_member.html", context, status=422 if form.errors else 200)


@require_POST
@member_required
def circle_removal(request: MemberRequest, circle_id: UUID, circle_member_id: UUID) -> HttpResponse:
    found, _standing = met_circle(request, circle_id)
    stay, form = get_or_404(members_of_circle(found), id=circle_member_id), RemovalForm(request.POST)
    if form.is_valid():
        with refusal_shown_on(form):
            remove_from_circle(stay, reason=form.cleaned_data["reason"], by=request.member)
            messages.success(request, _("They are no longer in the circle."))
            return redirect("community:circle_members", circle_id=found.pk)
    context = {"circle": found, "stay": stay, "form": RoleForm(initial={"role": stay.role}), "removal": form}
    return show(request, "community/circle_member.html", context, status=422)


@require_safe
@member_required
def circle_asks(request: MemberRequest, circle_id: UUID) -> HttpResponse:
    """Who waits to be let in."""
    found, standing = met_circle(request, circle_id)
    check_deed(standing, Deed.ADMIT)
    page = page_of(open_asks(found), request.GET.get("after", ""), size=_PEOPLE)
    return show(request, "community/circle_asks.html", {"circle": found, "page": page})


@require_POST
@member_required
def circle_ask_answer(request: MemberRequest, circle_id: UUID, circle_ask_id: UUID) -> HttpResponse:
    """Let in who asked ("admit" is in the form), or do not."""
    found, standing = met_circle(request, circle_id)
    check_deed(standing, Deed.ADMIT)
    ask = get_or_404(open_asks(found), id=circle_ask_id)
    try:
        if "admit" in request.POST:
            admit_asker(ask, by=request.member)
        else:
            decline_asker(ask, by=request.member)
    except Refused as refusal:
        messages.error(request, refusal.message)
    return redirect("community:circle_asks", circle_id=found.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def circle_company(request: MemberRequest, circle_id: UUID) -> HttpResponse:
    """For which company the member is here."""
    found, standing = met_circle(request, circle_id)
    stay = standing.stay
    known = {"company": stay.company.name if stay and stay.company else "", "job": stay.job if stay else ""}
    form = CompanyForm(request.POST or None, initial=known)
    if form.is_valid():
        with refusal_shown_on(form):
            say_company(request.member, found, **form.cleaned_data)
            messages.success(request, _("Saved."))
            return redirect("community:circle_members", circle_id=found.pk)
    context = {"circle": found, "form": form, "companies": companies_of(found)}
    return show(request, "community/circle_company.html", context, status=422 if form.errors else 200)
