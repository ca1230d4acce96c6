from django.http import HttpResponse
from django.views.decorators.http import require_safe

from juluo.community.queries.partings import last_words, reasons_given
from juluo.core.http import MemberRequest, show, staff_required


@require_safe
@staff_required("members.read")
def partings(request: MemberRequest) -> HttpResponse:
    """Why members left, as far as they said so."""
    shares = reasons_given()
    context = {"shares": shares, "answers": sum(each.count for each in shares), "words": last_words()}
    return show(request, "community/studio/partings.html", context)
