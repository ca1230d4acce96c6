from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from juluo.core.http import MemberRequest, show, staff_required
from juluo.core.indexes import Index, listing, register_index
from juluo.core.pages import page_of
from juluo.front.forms import AuditFilterForm
from juluo.front.queries.audit import KINDS, facts_of_staff, staff_by_name
from juluo.front.queries.subjects import deeds

AUDIT = register_index(Index("front_studio:audit", "settings.write", ("who", "kind"), ((gettext_lazy("All"), ""),)))


@require_safe
@staff_required("settings.write")
def audit(request: MemberRequest) -> HttpResponse:
    """Everything staff did: who, what, about what, when, why; of one person or of one kind."""
    form = AuditFilterForm(request.GET)
    form.is_valid()
    chosen: dict[str, Any] = {"who": None, "kind": ""} | form.cleaned_data
    page = page_of(facts_of_staff(chosen["who"], chosen["kind"]), request.GET.get("after", ""))
    context = {
        "index": listing(AUDIT, chosen, request.member, sent=request.GET),
        "deeds": deeds(page.rows, request.permissions),
        "next": page.next,
        "chosen": chosen,
        "people": staff_by_name(),
        "kinds": {key: label for key, (label, _fields) in KINDS.items()},
    }
    return show(request, "front/studio/audit.html", context)
