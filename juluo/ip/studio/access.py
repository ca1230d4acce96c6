from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from juluo.core import clock, days
from juluo.core.http import MemberRequest, get_or_404, refusal_shown_on, show, staff_required
from juluo.core.models import Member
from juluo.core.pages import page_of
from juluo.ip.operations.access import ACCESS_WORDS_LENGTH, end_access, give_access, is_by_hand
from juluo.ip.queries.access import access_to, entitlements, members_called, name_of_what_is_given
from juluo.ip.selling import page_of_right, selling_page


class AccessForm(forms.Form):
    member = forms.CharField(
        label=pgettext_lazy("access", "Who"),
        max_length=254,
        help_text=gettext_lazy("Their e-mail address, or their whole name."),
    )
    words = forms.CharField(
        label=pgettext_lazy("access", "Why"),
        max_length=ACCESS_WORDS_LENGTH,
        help_text=gettext_lazy("The chronicle keeps it. Members do not see it."),
    )
    until = forms.DateField(
        label=gettext_lazy("Last day"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=gettext_lazy("Without a day it does not end."),
    )

    def clean_member(self) -> Member:
        found = members_called(self.cleaned_data["member"])
        if not found:
            raise forms.ValidationError(_("No member is called that. Look at the list of members."))
        if len(found) > 1:
            raise forms.ValidationError(_("Several members are called that. Give the e-mail address."))
        return found[0]


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required("content.write")
def access(request: MemberRequest, right: str) -> HttpResponse:
    """Who holds the right, and a form to give it by hand."""
    form = AccessForm(request.POST or None)
    if form.is_valid():
        with refusal_shown_on(form):
            said = form.cleaned_data
            give_access(said["member"], right, words=said["words"], until=_end_of(said["until"]))
            messages.success(request, _("%(name)s may use it now.") % {"name": said["member"].name})
            return redirect("ip_studio:access", right=right)
    return show(request, "ip/studio/access.html", _shown(request, right, form), status=422 if form.errors else 200)


@require_POST
@staff_required("content.write")
def access_ending(request: MemberRequest, entitlement_id: UUID) -> HttpResponse:
    ended = end_access(get_or_404(entitlements(), id=entitlement_id))
    messages.success(request, _("It is ended."))
    return redirect("ip_studio:access", right=ended.right)


def _shown(request: MemberRequest, right: str, form: AccessForm) -> dict[str, Any]:
    title = name_of_what_is_given(right)
    if not title:
        raise Http404
    page = page_of(access_to(right), request.GET.get("after", ""))
    rows = [(each, is_by_hand(each)) for each in page.rows]
    selling = selling_page(right) if "products.write" in request.permissions else ""
    shown: dict[str, Any] = {"right": right, "title": title, "form": form, "page": page, "rows": rows}
    return shown | {"url": page_of_right(right), "selling": selling, "now": clock.now()}


def _end_of(day: Any) -> datetime | None:
    return days.ended(day) if day else None
