from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_POST, require_safe

from juluo.core.chronicle import facts_about, told
from juluo.core.http import MemberRequest, get_or_404, refusal_shown_on, show, staff_required
from juluo.core.indexes import Index, counted, listing, register_index
from juluo.core.pages import page_of
from juluo.ip.forms.reports import HidingForm
from juluo.ip.forms.tips import VoiceFilterForm
from juluo.ip.models import Tip
from juluo.ip.operations.voices import hide_voice, show_voice
from juluo.ip.queries.tips import voices_of_staff
from juluo.ip.rules.tips import cause_of

_TIMELINE = 50
VOICES = register_index(
    Index(
        "ip_studio:voices", "talk.moderate", ("state",),
        (
            (gettext_lazy("All"), ""),
            (pgettext_lazy("tab", "Reported"), "state=reported"),
            (pgettext_lazy("tab", "Hidden"), "state=hidden"),
        ),
    )
)  # fmt: skip


@require_safe
@staff_required("talk.moderate")
def voices(request: MemberRequest) -> HttpResponse:
    """The words that came with support; how much came with them is not shown here."""
    form = VoiceFilterForm(request.GET)
    form.is_valid()
    found = voices_of_staff(form.cleaned_data.get("state", ""))
    page = page_of(found, request.GET.get("after", ""))
    index = listing(VOICES, form.cleaned_data, request.member, sent=request.GET)
    rows = [(each, cause_of(each)) for each in page.rows]
    context = {"page": page, "rows": rows, "index": index, "total": counted(found)}
    return show(request, "ip/studio/voices.html", context)


@require_safe
@staff_required("talk.moderate")
def voice(request: MemberRequest, tip_id: UUID) -> HttpResponse:
    return _page(request, _voice(tip_id), HidingForm())


@require_POST
@staff_required("talk.moderate")
def voice_hiding(request: MemberRequest, tip_id: UUID) -> HttpResponse:
    found, form = _voice(tip_id), HidingForm(request.POST)
    if form.is_valid():
        with refusal_shown_on(form):
            hide_voice(found, **form.cleaned_data)
            messages.success(request, _("The words are hidden, and their giver is told why."))
            return redirect("ip_studio:voice", tip_id=found.pk)
    return _page(request, found, form)


@require_POST
@staff_required("talk.moderate")
def voice_showing(request: MemberRequest, tip_id: UUID) -> HttpResponse:
    shown = show_voice(_voice(tip_id))
    messages.success(request, _("Everybody whom their giver lets can read the words again."))
    return redirect("ip_studio:voice", tip_id=shown.pk)


def _voice(tip_id: UUID) -> Tip:
    return get_or_404(voices_of_staff(), id=tip_id)


def _page(request: MemberRequest, found: Tip, form: HidingForm) -> HttpResponse:
    context = {"voice": found, "cause": cause_of(found), "hiding_form": form}
    context["timeline"] = told(facts_about(found.pk)[:_TIMELINE])
    return show(request, "ip/studio/voice.html", context, status=422 if form.errors else 200)
