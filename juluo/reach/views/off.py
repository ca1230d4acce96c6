"""The end of a kind of mail, by the link in the mail itself: no sign-in, and one click (RFC 8058)."""

from django.http import Http404, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from juluo.core.http import SpaceRequest, open_when_closed, show
from juluo.core.models import Member
from juluo.reach.news import kind_of, kinds
from juluo.reach.operations.preferences import stop_mail
from juluo.reach.rules.tokens import read_off_token


@open_when_closed
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def off(request: SpaceRequest, token: str) -> HttpResponse:
    """A GET only asks: programs that look at links before people do must end nothing. Mail programs POST."""
    meant = read_off_token(token)
    member = Member.objects.filter(pk=meant[0]).first() if meant else None
    if meant is None or member is None or meant[1] not in {kind.key for kind in kinds()}:
        raise Http404
    if request.method == "POST":
        stop_mail(member, "" if request.POST.get("all") else meant[1])
    context = {"kind": kind_of(meant[1]), "done": request.method == "POST", "all": request.POST.get("all")}
    return show(request, "reach/off.html", context)
