from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_POST, require_safe

from juluo.core.http import MemberRequest, get_or_404, show, staff_required
from juluo.core.indexes import Index, counted, listing, register_index
from juluo.core.pages import page_of
from juluo.ip.forms.reports import ReportFilterForm
from juluo.ip.operations.responses import close_report
from juluo.ip.queries.responses import reports_latest_first

REPORTS = register_index(
    Index(
        "ip_studio:reports", "talk.moderate", ("state",),
        (
            (pgettext_lazy("reports", "All"), ""),
            (pgettext_lazy("reports", "Open"), "state=open"),
            (pgettext_lazy("reports", "Closed"), "state=closed"),
        ),
    )
)  # fmt: skip


@require_safe
@staff_required("talk.moderate")
def reports(request: MemberRequest) -> HttpResponse:
    form = ReportFilterForm(request.GET)
    form.is_valid()
    found = reports_latest_first(form.cleaned_data.get("state", ""))
    page = page_of(found, request.GET.get("after", ""))
    index = listing(REPORTS, form.cleaned_data, request.member, sent=request.GET)
    return show(request, "ip/studio/reports.html", {"page": page, "index": index, "total": counted(found)})


@require_POST
@staff_required("talk.moderate")
def report_closing(request: MemberRequest, report_id: UUID) -> HttpResponse:
    close_report(get_or_404(reports_latest_first(), id=report_id), by=request.member)
    messages.success(request, _("The report is closed."))
    return redirect("ip_studio:reports")
