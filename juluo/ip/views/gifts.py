from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from juluo.core.http import MemberRequest, SpaceRequest, get_or_404, member_required, show
from juluo.core.http import refusal_shown_on as shown_on
from juluo.core.pages import page_of
from juluo.ip.forms.giving import ClaimForm, ReadsForm
from juluo.ip.models import Gift
from juluo.ip.operations.gifts import buy_reads, give_reads, take_read, withdraw_gift
from juluo.ip.queries.gifts import claim_of, claims_of, gifts_given, gifts_of, giving_of, titles_of, way_in
from juluo.ip.selling import page_of_right

_SHOWN = 20


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def giving(request: MemberRequest, right: str) -> HttpResponse:
    """Give reads of this away: those that came with a purchase, or others that are paid for."""
    found = giving_of(request.member, right)
    if found is None:
        raise Http404
    form = ReadsForm(request.POST or None)
    if form.is_valid():
        with shown_on(form):
            due = buy_reads(request.member, found.right, reads=form.cleaned_data["reads"], visitor=request.visitor)
            return redirect(due.url)
    context = {"giving": found, "form": form, "back": page_of_right(found.right)}
    return show(request, "ip/giving.html", context, status=422 if form.errors else 200)


@require_POST
@member_required
def purchase_gift(request: MemberRequest, right: str) -> HttpResponse:
    """Make the link of the reads that came with a purchase."""
    return redirect("ip:gift", code=give_reads(request.member, right).code)


@require_safe
@member_required
def gifts(request: MemberRequest) -> HttpResponse:
    """What one gave."""
    page = page_of(gifts_of(request.member), request.GET.get("after", ""), size=_SHOWN)
    titles = titles_of([each.right for each in page.rows])
    return show(
        request, "ip/gifts.html", {"page": page, "rows": [(each, titles.get(each.right)) for each in page.rows]}
    )


@require_http_methods(["GET", "HEAD", "POST"])
def gift(request: SpaceRequest, code: str) -> HttpResponse:
    """Who gives what, and one next step: join, take the read, or read."""
    found = get_or_404(gifts_given(), code=code)
    form = ClaimForm(request.POST or None)
    if request.member and form.is_valid():
        with shown_on(form):
            take_read(found, request.member, named=form.cleaned_data["named"])
            return redirect("ip:gift", code=code)
    return _shown(request, found, form)


@require_POST
@member_required
def gift_withdrawal(request: MemberRequest, code: str) -> HttpResponse:
    withdraw_gift(get_or_404(gifts_of(request.member), code=code))
    messages.success(request, _("Nobody takes a read of it any more. Who took one keeps it."))
    return redirect("ip:gift", code=code)


def _shown(request: SpaceRequest, found: Gift, form: ClaimForm) -> HttpResponse:
    own = request.member is not None and found.giver_id == request.member.pk
    context = {
        "gift": found,
        "title": titles_of([found.right]).get(found.right, ""),
        "target": page_of_right(found.right),
        "own": own,
        "claims": claims_of(found) if own else [],
        "claim": claim_of(found, request.member),
        "link": request.build_absolute_uri(request.path),
        "way_in": way_in(found.code),
        "form": form,
    }
    return show(request, "ip/gift.html", context, status=422 if form.errors else 200)
