"""The ledger in the studio: what each kind holds, every transfer with its entries, a member's accounts."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from juluo.core import days
from juluo.core.http import MemberRequest, get_or_404, show, staff_required
from juluo.core.indexes import Index, listing, register_index
from juluo.core.models import Member
from juluo.core.pages import page_of
from juluo.ledger.models import Account
from juluo.ledger.operations import check_ledger
from juluo.ledger.queries import (
    balances_of_member,
    last_check,
    reversal_of,
    reversed_by,
    statement,
    transfers_latest_first,
    transfers_of,
    trial_balance,
)
from juluo.ledger.rules import KINDS

_ROWS = 50
TRANSFERS = register_index(
    Index("ledger_studio:transfers", "ledger.read", ("account", "since", "until"), ((gettext_lazy("All"), ""),))
)


@require_safe
@staff_required("ledger.read")
def balances(request: MemberRequest) -> HttpResponse:
    return show(request, "ledger/studio/balances.html", {"balances": trial_balance(), "check": last_check()})


@require_POST
@staff_required("ledger.read")
def checks(request: MemberRequest) -> HttpResponse:
    """Check the whole ledger now, as the nightly routine does."""
    check_ledger()
    messages.success(request, _("The ledger has been checked."))
    return redirect("ledger_studio:balances")


@require_safe
@staff_required("ledger.read")
def transfers(request: MemberRequest) -> HttpResponse:
    """Every transfer, or those of one kind of account and of some days (both included)."""
    since, until = (days.read(request.GET.get(name, "")) for name in ("since", "until"))
    kind = request.GET.get("account", "")
    kind = kind if kind in KINDS else ""
    found = transfers_of(kind, days.began(since) if since else None, days.ended(until) if until else None)
    page = page_of(found, request.GET.get("after", ""), size=30)
    index = listing(TRANSFERS, {"account": kind, "since": since, "until": until}, request.member, sent=request.GET)
    context = {"page": page, "kinds": KINDS, "kind": kind, "since": since, "until": until, "index": index}
    return show(request, "ledger/studio/transfers.html", context)


@require_safe
@staff_required("ledger.read")
def transfer(request: MemberRequest, transfer_id: UUID) -> HttpResponse:
    found = get_or_404(transfers_latest_first(), id=transfer_id)
    context = {"transfer": found, "reverses": reversed_by(found), "reversal": reversal_of(found)}
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
