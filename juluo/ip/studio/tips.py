from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from juluo.core import days
from juluo.core.chronicle import facts_about, told
from juluo.core.http import MemberRequest, get_or_404, refusal_shown_on, show, staff_required
from juluo.core.indexes import Index, counted, listing, register_index
from juluo.core.pages import page_of
from juluo.ip.forms.tips import ThanksForm, TipFilterForm, TipTermsForm
from juluo.ip.models import Tip
from juluo.ip.operations.tip_terms import set_tip_terms
from juluo.ip.operations.tips import return_tip, thank_for
from juluo.ip.queries.tips import tip_sums, tip_terms, tips_of_staff
from juluo.ip.rules.tips import cause_of

_TIMELINE = 50
TIPS = register_index(
    Index(
        "ip_studio:tips", "content.write", ("state", "since", "until"),
        (
            (gettext_lazy("All"), ""),
            (pgettext_lazy("support", "To be thanked for"), "state=to_thank"),
            (pgettext_lazy("support", "With words"), "state=with_words"),
            (pgettext_lazy("support", "Given back"), "state=returned"),
        ),
    )
)  # fmt: skip


@require_safe
@staff_required("content.write")
def tips(request: MemberRequest) -> HttpResponse:
    """What was given, the latest first, and what the ledger says of it by month or by the days asked for."""
    form = TipFilterForm(request.GET)
    form.is_valid()
    since, until = _moments(form.cleaned_data)
    found = tips_of_staff(form.cleaned_data.get("state", ""), since, until)
    page = page_of(found, request.GET.get("after", ""))
    context = {
        "page": page,
        "rows": [(each, cause_of(each)) for each in page.rows],
        "index": listing(TIPS, form.cleaned_data, request.member, sent=request.GET),
        "total": counted(found),
        "form": form,
        "sums": _sums(since, until),
        "terms": tip_terms(),
    }
    return show(request, "ip/studio/tips.html", context)


@require_safe
@staff_required("content.write")
def tip(request: MemberRequest, tip_id: UUID) -> HttpResponse:
    return _page(request, _paid(tip_id), ThanksForm())


@require_POST
@staff_required("content.write")
def tip_thanks(request: MemberRequest, tip_id: UUID) -> HttpResponse:
    found, form = _paid(tip_id), ThanksForm(request.POST)
    if form.is_valid():
        with refusal_shown_on(form):
            thank_for(found, form.cleaned_data["words"], by=request.member)
            messages.success(request, _("The giver is told what you wrote."))
            return redirect("ip_studio:tip", tip_id=found.pk)
    return _page(request, found, form)


@require_POST
@staff_required("orders.refund")
def tip_refund(request: MemberRequest, tip_id: UUID) -> HttpResponse:
    return_tip(_paid(tip_id))
    messages.success(request, _("All the money goes back to the giver."))
    return redirect("ip_studio:tip", tip_id=tip_id)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required("settings.write")
def tip_choice(request: MemberRequest) -> HttpResponse:
    """Whether support is taken, and how much."""
    terms, currency = tip_terms(), request.space.currency
    form = TipTermsForm(request.POST or None, initial=TipTermsForm.of(terms), currency=currency)
    if form.is_valid():
        with refusal_shown_on(form):
            set_tip_terms(form.choice())
            messages.success(request, _("Saved."))
            return redirect("ip_studio:tip_terms")
    return show(request, "ip/studio/tip_terms.html", {"form": form}, status=422 if form.errors else 200)


def _moments(asked: dict[str, Any]) -> tuple[datetime | None, datetime | None]:
    since, until = asked.get("since"), asked.get("until")
    return days.began(since) if since else None, days.ended(until) if until else None


def _sums(since: datetime | None, until: datetime | None) -> list[tuple[str, list[Any]]]:
    """The days asked for; else this month, the month before, and ever since."""
    if since or until:
        return [(_("In these days"), tip_sums(since, until))]
    month = days.today().replace(day=1)
    began, before = days.began(month), days.began((month - timedelta(days=1)).replace(day=1))
    return [
        (_("This month"), tip_sums(began)),
        (_("Last month"), tip_sums(before, began)),
        (_("Ever since"), tip_sums()),
    ]


def _paid(tip_id: UUID) -> Tip:
    return get_or_404(tips_of_staff(), id=tip_id)


def _page(request: MemberRequest, found: Tip, form: ThanksForm) -> HttpResponse:
    context = {
        "tip": found,
        "cause": cause_of(found),
        "timeline": told(facts_about(found.pk)[:_TIMELINE]),
        "form": form,
        "moderates": "talk.moderate" in request.permissions,
        "refunds": "orders.refund" in request.permissions,
    }
    return show(request, "ip/studio/tip.html", context, status=422 if form.errors else 200)
