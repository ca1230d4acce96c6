"""The ledger in the studio: what each kind holds, every transfer with its entries, a member's accounts."""

from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from juluo.core.http import MemberRequest, get_or_404, show, staff_required
from juluo.core.models import Member
from juluo.core.pages import page_of
from juluo.ledger.models import Account, Transfer
from juluo.ledger.queries import balances_of_member, findings, statement, transfers_latest_first, trial_balance

_ROWS = 50


@require_safe
@staff_required("ledger.read")
def balances(request: MemberRequest) -> HttpResponse:
    context = {"balances": trial_balance(), "findings": findings()}
    return show(request, "ledger/studio/balances.html", context)


@require_safe
@staff_required("ledger.read")
def transfers(request: MemberRequest) -> HttpResponse:
    page = page_of(transfers_latest_first(), request.GET.get("after", ""), size=30)
    return show(request, "ledger/studio/transfers.html", {"page": page})


@require_safe
@staff_required("ledger.read")
def transfer(request: MemberRequest, transfer_id: UUID) -> HttpResponse:
    found: Transfer = get_or_404(transfers_latest_first().select_related("reverses"), id=transfer_id)
    context = {"transfer": found, "reversals": list(found.reversals.all())}
    return show(request, "ledger/studio/transfer.html", context)


@require_safe
@staff_required("ledger.read")
def member(request: MemberRequest, member_id: UUID) -> HttpResponse:
    """A member's accounts, and the statement of the one chosen."""
    person = get_or_404(Member.objects.all(), id=member_id)
    accounts = balances_of_member(person.pk)
    chosen = _chosen(accounts, request.GET.get("account", ""))
    page = page_of(statement(chosen), request.GET.get("after", ""), size=_ROWS) if chosen else None
    context = {"person": person, "accounts": accounts, "chosen": chosen, "page": page}
    return show(request, "ledger/studio/member.html", context)


def _chosen(accounts: list[Account], wanted: str) -> Account | None:
    """The account asked for, else the first; a foreign one is none of theirs."""
    return next((each for each in accounts if str(each.pk) == wanted), accounts[0] if accounts else None)
