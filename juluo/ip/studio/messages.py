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
from juluo.ip.forms.rooms import MessageFilterForm
from juluo.ip.models import Message
from juluo.ip.operations.moderation import hide_message, show_message
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
    return _page(request, _message(message_id), HidingForm())


@require_POST
@staff_required("talk.moderate")
def message_hiding(request: MemberRequest, message_id: UUID) -> HttpResponse:
    found, form = _message(message_id), HidingForm(request.POST)
    if form.is_valid():
        with refusal_shown_on(form):
            hide_message(found, **form.cleaned_data)
            messages.success(request, _("The message is hidden, and its author is told why."))
            return redirect("ip_studio:message", message_id=found.pk)
    return _page(request, found, form)


@require_POST
@staff_required("talk.moderate")
def message_showing(request: MemberRequest, message_id: UUID) -> HttpResponse:
    shown = show_message(_message(message_id))
    messages.success(request, _("Everybody inside can read the message again."))
    return redirect("ip_studio:message", message_id=shown.pk)


def _message(message_id: UUID) -> Message:
    return get_or_404(messages_latest_first(), id=message_id)


def _page(request: MemberRequest, found: Message, form: HidingForm) -> HttpResponse:
    context = {"message": found, "timeline": told(facts_about(found.pk)[:_TIMELINE]), "hiding_form": form}
    return show(request, "ip/studio/message.html", context, status=422 if form.errors else 200)
