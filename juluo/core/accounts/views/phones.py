"""A phone number of one's own: adding it, taking it away, signing in with it. Two steps each: the number, the code."""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, cast

from allauth.account.adapter import get_adapter
from allauth.account.utils import perform_login
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from juluo.core.accounts.forms import CodeForm, PhoneForm
from juluo.core.accounts.guards import own_account, proved_anew, way_in
from juluo.core.accounts.phones import keep_phone, login_of_phone, remove_phone
from juluo.core.accounts.queries import standing_of
from juluo.core.http import refusal_shown_on, show
from juluo.core.models import User
from juluo.core.phone_codes import phone_codes
from juluo.core.returning import is_within_space

_PAGE = ["GET", "HEAD", "POST"]


@dataclass(frozen=True, slots=True)
class Purpose:
    """What a code is for: the word that binds it, the session's place for the number, the page of the second step."""

    word: str
    then: str

    @property
    def place(self) -> str:
        return f"account_phone_{self.word}"


ADDING = Purpose("add-phone", "account_phone_code")
SIGNING_IN = Purpose("sign-in", "account_phone_login_code")


@own_account
@require_http_methods(_PAGE)
@proved_anew
def phone(request: HttpRequest) -> HttpResponse:
    """The number that signs in; another one is sent a code."""
    context = {"account": standing_of(cast("User", request.user))}
    return _number_step(request, ADDING, "account/phone.html", context)


@own_account
@require_http_methods(_PAGE)
@proved_anew
def phone_code(request: HttpRequest) -> HttpResponse:
    """Prove the number with the code; then it is kept."""

    def keep(number: str) -> HttpResponse:
        keep_phone(cast("User", request.user), number)
        messages.success(request, _("Your phone number signs you in from now on."))
        return HttpResponseRedirect(reverse("account_home"))

    return _code_step(request, ADDING, keep)


@own_account
@require_POST
@proved_anew
def phone_removal(request: HttpRequest) -> HttpResponse:
    """Take the number away."""
    remove_phone(cast("User", request.user))
    messages.success(request, _("No phone number signs you in any more."))
    return HttpResponseRedirect(reverse("account_home"))


@way_in
@require_http_methods(_PAGE)
def phone_login(request: HttpRequest) -> HttpResponse:
    """Sign in with a phone number: it is sent a code, whether or not anybody has it."""
    back = request.POST.get("next") or request.GET.get("next", "")
    if request.method == "POST":
        request.session["account_phone_next"] = back if is_within_space(back) else ""
    return _number_step(request, SIGNING_IN, "account/phone_login.html", {"next": back})


@way_in
@require_http_methods(_PAGE)
def phone_login_code(request: HttpRequest) -> HttpResponse:
    """The code signs in; a second step is asked for as always."""

    def sign_in(number: str) -> HttpResponse:
        user, back = login_of_phone(number), request.session.pop("account_phone_next", "")
        return cast("HttpResponse", perform_login(request, user, redirect_url=back or None))

    return _code_step(request, SIGNING_IN, sign_in)


def _number_step(request: HttpRequest, purpose: Purpose, template: str, context: dict[str, Any]) -> HttpResponse:
    if not phone_codes().is_available():
        raise Http404
    form = PhoneForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        number, address = form.cleaned_data["phone"], get_adapter().get_client_ip(request)
        with refusal_shown_on(form):
            phone_codes().send(number, purpose=purpose.word, bound_to=_bound_to(request), ip_address=address)
            request.session[purpose.place] = number
            return HttpResponseRedirect(reverse(purpose.then))
    return show(request, template, {"form": form, **context}, status=_status(form.errors))


def _code_step(request: HttpRequest, purpose: Purpose, finish: Any) -> HttpResponse:
    number = request.session.get(purpose.place)
    if not number:
        return HttpResponseRedirect(reverse("account_login" if purpose is SIGNING_IN else "account_phone"))
    form = CodeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with refusal_shown_on(form):
            code = form.cleaned_data["code"]
            proved = phone_codes().check(number, code, purpose=purpose.word, bound_to=_bound_to(request))
            answer: HttpResponse = finish(proved)
            request.session.pop(purpose.place, None)
            return answer
    return show(request, "account/phone_code.html", {"form": form, "number": number}, status=_status(form.errors))


def _bound_to(request: HttpRequest) -> str:
    """The browser that asked: nobody else may use the code."""
    if not request.session.session_key:
        request.session.create()
    return str(request.session.session_key)


def _status(errors: object) -> int:
    return HTTPStatus.UNPROCESSABLE_ENTITY if errors else HTTPStatus.OK
