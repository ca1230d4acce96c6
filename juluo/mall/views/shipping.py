from django.http import HttpResponse
from django.views.decorators.http import require_safe

from juluo.core.http import SpaceRequest, show
from juluo.core.keeping import kept_for_guests
from juluo.mall.queries.shipping import deliveries


@require_safe
@kept_for_guests
def shipping(request: SpaceRequest) -> HttpResponse:
    """Where the mall ships and for how much, before anybody orders."""
    return show(request, "mall/shipping.html", {"deliveries": deliveries(request.space.currency)})
