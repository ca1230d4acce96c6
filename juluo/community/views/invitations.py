from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from juluo.community.forms.policies import InviteForm
from juluo.community.operations.invitations import Terms, end_invitation, invite
from juluo.community.queries.invitations import entrances_to_invite_to, invitations_of, is_alive
from juluo.core.http import MemberRequest, first_or_404, get_or_404, member_required, refusal_shown_on, show
from juluo.core.pages import page_of


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def invitations(request: MemberRequest) -> HttpResponse:
    """What the member may invite to, and whom they invited."""
    form, doors = InviteForm(request.POST or None), list(entrances_to_invite_to(request.member)[:1])
    if form.is_valid():
        with refusal_shown_on(form):
            door = first_or_404(doors)
            said = form.cleaned_data
            invite(door, Terms(note=said["note"], days=said["days"]), by=request.member)
            messages.success(request, _("Your invitation is made. Send its link to whom you mean."))
            return redirect("community:invitations")
    page = page_of(invitations_of(request.member), request.GET.get("after", ""))
    shown = [(row, is_alive(row), link_of(request, row.code)) for row in page.rows]
    context = {"form": form, "may_invite": bool(doors), "page": page, "invitations": shown}
    return show(request, "community/invitations.html", context, status=422 if form.errors else 200)


@require_POST
@member_required
def invitation_ending(request: MemberRequest, invitation_id: UUID) -> HttpResponse:
    end_invitation(get_or_404(invitations_of(request.member), id=invitation_id))
    messages.success(request, _("The invitation is ended. Its link lets nobody in now."))
    return redirect("community:invitations")


def link_of(request: MemberRequest, code: str) -> str:
    return request.build_absolute_uri(reverse("community:invitation", args=[code]))
