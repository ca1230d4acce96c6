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
from juluo.ip.forms.rooms import MessageFilterForm
from juluo.ip.models import Message
from juluo.ip.queries.rooms import messages_latest_first

_TIMELINE = 50
MESSAGES = register_index(
    Index(
        "ip_studio:messages", "talk.moderate", ("state",),
        (
            (gettext_lazy("All"), ""),
            (pgettext_lazy("tab", "Reported"), "state=reported"),
            (pgettext_lazy("tab", "Hidden"), "state=hidden"),
        ),
    )
)  # fmt: skip


@require_safe
@staff_required("talk.moderate")
def room_messages(request: MemberRequest) -> HttpResponse:
    form = MessageFilterForm(request.GET)
    form.is_valid()
    found = messages_latest_first(form.cleaned_data.get("state", ""))
    page = page_of(found, request.GET.get("after", ""))
    index = listing(MESSAGES, form.cleaned_data, request.member, sent=request.GET)
    return show(request, "ip/studio/messages.html", {"page": page, "index": index, "total": counted(found)})


@require_safe
@staff_required("talk.moderate")
def message(request: MemberRequest, message_id: UUID) -> HttpResponse:
    found = _message(message_id)
    context = {"message": found, "said": tell(found), "timeline": told(facts_about(found.pk)[:_TIMELINE])}
    return show(request, "ip/studio/message.html", context | {"hiding_form": HidingForm()})


def _message(message_id: UUID) -> Message:
    return get_or_404(messages_latest_first(), id=message_id)
