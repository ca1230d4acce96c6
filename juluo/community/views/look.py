from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from juluo.core.http import SpaceRequest, open_when_closed
from juluo.core.theming import style_sheet, version_of

_FOR_EVER = "public, max-age=31536000, immutable"


@open_when_closed
@require_safe
def theme(request: SpaceRequest, version: str) -> HttpResponse:
    """Serve the space's own style sheet. Its address changes with it; an old one leads to the new."""
    brand, mood = request.space.brand, request.space.mood
    if not (newest := version_of(brand, mood)):
        raise Http404  # it wears what everybody wears
    if version != newest:
        return redirect("community:theme", version=newest)
    return HttpResponse(style_sheet(brand, mood), content_type="text/css", headers={"Cache-Control": _FOR_EVER})
