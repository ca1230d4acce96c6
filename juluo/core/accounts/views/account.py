"""The account as a whole: 账号与安全. Every page is a login's own, member of a space or not."""

from http import HTTPStatus
from typing import cast

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from juluo.core.accounts.closing import keep_account
from juluo.core.accounts.exporting import copy_of
from juluo.core.accounts.forms import ClosingForm, CodeForm, MergingForm
from juluo.core.accounts.guards import own_account, proved_anew
from juluo.core.accounts.leaving import ask_for_closing
from juluo.core.accounts.limits import count_try
from juluo.core.accounts.merging import merge_logins
from juluo.core.accounts.proof import address_asked, forget_proof, proved_login, send_proof
from juluo.core.accounts.queries import standing_of
from juluo.core.accounts.second_step import lacks_second_step
from juluo.core.holdings import what_stays
from juluo.core.http import refusal_shown_on, show
from juluo.core.models import Closing, User
from juluo.core.people import permissions_of
from juluo.core.phone_codes import phone_codes

_PAGE = ["GET", "HEAD", "POST"]


@own_account
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """How one signs in, where one is signed in, and what becomes of it all."""
    user = _user(request)
    member = getattr(request, "member", None)
    wanted = member is not None and lacks_second_step(user) and bool(permissions_of(member.id))
    context = {"account": standing_of(user), "second_step_wanted": wanted, "phones": phone_codes().is_available()}
    return show(request, "account/home.html", context)


@own_account
@require_http_methods(_PAGE)
@proved_anew
def data(request: HttpRequest) -> HttpResponse:
    """Everything held about the person, to take along."""
    if request.method != "POST":
        return show(request, "account/data.html", {})
    answer = JsonResponse(copy_of(_user(request)), json_dumps_params={"ensure_ascii": False, "indent": 2})
    answer["Content-Disposition"] = 'attachment; filename="my-data.json"'
    answer["Cache-Control"] = "no-store"
    return answer


@own_account
@require_http_methods(_PAGE)
@proved_anew
def closing(request: HttpRequest) -> HttpResponse:
    """Say what closing means, and begin its cooling-off."""
    form = ClosingForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with refusal_shown_on(form):
            ask_for_closing(_user(request))
            return HttpResponseRedirect(reverse("account_closing"))
    begun_already = Closing.objects.filter(user=_user(request)).first()
    context = {"form": form, "closing": begun_already, "stays": what_stays(), "days": settings.JULUO_CLOSING_DAYS}
    return show(request, "account/closing.html", context, status=_status(form.errors))


@own_account
@require_POST
def withdrawal(request: HttpRequest) -> HttpResponse:
    """Keep the account after all."""
    keep_account(_user(request))
    messages.success(request, _("Your account stays. Nothing has changed."))
    return HttpResponseRedirect(reverse("account_home"))


@own_account
@require_http_methods(_PAGE)
@proved_anew
def merging(request: HttpRequest) -> HttpResponse:
    """Name another login of the same person, and have a code sent to it."""
    form = MergingForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        email = form.cleaned_data["email"]
        count_try(request, "merge", key=email.lower())
        send_proof(request.session, email, asker=_user(request).email)
        return HttpResponseRedirect(reverse("account_merging_code"))
    return show(request, "account/merging.html", {"form": form}, status=_status(form.errors))


@own_account
@require_http_methods(_PAGE)
@proved_anew
def merging_code(request: HttpRequest) -> HttpResponse:
    """Prove the other login with the code, and merge it into this one."""
    email = address_asked(request.session)
    if not email:
        return HttpResponseRedirect(reverse("account_merging"))
    form = CodeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        count_try(request, "merge_code")
        with refusal_shown_on(form):
            merge_logins(_user(request), proved_login(request.session, form.cleaned_data["code"]))
            forget_proof(request.session)
            messages.success(request, _("The two logins are one now."))
            return HttpResponseRedirect(reverse("account_home"))
    return show(request, "account/merging_code.html", {"form": form, "email": email}, status=_status(form.errors))


def _status(errors: object) -> int:
    return HTTPStatus.UNPROCESSABLE_ENTITY if errors else HTTPStatus.OK


def _user(request: HttpRequest) -> User:
    return cast("User", request.user)
