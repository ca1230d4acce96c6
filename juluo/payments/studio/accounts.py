"""How the space is paid: the companies it has an account with."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from juluo.core.http import MemberRequest, show, staff_required
from juluo.payments.queries import accounts_oldest_first, plays_with_money


@require_safe
@staff_required("settings.write")
def accounts(request: MemberRequest) -> HttpResponse:
    context = {"accounts": accounts_oldest_first(), "plays": plays_with_money()}
    return show(request, "payments/studio/accounts.html", context)
