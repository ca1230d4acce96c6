"""Founding a space in the browser: whoever keeps the installation makes one, and owns it."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_http_methods

from juluo.community.operations.founding import found_space
from juluo.core.http import refusal_shown_on, show
from juluo.core.models import User
from juluo.front.blueprint.forms import FoundingForm


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def founding(request: HttpRequest) -> HttpResponse:
    """Ask for what cannot be changed later, and lead to the blueprint of the new space."""
    host = request.user
    if not isinstance(host, User) or not host.is_host:
        raise Http404
    form = FoundingForm(request.POST or None, initial={"currency": "CNY"})
    if form.is_valid():
        with refusal_shown_on(form):
            space = found_space(owner=host, **form.cleaned_data)
            return HttpResponseRedirect(f"/@{space.slug}/studio/start/")
    return show(request, "front/founding.html", {"form": form}, status=422 if form.errors else 200)


founding.for_logins = True  # type: ignore[attr-defined] # read by the isolation crawler
