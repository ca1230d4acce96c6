from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_safe

from juluo.core.chronicle import facts_about, told
from juluo.core.http import MemberRequest, get_or_404, show, staff_required
from juluo.core.indexes import Index, counted, listing, register_index
from juluo.core.pages import page_of
from juluo.core.said.forms import HidingForm
from juluo.core.said.kinds import tell
from juluo.ip.forms.tips import VoiceFilterForm
from juluo.ip.models import Tip
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
    found = _voice(tip_id)
    context = {"voice": found, "said": tell(found), "cause": cause_of(found), "hiding_form": HidingForm()}
    context["timeline"] = told(facts_about(found.pk)[:_TIMELINE])
    return show(request, "ip/studio/voice.html", context)


def _voice(tip_id: UUID) -> Tip:
    return get_or_404(voices_of_staff(), id=tip_id)
