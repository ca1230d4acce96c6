"""What the staff decided about oneself, and appealing against it. Open to the banned, too."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from juluo.community.forms.moderation import AppealForm
from juluo.community.operations.appeals import appeal_against
from juluo.community.queries.cases import thing_said
from juluo.community.queries.sanctions import named_in, sanctions_of
from juluo.community.rules.articles import shown, words_for
from juluo.community.rules.sanctions import is_standing
from juluo.core import clock
from juluo.core.http import MemberRequest, get_or_404, member_required, open_to_banned, refusal_shown_on, show
from juluo.core.pages import page_of

_SHOWN = 20


@require_safe
@member_required
@open_to_banned
def sanctions(request: MemberRequest) -> HttpResponse:
    now = clock.now()
    page = page_of(sanctions_of(request.member), request.GET.get("after", ""), size=_SHOWN)
    rows = [(each, is_standing(each, now)) for each in page.rows]
    return show(request, "community/sanctions.html", {"page": page, "rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
@open_to_banned
def sanction(request: MemberRequest, sanction_id: UUID) -> HttpResponse:
    """What it is, why, by which article, until when; and the appeal."""
    found = get_or_404(sanctions_of(request.member), id=sanction_id)
    form = AppealForm(request.POST or None)
    if form.is_valid():
        with refusal_shown_on(form):
            appeal_against(found, form.cleaned_data["words"])
            messages.success(request, _("Your appeal waits for somebody else than who decided."))
            return redirect("community:sanction", sanction_id=found.pk)
    context = {"sanction": found, "form": form, "stands": is_standing(found, clock.now())}
    context["appeal"] = found.appeals.select_related("decided_by").first()
    context["said"] = thing_said(found.about) if found.about else None
    context["article"] = shown(found.article.text, named_in(found.article.pauses)) if found.article else ""
    context["paused"] = words_for(found.pauses, named_in(found.pauses))
    return show(request, "community/sanction.html", context, status=422 if form.errors else 200)
