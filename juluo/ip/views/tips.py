"""Supporting the IP, a post or a workpiece without buying, and reading what others said with it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from juluo.core.http import MemberRequest, SpaceRequest, get_or_404, member_required, refusal_shown_on, show
from juluo.core.keeping import kept_for_guests
from juluo.core.pages import page_of
from juluo.ip.forms.tips import TipForm, VoiceForm
from juluo.ip.models import Tip
from juluo.ip.operations.tips import begin_tip, choose_voice, order_tip
from juluo.ip.queries.posts import readable_posts
from juluo.ip.queries.tips import tip_terms, tips_of, voices
from juluo.ip.queries.workpieces import workpieces_shown
from juluo.ip.rules.tips import Cause, cause_of

_SHOWN = 20


@require_safe
@kept_for_guests
def support(request: SpaceRequest) -> HttpResponse:
    """How to support the IP, and what those said who did."""
    return _page(request, Cause())


@require_safe
@kept_for_guests
def post_support(request: SpaceRequest, post_id: UUID) -> HttpResponse:
    return _page(request, _post(post_id))


@require_safe
@kept_for_guests
def workpiece_support(request: SpaceRequest, workpiece_id: UUID) -> HttpResponse:
    return _page(request, _workpiece(workpiece_id))


@require_POST
@member_required
def support_tips(request: MemberRequest) -> HttpResponse:
    """Choose an amount; on to its payment."""
    return _give(request, Cause())


@require_POST
@member_required
def post_tips(request: MemberRequest, post_id: UUID) -> HttpResponse:
    return _give(request, _post(post_id))


@require_POST
@member_required
def workpiece_tips(request: MemberRequest, workpiece_id: UUID) -> HttpResponse:
    return _give(request, _workpiece(workpiece_id))


@require_safe
@member_required
def tips_mine(request: MemberRequest) -> HttpResponse:
    page = page_of(tips_of(request.member), request.GET.get("after", ""), size=_SHOWN)
    rows = [(tip, cause_of(tip)) for tip in page.rows]
    return show(request, "ip/tips_mine.html", {"page": page, "rows": rows})


@require_safe
@member_required
def tip(request: MemberRequest, tip_id: UUID) -> HttpResponse:
    """Where one's own tip stands: to be paid, thanked for, given back."""
    found = _own(request, tip_id)
    context = {"tip": found, "cause": cause_of(found), "form": VoiceForm(initial=VoiceForm.of(found))}
    return show(request, "ip/tip.html#status", context)


@require_POST
@member_required
def tip_payment(request: MemberRequest, tip_id: UUID) -> HttpResponse:
    return redirect(order_tip(_own(request, tip_id), visitor=request.visitor).url)


@require_POST
@member_required
def tip_voice(request: MemberRequest, tip_id: UUID) -> HttpResponse:
    """Say who reads one's words, and whether with one's name."""
    own, form = _own(request, tip_id), VoiceForm(request.POST)
    form.is_valid()
    choose_voice(own, **form.cleaned_data)
    messages.success(request, _("Saved."))
    return redirect("ip:tip", tip_id=own.pk)


def _give(request: MemberRequest, cause: Cause) -> HttpResponse:
    form = TipForm(request.POST, terms=tip_terms())
    if form.is_valid():
        with refusal_shown_on(form):
            begun = begin_tip(request.member, cause, form.said())
            return redirect(order_tip(begun, visitor=request.visitor).url)
    return _page(request, cause, form)


def _page(request: SpaceRequest, cause: Cause, form: TipForm | None = None) -> HttpResponse:
    """What is supported, the form, and the words of others; a form that was refused stands with its errors."""
    terms = form.terms if form else tip_terms()
    page = page_of(voices(cause), request.GET.get("after", ""), size=_SHOWN)
    context = {"cause": cause, "terms": terms, "form": form or TipForm(terms=terms)}
    context |= {"page": page, "rows": [(each, cause_of(each)) for each in page.rows]}
    return show(request, "ip/support.html", context, status=422 if form else 200)


def _post(post_id: UUID) -> Cause:
    return Cause(post=get_or_404(readable_posts(), id=post_id))


def _workpiece(workpiece_id: UUID) -> Cause:
    return Cause(workpiece=get_or_404(workpieces_shown(), id=workpiece_id))


def _own(request: MemberRequest, tip_id: UUID) -> Tip:
    return get_or_404(tips_of(request.member), id=tip_id)
