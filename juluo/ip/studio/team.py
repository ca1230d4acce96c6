from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from juluo.core.http import MemberRequest, get_or_404, refusal_shown_on, show, staff_required
from juluo.ip.forms.desk import IntroductionForm, NewColleagueForm
from juluo.ip.operations.team import introduce_colleague, take_out_colleague
from juluo.ip.queries.team import staff_to_introduce, team


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required("content.write")
def colleagues(request: MemberRequest) -> HttpResponse:
    """The people behind the IP, and a form that introduces another of the staff."""
    form = NewColleagueForm(staff_to_introduce(), request.POST or None)
    if form.is_valid():
        with refusal_shown_on(form):
            introduce_colleague(form.cleaned_data["member"], form.introduction())
            messages.success(request, _("Saved."))
            return redirect("ip_studio:team")
    context = {"team": team()[:100], "form": form}
    return show(request, "ip/studio/team.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required("content.write")
def colleague(request: MemberRequest, member_id: UUID) -> HttpResponse:
    known = get_or_404(team(), member_id=member_id)
    form = IntroductionForm(request.POST or None, initial=IntroductionForm.of(known))
    if form.is_valid():
        with refusal_shown_on(form):
            introduce_colleague(known.member, form.introduction())
            messages.success(request, _("Saved."))
            return redirect("ip_studio:team")
    context = {"colleague": known, "form": form}
    return show(request, "ip/studio/colleague.html", context, status=422 if form.errors else 200)


@require_POST
@staff_required("content.write")
def colleague_removal(request: MemberRequest, member_id: UUID) -> HttpResponse:
    take_out_colleague(get_or_404(team(), member_id=member_id).member)
    messages.success(request, _("They are not shown among the people behind it any more."))
    return redirect("ip_studio:team")
