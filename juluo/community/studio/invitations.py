from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from juluo.community.forms.policies import InvitationForm
from juluo.community.models import Entrance, Invitation
from juluo.community.operations.invitations import Terms, end_invitation, make_invitation
from juluo.community.queries.invitations import invitations_to, is_alive
from juluo.core.http import MemberRequest, get_or_404, refusal_shown_on, show, staff_required
from juluo.core.pages import page_of


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required("members.write")
def invitations(request: MemberRequest, code: str) -> HttpResponse:
    """The codes that let people in by an entrance, and one more."""
    door = get_or_404(Entrance.objects.all(), code=code)
    form = InvitationForm(request.POST or None)
    if form.is_valid():
        with refusal_shown_on(form):
            make_invitation(door, Terms(**form.cleaned_data), by=request.member)
            messages.success(request, _("The invitation is made. Send its link to whom you mean."))
            return redirect("community_studio:invitations", code=code)
    page = page_of(invitations_to(door), request.GET.get("after", ""))
    rows = [(row, is_alive(row), _link(request, row)) for row in page.rows]
    context = {"entrance": door, "form": form, "page": page, "rows": rows}
    return show(request, "community/studio/invitations.html", context, status=422 if form.errors else 200)


@require_POST
@staff_required("members.write")
def invitation_ending(request: MemberRequest, invitation_id: UUID) -> HttpResponse:
    ended = end_invitation(get_or_404(Invitation.objects.select_related("entrance"), id=invitation_id))
    messages.success(request, _("The invitation is ended. Its link lets nobody in now."))
    return redirect("community_studio:invitations", code=ended.entrance.code)


def _link(request: MemberRequest, row: Invitation) -> str:
    return request.build_absolute_uri(reverse("community:invitation", args=[row.code]))
