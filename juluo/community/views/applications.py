from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from juluo.community.forms.applications import AnswerForm, ApplicationForm
from juluo.community.forms.joining import AcceptForm
from juluo.community.models import Application, Enclosure, Entrance
from juluo.community.operations.applications import (
    Said,
    accept_place,
    answer_inquiry,
    apply_to,
    ask_for_a_person,
    withdraw_application,
)
from juluo.community.operations.enclosures import hand_in
from juluo.community.queries.applications import application_kept, applications_of, before_in_line
from juluo.community.queries.doors import current_covenant
from juluo.community.queries.places import is_region_full
from juluo.community.queries.signs import sign_at
from juluo.community.rules.entrances import check_admits
from juluo.core import clock
from juluo.core.accounts.guards import signed_in
from juluo.core.http import SpaceRequest, get_or_404, refusal_shown_on, show
from juluo.core.models import User
from juluo.core.people import name_of_user
from juluo.core.views import send_privately


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def application_form(request: SpaceRequest, code: str) -> HttpResponse:
    """Answer the questions of an entrance and send them. Who has sent them sees where they stand."""
    entrance, user = get_or_404(Entrance.objects.all(), code=code), _user(request)
    if known := application_kept(user, entrance):
        return redirect("community:application", application_id=known.pk)
    check_admits(request.space, entrance, at=clock.now())
    sign = sign_at(entrance)
    if not sign.asks_application:
        return redirect("community:joining")
    form = ApplicationForm(
        sign.questions, request.POST or None, request.FILES or None, initial={"name": name_of_user(user)[:60]}
    )
    if form.is_valid():
        with refusal_shown_on(form):
            return _sent(request, _apply(request, entrance, form))
    return _form_page(request, form, {"sign": sign, "entrance": entrance})


@require_safe
@signed_in
def application(request: SpaceRequest, application_id: UUID) -> HttpResponse:
    """Where an application stands, and what comes next."""
    return _page(request, _own(request, application_id), {})


@require_POST
@signed_in
def application_withdrawal(request: SpaceRequest, application_id: UUID) -> HttpResponse:
    found = withdraw_application(_own(request, application_id))
    messages.success(request, _("Your application is withdrawn."))
    return redirect("community:application", application_id=found.pk)


@require_POST
@signed_in
def application_answer(request: SpaceRequest, application_id: UUID) -> HttpResponse:
    found, form = _own(request, application_id), AnswerForm(request.POST)
    if form.is_valid():
        with refusal_shown_on(form):
            answer_inquiry(found, form.cleaned_data["answer"])
            messages.success(request, _("Your answer is there."))
            return redirect("community:application", application_id=found.pk)
    return _page(request, found, {"answer_form": form})


@require_POST
@signed_in
def application_acceptance(request: SpaceRequest, application_id: UUID) -> HttpResponse:
    found, form = _own(request, application_id), AcceptForm(request.POST)
    if form.is_valid():
        with refusal_shown_on(form):
            return _sent(request, accept_place(found, form.read_version()))
    form.untick()
    return _page(request, found, {"accept_form": form})


@require_POST
@signed_in
def application_person(request: SpaceRequest, application_id: UUID) -> HttpResponse:
    """Let a person decide what the score declined."""
    found = ask_for_a_person(_own(request, application_id))
    messages.success(request, _("A person will look at your application."))
    return redirect("community:application", application_id=found.pk)


@require_safe
@signed_in
def enclosure(request: SpaceRequest, enclosure_id: UUID) -> HttpResponse:
    """A picture that oneself handed in."""
    return send_privately(get_or_404(Enclosure.objects.filter(user=_user(request)), id=enclosure_id).file)


def _apply(request: SpaceRequest, entrance: Entrance, form: ApplicationForm) -> Application:
    user, said = _user(request), form.cleaned_data

    def keep(key: str, file: Any) -> str:
        return str(hand_in(user, entrance, file, field=key).pk)

    answers = form.answers(keep)
    wish = Said(name=said["name"], answers=answers, covenant=form.read_version(), visitor=request.visitor)
    return apply_to(user, entrance, wish)


def _sent(request: SpaceRequest, found: Application) -> HttpResponse:
    if found.state == Application.State.ADMITTED:
        messages.success(request, _("You are in."))
        return redirect("community:welcome" if found.entrance.welcome else "front:home")
    return redirect("community:application", application_id=found.pk)


def _own(request: SpaceRequest, application_id: UUID) -> Application:
    return get_or_404(applications_of(_user(request)), id=application_id)


def _user(request: SpaceRequest) -> User:
    return cast("User", request.user)


def _form_page(request: SpaceRequest, form: ApplicationForm, context: dict[str, Any]) -> HttpResponse:
    if form.errors:
        form.untick()
    context |= {"form": form, "covenant": current_covenant()}
    return show(request, "community/application_form.html", context, status=422 if form.errors else 200)


def _page(request: SpaceRequest, found: Application, forms: dict[str, Any]) -> HttpResponse:
    """The page of an application; the form that was refused, if one was, stands on it with its error."""
    context = {
        "application": found, "state": Application.State(found.state), "before": before_in_line(found),
        "inquiries": list(found.inquiries.order_by("id")), "covenant": current_covenant(),
        "answer_form": AnswerForm(), "accept_form": AcceptForm(), "full_region": _full_region(found),
    }  # fmt: skip
    refused = any(form.errors for form in forms.values())
    return show(request, "community/application.html", context | forms, status=422 if refused else 200)


def _full_region(found: Application) -> str:
    """The region for whose places an application waits; "" if it waits for any place, or for none."""
    waits = found.state == Application.State.WAITING
    return found.region if waits and is_region_full(found.entrance, found.region, but=found.user) else ""
