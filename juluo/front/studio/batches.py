from typing import Any
from uuid import UUID

from django.db.models import Count
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from juluo.core.bulk import deed_named
from juluo.core.http import MemberRequest, get_or_404, show, staff_required
from juluo.core.models import Batch, BatchRow
from juluo.core.pages import page_of


@require_safe
@staff_required("overview")
def batch(request: MemberRequest, batch_id: UUID) -> HttpResponse:
    """How far a batch is and what came of each row: for whoever asked for it, and nobody else."""
    found = get_or_404(Batch.objects.filter(by=request.member), id=batch_id)
    outcome = request.GET.get("outcome", "")
    rows = found.rows.order_by("position")
    if outcome in BatchRow.Outcome.values:
        rows = rows.filter(outcome=outcome)
    page = page_of(rows, request.GET.get("after", ""))
    return show(request, "front/studio/batch.html#report", {"page": page, **_told(found, outcome)})


def _told(batch: Batch, outcome: str) -> dict[str, Any]:
    counts = dict(batch.rows.order_by().values_list("outcome").annotate(Count("id")))
    total = sum(counts.values())
    deed = deed_named(batch.deed)
    tabs = [{"label": _("All"), "url": "?", "current": not outcome, "count": total}] + [
        {"label": each.label, "url": f"?outcome={each}", "current": each == outcome, "count": counts.get(each, 0)}
        for each in BatchRow.Outcome
    ]
    return {
        "batch": batch,
        "title": deed.label if deed else batch.deed,
        "back": reverse(deed.place) if deed else "",
        "total": total,
        "over": total - counts.get(BatchRow.Outcome.WAITING, 0),
        "done": counts.get(BatchRow.Outcome.DONE, 0),
        "tabs": tabs,
    }
