from django.http import HttpResponse
from django.views.decorators.http import require_safe

from juluo.community.rules.members import BY_AGREEMENT
from juluo.core.http import SpaceRequest, show
from juluo.core.keeping import kept_for_guests
from juluo.core.words import Rung


@require_safe
@kept_for_guests
def rungs(request: SpaceRequest) -> HttpResponse:
    """Which rungs there are, and how a member comes to stand on each."""
    mine = request.member.rung if request.member else ""
    ladder = [{"rung": each, "agreed": each in BY_AGREEMENT, "mine": each == mine} for each in Rung]
    return show(request, "community/rungs.html", {"ladder": ladder, "first": Rung.PROSPECT})
