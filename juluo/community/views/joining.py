from typing import Any, cast
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import get_script_prefix, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from juluo.community.forms.joining import AcceptForm, InvitedForm, JoinForm, PartingForm
from juluo.community.models import Admission, Entrance
from juluo.community.operations.covenants import accept_covenant
from juluo.community.operations.invitations import join_by_invitation
from juluo.community.operations.members import join_space, leave_space
from juluo.community.queries.doors import changes_for, current_covenant, door_of_visitor, has_accepted_current
from juluo.community.queries.signs import sign_at
from juluo.community.rules.articles import goods_in, shown
from juluo.core.accounts.limits import wrong_tries_counted
from juluo.core.http import MemberRequest, SpaceRequest, get_or_404, member_required, refusal_shown_on, show
from juluo.core.models import Member, User
from juluo.core.people import name_of_user
from juluo.core.refusals import Refused
from juluo.core.returning import is_within_space, place_to_return
from juluo.core.taking_part import goods_named
from juluo.core.visitors import entrance_of
from juluo.ip.rules.differences import shortened


@require_http_methods(["GET", "HEAD", "POST"])
def joining(request: SpaceRequest) -> HttpResponse:
    """Read the covenant, join, and go back to where you were. An entrance that asks for more says so first."""
    sign, user = sign_at(door_of_visitor(entrance_of(request))), request.user
    back, code = _back(request), _code(request)
    if request.member and request.method != "POST":
        return HttpResponseRedirect(back)
    if not user.is_authenticated and (code or not (sign.asks_application or sign.asks_code)):
        return redirect_to_login(request.get_full_path())
    if not code and (sign.asks_application or not user.is_authenticated) and not _was_here(user):
        return redirect(f"{reverse('community:door', args=[sign.entrance.code])}?{urlencode({'next': back})}")
    form = _join_form(request, cast("User", user), with_code=bool(code) or sign.asks_code)
    if form.is_valid():
        with refusal_shown_on(form):
            return _led_on(_join(cast("User", user), request, form), back)
    return _page(request, "community/joining.html", form, back)


@require_safe
@member_required
def welcome(request: MemberRequest) -> HttpResponse:
    """The words by which the entrance of a newcomer welcomes them, and the way on."""
    admission = get_or_404(Admission.objects.select_related("entrance"), member=request.member)
    door, back = admission.entrance, _back(request)
    onward = _within(door) or back
    return show(request, "community/welcome.html", {"entrance": door, "onward": onward})


@require_http_methods(["GET", "HEAD", "POST"])
def covenant(request: SpaceRequest) -> HttpResponse:
    """The covenant, readable for everyone; a member who has not accepted this version does so here."""
    form = AcceptForm(request.POST or None)
    back = _back(request)
    if request.member and form.is_valid():
        with refusal_shown_on(form):
            accept_covenant(request.member, form.read_version())
            return HttpResponseRedirect(back)
    return _page(request, "community/covenant.html", form, back)


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def leaving(request: MemberRequest) -> HttpResponse:
    """Say what leaving means, and leave; whoever likes says why, and nothing said there stands in the way."""
    refusal, form = "", PartingForm()
    if request.method == "POST":
        try:
            leave_space(request.member, **{name: request.POST.get(name, "") for name in form.fields})
        except Refused as refused:
            refusal = refused.message
        else:
            messages.success(request, _("You have left. You can come back any time."))
            return HttpResponseRedirect(place_to_return(""))
    return show(request, "community/leaving.html", {"refusal": refusal, "form": form}, status=409 if refusal else 200)


def _join(user: User, request: SpaceRequest, form: JoinForm) -> Member:
    """By the code, if there is one; else through the door the visitor came by."""
    coming = {"visitor": request.visitor, "name": form.cleaned_data["name"], "covenant": form.read_version()}
    if code := form.cleaned_data.get("invitation"):
        with wrong_tries_counted(request, "invitation", code="bad_invitation"):
            return join_by_invitation(user, code, **coming)
    return join_space(user, entrance=door_of_visitor(entrance_of(request)), **coming)


def _join_form(request: SpaceRequest, user: User, *, with_code: bool) -> JoinForm:
    kind = InvitedForm if with_code and not _was_here(user) else JoinForm
    return kind(request.POST or None, initial={"name": name_of_user(user)[:60], "invitation": _code(request)})


def _led_on(member: Member, back: str) -> HttpResponse:
    """To the entrance's words of welcome, to the page it leads newcomers to, or back to where they were."""
    door = Admission.objects.select_related("entrance").get(member=member).entrance
    if door.welcome:
        return redirect(f"{reverse('community:welcome')}?{urlencode({'next': back})}")
    return HttpResponseRedirect(_within(door) or back)


def _within(door: Entrance) -> str:
    """Where the entrance leads newcomers, under the prefix of this request."""
    path = f"{get_script_prefix()}{door.welcome_to[1:]}"
    return path if door.welcome_to and is_within_space(path) else ""


def _was_here(user: Any) -> bool:
    """Who left comes back as the member they were: nothing is asked of them again."""
    return user.is_authenticated and Member.objects.filter(user=user).exists()


def _code(request: SpaceRequest) -> str:
    return (request.POST.get("invitation") or request.GET.get("invitation", ""))[:60]


def _back(request: SpaceRequest) -> str:
    given = request.POST.get("next") or request.GET.get("next", "")
    return place_to_return(given, request.get_host())


def _page(request: SpaceRequest, template: str, form: AcceptForm, back: str) -> HttpResponse:
    """Show the version in force; after a refusal too, so what is accepted next is what was read."""
    to_accept = request.member is not None and not has_accepted_current(request.member)
    current = current_covenant()
    context = {"covenant": current, "form": form, "back": back, "to_accept": to_accept}
    context["told"] = shown(current.text, goods_named(goods_in(current.text)))
    context["changes"] = shortened(changes_for(request.member)) if request.member and to_accept else []
    if not form.errors:
        return show(request, template, context)
    form.untick()
    return show(request, template, context, status=422)
