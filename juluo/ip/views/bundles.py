from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from juluo.core.footprints import leave
from juluo.core.http import SpaceRequest, get_or_404, show
from juluo.core.keeping import kept_for_guests
from juluo.core.pages import page_of
from juluo.core.views import send_card
from juluo.ip.queries.bundles import bundle_met_by, bundles_shown
from juluo.ip.queries.heads import card_of_bundle, head_of_bundle, head_of_bundles

_SHOWN = 20


@require_safe
@kept_for_guests
def bundles(request: SpaceRequest) -> HttpResponse:
    """What is bought together here."""
    page = page_of(bundles_shown(), request.GET.get("after", ""), size=_SHOWN)
    return show(request, "ip/bundles.html", {"page": page, "head": head_of_bundles(request.space)})


@require_safe
@kept_for_guests
def bundle(request: SpaceRequest, bundle_id: UUID) -> HttpResponse:
    """What is bought together, and what of it this reader has already."""
    found = get_or_404(bundles_shown(), id=bundle_id)
    met = bundle_met_by(found, request.member)
    leave(request, "view", f"bundle:{found.pk}")
    context = {"bundle": found, "met": met, "step": met.step, "head": head_of_bundle(request.space, met)}
    return show(request, "ip/bundle.html", context)


@require_safe
def bundle_card(request: SpaceRequest, bundle_id: UUID) -> HttpResponse:
    """The card that a link to the bundle unfolds into."""
    return send_card(request, card_of_bundle(get_or_404(bundles_shown(), id=bundle_id)))
