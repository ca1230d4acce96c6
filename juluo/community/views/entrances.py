from django.http import HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_safe

from juluo.community.models import Entrance
from juluo.community.queries.doors import is_open
from juluo.community.rules.entrances import check_admits
from juluo.core.http import SpaceRequest, get_or_404
from juluo.core.returning import place_to_return
from juluo.core.visitors import entrance_of, remember_entrance, replace_entrance


@require_safe
def entrance(request: SpaceRequest, code: str) -> HttpResponse:
    """Come in by a code: remember it as the visitor's first entrance, go on to `to` or home."""
    door = get_or_404(Entrance.objects.all(), code=code)
    check_admits(request.space, door)
    response = HttpResponseRedirect(place_to_return(request.GET.get("to", "")))
    first = entrance_of(request)
    remember = remember_entrance if first is None or is_open(first) else replace_entrance
    remember(request, response, door.pk)
    return response
