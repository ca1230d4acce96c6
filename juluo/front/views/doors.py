"""The door of the installation: its only space, or a list of them."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from juluo.core.http import show
from juluo.core.models import Space


def spaces(request: HttpRequest) -> HttpResponse:
    """Send the visitor to the only space, or show all that are open."""
    every = list(Space.objects.filter(closed_at=None).order_by("name")[:200])
    if len(every) == 1:
        return HttpResponseRedirect(f"/@{every[0].slug}/")
    return show(request, "front/spaces.html", {"spaces": every})
