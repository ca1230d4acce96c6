"""What every list of the studio does the same way when a deed is asked for on many of its rows."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse

from juluo.core.bulk import AT_ONCE, MOST, Deed, Wish, ask_for, carry_out
from juluo.core.http import MemberRequest
from juluo.core.refusals import Refused

type Matching = Callable[[QueryDict], QuerySet[Any]]


def picked(request: MemberRequest, matching: Matching, called: str = "pk") -> list[Wish]:
    """What was picked on the list: rows by what the list calls them, or `all` that its filters show."""
    if request.POST.get("all"):
        rows = matching(QueryDict(request.POST.get("query", ""))).values_list(called, flat=True)
        return [Wish(str(each)) for each in rows[: MOST + 1]]
    return [Wish(each) for each in request.POST.getlist("pick")]


def batch_answer(
    request: MemberRequest, deed: Deed, wishes: list[Wish], told: Mapping[str, str] | None = None
) -> HttpResponse:
    """Ask for the deed. Few rows are done at once, many by the worker; the report shows what came of each."""
    key = request.POST.get("key", "").replace("\0", "")[:64] or uuid4().hex
    try:
        batch = ask_for(deed, wishes, by=request.member, key=key, told=told or {})
    except Refused as refusal:
        messages.error(request, refusal.message)
        return redirect(f"{reverse(deed.place)}?{QueryDict(request.POST.get('query', '')).urlencode()}")
    if len(wishes) <= AT_ONCE:
        carry_out(batch)
    return redirect("front_studio:batch", batch_id=batch.pk)
