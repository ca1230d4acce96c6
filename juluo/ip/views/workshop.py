from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from juluo.core.blocks import draw_blocks
from juluo.core.footprints import leave
from juluo.core.http import SpaceRequest, get_or_404, show
from juluo.core.keeping import kept_for_guests
from juluo.core.pages import page_of
from juluo.core.views import send_card
from juluo.ip.queries.diary import diary_of
from juluo.ip.queries.heads import card_of_workpiece, head_of_workpiece, head_of_workshop
from juluo.ip.queries.tips import with_support
from juluo.ip.queries.trials import results_for_everybody
from juluo.ip.queries.workpieces import change_log, needs_answered_by, workpieces_shown
from juluo.ip.rules.markdown import told

_SHOWN = 20


@require_safe
@kept_for_guests
def workshop(request: SpaceRequest) -> HttpResponse:
    """What is being made here."""
    page = page_of(workpieces_shown(), request.GET.get("after", ""), size=_SHOWN)
    return show(request, "ip/workshop.html", {"page": page, "head": head_of_workshop(request.space)})


@require_safe
@kept_for_guests
def workpiece(request: SpaceRequest, workpiece_id: UUID) -> HttpResponse:
    """What it is, what changed from version to version, and what members asked for."""
    found = get_or_404(with_support(workpieces_shown()), id=workpiece_id)
    leave(request, "view", f"workpiece:{found.pk}")
    block = f"::product[{found.product}]" if found.product else ""
    context = {
        "workpiece": found,
        "versions": change_log(found.pk),
        "diary": list(diary_of(found)[:_SHOWN]),
        "trials": results_for_everybody(found),
        "needs": list(needs_answered_by(found)[:_SHOWN]),
        "product": told(block, draw_blocks(block, request.member, request.space)),
        "head": head_of_workpiece(request.space, found),
    }
    return show(request, "ip/workpiece.html", context)


@require_safe
def workpiece_card(request: SpaceRequest, workpiece_id: UUID) -> HttpResponse:
    """The card that a link to the workpiece unfolds into."""
    return send_card(request, card_of_workpiece(get_or_404(workpieces_shown(), id=workpiece_id)))
