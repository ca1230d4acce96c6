from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from juluo.community.forms.joining import AcceptForm, JoinForm, PartingForm
from juluo.community.operations.covenants import accept_covenant
from juluo.community.operations.members import join_space, leave_space
from juluo.community.queries.doors import changes_for, current_covenant, door_of_visitor, has_accepted_current
from juluo.community.rules.articles import goods_in, shown
from juluo.core.http import MemberRequest, SpaceRequest, member_required, refusal_shown_on, show
from juluo.core.models import User
from juluo.core.people import name_of_user
from juluo.core.refusals import Refused
from juluo.core.returning import place_to_return
from juluo.core.taking_part import goods_named
from juluo.core.visitors import entrance_of
from juluo.ip.rules.differences import shortened


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def joining(request: SpaceRequest) -> HttpResponse:
    """Read the covenant, join, and go back to where you were."""
    back = _back(request)
    if request.member and request.method != "POST":
        return HttpResponseRedirect(back)
    user = cast("User", request.user)
    form = JoinForm(request.POST or None, initial={"name": name_of_user(user)[:60]})
    if form.is_valid():
        with refusal_shown_on(form):
            _join(user, request, form)
            return HttpResponseRedirect(back)
    return _page(request, "community/joining.html", form, back)


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


def _join(user: User, request: SpaceRequest, form: JoinForm) -> None:
    join_space(
        user,
        entrance=door_of_visitor(entrance_of(request)),
        visitor=request.visitor,
        name=form.cleaned_data["name"],
        covenant=form.read_version(),
    )


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
