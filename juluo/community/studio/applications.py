from secrets import token_hex
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_POST, require_safe

from juluo.community.bulk import ADMIT, DECLINE
from juluo.community.forms.applications import ApplicationFilterForm, AskForm, DeclineForm
from juluo.community.models import Application, Enclosure
from juluo.community.operations.admitting import admit_applicant, ask_applicant, decline_applicant
from juluo.community.queries.applications import applications_matching, told_of
from juluo.core.chronicle import facts_about, told
from juluo.core.http import MemberRequest, get_or_404, refusal_shown_on, show, staff_required
from juluo.core.indexes import Index, counted, listing, register_index
from juluo.core.pages import page_of
from juluo.core.sending import once_by_itself
from juluo.core.studio import batch_answer, picked
from juluo.core.views import send_privately

_TIMELINE = 50
_TABS = (Application.State.SENT, Application.State.ASKED, Application.State.WAITING, Application.State.OFFERED,
         Application.State.ADMITTED, Application.State.DECLINED)  # fmt: skip
APPLICATIONS = register_index(
    Index(
        "community_studio:applications", "members.write", ("q", "state", "entrance"),
        ((pgettext_lazy("applications", "All"), ""), *((each.label, f"state={each.value}") for each in _TABS)),
    )
)  # fmt: skip


@require_safe
@staff_required("members.write")
def applications(request: MemberRequest) -> HttpResponse:
    found, form = _asked(request.GET)
    page = page_of(found, request.GET.get("after", ""))
    index = listing(APPLICATIONS, form.cleaned_data, request.member, sent=request.GET)
    context = {"page": page, "index": index, "form": form, "total": counted(found), "key": token_hex(8)}
    return show(request, "community/studio/applications.html", context)


@require_POST
@staff_required("members.write")
@once_by_itself
def bulk_admissions(request: MemberRequest) -> HttpResponse:
    return batch_answer(request, ADMIT, picked(request, lambda given: _asked(given)[0]))


@require_POST
@staff_required("members.write")
@once_by_itself
def bulk_refusals(request: MemberRequest) -> HttpResponse:
    """Ask for the reason that all of them read, then decline them."""
    people = picked(request, lambda given: _asked(given)[0])
    form = DeclineForm(request.POST if "reason" in request.POST else None)
    if form.is_valid():
        return batch_answer(request, DECLINE, people, form.cleaned_data)
    context = {"form": form, "people": people, "count": len(people), "asked": request.POST}
    return show(request, "community/studio/refusals.html", context, status=422 if form.errors else 200)


@require_safe
@staff_required("members.write")
def application(request: MemberRequest, application_id: UUID) -> HttpResponse:
    return _page(request, _known(application_id), {})


@require_POST
@staff_required("members.write")
def application_admission(request: MemberRequest, application_id: UUID) -> HttpResponse:
    found = admit_applicant(_known(application_id))
    is_in = found.state == Application.State.ADMITTED
    messages.success(request, _("Admitted.") if is_in else _("Admitted; they wait until a place is free."))
    return redirect("community_studio:application", application_id=found.pk)


@require_POST
@staff_required("members.write")
def application_refusal(request: MemberRequest, application_id: UUID) -> HttpResponse:
    found, form = _known(application_id), DeclineForm(request.POST)
    if form.is_valid():
        with refusal_shown_on(form):
            decline_applicant(found, form.cleaned_data["reason"])
            messages.success(request, _("Declined. The applicant reads your reason."))
            return redirect("community_studio:application", application_id=found.pk)
    return _page(request, found, {"decline_form": form})


@require_POST
@staff_required("members.write")
def application_inquiry(request: MemberRequest, application_id: UUID) -> HttpResponse:
    found, form = _known(application_id), AskForm(request.POST)
    if form.is_valid():
        with refusal_shown_on(form):
            ask_applicant(found, form.cleaned_data["question"])
            messages.success(request, _("Your question is sent."))
            return redirect("community_studio:application", application_id=found.pk)
    return _page(request, found, {"ask_form": form})


@require_safe
@staff_required("members.write")
def enclosure(request: MemberRequest, enclosure_id: UUID) -> HttpResponse:
    """A picture that an applicant sent with an application."""
    del request
    return send_privately(get_or_404(Enclosure.objects.exclude(application=None), id=enclosure_id).file)


def _asked(given: QueryDict) -> tuple[QuerySet[Application], ApplicationFilterForm]:
    form = ApplicationFilterForm(given)
    form.is_valid()
    said = {"state": "state", "entrance": "entrance", "words": "q"}
    return applications_matching(**{name: form.cleaned_data.get(field, "") for name, field in said.items()}), form


def _known(application_id: UUID) -> Application:
    rows = Application.objects.select_related("entrance", "questionnaire", "covenant", "user")
    return get_or_404(rows, id=application_id)


def _page(request: MemberRequest, found: Application, forms: dict[str, Any]) -> HttpResponse:
    """An application with its score explained; the form that was refused, if one was, stands on it with its error."""
    context = {
        "application": found, "told": told_of(found), "inquiries": list(found.inquiries.order_by("id")),
        "timeline": told(facts_about(found.pk)[:_TIMELINE]), "decline_form": DeclineForm(), "ask_form": AskForm(),
        "can_admit": found.state in {"sent", "asked", "declined"},
    }  # fmt: skip
    refused = any(form.errors for form in forms.values())
    return show(request, "community/studio/application.html", context | forms, status=422 if refused else 200)
