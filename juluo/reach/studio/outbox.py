"""The demo's outbox: what would have been sent."""

from django.http import Http404, HttpResponse
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_safe

from juluo.core.http import MemberRequest, show, staff_required
from juluo.reach.queries.outbox import Posted, is_open_to, posted
from juluo.reach.studio.mails import FRAME


@require_safe
@staff_required("settings.write")
def outbox(request: MemberRequest) -> HttpResponse:
    return show(request, "reach/studio/outbox.html", {"messages_posted": _posted(request)})


@xframe_options_sameorigin
@csp_override(FRAME)
@require_safe
@staff_required("settings.write")
def outbox_letter(request: MemberRequest, letter: str) -> HttpResponse:
    """A mail as its reader sees it."""
    found = next((each for each in _posted(request) if each.key == letter and each.html), None)
    if found is None:
        raise Http404
    return HttpResponse(found.html)


def _posted(request: MemberRequest) -> list[Posted]:
    if not is_open_to(request.user):
        raise Http404
    return posted(request.space.id, everywhere=getattr(request.user, "is_host", False))
