from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from juluo.core.http import MemberRequest, get_or_404, member_required, show
from juluo.ip.operations.quotations import withdraw_words
from juluo.ip.queries.quotations import quotations_of


@require_safe
@member_required
def quotation(request: MemberRequest, quotation_id: UUID) -> HttpResponse:
    """One's own words in an article: these, and others that it quotes."""
    found = get_or_404(quotations_of(request.member), id=quotation_id)
    own = list(quotations_of(request.member).filter(post=found.post_id))
    return show(request, "ip/quotation.html", {"post": found.post, "quotations": own})


@require_POST
@member_required
def quotation_withdrawal(request: MemberRequest, quotation_id: UUID) -> HttpResponse:
    withdraw_words(get_or_404(quotations_of(request.member), id=quotation_id))
    messages.success(request, _("The article leaves your words out."))
    return redirect("ip:quotation", quotation_id=quotation_id)
