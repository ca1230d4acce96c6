from urllib.parse import urlencode

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from juluo.community.models import Entrance
from juluo.community.operations.invitations import invitation_of
from juluo.community.queries.applications import application_kept
from juluo.community.queries.doors import is_open
from juluo.community.queries.signs import sign_at
from juluo.community.rules.entrances import check_admits
from juluo.core import clock
from juluo.core.accounts.limits import wrong_tries_counted
from juluo.core.http import SpaceRequest, get_or_404, show
from juluo.core.returning import place_to_return
from juluo.core.visitors import entrance_of, remember_entrance, replace_entrance


@require_safe
def entrance(request: SpaceRequest, code: str) -> HttpResponse:
    """Come in by a code: remember it as the visitor's first entrance, go on to `to` or home."""
    door = get_or_404(Entrance.objects.all(), code=code)
    check_admits(request.space, door, at=clock.now())
    to = request.GET.get("to", "")
    open_to_all = door.policy == Entrance.Policy.OPEN or bool(to) or request.member is not None
    response = HttpResponseRedirect(place_to_return(to) if open_to_all else reverse("community:door", args=[code]))
    _remember(request, response, door)
    return response


@require_safe
def door(request: SpaceRequest, code: str) -> HttpResponse:
    """What an entrance asks of people, before they type anything."""
    found = get_or_404(Entrance.objects.all(), code=code)
    check_admits(request.space, found, at=clock.now())
    back = place_to_return(request.GET.get("next", ""), request.get_host())
    known = application_kept(request.user, found) if request.user.is_authenticated else None
    context = {"sign": sign_at(found), "back": back, "entrance": found, "known": known}
    return show(request, "community/door.html", context)


@require_safe
def invitation(request: SpaceRequest, code: str) -> HttpResponse:
    """Come in by somebody's invitation. One that lets nobody in says so, whatever is wrong with it."""
    with wrong_tries_counted(request, "invitation", code="bad_invitation"):
        found = invitation_of(code)
    check_admits(request.space, found.entrance, at=clock.now())
    response = HttpResponseRedirect(f"{reverse('community:joining')}?{urlencode({'invitation': code})}")
    response["Referrer-Policy"] = "no-referrer"
    _remember(request, response, found.entrance)
    return response


def _remember(request: SpaceRequest, response: HttpResponse, door: Entrance) -> None:
    first = entrance_of(request)
    remember = remember_entrance if first is None or is_open(first) else replace_entrance
    remember(request, response, door.pk)
