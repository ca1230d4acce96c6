"""What the mails of the space look like."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.csp import CSP
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_POST, require_safe

from juluo.core.http import MemberRequest, show, staff_required
from juluo.core.letters import Letter, html, plain
from juluo.core.refusals import Refused
from juluo.core.sending import once_by_itself
from juluo.reach.operations.trial_mails import send_trial_mail
from juluo.reach.queries.outbox import is_open_to, mail_folder
from juluo.reach.samples import Sample, letter_of, sample_named, samples

FRAME = {"default-src": [CSP.NONE], "style-src": [CSP.UNSAFE_INLINE], "frame-ancestors": [CSP.SELF], "sandbox": ""}
"""A mail has its styles in attributes; nothing in its frame runs or leads anywhere."""


@require_safe
@staff_required("settings.write")
def mails(request: MemberRequest) -> HttpResponse:
    return show(request, "reach/studio/mails.html", _mails(request))


@require_POST
@staff_required("settings.write")
@once_by_itself
def trial(request: MemberRequest) -> HttpResponse:
    """Send a mail to oneself, and say what came of it."""
    try:
        sent = send_trial_mail(request.member)
    except Refused as refusal:
        messages.error(request, refusal.message)
    else:
        left = _("A test mail is on its way to %(to)s.") % {"to": sent.to}
        stays = _("No mail server is set: the test mail lies in the outbox.")
        messages.success(request, stays if sent.in_outbox else left)
    return redirect("reach_studio:mails")


@require_safe
@staff_required("settings.write")
def mail(request: MemberRequest, letter: str) -> HttpResponse:
    """One mail in one language, as HTML and as text."""
    sample, language = _sample(letter), _language(request)
    words = letter_of(sample, space=request.space, language=language)
    context = {"sample": sample, "letter": words, "text": plain(words), "chosen": language}
    return show(request, "reach/studio/mail.html", context | {"languages": settings.LANGUAGES})


@xframe_options_sameorigin
@csp_override(FRAME)
@require_safe
@staff_required("settings.write")
def mail_frame(request: MemberRequest, letter: str) -> HttpResponse:
    words: Letter = letter_of(_sample(letter), space=request.space, language=_language(request))
    return HttpResponse(html(words, request.space))


def _mails(request: MemberRequest) -> dict[str, Any]:
    return {"samples": samples(), "outbox": is_open_to(request.user), "kept": mail_folder() is not None}


def _sample(name: str) -> Sample:
    found = sample_named(name)
    if found is None:
        raise Http404
    return found


def _language(request: MemberRequest) -> str:
    asked = request.GET.get("language", "")
    return asked if asked in dict(settings.LANGUAGES) else get_language() or settings.LANGUAGE_CODE
