from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from juluo.core.http import MemberRequest, show, staff_required
from juluo.core.undo import offer_undo
from juluo.front.forms import SpecimenFilterForm, SpecimenForm
from juluo.front.queries.specimens import specimens_of


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required("settings.write")
def styleguide(request: MemberRequest) -> HttpResponse:
    """Every component in every state, in the space's own look. Nothing that is sent here is kept."""
    asked = request.GET.get("language", "")
    with translation.override(asked if asked in dict(settings.LANGUAGES) else translation.get_language()):
        if "toast" in request.POST:
            return _toasted(request)
        form = SpecimenForm(request.POST or None)
        missing = f"{request.path}?after=missing"
        context = {"form": form, "filters": SpecimenFilterForm(), "languages": settings.LANGUAGES, "missing": missing,
                   **specimens_of(request.space)}  # fmt: skip
        return show(request, "front/styleguide/page.html", context, status=422 if form.errors else 200)


def _toasted(request: MemberRequest) -> HttpResponse:
    messages.success(request, _("Saved."))
    messages.error(request, _("Your role does not allow this. Ask the owner of the space."))
    offer_undo(request, _("The entrance is closed. Its code lets nobody in now."), request.get_full_path())
    return redirect("front:styleguide")
