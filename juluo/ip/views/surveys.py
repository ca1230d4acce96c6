from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from juluo.core.http import MemberRequest, member_required, show
from juluo.core.returning import place_to_return
from juluo.ip.models import Choice
from juluo.ip.operations.surveys import answer_survey
from juluo.ip.queries.surveys import question_for


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def first_choice(request: MemberRequest) -> HttpResponse:
    """One question, one tap: what the IP is to the member in its field."""
    if request.method == "POST":
        answer_survey(request.member, request.POST.get("choice", ""))
        messages.success(request, _("Thank you. Your answer is counted, and nobody reads it with your name."))
        return redirect(place_to_return(request.POST.get("next", ""), request.get_host()))
    context = {"question": question_for(request.member), "choices": Choice}
    return show(request, "ip/first_choice.html", context)
