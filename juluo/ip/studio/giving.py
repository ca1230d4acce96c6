from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from juluo.core.http import MemberRequest, refusal_shown_on, show, staff_required
from juluo.ip.forms.giving import GiftTermsForm
from juluo.ip.operations.gifts import set_gift_terms
from juluo.ip.queries.gifts import gift_terms


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required("content.write")
def giving(request: MemberRequest) -> HttpResponse:
    """How many reads a purchase gives away, and for how long."""
    form = GiftTermsForm(request.POST or None, initial=GiftTermsForm.of(gift_terms()))
    if form.is_valid():
        with refusal_shown_on(form):
            set_gift_terms(**form.cleaned_data)
            messages.success(request, _("Saved."))
            return redirect("ip_studio:giving")
    return show(request, "ip/studio/giving.html", {"form": form}, status=422 if form.errors else 200)
