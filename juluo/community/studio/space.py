from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from juluo.community.forms.space import ClosingForm, SettingsForm
from juluo.community.operations.space import close_space, localize_space, rename_space, reopen_space
from juluo.core.http import MemberRequest, refusal_shown_on, show, staff_required
from juluo.core.locales import TIME_ZONES


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required("settings.write")
def space(request: MemberRequest) -> HttpResponse:
    form = SettingsForm(request.POST or None, initial=SettingsForm.of(request.space))
    if form.is_valid():
        with refusal_shown_on(form), transaction.atomic():
            localize_space(language=form.cleaned_data["language"], time_zone=form.cleaned_data["time_zone"])
            rename_space(form.cleaned_data["name"])
            return _done(request, _("Saved."))
    return _page(request, form, ClosingForm())


@require_POST
@staff_required("settings.write")
def space_closing(request: MemberRequest) -> HttpResponse:
    form = ClosingForm(request.POST)
    if form.is_valid():
        with refusal_shown_on(form):
            close_space(slug=form.cleaned_data["slug"])
            return _done(request, _("The space is closed. Only you and your staff get in."))
    return _page(request, SettingsForm(initial=SettingsForm.of(request.space)), form)


@require_POST
@staff_required("settings.write")
def space_opening(request: MemberRequest) -> HttpResponse:
    reopen_space()
    return _done(request, _("The space is open again."))


def _done(request: MemberRequest, sentence: str) -> HttpResponse:
    messages.success(request, sentence)
    return redirect("community_studio:space")


def _page(request: MemberRequest, form: SettingsForm, closing: ClosingForm) -> HttpResponse:
    wrong = form.errors or closing.errors
    return show(
        request,
        "community/studio/space.html",
        {"form": form, "closing": closing, "zones": TIME_ZONES},
        status=422 if wrong else 200,
    )
