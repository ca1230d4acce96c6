from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from juluo.core.http import MemberRequest, get_or_404, refusal_shown_on, show, staff_required
from juluo.core.pages import page_of
from juluo.ip.forms.surveys import SurveyForm
from juluo.ip.models import Survey
from juluo.ip.operations.surveys import close_survey, open_survey
from juluo.ip.queries.surveys import outcomes_of, surveys_latest_first
from juluo.ip.rules.surveys import NOBODY


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required("members.write")
def surveys(request: MemberRequest) -> HttpResponse:
    """The waves with what they brought, and the next one to be opened."""
    form = SurveyForm(request.POST or None)
    if form.is_valid():
        with refusal_shown_on(form):
            open_survey(**form.cleaned_data)
            messages.success(request, _("The question is asked."))
            return redirect("ip_studio:surveys")
    page = page_of(surveys_latest_first(), request.GET.get("after", ""), size=12)
    outcomes = outcomes_of(page.rows)
    rows = [(each, outcomes.get(each.pk, NOBODY)) for each in page.rows]
    context = {"form": form, "rows": rows, "next": page.next, "writes": "content.write" in request.permissions}
    return show(request, "ip/studio/surveys.html", context, status=422 if form.errors else 200)


@require_POST
@staff_required("members.write")
def survey_closing(request: MemberRequest, survey_id: UUID) -> HttpResponse:
    close_survey(get_or_404(Survey.objects.all(), id=survey_id))
    messages.success(request, _("The survey is closed."))
    return redirect("ip_studio:surveys")
