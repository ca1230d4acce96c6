"""Reporting what somebody said, and finding one's own words that were hidden."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from juluo.community.queries.sanctions import hiding_of
from juluo.core.http import MemberRequest, first_or_404, member_required, refusal_shown_on, show
from juluo.core.said.forms import ReportForm
from juluo.core.said.kinds import find_kind, tell
from juluo.core.said.operations import report as report_words
from juluo.core.said.queries import heard


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def report(request: MemberRequest, said: str, thing_id: UUID) -> HttpResponse:
    """Say what is wrong with it."""
    row = heard(said, thing_id, request.member)
    thing, form = tell(first_or_404([row] if row else [])), ReportForm(request.POST or None)
    if form.is_valid():
        with refusal_shown_on(form):
            report_words(request.member, row, **form.cleaned_data)
            messages.success(request, _("Thank you. The staff will look at it."))
            return redirect(thing.url)
    return show(request, "community/report.html", {"said": thing, "form": form}, status=422 if form.errors else 200)


@require_safe
@member_required
def own_words(request: MemberRequest, said: str, thing_id: UUID) -> HttpResponse:
    """Lead the author to why their words are hidden, and to the appeal; else to the words."""
    kind = find_kind(said)
    row = kind.row(thing_id) if kind else None
    own = kind is not None and row is not None and kind.tell(row).author_id == request.member.pk
    thing = tell(first_or_404([row] if own else []))
    hiding = hiding_of(thing.about)
    return redirect("community:sanction", sanction_id=hiding.pk) if hiding else redirect(thing.own_url)
