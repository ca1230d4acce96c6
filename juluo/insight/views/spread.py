from django.http import HttpResponse
from django.views.decorators.http import require_safe

from juluo.core.http import SpaceRequest, show
from juluo.insight.queries.measures import latest_day, report_of
from juluo.insight.queries.spread import SPACE
from juluo.insight.rules.spread import WEIGHTS


@require_safe
def spread(request: SpaceRequest) -> HttpResponse:
    """How the index is computed, for everybody; members read the space's own numbers, without names."""
    day = latest_day() if request.member else None
    report = report_of(SPACE, request.space.name, day) if day else None
    return show(request, "insight/formula.html", {"report": report, "weights": WEIGHTS})
